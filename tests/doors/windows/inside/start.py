"""Start the formula server as the macros do; print how long it took and whether it did."""

from __future__ import annotations

import json
import sys
import time

import pythoncom
from excel import activate

dll, command = sys.argv[1:]
pythoncom.CoInitialize()
started = time.perf_counter()
try:
    activate(dll, command)
    message = ""
except RuntimeError as error:
    message = str(error)
print(json.dumps({"message": message, "seconds": time.perf_counter() - started}))
