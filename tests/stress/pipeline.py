"""Run all steps on a file in a worker process; the outcome of each step is one word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from addin.errors import ChujingError, FileError
from addin.forms import sheets
from addin.jobs.alerts.files import watch_file
from addin.jobs.check.files import check_file
from addin.jobs.check.tables import RESULT
from addin.jobs.rollup.files import report_of
from addin.jobs.verify.files import verify_file
from addin.reading.preflight import BROKEN_ZIP
from addin.writing.marking import clear, mark
from addin.writing.patch.package import Package
from addin.writing.patch.workbook import WorkbookPart
from addin.writing.plan import SIGN, Highlight, Marks, ReportSheet

OK = "ok"
SAME = "same"  # marked and cleared, every part came back as it was
DIFFERS = "differs"
# Words that are no outcome a clerk may ever see.
FORBIDDEN = frozenset((DIFFERS, FileError.INTERNAL.code))
DOCUMENTED = frozenset({trouble.code for trouble in FileError} | {OK, SAME}) - FORBIDDEN


def check(path: Path) -> str:
    return _word(lambda: check_file((path, None), in_place=False))


def verify(path: Path) -> str:
    return _word(lambda: verify_file(path, None))


def alerts(path: Path) -> str:
    return _word(lambda: watch_file(path, None))


def rollup(path: Path) -> str:
    return _word(lambda: report_of(path))


def clearing(path: Path) -> str:
    """Mark the first sheet, clear it, and compare part by part."""
    data = path.read_bytes()
    try:
        sheets = WorkbookPart(Package(data)).worksheets()
        cleared = clear(mark(data, _marks(sheets[0].name))) if sheets else clear(data)
    except ChujingError as error:
        return error.kind.code
    return SAME if _parts(cleared) == _parts(data) else DIFFERS


STEPS: dict[str, Callable[[Path], str]] = {
    "check": check,
    "verify": verify,
    "alerts": alerts,
    "rollup": rollup,
    "clear": clearing,
}


def _word(step: Callable[[], object]) -> str:
    try:
        step()
    except ChujingError as error:
        return error.kind.code
    return OK


def _marks(sheet: str) -> Marks:
    lines = ReportSheet(RESULT, [RESULT.row(**dict.fromkeys(RESULT.keys(), "甲"))])
    highlight = Highlight("A2:B9", f'ISNUMBER({SIGN}错误·甲】",$AN2))', "FFC7CE")
    return Marks(sheet, sheets.RESULT, 1, 40, {2: "甲", 9: "乙"}, [highlight], "A1:B9", lines)


def _parts(data: bytes) -> list[tuple[str, int, bytes]]:
    """Name, way of compression and bytes of each part; of one that cannot be read, as stored."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(i.filename, i.compress_type, _content(package, i)) for i in package.infolist()]


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return package.read(info)
    except BROKEN_ZIP:
        return b""
