"""Short yearly series carried into the years ahead. Knows nothing of programmes; usable alone by ``toc.project``."""
