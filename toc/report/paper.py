"""The report on A4, whole or on one side, as PDF (WeasyPrint)."""
