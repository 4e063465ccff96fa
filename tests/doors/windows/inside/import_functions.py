"""Print what xlwings would put into a workbook of that name for ``addin.udfs``."""

from __future__ import annotations

import io
import sys
import types

import xlwings.udfs

from addin import udfs

text = io.StringIO()
workbook = types.SimpleNamespace(Name=sys.argv[1])
xlwings.udfs.generate_vba_wrapper(udfs.__name__, udfs, text, workbook)
sys.stdout.buffer.write(text.getvalue().encode())
