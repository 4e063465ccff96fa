"""What one cell says, understood: dates, numbers, names, places; no rows and no files."""
