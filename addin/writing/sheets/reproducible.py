"""Saving an openpyxl workbook to bytes that are the same on every machine and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.writer.excel import ExcelWriter

ISSUED = datetime(2015, 5, 28)  # the day the notice was issued written for every date
_STYLES = "xl/styles.xml"
# The order of what stands in a font by the schema that Office checks against (CT_Font); openpyxl
# has one of its own.
_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
# No Excel is older than this, so none calculates everything when it opens the file: a formula
# keeps its last value where the add-in is not installed, and closing asks for no saving.
_CALCULATION = CalcProperties(calcId=191029, fullCalcOnLoad=None)
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
    workbook.calculation = _CALCULATION
    raw = BytesIO()
    ExcelWriter(workbook, ZipFile(raw, "w")).save()  # Workbook.save would put today's date in
    with ZipFile(raw) as made:
        return packed({name: _corrected(name, made.read(name)) for name in made.namelist()})


def _corrected(name: str, part: bytes) -> bytes:
    if name == _STYLES:
        return _in_order(part)
    return part.replace(b"</worksheet>", _QUIET) if name.startswith(_SHEETS) else part


def _in_order(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda child: _FONT.index(etree.QName(child).localname))
    return etree.tostring(root)


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
