"""The add-in in LibreOffice: formulas, a menu and a toolbar, by a bridge in the user's profile.

LibreOffice has a Python of its own. What runs there (``inside``) needs nothing but its standard
library; everything else runs in the interpreter that installed the bridge, as a child process that
is spoken to through its two pipes. No version has to match, no network port is opened.
"""
