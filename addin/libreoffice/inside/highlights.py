"""Add and remove the conditional formats of 校验 in an open document.

LibreOffice 7.4 shows a conditional format added through ``ConditionalFormats`` only after the
file has been saved and opened again, and cannot remove an entry there. Its older interface shows
formats at once, but replaces others. So our entries are added to a format that already covers a
cell, and elsewhere made with the older interface. Where formats overlap or are not formulas, the
cell is not coloured; the result column shows the finding nevertheless.
"""

from __future__ import annotations

import re
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

OURS = 'FIND("【'  # in the formula of every conditional format that 校验 adds
STYLE = "校验_"  # cell styles that carry the colours
DEFAULT = "Default"
LOOKS = ("Char", "HoriJustify", "VertJustify", "IsTextWrapped")
DIRECT = uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")
EXPRESSION = uno.getConstantByName("com.sun.star.sheet.ConditionFormatOperator.EXPRESSION")
FORMULA = uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")


def add(document: Any, sheet: Any, area: str, formula: str, colour: str) -> None:
    """Colour the cells of one column where the formula is true; earlier formats take precedence.

    The formula is in Excel's syntax, with ROW() instead of relative addresses.
    """
    cells = sheet.getCellRangeByName(area)
    address = cells.RangeAddress
    style = _style(document, colour, cells.getCellByPosition(0, 0))
    bare = bytearray(b"\x01" * (address.EndRow - address.StartRow + 1))
    present = sheet.ConditionalFormats.getConditionalFormats()
    for each in present:
        covered = [part for part in each.Range.getRangeAddresses() if _meet(part, address)]
        if covered and _can_be_joined(each, present):
            _join(each, _for_column(sheet, each.Range, address.StartColumn, formula), style)
        for part in covered:
            start = max(part.StartRow, address.StartRow) - address.StartRow
            end = min(part.EndRow, address.EndRow) - address.StartRow + 1
            bare[start:end] = bytes(end - start)
    for run in re.finditer(b"\x01+", bytes(bare)):
        column, top = address.StartColumn, address.StartRow
        cells = sheet.getCellRangeByPosition(column, top + run.start(), column, top + run.end() - 1)
        _replace(sheet, cells, [(_for_column(sheet, cells, column, formula), style)])


def remove(sheet: Any) -> None:
    """Remove our conditional formats only."""
    for each in sheet.ConditionalFormats.getConditionalFormats():
        entries = [each.getByIndex(index) for index in range(each.getCount())]
        others = [entry for entry in entries if not _is_ours(entry)]
        if len(others) < len(entries):
            _replace(sheet, each.Range, [(other.Formula1, other.StyleName) for other in others])


def drop_styles(document: Any) -> None:
    """Remove our cell styles."""
    styles = document.StyleFamilies.getByName("CellStyles")
    for name in styles.ElementNames:
        if name.startswith(STYLE):
            styles.removeByName(name)


def _style(document: Any, colour: str, cell: Any) -> str:
    """Return a style with the colour; the rest is as for this cell, the first of the column.

    A style inherits from the document's default style, which would replace the cells' font and
    alignment.
    """
    name = f"{STYLE}{colour}_{cell.CellAddress.Column}"
    styles = document.StyleFamilies.getByName("CellStyles")
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance("com.sun.star.style.CellStyle"))
        style, default = styles.getByName(name), styles.getByName(DEFAULT)
        for each in default.PropertySetInfo.Properties:
            if default.getPropertyState(each.Name) == DIRECT and each.Name.startswith(LOOKS):
                style.setPropertyValue(each.Name, cell.getPropertyValue(each.Name))
        style.CellBackColor = int(colour, 16)
    return name


def _join(formats: Any, formula: str, style: str) -> None:
    """Add our entry after the others of a format: ``createEntry`` always appends."""
    count = formats.getCount()
    formats.createEntry(0, count)
    entry = formats.getByIndex(count)
    entry.Operator, entry.Formula1, entry.StyleName = EXPRESSION, formula, style


def _can_be_joined(formats: Any, present: Any) -> bool:
    """Return whether our entry can be added and removed without loss to the formats."""
    addresses = formats.Range.getRangeAddresses()
    rest = [part for each in present if each.ID != formats.ID for part in each.Range.RangeAddresses]
    entries = [formats.getByIndex(index) for index in range(formats.getCount())]
    return all(getattr(entry, "Operator", None) == EXPRESSION for entry in entries) and not any(
        _meet(one, other) for one in addresses for other in rest
    )


def _replace(sheet: Any, cells: Any, entries: Any) -> None:
    """Replace the cells' conditions with these (formula, style)."""
    formats = cells.ConditionalFormat
    formats.clear()
    for formula, style in entries:
        settings = {
            "Operator": FORMULA,
            "Formula1": _with_semicolons(formula),
            "StyleName": style,
            "SourcePosition": _corner(sheet, cells).CellAddress,
        }
        formats.addNew(tuple(_property(name, value) for name, value in settings.items()))
    cells.ConditionalFormat = formats


def _for_column(sheet: Any, cells: Any, column: int, formula: str) -> str:
    """Return the formula for one column of a wider format; ROW() gets the cell as argument.

    LibreOffice calculates a formula without a relative address once for all cells.
    """
    corner = _corner(sheet, cells).AbsoluteName.rpartition(".")[2].replace("$", "")
    by_row = _with_semicolons(formula).replace("ROW()", f"ROW({corner})")
    return f"AND(COLUMN({corner})={column + 1};{by_row})"


def _corner(sheet: Any, cells: Any) -> Any:
    """Return the top left cell, the base of a format's relative addresses."""
    addresses = getattr(cells, "RangeAddresses", None) or (cells.RangeAddress,)
    left = min(address.StartColumn for address in addresses)
    top = min(address.StartRow for address in addresses)
    return sheet.getCellByPosition(left, top)


def _with_semicolons(formula: str) -> str:
    """Return the formula with semicolons between arguments, as UNO needs; texts are unchanged."""
    parts = formula.split('"')
    parts[::2] = [part.replace(",", ";") for part in parts[::2]]
    return '"'.join(parts)


def _meet(one: Any, other: Any) -> bool:
    return bool(
        one.StartColumn <= other.EndColumn
        and other.StartColumn <= one.EndColumn
        and one.StartRow <= other.EndRow
        and other.StartRow <= one.EndRow
    )


def _is_ours(entry: Any) -> bool:
    return OURS in getattr(entry, "Formula1", "")


def _property(name: str, value: Any) -> Any:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found
