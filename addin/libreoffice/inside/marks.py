"""Write the marks of 校验 and result sheets in an open document.

What is needed to remove the marks exactly (the column's previous width, whether a print area was
set) is stored in a hidden column of the result sheet.
"""

from __future__ import annotations

import json
from typing import Any

import uno

from addin.libreoffice.inside import highlights, reading

PAGE = "出国境证件"  # the page style of our sheets
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


def clear(document: Any, name: str, form: str = "", column: int = 0) -> bool:
    """Remove all marks; ``form`` and ``column`` are used where the result sheet is absent."""
    report = document.Sheets.getByName(name) if document.Sheets.hasByName(name) else None
    undo = _recall(report) if report else None
    if report is None and not form:
        return False
    for sheet in [document.Sheets.getByIndex(i) for i in range(document.Sheets.Count)]:
        if sheet.Name == name:
            continue
        highlights.remove(sheet)
        at = column if sheet.Name == form else _column_of(sheet, name)
        if at:
            _empty(sheet, at - 1)
            width = undo["width"] if undo and undo["sheet"] == sheet.Name else STANDARD_WIDTH
            sheet.Columns.getByIndex(at - 1).Width = round(width * CHARACTER)
        if undo and undo["sheet"] == sheet.Name and undo["print_area"]:
            sheet.setPrintAreas(())
    drop(document, name)
    highlights.drop_styles(document)
    return True


def put_report(document: Any, report: dict[str, Any]) -> Any:
    """Add or replace a sheet with headings and rows (``ReportSheet`` as built-in types)."""
    drop(document, report["name"])
    document.Sheets.insertNewByName(report["name"], document.Sheets.Count)
    sheet = document.Sheets.getByName(report["name"])
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
        _offer(sheet.getCellRangeByPosition(column, 1, column, height - 1), values)
    head = sheet.getCellRangeByPosition(0, 0, width - 1, 0)
    head.CellBackColor = HEADING_FILL
    _embolden(head)
    area.IsTextWrapped = True  # the headings too: otherwise their row is too low for Chinese text
    _freeze(document, sheet)
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


def _column_of(sheet: Any, heading: str) -> int:
    """Return the column (from 1) of our heading on the form; 0 where it is absent."""
    search = sheet.createSearchDescriptor()
    search.SearchString = heading
    search.SearchWords = True  # the whole cell
    found = sheet.findFirst(search)
    return found.CellAddress.Column + 1 if found is not None else 0


def _empty(sheet: Any, column: int) -> None:
    used = reading.used_area(sheet).RangeAddress
    cells = sheet.getCellRangeByPosition(column, 0, column, used.EndRow)
    cells.clearContents(CONTENTS)
    for name in OUR_FORMATS:
        cells.setPropertyToDefault(name)


def _remember(report: Any, column: int, undo: dict[str, Any]) -> None:
    report.getCellByPosition(column, 0).String = json.dumps(undo)
    report.Columns.getByIndex(column).IsVisible = False


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


def _freeze(document: Any, sheet: Any) -> None:
    """Freeze the headings; the active sheet stays the same."""
    controller = document.CurrentController
    front = controller.ActiveSheet
    controller.setActiveSheet(sheet)
    controller.freezeAtPosition(0, 1)
    controller.setActiveSheet(front)
