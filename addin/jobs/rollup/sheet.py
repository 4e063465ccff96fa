"""The workbook of 汇总: 附件2, 未汇总文件 and 重复与疑点."""

from __future__ import annotations

from collections.abc import Sequence

from addin.forms import annex2
from addin.jobs.rollup.rules import RolledUp, UnitRow
from addin.jobs.rollup.tables import DOUBTS, NOT_ROLLED_UP
from addin.writing.editing import set_cached
from addin.writing.sheets.annex2 import annex2_workbook, formula_values
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.tables import add_table_sheet


def rollup_workbook(rolled: RolledUp, left_out: Sequence[tuple[str, str]]) -> bytes:
    """Return the workbook's bytes; ``left_out`` are the files not used, each with the reason.

    Its formulas have their values stored, so that programs that do not calculate, this one
    included, can read the result.
    """
    rows = [_cells(row) for row in rolled.rows]
    workbook = annex2_workbook(rows, remark=rolled.total.remark)
    files = [(number, *entry) for number, entry in enumerate(left_out, 1)]
    add_table_sheet(workbook, NOT_ROLLED_UP, files)
    doubts = [
        DOUBTS.row(each, serial=number, kind=each.kind.value)
        for number, each in enumerate(rolled.doubts, 1)
    ]
    add_table_sheet(workbook, DOUBTS, doubts)
    return set_cached(deterministic(workbook), annex2.SHEET, formula_values(rows))


def annex2_alone(rolled: RolledUp) -> bytes:
    """Return a workbook with 附件2 only, as it is handed in."""
    rows = [_cells(row) for row in rolled.rows]
    workbook = annex2_workbook(rows, remark=rolled.total.remark)
    return set_cached(deterministic(workbook), annex2.SHEET, formula_values(rows))


def _cells(row: UnitRow) -> dict[str, int | str]:
    return {"unit": row.unit, **row.numbers, "remarks": row.remark}
