"""Workbook packages (.xlsx, .xlsm) from the inside: parts, markup, sheets, styles, cells."""
