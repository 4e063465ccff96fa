"""Build the workbook of 在国（境）外人员."""

from __future__ import annotations

from collections.abc import Sequence

from addin.jobs.abroad.quarters import Quarter
from addin.jobs.abroad.rules import Absence
from addin.jobs.abroad.tables import ABROAD
from addin.values.dates import iso
from addin.writing.sheets.lists import LEADS, add_left_out, add_list_sheet, add_notes
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook


def abroad_workbook(
    quarter: Quarter,
    absences: Sequence[Absence],
    due: str,
    notes: Sequence[tuple[str, str]],
    left_out: Sequence[tuple[str, str]],
) -> bytes:
    """Return the workbook of a quarter; the arguments are as for 年度报告."""
    workbook = new_workbook(f"{quarter}在国（境）外人员")
    rows = [_absence(each) for each in absences]
    title = f"{quarter}因私在国（境）外人员情况"
    add_list_sheet(workbook, ABROAD, title, (due, LEADS), rows)
    add_notes(workbook, notes)
    add_left_out(workbook, left_out)
    return deterministic(workbook)


def _absence(each: Absence) -> tuple[Content, ...]:
    return ABROAD.row(
        each,
        leave=iso(each.leave),
        approved_back=iso(each.approved_back),
        back=iso(each.back),
        done="、".join(map(str, each.done)),
        missing="、".join(map(str, each.missing)),
        evidence="、".join(each.evidence),
    )
