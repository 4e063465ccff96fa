"""The code that runs in LibreOffice's own Python (3.8 or later): standard library and uno only."""
