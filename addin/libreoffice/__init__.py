"""The add-in in LibreOffice: formulas, a menu and a toolbar, by a bridge in the user's profile.

LibreOffice has its own Python. The code that runs there (``inside``) needs only the standard
library. All other code runs in a child process of the interpreter that installed the bridge, with
messages over stdin and stdout. No version has to match, no network port is opened.
"""
