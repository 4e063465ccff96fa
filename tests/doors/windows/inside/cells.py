"""Cells of the fake Excel, kept in an openpyxl workbook."""

# ruff: noqa: N802, N803, ARG002 - Excel names its members and arguments so
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from copy import copy
from typing import Any

from automation import Automation, refusal
from formats import Fill, Font, FormatConditions, Validation
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

_NUMBER = re.compile(r"\s*[+-]?\d+(\.\d+)?\s*")
_STANDARD_WIDTH = 8.43
BIGGEST = (1, 1, 1048576, 16384)  # a whole sheet: top, left, bottom, right


class Range(Automation):
    iid = "{00020846-0000-0000-C000-000000000046}"

    def __init__(self, sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
        self._sheet = sheet
        self._area = (top, left, bottom, right)

    @property
    def Worksheet(self) -> Any:
        return self._sheet

    @property
    def Application(self) -> Any:
        return self._sheet.Application

    @property
    def Row(self) -> int:
        return self._area[0]

    @property
    def Column(self) -> int:
        return self._area[1]

    @property
    def Rows(self) -> Lines:
        return Lines(self._area[2] - self._area[0] + 1)

    @property
    def Columns(self) -> Lines:
        return Lines(self._area[3] - self._area[1] + 1)

    @property
    def Count(self) -> int:
        return self.Rows.Count * self.Columns.Count

    @property
    def Address(self) -> str:
        top, left, bottom, right = self._area
        first = f"${get_column_letter(left)}${top}"
        last = f"${get_column_letter(right)}${bottom}"
        return first if first == last else f"{first}:{last}"

    def Item(self, row: int, column: int = 1) -> Range:
        top, left = self._area[0] + int(row) - 1, self._area[1] + int(column) - 1
        return Range(self._sheet, top, left, top, left)

    @property
    def Cells(self) -> Range:
        return self

    @property
    def Value(self) -> Any:
        return self._block(self._sheet.value)

    @Value.setter
    def Value(self, given: Any) -> None:
        self._put(given, _typed)

    @property
    def Formula(self) -> Any:
        return self._block(lambda cell: _as_formula(cell.value))

    @Formula.setter
    def Formula(self, given: Any) -> None:
        self._put(given, lambda value, _: value)

    def ClearContents(self) -> None:
        for cell in self.cells():
            cell.value = None

    @property
    def NumberFormat(self) -> str | None:
        return _common({cell.number_format for cell in self.cells()})

    @property
    def WrapText(self) -> bool | None:
        return _common({bool(cell.alignment.wrap_text) for cell in self.cells()})

    @WrapText.setter
    def WrapText(self, wrap: bool) -> None:
        for cell in self.cells():
            alignment = copy(cell.alignment)
            alignment.wrap_text = bool(wrap)
            cell.alignment = alignment

    @property
    def ColumnWidth(self) -> float | None:
        return _common({self._sheet.widths.get(c, _STANDARD_WIDTH) for c in self._columns()})

    @ColumnWidth.setter
    def ColumnWidth(self, width: float) -> None:
        self._sheet.widths.update(dict.fromkeys(self._columns(), width))

    @property
    def EntireColumn(self) -> Range:
        return Range(self._sheet, 1, self._area[1], BIGGEST[2], self._area[3])

    @property
    def UseStandardWidth(self) -> bool:
        return self.ColumnWidth == _STANDARD_WIDTH

    @UseStandardWidth.setter
    def UseStandardWidth(self, _: bool) -> None:
        self.ColumnWidth = _STANDARD_WIDTH

    @property
    def MergeCells(self) -> bool | None:
        merged = sum(self._shared(area) for area in self._sheet.merged())
        return _common({merged > 0, merged == self.Count})

    @property
    def MergeArea(self) -> Range:
        areas = (area for area in self._sheet.merged() if self._shared(area))
        return Range(self._sheet, *next(areas, self._area))

    @property
    def HasArray(self) -> bool:
        return False

    @property
    def Font(self) -> Font:
        return Font(self)

    @property
    def Interior(self) -> Fill:
        return Fill(self)

    @property
    def Validation(self) -> Validation:
        return Validation(self._sheet, self.plain_address)

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self._sheet, self.plain_address)

    def SpecialCells(self, Type: Any, Value: Any = None) -> Range:
        raise refusal("No cells were found.")

    @property
    def plain_address(self) -> str:
        return self.Address.replace("$", "")

    def cells(self) -> Iterator[Cell]:
        top, left, bottom, right = self._area
        for row in self._sheet.grow(bottom, right).iter_rows(top, bottom, left, right):
            yield from row

    def _columns(self) -> range:
        return range(self._area[1], self._area[3] + 1)

    def _block(self, content: Any) -> Any:
        width = self.Columns.Count
        flat = [content(cell) for cell in self.cells()]
        rows = [tuple(flat[at : at + width]) for at in range(0, len(flat), width)]
        return rows[0][0] if len(flat) == 1 else tuple(rows)

    def _put(self, given: Any, content: Any) -> None:
        rows = given if isinstance(given, (tuple, list)) else ((given,),)
        if not isinstance(rows[0], (tuple, list)):
            rows = (rows,)
        width = self.Columns.Count
        for index, cell in enumerate(self.cells()):
            row = rows[index // width if len(rows) > 1 else 0]
            cell.value = content(row[index % width if len(row) > 1 else 0], cell)

    def _shared(self, area: tuple[int, int, int, int]) -> int:
        top, left, bottom, right = self._area
        height = min(bottom, area[2]) - max(top, area[0]) + 1
        width = min(right, area[3]) - max(left, area[1]) + 1
        return max(height, 0) * max(width, 0)


class Lines(Automation):
    """The rows or columns of a range, which are only ever counted."""

    def __init__(self, count: int) -> None:
        self._count = count

    @property
    def Count(self) -> int:
        return self._count


def _common(values: set[Any]) -> Any:
    """The one value that all cells have; Excel answers Null where they differ."""
    return values.pop() if len(values) == 1 else None


def _as_formula(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return str(to_excel(value))
    return "" if value is None else str(value)


def _typed(value: Any, cell: Cell) -> Any:
    """What becomes of a value on its way into a cell: as if it were typed."""
    if not isinstance(value, str) or cell.number_format == "@":
        return value
    if value.startswith("'"):
        return value[1:]
    return float(value) if _NUMBER.fullmatch(value) else value
