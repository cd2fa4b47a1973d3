"""A page for each indicator: everything that is known of it, together."""
