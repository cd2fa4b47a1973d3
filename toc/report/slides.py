"""Eight slides for a steering group (python-pptx)."""
