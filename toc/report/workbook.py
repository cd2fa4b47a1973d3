"""The report as a workbook (XlsxWriter)."""
