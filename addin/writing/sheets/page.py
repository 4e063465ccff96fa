"""Sheets to print: lines across the columns, and one table with repeated headings."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.columns import Table
from addin.writing.sheets.styles import CENTRE, HEADING, Content, height_for, put, set_paper
from addin.writing.sheets.tables import draw_headings, draw_rows


def write_across(
    sheet: Worksheet, row: int, columns: range, text: str, font: Font, alignment: Alignment
) -> None:
    """Write a text into the cells of ``columns`` (from 1), merged into one."""
    cell = put(sheet, row, columns[0], text)
    cell.font, cell.alignment = font, alignment
    sheet.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[-1])


class Page:
    """A sheet filled from top to bottom with lines of text and the rows of one table.

    ``row`` is the last row that was written.
    """

    def __init__(self, sheet: Worksheet, table: Table) -> None:
        self._sheet = sheet
        self._table = table
        self.row = 0

    def line(self, text: str, font: Font, alignment: Alignment, height: float) -> None:
        """Write a text across all columns, in a row ``height`` points high."""
        self.row += 1
        write_across(
            self._sheet, self.row, range(1, len(self._table.columns) + 1), text, font, alignment
        )
        self._sheet.row_dimensions[self.row].height = height

    def table(self, rows: Sequence[Sequence[Content]], total: Sequence[Content] = ()) -> None:
        """Draw the table, numbers centred; ``total`` is a last row in bold. Set the paper."""
        top = self.row + 1
        draw_headings(self._sheet, self._table.columns, top=top)
        needed = (height_for(column.title, column.width) for column in self._table.columns)
        self._sheet.row_dimensions[top].height = max(24, *needed)
        every = [*rows, total] if total else rows
        draw_rows(self._sheet, every, top=top)
        self.row = top + len(every)
        self._centre_numbers(top)
        if total:
            for cell in self._sheet[self.row]:
                cell.font = HEADING
        set_paper(self._sheet, "A4", f"{top}:{top}")

    def _centre_numbers(self, top: int) -> None:
        for row in self._sheet.iter_rows(min_row=top + 1):
            for cell in row:
                if isinstance(cell, Cell) and isinstance(cell.value, int):
                    cell.alignment = CENTRE
