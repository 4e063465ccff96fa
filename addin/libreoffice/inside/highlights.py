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
    """Remove our conditions only; a format with no other condition is removed whole.

    Whatever lies over it, put there by the command line, would go with it the older way.
    """
    formats = sheet.ConditionalFormats
    for each in formats.getConditionalFormats():
        entries = [each.getByIndex(index) for index in range(each.getCount())]
        others = [entry for entry in entries if not _is_ours(entry)]
        if entries and not others:
            formats.removeByID(each.ID)
        elif len(others) < len(entries):
            _replace(sheet, each.Range, [(other.Formula1, other.StyleName) for other in others])


def can_be_restored(sheet: Any) -> bool:
    """Whether ours, once removed, can be put back: not where they lie over others."""
    present = sheet.ConditionalFormats.getConditionalFormats()
    return all(
        _can_be_joined(each, present)
        for each in present
        if any(_is_ours(each.getByIndex(index)) for index in range(each.getCount()))
    )


Formats = dict[str, tuple[tuple[str, str], ...]]  # area -> conditions: formula, style


def present(sheet: Any) -> Formats:
    """Return the conditional formats that could be changed here: those of formulas alone."""
    found = {}
    for each in sheet.ConditionalFormats.getConditionalFormats():
        entries = [each.getByIndex(index) for index in range(each.getCount())]
        if all(getattr(entry, "Operator", None) == EXPRESSION for entry in entries):
            area = each.Range.RangeAddressesAsString
            found[area] = tuple((entry.Formula1, entry.StyleName) for entry in entries)
    return found


def restore(document: Any, sheet: Any, former: Formats) -> None:
    """Let the conditional formats be what they were; those that did not change are not touched."""
    now = present(sheet)
    for each in sheet.ConditionalFormats.getConditionalFormats():
        area = each.Range.RangeAddressesAsString
        if area in now and area not in former:
            _replace(sheet, each.Range, [])
    for area, entries in former.items():
        if now.get(area) != entries:
            cells = document.createInstance("com.sun.star.sheet.SheetCellRanges")
            for part in area.split(";"):
                found = sheet.getCellRangeByName(part.rpartition(".")[2])
                cells.addRangeAddress(found.RangeAddress, False)
            _replace(sheet, cells, entries)


def is_any(sheet: Any) -> bool:
    """Whether there are any of ours on the sheet."""
    return any(
        _is_ours(each.getByIndex(index))
        for each in sheet.ConditionalFormats.getConditionalFormats()
        for index in range(each.getCount())
    )


def styles(document: Any) -> dict[str, dict[str, Any]]:
    """Return our cell styles by name, with what each says of its own."""
    found = document.StyleFamilies.getByName("CellStyles")
    return {
        name: {
            each.Name: style.getPropertyValue(each.Name)
            for style in (found.getByName(name),)
            for each in style.PropertySetInfo.Properties
            if style.getPropertyState(each.Name) == DIRECT
        }
        for name in found.ElementNames
        if name.startswith(STYLE)
    }


def put_styles(document: Any, wanted: dict[str, dict[str, Any]]) -> None:
    """Make cell styles of ours that are missing."""
    there = document.StyleFamilies.getByName("CellStyles")
    for name, values in wanted.items():
        if not there.hasByName(name):
            there.insertByName(name, document.createInstance("com.sun.star.style.CellStyle"))
            for key, value in values.items():
                there.getByName(name).setPropertyValue(key, value)


def drop_styles(document: Any, kept: Any = ()) -> None:
    """Remove our cell styles, except those kept."""
    there = document.StyleFamilies.getByName("CellStyles")
    for name in there.ElementNames:
        if name.startswith(STYLE) and name not in kept:
            there.removeByName(name)


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
