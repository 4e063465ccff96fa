"""Changes to a sheet's dimension, column widths and conditional formats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from addin.writing.patch.cells import Position, address, position
from addin.writing.patch.markup import Element, Markup, escape

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip
_COLUMNS = 16_384  # of a sheet


def reach(sheet: Markup, corners: list[Position]) -> None:
    """Extend the sheet's dimension to some cells; a sheet without one gets none."""
    dimension = sheet.root.child("dimension")
    found = re.fullmatch(
        r"([A-Z]+\d+)(?::([A-Z]+\d+))?", dimension.attributes.get("ref", "") if dimension else ""
    )
    if not dimension or not found:
        return
    first, last = position(found[1]), position(found[2] or found[1])
    rows, columns = zip(first, last, *corners, strict=True)
    start, end = address(min(rows), min(columns)), address(max(rows), max(columns))
    sheet.set(dimension, "ref", start if start == end else f"{start}:{end}")


def column_styles(sheet: Markup) -> dict[int, str]:
    """Return the format that new cells of a column take, by column, where there is one."""
    cols = sheet.root.child("cols")
    return {
        column: col.attributes["style"]
        for col in (cols.children if cols else ())
        if "style" in col.attributes
        for column in range(col.number("min"), min(col.number("max"), _COLUMNS) + 1)
    }


def widen(sheet: Markup, column: int, width: float) -> None:
    """Set the width of one column; columns of the same ``col`` element keep theirs."""
    new = {"min": column, "max": column, "width": width, "customWidth": 1}
    cols = sheet.root.child("cols")
    if cols is None:
        xml = sheet.new("cols", inner=sheet.new("col", new))
        sheet.insert_in_order("cols", xml, ORDER)
        return
    for col in cols.children:
        first, last = col.number("min"), col.number("max")
        if first > column:
            sheet.insert(col.start, sheet.new("col", new))
            return
        if last >= column:
            sheet.replace(col.start, col.end, "".join(_split(sheet, col, column, new)))
            return
    sheet.append(cols, sheet.new("col", new))


def unwiden(sheet: Markup, column: int) -> None:
    """Remove the width of one column, if it has one of its own."""
    cols = sheet.root.child("cols")
    for col in cols.children if cols else []:
        if col.number("min") == col.number("max") == column:
            sheet.remove(cols if cols and len(cols.children) == 1 else col)


def highlight(sheet: Markup, formats: list[tuple[str, str, int]]) -> None:
    """Add conditional formats (area, formula, index of the colour) after the present ones."""
    priority = max(_priorities(sheet.root), default=0)
    for area, formula, colour in formats:
        priority += 1
        attributes = {"type": "expression", "dxfId": colour, "priority": priority}
        written = sheet.new("formula", inner=escape(formula))
        rule = sheet.new("cfRule", attributes, written)
        xml = sheet.new("conditionalFormatting", {"sqref": area}, rule)
        sheet.insert_in_order("conditionalFormatting", xml, ORDER)


def unhighlight(sheet: Markup, sign: str) -> bool:
    """Remove the conditional formats with the sign in a formula; return whether any were."""
    found = False
    for area in sheet.root.all("conditionalFormatting"):
        rules = area.all("cfRule")
        leaving = [r for r in rules if any(sign in sheet.text(f) for f in r.all("formula"))]
        for each in [area] if len(leaving) == len(rules) else leaving:
            sheet.remove(each)
        found |= bool(leaving)
    return found


def _split(sheet: Markup, col: Element, column: int, new: Mapping[str, object]) -> Iterator[str]:
    first, last = col.number("min"), col.number("max")
    own = {key: value for key, value in col.attributes.items() if "}" not in key}
    shown = {key: value for key, value in own.items() if key not in ("hidden", "collapsed")}
    if first < column:
        yield sheet.new("col", {**own, "max": column - 1})
    yield sheet.new("col", {**shown, **new})
    if last > column:
        yield sheet.new("col", {**own, "min": column + 1})


def _priorities(element: Element) -> Iterator[int]:
    for child in element.children:
        if child.name == "cfRule":
            yield child.number("priority")
        yield from _priorities(child)
