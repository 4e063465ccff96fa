"""附件2 as an empty or filled workbook; every 小计 and 合计 is a live formula.

A cell of the columns of problems that is empty says 未核查, and 0 that nothing was found, so there
zeros are shown, and a 合计 over empty cells only stays empty. Beside the form, grey and not
printed, stand the people of types without a column, who are part of 小计 (规格 §4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms import annex2
from addin.forms.annex2 import APART, LEAVES, Leaf
from addin.forms.page import HEADING_ROW
from addin.writing.sheets.frame import Frame
from addin.writing.sheets.styles import (
    CENTRE,
    DATA,
    GRID,
    HEADING,
    HEADING_FILL,
    LEFT,
    TEXT,
    height_for,
    new_workbook,
    put,
)
from addin.writing.sheets.validation import counts_only

UnitRow = Mapping[str, int | str]

_PAGE = annex2.PAGE
_LEVELS = len(_PAGE.heading_heights)
_NONE: Sequence[UnitRow] = ({},)  # a form has one row at least: sums need something above them
_COUNT = "0;-0;;@"  # a zero is shown as a blank
_FOUND = "0"  # nothing found is not the same as nobody judged
_PROSE = ("unit", "remarks")
_DRAWN = (*LEAVES, *APART)
_ADDED_UP = (*annex2.NUMBERS, *(leaf.key for leaf in APART))
_COLUMN = {leaf.key: at for at, leaf in enumerate(_DRAWN, start=1)}
_LETTER = {key: get_column_letter(at) for key, at in _COLUMN.items()}


def annex2_workbook(
    rows: Sequence[UnitRow], filled: Mapping[str, str] | None = None, remark: str = ""
) -> Workbook:
    """Return 附件2 with one row per unit (leaf key → value) and the row 合计.

    A row that gives a 小计 other than the sum of its parts keeps it: the difference stands in the
    formula as a constant (faulty subordinate forms). Numbers that a row does not give stay empty.
    ``filled`` gives what stands around the table by label (``annex1.UNIT`` …), ``remark`` the
    备注 of 合计. openpyxl leaves formulas without values: put :func:`formula_values` beside them
    with ``editing.set_cached``.
    """
    rows = rows or _NONE
    workbook = new_workbook(annex2.TITLE)
    sheet = workbook.create_sheet(annex2.SHEET)
    frame = Frame(sheet, _PAGE, len(LEAVES), filled or {}, annex2.BLANKS)
    frame.head(annex2.LABEL, annex2.TITLE)
    _draw_headings(sheet)
    for number, unit in enumerate(rows, start=1):
        _draw_unit(sheet, number, unit)
    total = _total_row(rows)
    _draw_total(sheet, total, remark)
    _add_validation(sheet, total - 1)
    frame.foot(total + 1)
    frame.close(total + 1)
    return workbook


def formula_values(rows: Sequence[UnitRow]) -> dict[str, int]:
    """Return the value of every formula cell (``D8`` …) of the form drawn from ``rows``.

    A 合计 that is shown empty has none.
    """
    rows = rows or _NONE
    values = {
        f"{_LETTER[leaf.key]}{at}": _number(unit, leaf)
        for at, unit in enumerate(rows, start=_PAGE.first_row)
        for leaf in annex2.SUBTOTALS
    }
    total = _total_row(rows)
    for key in _ADDED_UP:
        leaf = annex2.BY_KEY[key]
        if leaf.sums or any(key in unit for unit in rows):
            values[f"{_LETTER[key]}{total}"] = sum(_number(unit, leaf) for unit in rows)
    return values


def _total_row(rows: Sequence[UnitRow]) -> int:
    return _PAGE.first_row + len(rows)


def _number(unit: UnitRow, leaf: Leaf) -> int:
    return int(unit.get(leaf.key, _sum_of_parts(unit, leaf)))


def _sum_of_parts(unit: UnitRow, leaf: Leaf) -> int:
    return sum(int(unit.get(part, 0)) for part in leaf.sums)


def _headings() -> Iterator[tuple[str, int, int, int, int]]:
    """Yield text, level, depth, first and last column (from 1) of each heading."""
    for at, leaf in enumerate(_DRAWN, start=1):
        level = len(leaf.path)
        yield leaf.printed, level, _LEVELS - level + 1, at, at
        for upper in range(1, level):
            group = leaf.path[:upper]
            if at == 1 or _DRAWN[at - 2].path[:upper] != group:
                width = sum(other.path[:upper] == group for other in _DRAWN)
                yield group[-1], upper, 1, at, at + width - 1


def _draw_headings(sheet: Worksheet) -> None:
    for level, height in enumerate(_PAGE.heading_heights):
        sheet.row_dimensions[HEADING_ROW + level].height = height
    for leaf in _DRAWN:
        sheet.column_dimensions[_LETTER[leaf.key]].width = leaf.width
    for text, level, depth, first, last in _headings():
        top = HEADING_ROW + level - 1
        cell = put(sheet, top, first, text)
        cell.font, cell.alignment, cell.border = HEADING, CENTRE, GRID
        if first > len(LEAVES):
            cell.fill = HEADING_FILL
        if depth > 1 or last > first:
            sheet.merge_cells(
                start_row=top, end_row=top + depth - 1, start_column=first, end_column=last
            )


def _draw_unit(sheet: Worksheet, number: int, unit: UnitRow) -> None:
    row = _PAGE.first_row + number - 1
    values = {"serial": number, **unit} if unit else {}
    for leaf in _DRAWN:
        cell = put(sheet, row, _COLUMN[leaf.key], values.get(leaf.key))
        if leaf.sums:
            cell.value = _subtotal(unit, leaf, row)
        above = sheet.cell(row - 1, cell.column)
        if number > 1 and isinstance(above, Cell):
            # Ten times as fast as looking every style up again.
            cell._style = copy(above._style)  # type: ignore[attr-defined]
        else:
            _style(cell, leaf, DATA)
    needed = (height_for(str(unit.get(key, "")), annex2.BY_KEY[key].width) for key in _PROSE)
    sheet.row_dimensions[row].height = max(_PAGE.row_height, *needed)


def _subtotal(unit: UnitRow, leaf: Leaf, row: int) -> str:
    within = [key for key in leaf.sums if annex2.BY_KEY[key] not in APART]
    beside = [key for key in leaf.sums if annex2.BY_KEY[key] in APART]
    areas = [f"{_LETTER[part[0]]}{row}:{_LETTER[part[-1]]}{row}"
             for part in (within, beside) if part]  # fmt: skip
    parts = f"=SUM({','.join(areas)})"
    apart = _number(unit, leaf) - _sum_of_parts(unit, leaf)
    return f"{parts}{apart:+d}" if apart else parts


def _draw_total(sheet: Worksheet, row: int, remark: str) -> None:
    needed = height_for(remark, annex2.BY_KEY["remarks"].width)
    sheet.row_dimensions[row].height = max(_PAGE.row_height, needed)
    for leaf in _DRAWN:
        letter = _LETTER[leaf.key]
        cell = put(sheet, row, _COLUMN[leaf.key], None)
        if leaf.is_number:
            area = f"{letter}{_PAGE.first_row}:{letter}{row - 1}"
            cell.value = f'=IF(COUNT({area})=0,"",SUM({area}))'
        _style(cell, leaf, HEADING if leaf.is_number or leaf.key == "serial" else DATA)
    put(sheet, row, 1, annex2.TOTAL)
    put(sheet, row, _COLUMN["remarks"], remark or None)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)


def _style(cell: Cell, leaf: Leaf, font: Font) -> None:
    cell.font, cell.border = font, GRID
    cell.alignment = LEFT if leaf.key == "remarks" else CENTRE
    if leaf in APART:
        cell.fill = HEADING_FILL
    if leaf.key in annex2.PROBLEM_SHORT:
        cell.number_format = _FOUND
    else:
        cell.number_format = _COUNT if leaf.is_number or leaf.key == "serial" else TEXT


def _add_validation(sheet: Worksheet, last_row: int) -> None:
    filled_in = [_LETTER[key] for key in _ADDED_UP if not annex2.BY_KEY[key].sums]
    area = " ".join(f"{letter}{_PAGE.first_row}:{letter}{last_row}" for letter in filled_in)
    sheet.add_data_validation(counts_only(area))
