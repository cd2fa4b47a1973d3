"""One indicator by organisation: small charts, who moved the figure of the whole, and who stands out for its size."""
