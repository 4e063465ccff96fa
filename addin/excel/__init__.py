"""Excel: the buttons and formulas through xlwings."""
