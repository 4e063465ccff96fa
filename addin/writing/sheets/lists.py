"""Lists to print and hand in: a title, a line or two below it, one table, and its sum."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.columns import Table
from addin.forms.lists import NOTES, UNUSED_FILES
from addin.writing.sheets.styles import (
    CENTRE,
    HEADING,
    LEFT,
    NOTE,
    PLAIN,
    Content,
    height_for,
    put,
    set_paper,
    typeface,
)
from addin.writing.sheets.tables import add_table_sheet, draw_headings, draw_rows

_TITLE = typeface("方正小标宋简体", 18)


def add_list_sheet(
    workbook: Workbook,
    table: Table,
    title: str,
    lines: Sequence[str],
    rows: Sequence[Sequence[Content]],
    total: Sequence[Content] = (),
    foot: Sequence[str] = (),
) -> None:
    """Append a sheet named like ``table``, with its columns; ``total`` is a last row in bold.

    The lines of ``foot`` stand below, with room to write.
    """
    sheet: Worksheet = workbook.create_sheet(table.name)
    _across(sheet, 1, title, len(table.columns), _TITLE, CENTRE, 30)
    for row, line in enumerate(lines, 2):
        _across(sheet, row, line, len(table.columns), NOTE, LEFT, 17)
    top = len(lines) + 2
    draw_headings(sheet, table.columns, top=top)
    needed = (height_for(column.title, column.width) for column in table.columns)
    sheet.row_dimensions[top].height = max(24, *needed)
    every = [*rows, total] if total else rows
    draw_rows(sheet, every, top=top)
    _centre_numbers(sheet, top)
    if total:
        for cell in sheet[top + len(every)]:
            cell.font = HEADING
    for row, line in enumerate(foot, top + len(every) + 1):
        _across(sheet, row, line, len(table.columns), PLAIN, LEFT, 34)
    sheet.freeze_panes = f"A{top + 1}"
    set_paper(sheet, "A4", f"{top}:{top}")


def add_left_out(workbook: Workbook, left_out: Sequence[tuple[str, str]]) -> None:
    """Append 未使用文件 where there are any: each file, and why it was not used."""
    if left_out:
        files = [(number, *entry) for number, entry in enumerate(left_out, 1)]
        add_table_sheet(workbook, UNUSED_FILES, files)


def add_notes(workbook: Workbook, notes: Sequence[tuple[str, str]]) -> None:
    """Append 说明 where there is anything to say: each unit, and what about it."""
    if notes:
        lines = [(number, *entry) for number, entry in enumerate(notes, 1)]
        add_table_sheet(workbook, NOTES, lines)


def _across(
    sheet: Worksheet, row: int, text: str, columns: int, font: Font, side: Alignment, height: float
) -> None:
    cell = put(sheet, row, 1, text)
    cell.font, cell.alignment = font, side
    sheet.row_dimensions[row].height = height
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def _centre_numbers(sheet: Worksheet, top: int) -> None:
    for row in sheet.iter_rows(min_row=top + 1):
        for cell in row:
            if isinstance(cell, Cell) and isinstance(cell.value, int):
                cell.alignment = CENTRE


LEADS = "标“线索”的由资料比对得出，须经核实，不是结论。"
