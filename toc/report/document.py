"""The accountability report as a Word document (python-docx)."""
