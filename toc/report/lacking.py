"""What is missing, by whom and since when, and the next steps, each with an owner."""
