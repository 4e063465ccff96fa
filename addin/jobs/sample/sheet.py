"""Build the workbook of 抽查表: the people drawn, and the numbers for each unit."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from addin.jobs.sample import tables as inspection
from addin.jobs.sample.rules import Candidate
from addin.writing.sheets.lists import add_left_out, add_list_sheet, add_notes
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook

_ROOM = 38.0  # points


def inspection_workbook(
    drawn: Sequence[Candidate],
    shares: Sequence[Sequence[Content]],
    lines: Sequence[str],
    notes: Sequence[tuple[str, str]],
    left_out: Sequence[tuple[str, str]],
) -> bytes:
    """Return the workbook's bytes.

    ``shares`` are the rows of 各单位抽取人数, the last of them its sum; ``lines`` say when and
    how the people were drawn; ``notes`` are about units, ``left_out`` files with the reason.
    """
    workbook = new_workbook(inspection.INSPECTION.name)
    rows = [
        inspection.INSPECTION.row(each, serial=number, findings="", inspector="")
        for number, each in enumerate(drawn, 1)
    ]
    title = "登记备案人员因私出国（境）情况抽查表"
    add_list_sheet(workbook, inspection.INSPECTION, title, lines, rows, foot=inspection.FOOT)
    _widen(workbook[inspection.INSPECTION.name], len(lines) + 3, len(rows))
    *units, total = shares
    add_list_sheet(workbook, inspection.SHARES, inspection.SHARES.name, lines, units, total)
    add_notes(workbook, notes)
    add_left_out(workbook, left_out)
    return deterministic(workbook)


def _widen(sheet: Worksheet, first: int, count: int) -> None:
    """Make the rows high enough to write in by hand."""
    for row in range(first, first + count):
        sheet.row_dimensions[row].height = max(_ROOM, sheet.row_dimensions[row].height or 0)
