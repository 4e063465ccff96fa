"""Write the marks of 校验 and result sheets in an open document.

What is needed to remove the marks exactly (the column's previous width, whether a print area was
set) is stored in a hidden column of the result sheet.
"""

from __future__ import annotations

import json
from typing import Any

import uno

from addin.libreoffice.inside import highlights, reading, snapshots

PAGE = "出国境证件"  # the page style of our sheets
OPENING = "【"  # begins whatever 校验 says in the result column
BOLD = 150  # com.sun.star.awt.FontWeight
GREY, HEADING_FILL = 0x808080, 0xD9D9D9
CHARACTER = 226  # a character of Excel's column width, in 1/100 mm
RESULT_WIDTH, STANDARD_WIDTH = 48, 10  # characters
CONTENTS = 31  # com.sun.star.sheet.CellFlags: whatever is typed into cells
OUR_FORMATS = ("VertJustify", "IsTextWrapped", "CharWeight", "CharWeightAsian")
WARN_INVALID = uno.Enum("com.sun.star.sheet.ValidationAlertStyle", "STOP")


def put(document: Any, plan: dict[str, Any]) -> None:
    """Add the marks (``addin.writing.plan.Marks`` as built-in types) to a document without any."""
    sheet = document.Sheets.getByName(plan["sheet"])
    undo = {
        "sheet": plan["sheet"],
        "column": plan["column"],
        "width": sheet.Columns.getByIndex(plan["column"] - 1).Width / CHARACTER,
        "print_area": not sheet.getPrintAreas(),
    }
    _put_column(sheet, plan)
    for area, formula, colour in plan["highlights"]:
        highlights.add(document, sheet, area, formula, colour)
    if undo["print_area"]:
        area = sheet.getCellRangeByName(plan["print_area"])
        sheet.setPrintAreas((area.RangeAddress,))
    report = put_report(document, plan["report"])
    _remember(report, len(plan["report"]["headings"]), undo)


def marked(document: Any, heading: str, report: str) -> list[tuple[str, int]]:
    """Return the sheets with marks, and the result column (from 1) of each, 0 where there is none.

    ``report`` is the name of the result sheet, '' where there is none: marks are known by
    themselves.
    """
    undo = _recall_from(document, report)
    found = []
    for name in document.Sheets.ElementNames:
        sheet = document.Sheets.getByName(name)
        if name != report:
            is_known = highlights.is_any(sheet) or bool(undo and undo["sheet"] == name)
            column = _column_of(sheet, heading, is_known=is_known)
            if column or is_known:
                found.append((name, column))
    return found


def clear(document: Any, heading: str, report: str) -> bool:
    """Remove all marks and the result sheet; return whether there were any."""
    undo = _recall_from(document, report)
    places = marked(document, heading, report)
    for name, column in places:
        sheet = document.Sheets.getByName(name)
        is_told = bool(undo and undo["sheet"] == name)
        highlights.remove(sheet)
        if column:
            _empty(sheet, column - 1)
            width = undo["width"] if undo and is_told else STANDARD_WIDTH
            sheet.Columns.getByIndex(column - 1).Width = round(width * CHARACTER)
        if undo and is_told and undo["print_area"]:
            sheet.setPrintAreas(())
    if report:
        drop(document, report)
    highlights.drop_styles(document)
    return bool(places or report)


def update(
    document: Any,
    name: str,
    plain: dict[tuple[int, int], Any],
    jumps: dict[tuple[int, int], str],
) -> None:
    """Write into cells (row and column from 1) of a sheet of ours; ``jumps`` are formulas."""
    sheet = document.Sheets.getByName(name)
    for (row, column), value in plain.items():
        cell = sheet.getCellByPosition(column - 1, row - 1)
        if isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value
    for (row, column), formula in jumps.items():
        cell = sheet.getCellByPosition(column - 1, row - 1)
        cell.Formula = formula


def put_report(document: Any, report: dict[str, Any]) -> Any:
    """Add a sheet with headings and rows (``ReportSheet`` as plain values), or replace it."""
    in_front, place = _is_in_front(document, report["name"]), _place(document, report["name"])
    drop(document, report["name"])
    document.Sheets.insertNewByName(report["name"], place)
    sheet = document.Sheets.getByName(report["name"])
    if in_front:
        document.CurrentController.setActiveSheet(sheet)
    sheet.TabColor = GREY
    height, width = len(report["rows"]) + 1, len(report["headings"])
    area = sheet.getCellRangeByPosition(0, 0, width - 1, height - 1)
    area.setDataArray((tuple(report["headings"]), *map(tuple, report["rows"])))
    area.VertJustify = 1  # top
    for column, formulas in report["links"].items():
        cells = sheet.getCellRangeByPosition(column, 1, column, height - 1)
        cells.setFormulaArray(tuple((formula,) for formula in formulas))
        cells.CharColor = 0x0563C1
    for column, wide in enumerate(report["widths"]):
        sheet.Columns.getByIndex(column).Width = int(wide * CHARACTER)
    for column, values in report["choices"].items():
        if report["choosing"]:
            _offer(sheet.getCellRangeByPosition(column, 1, column, report["choosing"]), values)
    head = sheet.getCellRangeByPosition(0, 0, width - 1, 0)
    head.CellBackColor = HEADING_FILL
    _embolden(head)
    area.IsTextWrapped = True  # the headings too: else their row is too low for Chinese letters
    snapshots.freeze(document, sheet)
    sheet.PageStyle = _landscape(document)
    return sheet


def _landscape(document: Any) -> str:
    """Return the name of our page style: landscape, one page wide."""
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(PAGE):
        styles.insertByName(PAGE, document.createInstance("com.sun.star.style.PageStyle"))
        page = styles.getByName(PAGE)
        page.Width, page.Height, page.IsLandscape = 29700, 21000, True
        page.ScaleToPagesX, page.ScaleToPagesY = 1, 0
        page.HeaderIsOn = False
    return PAGE


def _place(document: Any, name: str) -> int:
    """Where a sheet stands, or would be added."""
    names = document.Sheets.ElementNames
    return names.index(name) if name in names else len(names)


def _is_in_front(document: Any, name: str) -> bool:
    """Whether the person looks at the sheet."""
    return bool(document.CurrentController.ActiveSheet.Name == name)


def drop(document: Any, name: str) -> None:
    """Remove a sheet, if it exists."""
    if document.Sheets.hasByName(name):
        document.Sheets.removeByName(name)


def _put_column(sheet: Any, plan: dict[str, Any]) -> None:
    top, column, texts = plan["heading_row"], plan["column"] - 1, plan["texts"]
    last = max(texts, default=top)
    cells = sheet.getCellRangeByPosition(column, top - 1, column, last - 1)
    lines = ((texts.get(row, ""),) for row in range(top + 1, last + 1))
    cells.setDataArray(((plan["heading"],), *lines))
    cells.VertJustify = 2  # centre, as the rows of the form
    cells.IsTextWrapped = False
    _embolden(sheet.getCellByPosition(column, top - 1))
    sheet.Columns.getByIndex(column).Width = RESULT_WIDTH * CHARACTER


def _column_of(sheet: Any, heading: str, *, is_known: bool) -> int:
    """Column, from 1, of our heading on the form; 0 where it is not.

    Below it stands nothing but what 校验 says: a column of somebody else's with that heading is
    none. Without other marks (not ``is_known``) the heading alone does not make it ours.
    """
    search = sheet.createSearchDescriptor()
    search.SearchString = heading
    search.SearchWords = True  # the whole cell
    found = sheet.findFirst(search)
    if found is None:
        return 0
    at, bottom = found.CellAddress, reading.used_area(sheet).RangeAddress.EndRow
    below = sheet.getCellRangeByPosition(at.Column, at.Row, at.Column, max(at.Row, bottom))
    said = [str(row[0]).strip() for row in below.getDataArray()[1:] if str(row[0]).strip()]
    ours = all(text.startswith(OPENING) for text in said) and (said or is_known)
    return at.Column + 1 if ours else 0


def _empty(sheet: Any, column: int) -> None:
    used = reading.used_area(sheet).RangeAddress
    cells = sheet.getCellRangeByPosition(column, 0, column, used.EndRow)
    cells.clearContents(CONTENTS)
    for name in OUR_FORMATS:
        cells.setPropertyToDefault(name)


def _remember(report: Any, column: int, undo: dict[str, Any]) -> None:
    report.getCellByPosition(column, 0).String = json.dumps(undo)
    report.Columns.getByIndex(column).IsVisible = False


def _recall_from(document: Any, report: str) -> dict[str, Any] | None:
    return _recall(document.Sheets.getByName(report)) if report else None


def _recall(report: Any) -> dict[str, Any] | None:
    width = reading.used_area(report).Columns.Count
    try:
        found = json.loads(report.getCellByPosition(width - 1, 0).String)
    except ValueError:
        return None  # marked by the command line, whose record LibreOffice does not keep
    return found if isinstance(found, dict) else None


def _embolden(cells: Any) -> None:
    cells.CharWeight = cells.CharWeightAsian = BOLD


def _offer(cells: Any, values: Any) -> None:
    """Add a drop-down list."""
    validation = cells.Validation
    validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", "LIST")
    validation.setFormula1(";".join(f'"{value}"' for value in values))
    validation.ErrorAlertStyle = WARN_INVALID
    validation.ShowErrorMessage = True
    validation.ErrorMessage = "请从下拉列表中选择"
    cells.Validation = validation
