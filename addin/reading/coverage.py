"""核查覆盖 beside an 附件2: of how many people each unit was judged."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import codes
from addin.forms.lists import UNIT_COVERAGE
from addin.forms.text import squeeze
from addin.model.rows import Row
from addin.model.unit_coverage import UnitCoverage, parse, reasons_in
from addin.reading.grid import Grid
from addin.reading.opening import Workbook
from addin.reading.tables import read_table


def coverage_of(book: Workbook) -> tuple[UnitCoverage, ...]:
    """Return the lines of the workbook's 核查覆盖; none where it has no such sheet."""
    names = (name for name in book.sheet_names if squeeze(name) == UNIT_COVERAGE.name)
    return tuple(line for name in names for line in read_coverage(book.grid(name)))


def read_coverage(grid: Grid) -> tuple[UnitCoverage, ...]:
    """Return the lines of the sheet; none where its headings are not there."""
    sheet = read_table(grid, UNIT_COVERAGE)
    return tuple(line for row in sheet.rows for line in _lines(row)) if sheet else ()


def _lines(row: Row) -> Iterator[UnitCoverage]:
    reasons = reasons_in(row.text("reason"))
    for category in codes.PROBLEM.values:
        text = row.text(category).strip()
        line = parse(row.text("unit"), category, text, reasons.get(category, ""))
        if line:
            yield line
