"""Putting the add-in where Excel loads it, and finding out why it does not work.

Per user, without administrator and without network. Nothing of another program is touched: the
add-in is one file in XLSTART, its settings are one file of their own.
"""
