"""The operations of the host on the open document, with UNO."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uno
from com.sun.star.table.CellContentType import FORMULA

from addin.libreoffice.inside import marks, questions, reading, snapshots
from addin.libreoffice.inside.serving import HostRefused
from addin.libreoffice.inside.undo import LOST, Journal

TITLE = "出国境证件"
MOST_CELLS = 2**24  # as addin.reading.scan has it


class Document:
    """The active document; ``written`` is True once anything has been changed."""

    def __init__(self, context: Any, document: Any) -> None:
        self._context = context
        self._document = document
        self._indicator: Any = None
        self._shelf = snapshots.Shelf(self._create)
        self.journal = Journal(context, document, self._shelf.close)
        self.written = False

    def accept_typing(self) -> None:
        """Let what is being typed into a cell be in it, as if Enter had been pressed."""
        if self._is_spreadsheet():
            helper = self._create("com.sun.star.frame.DispatchHelper")
            frame = self._document.CurrentController.Frame
            helper.executeDispatch(frame, ".uno:AcceptFormula", "", 0, ())

    # reads

    def names(self) -> list[str]:
        """Return the names of the sheets, the active one first."""
        if not self._is_spreadsheet():
            raise HostRefused("请先打开要处理的工作簿")
        front = self._document.CurrentController.ActiveSheet.Name
        return [front, *(name for name in self._document.Sheets.ElementNames if name != front)]

    def read(self, name: str) -> dict[str, Any] | None:
        """Return one sheet as built-in types (see ``reading``); None where it does not exist."""
        if not self._document.Sheets.hasByName(name):
            return None
        area = reading.used_area(self._sheet(name))
        if area.Rows.Count * area.Columns.Count > MOST_CELLS:
            raise HostRefused(
                f"工作表“{name}”在极远处有内容，无法读取，请删去表外多余的单元格后再试"
            )
        return reading.read(area)

    def show(self, name: str) -> None:
        """Activate a sheet."""
        self._document.CurrentController.setActiveSheet(self._sheet(name))

    def selection(self) -> tuple[str, int]:
        """Return the active sheet and the row (from 1) of the first selected cell."""
        sheet = self.names()[0]
        selected = self._document.CurrentSelection
        if selected.supportsService("com.sun.star.sheet.SheetCellRanges"):
            selected = selected.getByIndex(0)
        if not selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            raise HostRefused("选中的不是单元格；请点一下要办的那一行，再按按钮")
        return sheet, selected.RangeAddress.StartRow + 1

    def folder(self) -> str:
        """Return the folder of the document, '' where it was never saved."""
        url = self._document.URL
        return uno.fileUrlToSystemPath(url.rpartition("/")[0]) if url.startswith("file:") else ""

    def saved(self) -> tuple[str, list[int]]:
        """Where the document lies, '' where nowhere, and when it was saved last, as numbers."""
        at = self._document.DocumentProperties.ModificationDate
        url = self._document.URL
        path = uno.fileUrlToSystemPath(url) if url.startswith("file:") else ""
        return path, [at.Year, at.Month, at.Day, at.Hours, at.Minutes, at.Seconds]

    def obstacle(self, name: str) -> str:
        """Return the sentence why the sheet cannot be written to, else ''."""
        if self._sheet(name).isProtected():
            return f"工作表“{name}”受保护，不能写入；请在“工具—保护工作表”中撤销后再试"
        return self._document_obstacle()

    # writes

    def mark(self, plan: dict[str, Any]) -> None:
        """Write the marks; on an error restore the document."""
        report = plan["report"]["name"]
        former = report if self._document.Sheets.hasByName(report) else ""
        with self._writing():
            self._keep_forms(plan["heading"], former, (plan["sheet"], plan["column"]))
            self._keep_sheet(report)
            marks.clear(self._document, plan["heading"], former)
            try:
                marks.put(self._document, plan)
            except Exception:
                self.journal.take_back()
                raise

    def clear(self, heading: str, report: str) -> bool:
        """Remove the marks; ``report`` is the result sheet, '' where there is none."""
        if not (report or marks.marked(self._document, heading, report)):
            return False
        with self._writing():
            self._keep_forms(heading, report)
            if report:
                self._keep_sheet(report)
            return marks.clear(self._document, heading, report)

    def put(self, name: str, values: dict[tuple[int, int], Any]) -> set[tuple[int, int]]:
        """Write into the cells without a formula; return those."""
        sheet = self._sheet(name)
        plain = {
            (row, column): value
            for (row, column), value in values.items()
            if sheet.getCellByPosition(column - 1, row - 1).Type != FORMULA
        }
        with self._writing():
            self._note(snapshots.contents(self._document, name, plain))
            marks.update(self._document, name, plain, {})
        return set(plain)

    def put_sheet(self, report: dict[str, Any]) -> None:
        """Add or replace a sheet."""
        obstacle = self._document_obstacle()
        if obstacle:
            raise HostRefused(obstacle)
        with self._writing():
            self._keep_sheet(report["name"])
            marks.put_report(self._document, report)

    def update(
        self, name: str, plain: dict[tuple[int, int], Any], jumps: dict[tuple[int, int], str]
    ) -> None:
        """Write into cells of a sheet of ours; ``jumps`` are formulas."""
        obstacle = self.obstacle(name)
        if obstacle:
            raise HostRefused(obstacle)
        with self._writing():
            self._note(snapshots.contents(self._document, name, [*plain, *jumps]))
            marks.update(self._document, name, plain, jumps)

    def drop_sheet(self, name: str) -> None:
        """Remove a sheet."""
        with self._writing():
            self._keep_sheet(name)
            marks.drop(self._document, name)

    def _document_obstacle(self) -> str:
        if self._document.isReadonly():
            return "工作簿是只读打开的，不能写入；请另存为新文件后再试"
        if self._document.isProtected():
            return "工作簿的结构受保护，不能增加工作表；请在“工具—保护工作簿结构”中撤销后再试"
        return ""

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Let the screen wait until a change is whole, and LibreOffice's undo list rest."""
        self.written = True
        self.journal.begin()
        self._document.lockControllers()
        try:
            yield
        finally:
            self._document.unlockControllers()

    def _keep_sheet(self, name: str) -> None:
        self.journal.add(self._shelf.sheet(self._document, name))

    def _keep_forms(self, heading: str, report: str, *more: tuple[str, int]) -> None:
        """Keep the sheets with marks, and those that get some, with the column that changes."""
        for name, column in dict.fromkeys((*marks.marked(self._document, heading, report), *more)):
            if column:
                kept = snapshots.form(self._document, name, column, marks.OUR_FORMATS)
                self._note(kept)

    def _note(self, take_back: Callable[[], None] | None) -> None:
        if take_back is None:
            self.journal.is_exact = False
        else:
            self.journal.add(take_back)

    # the person

    def progress(self, text: str, share: float) -> None:
        """Show a progress bar in the status bar."""
        if self._indicator is None:
            self._indicator = self._document.CurrentController.StatusIndicator
            self._indicator.start(text, 100)
        self._indicator.setText(text)
        self._indicator.setValue(int(share * 100))

    def say(self, text: str) -> None:
        """Show a sentence in the status bar until it is replaced."""
        self.done()
        if self._is_spreadsheet():
            lost = "" if self.journal.is_exact or not self.written else LOST
            self._document.CurrentController.StatusIndicator.start(text + lost, 0)

    def done(self) -> None:
        """Remove the progress bar; a sentence stays."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None

    def alert(self, text: str) -> None:
        """Show a message box with one button."""
        self.done()
        toolkit = self._create("com.sun.star.awt.Toolkit")
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
        toolkit.createMessageBox(self._window(), kind, 1, TITLE, text).execute()

    def ask(self, question: str, default: str) -> str | None:
        """Show an input box; return None when the user cancels."""
        self.done()
        box = questions.Box(self._create, self._window(), TITLE, question, default)
        try:
            return box.answer()
        finally:
            box.dispose()

    def pick_folder(self, title: str) -> str:
        """Show a folder picker in the document's folder; return '' when none was picked."""
        picker = self._picker("Folder", title)
        return uno.fileUrlToSystemPath(picker.getDirectory()) if picker.execute() else ""

    def pick_file(self, title: str) -> str:
        """Show a file picker in the document's folder; return '' when none was picked."""
        picker = self._picker("File", title)
        return uno.fileUrlToSystemPath(picker.getSelectedFiles()[0]) if picker.execute() else ""

    def _picker(self, kind: str, title: str) -> Any:
        picker = self._create(f"com.sun.star.ui.dialogs.{kind}Picker")
        picker.setTitle(title)
        if self._document.URL:
            picker.setDisplayDirectory(self._document.URL.rpartition("/")[0])
        return picker

    def open(self, path: str) -> None:
        """Open a workbook in a new window."""
        desktop = self._create("com.sun.star.frame.Desktop")
        desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, ())

    def _is_spreadsheet(self) -> bool:
        service = "com.sun.star.sheet.SpreadsheetDocument"
        return self._document is not None and self._document.supportsService(service)

    def _window(self) -> Any:
        return self._document.CurrentController.Frame.ContainerWindow if self._document else None

    def _sheet(self, name: str) -> Any:
        return self._document.Sheets.getByName(name)

    def _create(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)
