"""SVG to PNG, for documents that cannot hold drawings (resvg)."""
