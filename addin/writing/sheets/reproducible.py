"""Saving an openpyxl workbook to bytes that are the same on every machine and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

ISSUED = datetime(2015, 5, 28)  # the day the notice was issued, written for every date
_UNIX = 3  # the system zip entries say they were made on
_SHEETS = "xl/worksheets/"
# Excel would put a green corner on each identity number for being a number kept as text.
_QUIET = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
    b"</worksheet>"
)


def deterministic(workbook: Workbook) -> bytes:
    """Return the workbook as .xlsx bytes without the time and without library versions."""
    workbook.properties.created = workbook.properties.modified = ISSUED
    raw = BytesIO()
    ExcelWriter(workbook, ZipFile(raw, "w")).save()  # Workbook.save would put today's date in
    with ZipFile(raw) as made:
        return packed({name: _quiet(name, made.read(name)) for name in made.namelist()})


def _quiet(name: str, part: bytes) -> bytes:
    return part.replace(b"</worksheet>", _QUIET) if name.startswith(_SHEETS) else part


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a zip package, sorted by name, all of one date.

    Parts are stored, not deflated: zlib builds compress the same text differently.
    """
    package = BytesIO()
    with ZipFile(package, "w", ZIP_STORED) as kept:
        for name in sorted(parts):
            entry = ZipInfo(name)
            entry.create_system = _UNIX
            kept.writestr(entry, parts[name])
    return package.getvalue()
