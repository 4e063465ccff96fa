"""The interface between commands and the workbook: a file, Excel or LibreOffice."""
