"""All tables as CSV and Parquet, with a Data Package descriptor."""
