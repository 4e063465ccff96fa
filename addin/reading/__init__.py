"""Workbooks: from files to rows that know their cells, and from findings to marks in a workbook."""
