"""The workbook of 汇总: 附件2, 核查覆盖, 未汇总文件 and 重复与疑点."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from addin.forms import annex2, codes
from addin.forms.lists import UNIT_COVERAGE
from addin.jobs.rollup.rules import RolledUp, UnitRow
from addin.jobs.rollup.tables import DOUBTS, NOT_ROLLED_UP
from addin.model.remarks import APART
from addin.model.unit_coverage import UnitCoverage, told_reasons
from addin.writing.editing import set_cached
from addin.writing.sheets.annex2 import annex2_workbook, formula_values
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, height_for
from addin.writing.sheets.tables import add_table_sheet


def rollup_workbook(rolled: RolledUp, left_out: Sequence[tuple[str, str]]) -> bytes:
    """Return the workbook's bytes; ``left_out`` are the files not used, each with the reason.

    Its formulas have their values stored, so that programs that do not calculate, this one
    included, can read the result.
    """
    workbook = _drawn(rolled)
    add_coverage(workbook, rolled)
    files = [(number, *entry) for number, entry in enumerate(left_out, 1)]
    add_table_sheet(workbook, NOT_ROLLED_UP, files)
    doubts = [
        DOUBTS.row(each, serial=number, kind=each.kind.value)
        for number, each in enumerate(rolled.doubts, 1)
    ]
    add_table_sheet(workbook, DOUBTS, doubts)
    return _with_values(rolled, workbook)


def annex2_alone(rolled: RolledUp) -> bytes:
    """Return a workbook with 附件2 only, as it is handed in."""
    return _with_values(rolled, _drawn(rolled))


def annex2_and_coverage(rolled: RolledUp) -> bytes:
    """Return a workbook with 附件2 and 核查覆盖: what 情况报告 is written from."""
    workbook = _drawn(rolled)
    add_coverage(workbook, rolled)
    return _with_values(rolled, workbook)


def add_coverage(workbook: Workbook, rolled: RolledUp) -> None:
    """Append 核查覆盖: of how many people each unit was judged, and why not of the others."""
    lines = [(row.unit, *each) for row in rolled.rows for each in _by_unit(row)]
    rows = [_coverage_row(number, *line) for number, line in enumerate(lines, 1)]
    sheet = add_table_sheet(workbook, UNIT_COVERAGE, rows)
    needed = (height_for(column.title, column.width) for column in UNIT_COVERAGE.columns)
    sheet.row_dimensions[1].height = max(needed)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions


def _drawn(rolled: RolledUp) -> Workbook:
    return annex2_workbook([_cells(row) for row in rolled.rows], remark=rolled.total.remark)


def _with_values(rolled: RolledUp, workbook: Workbook) -> bytes:
    values = formula_values([_cells(row) for row in rolled.rows])
    return set_cached(deterministic(workbook), annex2.SHEET, values)


def _by_unit(row: UnitRow) -> Iterator[tuple[str, list[UnitCoverage]]]:
    """Yield the lines of each unit together; a category again begins another of that name."""
    units: list[tuple[str, dict[str, UnitCoverage]]] = []
    for each in row.coverage:
        if not units or units[-1][0] != each.unit or each.category in units[-1][1]:
            units.append((each.unit, {}))
        units[-1][1][each.category] = each
    return ((name, [*lines.values()]) for name, lines in units)


def _coverage_row(
    number: int, row: str, unit: str, lines: Sequence[UnitCoverage]
) -> tuple[Content, ...]:
    texts = dict.fromkeys(codes.PROBLEM.values, "") | {each.category: each.text for each in lines}
    return UNIT_COVERAGE.row(serial=number, row=row, unit=unit, reason=told_reasons(lines), **texts)


def _cells(row: UnitRow) -> dict[str, int | str]:
    apart = {key: row.counts.get(key, 0) for key in APART}
    return {"unit": row.unit, **row.numbers, **apart, "remarks": row.remark}
