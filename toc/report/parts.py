"""A page for each organisation below the top: its messages, its figures and the organisations within it."""
