"""Bars, funnel plots and small charts of many organisations as plain SVG."""
