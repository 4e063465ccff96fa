"""核查覆盖 beside an 附件2: of how many people each unit was judged."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import codes
from addin.forms.lists import UNIT_COVERAGE
from addin.forms.text import squeeze
from addin.model.rows import Row, column_letter
from addin.model.unit_coverage import CoverageSheet, UnitCoverage, parse, reasons_in
from addin.reading.grid import Grid
from addin.reading.opening import Workbook
from addin.reading.tables import read_table


def coverage_of(book: Workbook) -> CoverageSheet:
    """Return what 核查覆盖 of the workbook says; nothing where it has no such sheet."""
    names = (name for name in book.sheet_names if squeeze(name) == UNIT_COVERAGE.name)
    return next((read_coverage(book.grid(name)) for name in names), CoverageSheet())


def read_coverage(grid: Grid) -> CoverageSheet:
    """Return what the sheet says; nothing where its headings are not there."""
    sheet = read_table(grid, UNIT_COVERAGE)
    if sheet is None or not sheet.rows:
        return CoverageSheet()
    first, last = sheet.rows[0].number, sheet.rows[-1].number
    letters = {key: column_letter(at + 1) for key, at in sheet.layout.positions.items()}
    return CoverageSheet(
        tuple(line for row in sheet.rows for line in _lines(row)),
        {
            category: f"{letters[category]}{first}:{letters[category]}{last}"
            for category in codes.PROBLEM.values
            if category in letters
        },
    )


def _lines(row: Row) -> Iterator[UnitCoverage]:
    reasons = reasons_in(row.text("reason"))
    for category in codes.PROBLEM.values:
        text = row.text(category).strip()
        line = parse(row.text("unit"), category, text, reasons.get(category, ""))
        if line:
            yield line
