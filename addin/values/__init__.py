"""Parsing of the text of one cell: dates, numbers, names, places."""
