"""The fake Excel's application and workbooks."""

# ruff: noqa: N802, N803, ARG002 - Excel names its members and arguments so
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from automation import Automation, Collection, refusal
from formats import FormatCondition
from sheets import Worksheet

_EXPRESSION, _OTHER = 2, 1  # xlExpression, xlCellValue


class Window(Automation):
    """What a window shows of its sheet."""

    SplitRow: int = 0
    SplitColumn: int = 0
    ScrollRow: int = 1
    ScrollColumn: int = 1

    def __init__(self, book: Any) -> None:
        self._book = book

    @property
    def FreezePanes(self) -> bool:
        return self._book.front.frozen != (0, 0)

    @FreezePanes.setter
    def FreezePanes(self, freeze: bool) -> None:
        self._book.front.frozen = (self.SplitRow, self.SplitColumn) if freeze else (0, 0)


class Windows(Collection):
    def __init__(self, window: Window) -> None:
        self._window = window

    def items(self) -> list[Window]:
        return [self._window]


class Sheets(Collection):
    iid = "{000208D7-0000-0000-C000-000000000046}"

    def __init__(self, book: Any) -> None:
        self._book = book

    @property
    def Parent(self) -> Any:
        return self._book

    def items(self) -> list[Worksheet]:
        return list(self._book.sheets)

    def Add(self, Before: Any = None, After: Any = None, Count: Any = None) -> Worksheet:
        return self._book.add(Before)


class Workbook(Automation):
    iid = "{000208DA-0000-0000-C000-000000000046}"

    ReadOnly: bool = False

    def __init__(self, app: Any, path: str) -> None:
        self._app, self._path = app, path
        self._book = openpyxl.load_workbook(path)
        self.sheets = [Worksheet(self, cells) for cells in self._book.worksheets]
        for sheet, cells in zip(self.sheets, self._book.worksheets, strict=True):
            sheet.conditions += [
                FormatCondition(
                    sheet,
                    str(area.sqref),
                    f"={(rule.formula or [''])[0]}",
                    _EXPRESSION if rule.type == "expression" else _OTHER,
                )
                for area in cells.conditional_formatting
                for rule in area.rules
            ]
        self.front = self.sheets[self._book.worksheets.index(self._book.active)]
        self._window = Window(self)

    @property
    def Name(self) -> str:
        return self._path.rpartition("\\")[2]

    @property
    def FullName(self) -> str:
        return self._path

    @property
    def Path(self) -> str:
        return self._path.rpartition("\\")[0]

    @property
    def Application(self) -> Any:
        return self._app

    @property
    def Worksheets(self) -> Sheets:
        return Sheets(self)

    Sheets = Worksheets

    @property
    def ActiveSheet(self) -> Worksheet:
        return self.front

    @property
    def ProtectStructure(self) -> bool:
        return bool(self._book.security.lockStructure)

    @property
    def Windows(self) -> Windows:
        return Windows(self._window)

    @property
    def window(self) -> Window:
        return self._window

    def Activate(self) -> None:
        self._app.front = self

    def add(self, before: Worksheet | None) -> Worksheet:
        at = (before or self.front).Index - 1
        self.front = Worksheet(self, self._book.create_sheet(index=at))
        self.sheets.insert(at, self.front)
        return self.front

    def move(self, sheet: Worksheet, to: int) -> None:
        self.sheets.remove(sheet)
        self.sheets.insert(to, sheet)

    def remove(self, sheet: Worksheet) -> None:
        if self._app.DisplayAlerts:
            raise refusal("the fake Excel would ask the person whether to delete the sheet")
        self.sheets.remove(sheet)
        self._book.remove(self._book[sheet.Name])
        if self.front is sheet:
            self.front = self.sheets[0]

    def save(self, path: str) -> None:
        order = [sheet.Name for sheet in self.sheets]
        self._book._sheets.sort(key=lambda cells: order.index(cells.title))
        self._book.save(path)


class Workbooks(Collection):
    iid = "{000208DB-0000-0000-C000-000000000046}"

    def __init__(self, app: Any) -> None:
        self._app = app

    def items(self) -> list[Workbook]:
        return list(self._app.books)

    def Open(self, Filename: str, *_: Any) -> Workbook:
        return self._app.open(Filename)


FOLDER_PICKER = 4  # msoFileDialogFolderPicker


class Chosen(Collection):
    def __init__(self, path: str) -> None:
        self._path = path

    def items(self) -> list[Any]:
        return [self._path]


class FileDialog(Automation):
    """The person picks ``path``, or changes their mind where it is empty."""

    Title: str = ""
    InitialFileName: str = ""
    AllowMultiSelect: bool = True

    def __init__(self, path: str) -> None:
        self._path = path

    def Show(self) -> int:
        return -1 if self._path else 0

    @property
    def SelectedItems(self) -> Chosen:
        return Chosen(self._path)


class Application(Automation):
    iid = "{000208D5-0000-0000-C000-000000000046}"

    ScreenUpdating: bool = True
    EnableEvents: bool = True
    Calculation: int = -4105  # xlCalculationAutomatic
    DisplayAlerts: bool = True
    StatusBar: Any = False

    def __init__(self, hwnd: int) -> None:
        self._hwnd = hwnd
        self.books: list[Workbook] = []
        self.front: Workbook | None = None
        self.picked: Sequence[str] = ()
        self.selected = "A6"  # the first person of a form
        self.typed: str | bool | None = None  # what the person answers; False to cancel

    @property
    def Application(self) -> Any:
        return self

    @property
    def Hwnd(self) -> int:
        return self._hwnd

    @property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self)

    @property
    def ActiveWorkbook(self) -> Workbook | None:
        return self.front

    @property
    def ActiveWindow(self) -> Window | None:
        return self.front.window if self.front else None

    @property
    def Selection(self) -> Any:
        return self.front.front.Range(self.selected) if self.front else None

    @property
    def International(self) -> tuple[Any, ...]:
        return ("",) * 5 + (",",) * 40

    def FileDialog(self, Type: int) -> FileDialog:
        wants_folder = Type == FOLDER_PICKER
        fitting = (path for path in self.picked if Path(path).is_dir() == wants_folder)
        return FileDialog(next(fitting, ""))

    def InputBox(self, Prompt: str, Title: str, Default: str) -> Any:
        return Default if self.typed is None else self.typed

    def open(self, path: str) -> Workbook:
        if any(book.Name.lower() == path.rpartition("\\")[2].lower() for book in self.books):
            raise refusal("Excel cannot have two workbooks of the same name open")
        self.front = Workbook(self, path)
        self.books.append(self.front)
        return self.front
