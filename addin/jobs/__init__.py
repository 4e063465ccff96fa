"""One module per button; the command line, Excel and LibreOffice all call these."""
