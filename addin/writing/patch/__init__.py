"""Changes to the XML parts of workbook packages (.xlsx, .xlsm)."""
