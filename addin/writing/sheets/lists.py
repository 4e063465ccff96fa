"""Sheets with a title, lines below it, one table and its sum."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.columns import Table
from addin.forms.lists import NOTES, UNUSED_FILES
from addin.writing.sheets.page import Page
from addin.writing.sheets.styles import (
    CENTRE,
    LEFT,
    NOTE,
    PLAIN,
    Content,
    typeface,
)
from addin.writing.sheets.tables import add_table_sheet

LEADS = "标“线索”的由资料比对得出，须经核实，不是结论。"
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
    page = Page(sheet, table)
    page.line(title, _TITLE, CENTRE, 30)
    for line in lines:
        page.line(line, NOTE, LEFT, 17)
    sheet.freeze_panes = f"A{page.row + 2}"
    page.table(rows, total)
    for line in foot:
        page.line(line, PLAIN, LEFT, 34)


def add_left_out(workbook: Workbook, left_out: Sequence[tuple[str, str]]) -> None:
    """Append the sheet 未使用文件 where there are any: each file and the reason."""
    if left_out:
        files = [(number, *entry) for number, entry in enumerate(left_out, 1)]
        add_table_sheet(workbook, UNUSED_FILES, files)


def add_notes(workbook: Workbook, notes: Sequence[tuple[str, str]]) -> None:
    """Append the sheet 说明 where there are notes: each unit and the note."""
    if notes:
        lines = [(number, *entry) for number, entry in enumerate(notes, 1)]
        add_table_sheet(workbook, NOTES, lines)
