"""Drives a running LibreOffice for the tests; runs in whichever Python has ``uno``.

Reads one JSON request a line, ``[function, argument…]``, and answers each with one JSON line,
``[true, result]`` or ``[false, traceback]``. Standard library and uno only.
"""

import contextlib
import json
import sys
import time
import traceback

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.container import NoSuchElementException

ROLE = "com.sun.star.accessibility.AccessibleRole."
MENU_BAR, ALERT = map(uno.getConstantByName, (ROLE + "MENU_BAR", ROLE + "ALERT"))


def property_of(name, value):
    each = PropertyValue()
    each.Name, each.Value = name, value
    return each


class Driver:
    def __init__(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        deadline = time.monotonic() + 60
        while True:
            try:
                context = resolver.resolve(url)
                break
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        self.manager = context.ServiceManager
        self.context = context
        self.desktop = self.manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.document = None

    def open(self, path):
        """Open a document visibly: hidden ones have no menu."""
        url = uno.systemPathToFileUrl(path)
        arguments = (property_of("MacroExecutionMode", 4),)
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, arguments)
        self.document.CurrentController.Frame.activate()

    def close_all(self):
        self.document = None
        found = self.desktop.Components.createEnumeration()
        documents = []
        while found.hasMoreElements():
            documents.append(found.nextElement())
        for each in documents:
            with contextlib.suppress(AttributeError):  # the start centre is no document
                each.close(True)

    def save(self, path):
        arguments = (property_of("FilterName", "Calc MS Excel 2007 XML"),)
        self.document.storeToURL(uno.systemPathToFileUrl(path), arguments)

    def sheets(self):
        return list(self.document.Sheets.ElementNames)

    def is_drawn(self, sheet):
        """Return whether a button has finished its sheet: the page style is set last."""
        sheets = self.document.Sheets
        return sheets.hasByName(sheet) and sheets.getByName(sheet).PageStyle != "Default"

    def values(self, sheet, area):
        if not self.document.Sheets.hasByName(sheet):
            return [[None]]
        cells = self.document.Sheets.getByName(sheet).getCellRangeByName(area)
        return [list(row) for row in cells.getDataArray()]

    def formulas(self, sheet, area):
        cells = self.document.Sheets.getByName(sheet).getCellRangeByName(area)
        return [list(row) for row in cells.getFormulaArray()]

    def text(self, sheet, cell):
        """Return the text of a cell; None while a button replaces the sheet."""
        try:
            return self.document.Sheets.getByName(sheet).getCellRangeByName(cell).String
        except NoSuchElementException:
            return None

    def set_text(self, sheet, cell, text):
        self.document.Sheets.getByName(sheet).getCellRangeByName(cell).String = text

    def embolden(self, sheet, cell, count):
        """Give the first characters of a cell another look than the rest."""
        found = self.document.Sheets.getByName(sheet).getCellRangeByName(cell)
        cursor = found.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(count, True)
        cursor.CharWeight = 150

    def set_formula(self, sheet, cell, formula):
        self.document.Sheets.getByName(sheet).getCellRangeByName(cell).Formula = formula

    def set_width(self, sheet, column, width):
        self.document.Sheets.getByName(sheet).Columns.getByName(column).Width = width

    def select(self, sheet, cell):
        found = self.document.Sheets.getByName(sheet)
        self.document.CurrentController.setActiveSheet(found)
        self.document.CurrentController.select(found.getCellRangeByName(cell))

    def protect(self, sheet, password):
        self.document.Sheets.getByName(sheet).protect(password)

    def look(self, sheet, columns):
        """Return what marking must not change: widths, print areas, conditional formats, fills."""
        found = self.document.Sheets.getByName(sheet)
        return {
            "widths": [found.Columns.getByIndex(i).Width for i in range(columns)],
            "heights": [found.Rows.getByIndex(i).Height for i in range(30)],
            "print_areas": [[a.StartRow, a.EndRow, a.EndColumn] for a in found.getPrintAreas()],
            "conditions": sorted(
                getattr(each.getByIndex(0), "Formula1", "")
                for each in found.ConditionalFormats.getConditionalFormats()
            ),
            "fills": [found.getCellByPosition(i, 5).CellBackColor for i in range(columns)],
            "notes": [note.String for note in found.Annotations],
        }

    def whole(self, sheet, column):
        """All that a press may change: sheets, contents, conditions, styles, looks of a column."""
        found = self.document.Sheets.getByName(sheet)
        cursor = found.createCursor()
        cursor.gotoEndOfUsedArea(False)
        bottom, right = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
        area = found.getCellRangeByPosition(0, 0, max(right, column), bottom)
        styles = self.document.StyleFamilies.getByName("CellStyles").ElementNames
        looks = ("VertJustify", "IsTextWrapped", "CharWeight", "CharWeightAsian", "NumberFormat")
        return {
            **self.look(sheet, 20),
            "sheets": self.sheets(),
            "formulas": {
                name: [list(row) for row in _used(self.document.Sheets.getByName(name))]
                for name in self.sheets()
            },
            "area": [bottom, right],
            "types": [
                [area.getCellByPosition(c, r).Type.value for c in range(area.Columns.Count)]
                for r in range(bottom + 1)
            ],
            "all conditions": sorted(
                [
                    each.Range.RangeAddressesAsString,
                    [
                        [getattr(entry, "Formula1", ""), getattr(entry, "StyleName", "")]
                        for entry in map(each.getByIndex, range(each.getCount()))
                    ],
                ]
                for each in found.ConditionalFormats.getConditionalFormats()
            ),
            "styles": sorted(name for name in styles if name.startswith("校验_")),
            "column": [
                [str(found.getCellByPosition(column, row).getPropertyValue(key)) for key in looks]
                for row in range(bottom + 1)
            ],
            "validated": {name: self.validated(name) for name in self.sheets()},
        }

    def validated(self, sheet):
        """Which drop-down each cell of the second row offers, and how wide the columns are."""
        found = self.document.Sheets.getByName(sheet)
        cells = [found.getCellByPosition(column, 1) for column in range(16)]
        return [[cell.Validation.getFormula1(), cell.Columns.getByIndex(0).Width] for cell in cells]

    def undo_list(self):
        """Titles of what can be undone, and of what can be redone."""
        manager = self.document.UndoManager
        return [list(manager.getAllUndoActionTitles()), list(manager.getAllRedoActionTitles())]

    def undo(self):
        self.document.UndoManager.undo()

    def dispatch(self, command):
        frame = self.document.CurrentController.Frame
        service = "com.sun.star.frame.DispatchHelper"
        helper = self.manager.createInstanceWithContext(service, self.context)
        helper.executeDispatch(frame, command, "", 0, ())

    def front(self):
        return self.document.CurrentController.ActiveSheet.Name

    def documents(self):
        found = self.desktop.Components.createEnumeration()
        titles = []
        while found.hasMoreElements():
            each = found.nextElement()
            titles.append(each.URL)
        return titles

    def turn_to(self, name):
        """Select the document of that file name for the next requests, and activate it."""
        found = self.desktop.Components.createEnumeration()
        while found.hasMoreElements():
            each = found.nextElement()
            if each.URL and uno.fileUrlToSystemPath(each.URL).endswith(name):
                self.document = each
                each.CurrentController.Frame.activate()

    def menu(self, title):
        """Return the labels of a menu of the active window."""
        return [item.getAccessibleName() for item in children(self._menu(title))]

    def press(self, title, label):
        """Press a menu entry through the accessibility tree, as a screen reader would."""
        for item in children(self._menu(title)):
            if item.getAccessibleName() == label:
                item.doAccessibleAction(0)
                return
        raise LookupError(label)

    def _menu(self, title):
        window = self.document.CurrentController.Frame.ContainerWindow
        bar = find(window.getAccessibleContext(), MENU_BAR)
        for menu in children(bar):
            if menu.getAccessibleName() == title:
                return menu
        raise LookupError([menu.getAccessibleName() for menu in children(bar)])

    def answer_box(self, seconds, is_sent_away=True):
        """Wait for a message box, record its text, close it."""
        toolkit = self.manager.createInstanceWithContext("com.sun.star.awt.Toolkit", self.context)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            windows = [toolkit.getTopWindow(i) for i in range(toolkit.getTopWindowCount())]
            for window in windows:
                if window and window.getAccessibleContext().getAccessibleRole() == ALERT:
                    said = window.MessageText
                    if is_sent_away:
                        window.setVisible(False)
                    return said
            time.sleep(0.1)
        return ""

    def picture(self, sheet, area, path):
        """Print an area as PDF; the print areas are ignored."""
        cells = self.document.Sheets.getByName(sheet).getCellRangeByName(area)
        data = uno.Any("[]com.sun.star.beans.PropertyValue", (property_of("Selection", cells),))
        arguments = (property_of("FilterName", "calc_pdf_Export"), property_of("FilterData", data))
        self.document.storeToURL(uno.systemPathToFileUrl(path), arguments)

    def screen(self, sheet, area, path):
        """Print an area as on the screen: full size, with grid and headings."""
        found = self.document.Sheets.getByName(sheet)
        size = found.getCellRangeByName(area).Size
        style = self.document.StyleFamilies.getByName("PageStyles").getByName(found.PageStyle)
        wanted = {
            "HeaderIsOn": False,
            "FooterIsOn": False,
            "PrintGrid": True,
            "PrintHeaders": True,
            "CenterHorizontally": False,
            "CenterVertically": False,
            "IsLandscape": True,
            "Width": size.Width + 4000,
            "Height": size.Height + 4000,
            "LeftMargin": 500,
            "RightMargin": 500,
            "TopMargin": 500,
            "BottomMargin": 500,
            "PageScale": 100,
        }
        for name, value in wanted.items():
            style.setPropertyValue(name, value)
        self.picture(sheet, area, path)

    def pages(self, source, path):
        """Print a whole document of any kind as PDF."""
        document = self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(source), "_blank", 0, (property_of("Hidden", True),)
        )
        is_text = document.supportsService("com.sun.star.text.TextDocument")
        name = "writer_pdf_Export" if is_text else "calc_pdf_Export"
        document.storeToURL(uno.systemPathToFileUrl(path), (property_of("FilterName", name),))
        document.close(True)

    def quit(self):
        with contextlib.suppress(Exception):
            self.desktop.terminate()


def _used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getFormulaArray()


def children(context):
    return [
        context.getAccessibleChild(i).getAccessibleContext()
        for i in range(context.getAccessibleChildCount())
    ]


def find(context, role):
    if context.getAccessibleRole() == role:
        return context
    for child in children(context):
        found = find(child, role)
        if found is not None:
            return found
    return None


def main():
    driver = Driver(sys.argv[1])
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = [True, getattr(driver, name)(*arguments)]
        except Exception:
            answer = [False, traceback.format_exc()]
        print(json.dumps(answer), flush=True)


main()
