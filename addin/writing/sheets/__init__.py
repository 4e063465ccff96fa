"""Workbooks drawn with openpyxl from the tables of ``addin.forms``."""
