"""Where the commands run: on a file, in Excel, in LibreOffice; each behind the same small port."""
