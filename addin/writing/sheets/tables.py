"""Plain tables: a row of headings and the rows below it."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.columns import Column, Table
from addin.writing.sheets.styles import (
    CENTRE,
    DATA,
    GRID,
    HEADING,
    HEADING_FILL,
    LEFT,
    TEXT,
    Content,
    height_for,
    put,
    set_paper,
)

_ROW_HEIGHT = 20.0


def draw_headings(
    sheet: Worksheet, columns: Sequence[Column], first_column: int = 1, *, top: int = 1
) -> None:
    """Draw the row of headings in row ``top``, from ``first_column`` on."""
    sheet.row_dimensions[top].height = 24
    for at, column in enumerate(columns, start=first_column):
        cell = put(sheet, top, at, column.title)
        cell.font, cell.fill, cell.alignment, cell.border = HEADING, HEADING_FILL, CENTRE, GRID
        sheet.column_dimensions[get_column_letter(at)].width = column.width


def draw_rows(
    sheet: Worksheet, rows: Sequence[Sequence[Content]], first_column: int = 1, *, top: int = 1
) -> None:
    """Draw rows below the headings in row ``top``, each as high as its longest text."""
    for row, values in enumerate(rows, start=top + 1):
        needed = [sheet.row_dimensions[row].height or _ROW_HEIGHT]
        for at, value in enumerate(values, start=first_column):
            cell = put(sheet, row, at, value)
            cell.font, cell.alignment, cell.border = DATA, LEFT, GRID
            if isinstance(value, str):
                cell.number_format = TEXT
                width = sheet.column_dimensions[get_column_letter(at)].width
                needed.append(height_for(value, width))
        sheet.row_dimensions[row].height = max(needed)


def add_table_sheet(
    workbook: Workbook, table: Table, rows: Sequence[Sequence[Content]]
) -> Worksheet:
    """Append a sheet with one plain table (未汇总文件, 重复与疑点) and return it."""
    sheet: Worksheet = workbook.create_sheet(table.name)
    draw_headings(sheet, table.columns)
    draw_rows(sheet, rows)
    sheet.freeze_panes = "A2"
    set_paper(sheet, "A4", "1:1")
    return sheet
