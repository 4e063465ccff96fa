"""From an openpyxl workbook to bytes that are the same whenever and wherever they are made."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_ISSUED = datetime(2015, 5, 28)  # the day the notice was issued stands for every date
_UNIX = 3  # the system zip entries say they were made on
_SHEETS = "xl/worksheets/"
# Excel would put a green corner on each identity number for being a number kept as text.
_QUIET = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
    b"</worksheet>"
)


def deterministic(workbook: Workbook) -> bytes:
    """Return the workbook as .xlsx bytes without a trace of clock, machine or library versions.

    Parts are stored, not deflated: zlib builds differ in what they make of the same text.
    """
    workbook.properties.created = workbook.properties.modified = _ISSUED
    raw, package = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(raw, "w")).save()  # Workbook.save would put today's date in
    with ZipFile(raw) as made, ZipFile(package, "w", ZIP_STORED) as kept:
        for name in sorted(made.namelist()):
            part = made.read(name)
            if name.startswith(_SHEETS):
                part = part.replace(b"</worksheet>", _QUIET)
            entry = ZipInfo(name)
            entry.create_system = _UNIX
            kept.writestr(entry, part)
    return package.getvalue()
