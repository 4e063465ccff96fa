"""Sheets of the fake Excel."""

# ruff: noqa: N802, N803, ARG002 - Excel names its members and arguments so
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pywintypes
from automation import Automation, refusal
from cells import BIGGEST, Range
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries


class PageSetup(Automation):
    def __init__(self, sheet: Any) -> None:
        self._cells = sheet

    @property
    def PrintArea(self) -> str:
        return str(self._cells.print_area or "").rpartition("!")[2]

    @PrintArea.setter
    def PrintArea(self, area: str | None) -> None:
        self._cells.print_area = area or None


class Worksheet(Automation):
    iid = "{000208D8-0000-0000-C000-000000000046}"

    def __init__(self, book: Any, cells: Any) -> None:
        self._book, self._cells = book, cells
        self._bottom, self._right = cells.max_row, cells.max_column
        self.widths = {
            number: dimension.width
            for dimension in cells.column_dimensions.values()
            for number in range(dimension.min, dimension.max + 1)
        }
        self.conditions: list[Any] = []
        self.lists: dict[str, str] = {}
        self.frozen = (0, 0)

    @property
    def Name(self) -> str:
        return str(self._cells.title)

    @Name.setter
    def Name(self, name: str) -> None:
        self._cells.title = name

    @property
    def Index(self) -> int:
        return self._book.Worksheets.items().index(self) + 1

    @property
    def Parent(self) -> Any:
        return self._book

    @property
    def Application(self) -> Any:
        return self._book.Application

    @property
    def Visible(self) -> int:
        return -1 if self._cells.sheet_state == "visible" else 0

    @property
    def ProtectContents(self) -> bool:
        return bool(self._cells.protection.sheet)

    @property
    def PageSetup(self) -> PageSetup:
        return PageSetup(self._cells)

    @property
    def UsedRange(self) -> Range:
        return Range(self, 1, 1, self._bottom, self._right)

    @property
    def Cells(self) -> Range:
        return Range(self, *BIGGEST)

    def Range(self, Cell1: Any, Cell2: Any = None) -> Range:
        first = self._range(Cell1)
        last = self._range(Cell2) if Cell2 is not None else first
        return Range(self, first._area[0], first._area[1], last._area[2], last._area[3])

    def Evaluate(self, Name: str) -> tuple[tuple[float], ...]:
        """The one formula that is asked for: how much SUBTOTAL sees in each row."""
        found = re.fullmatch(r"SUBTOTAL\(103,OFFSET\(A1:(\w+)1,ROW\(1:(\d+)\)-1,0\)\)", Name)
        if not found:
            raise refusal(f"the fake Excel cannot work out {Name}")
        return tuple((float(self._seen(row, found[1])),) for row in range(1, int(found[2]) + 1))

    def Activate(self) -> None:
        self._book.front = self

    def Move(self, Before: Any = None, After: Any = None) -> None:
        self._book.move(self, Before.Index - 1)

    def Delete(self) -> None:
        self._book.remove(self)

    def value(self, cell: Cell) -> Any:
        """A cell's value as Excel hands it over: numbers as floats, days as dates.

        Formulas are not worked out: they show nothing.
        """
        value = cell.value
        if isinstance(value, str) and value.startswith("="):
            return ""
        if isinstance(value, dt.datetime):
            return pywintypes.Time(value.replace(tzinfo=dt.UTC))
        return float(value) if isinstance(value, int) and value not in (True, False) else value

    def merged(self) -> list[tuple[int, int, int, int]]:
        areas = self._cells.merged_cells.ranges
        return [(area.min_row, area.min_col, area.max_row, area.max_col) for area in areas]

    def grow(self, bottom: int, right: int) -> Any:
        if (bottom, right) != BIGGEST[2:]:
            self._bottom, self._right = max(bottom, self._bottom), max(right, self._right)
        return self._cells

    def _range(self, given: Any) -> Range:
        if isinstance(given, Range):
            return given
        left, top, right, bottom = range_boundaries(given.replace("$", ""))
        return Range(self, top, left, bottom, right)

    def _seen(self, row: int, last: str) -> int:
        if self._cells.row_dimensions[row].hidden:
            return 0
        return sum(cell.value is not None for cell in self._cells[f"A{row}:{last}{row}"][0])
