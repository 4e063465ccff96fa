"""Requests that only a desktop Excel can do, through its object model (COM)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import xlwings as xw

from addin.errors import Stopped
from addin.excel.application import ApplicationState
from addin.forms.sheets import PRODUCT
from addin.host.newer import newer_on_disk
from addin.host.port import Position
from addin.model.rows import column_letter
from addin.writing.plan import SIGN, Highlight

Area = tuple[int, int, int, int]

_ESCAPE = 0x1B
_FILE_PICKER, _FOLDER_PICKER = 3, 4  # msoFileDialogFilePicker, msoFileDialogFolderPicker


class Desktop:
    """One workbook in a desktop Excel."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self.state = ApplicationState(book.app.api)
        if sys.platform == "win32":
            from xlwings import _xlwindows  # noqa: PLC0415

            _xlwindows.N_COM_ATTEMPTS = 1  # xlwings alone would wait without end

    def obstacle(self, sheet: str) -> str:
        """Return why writing is not possible, in a sentence."""
        if self._book.sheets[sheet].api.ProtectContents:
            return f"工作表“{sheet}”受保护，不能写入；请在“审阅—撤销工作表保护”后再试"
        return self.book_obstacle()

    def book_obstacle(self) -> str:
        """Return why sheets cannot be added, in a sentence."""
        if self._book.api.ReadOnly:
            return "工作簿是只读打开的，写了也存不回去；请另存为新文件后再试"
        if self._book.api.ProtectStructure:
            return "工作簿的结构受保护，不能增加工作表；请在“审阅—保护工作簿”中撤销后再试"
        path = Path(self._book.fullname)
        return newer_on_disk(path, self._saved()) if path.is_absolute() else ""

    def _saved(self) -> datetime | None:
        """When the window last saved the workbook; None where Excel does not say."""
        with suppress(Exception):  # one that was never saved has no such moment
            said = self._book.api.BuiltinDocumentProperties("Last Save Time").Value
            if isinstance(said, datetime):
                return said.replace(tzinfo=None)
        return None

    def merges(self, sheet: xw.Sheet, rows: int, columns: int) -> list[Area]:
        """Return the merged areas, from 0, found by halving ranges that have merged cells."""
        found: set[Area] = set()
        waiting: list[Area] = [(1, 1, rows, columns)]
        while waiting:
            top, left, bottom, right = part = waiting.pop()
            cells = sheet.api.Range(_address(part))
            merged = cells.MergeCells
            if merged is False:
                continue
            if merged:
                area = cells.Cells(1, 1).MergeArea
                height, width = area.Rows.Count, area.Columns.Count
                row, column = area.Row, area.Column
                found.add((row - 1, column - 1, row + height - 2, column + width - 2))
                if row + height > bottom and column + width > right:
                    continue
            if bottom - top >= right - left:
                middle = (top + bottom) // 2
                waiting += [(top, left, middle, right), (middle + 1, left, bottom, right)]
            else:
                middle = (left + right) // 2
                waiting += [(top, left, bottom, middle), (top, middle + 1, bottom, right)]
        return sorted(found)

    def hidden(self, sheet: xw.Sheet, rows: int, columns: int) -> frozenset[int]:
        """Return the rows that are hidden or filtered out: SUBTOTAL does not count them."""
        first = f"A1:{column_letter(columns)}1"
        seen = sheet.api.Evaluate(f"SUBTOTAL(103,OFFSET({first},ROW(1:{rows})-1,0))")
        if not isinstance(seen, tuple):
            return frozenset()
        return frozenset(number for number, row in enumerate(seen, 1) if row[0] == 0)

    def show_formulas(self, area: xw.Range, rows: list[list[Any]]) -> None:
        """Set cells whose formula shows nothing to ""; empty ones stay None."""
        for row, formulas in zip(rows, _block(area.formula), strict=True):
            for column, formula in enumerate(formulas):
                if row[column] is None and formula:
                    row[column] = ""

    def formulas(self, sheet: str, cells: Iterable[Position]) -> set[Position]:
        """Return those of the cells that hold a formula."""
        wanted = list(cells)
        if not wanted:
            return set()
        top, left = min(row for row, _ in wanted), min(column for _, column in wanted)
        bottom, right = max(row for row, _ in wanted), max(column for _, column in wanted)
        rows = _block(self._book.sheets[sheet].range((top, left), (bottom, right)).formula)
        return {
            (row, column)
            for row, column in wanted
            if str(rows[row - top][column - left]).startswith("=")
        }

    def highlight(self, sheet: xw.Sheet, highlights: Sequence[Highlight]) -> None:
        """Add conditional formats."""
        for each in highlights:
            sheet.range(each.area).conditional_formats.add_custom(
                f"={each.formula}", fill_color=f"#{each.colour}"
            )

    def unhighlight(self, sheet: xw.Sheet) -> bool:
        """Remove our conditional formats only; return whether there were any."""
        rules = list(sheet.cells.conditional_formats)
        ours = [rule for rule in rules if rule.type == "custom" and SIGN in (rule.formula or "")]
        for rule in reversed(ours):
            rule.delete()
        return bool(ours)

    def freeze_heading(self) -> None:
        """Freeze the first row of the sheet in front; xlwings cannot do so on Windows."""
        window = self._book.api.Windows(1)
        window.SplitRow, window.SplitColumn = 1, 0
        window.FreezePanes = True

    def show(self, sheet: xw.Sheet) -> None:
        """Activate a sheet in its workbook, without activating the workbook."""
        sheet.api.Activate()

    def set_width(self, cells: xw.Range, width: float | None) -> None:
        """Set a column's width; the standard width for None."""
        if width is None:
            cells.api.EntireColumn.UseStandardWidth = True
        else:
            cells.column_width = width

    def progress(self, text: str) -> None:
        """Write to the status bar; raise Stopped when Esc has been pressed."""
        self.state.progress(text)
        if _escape_pressed():
            raise Stopped

    def say(self, text: str) -> None:
        """Write to the status bar."""
        self.state.say(text)

    def ask(self, question: str, default: str) -> str | None:
        """Return what a person types into Excel's input box; None when they cancel."""
        answer = self._book.app.api.InputBox(question, PRODUCT, default)
        return answer if isinstance(answer, str) else None

    def pick_folder(self, title: str) -> Path | None:
        """Ask for a folder, beginning where the workbook lies."""
        return self._pick(_FOLDER_PICKER, title)

    def pick_file(self, title: str) -> Path | None:
        """Ask for one file, beginning where the workbook lies."""
        return self._pick(_FILE_PICKER, title)

    def _pick(self, kind: int, title: str) -> Path | None:
        dialog = self._book.app.api.FileDialog(kind)
        dialog.Title = title
        dialog.AllowMultiSelect = False
        dialog.InitialFileName = str(Path(self._book.fullname).parent)
        return Path(dialog.SelectedItems(1)) if dialog.Show() == -1 else None


def _block(read: Any) -> Sequence[Sequence[Any]]:
    """Return values as rows; Excel gives a single cell as one value."""
    return read if isinstance(read, (tuple, list)) else ((read,),)


def _address(area: Area) -> str:
    top, left, bottom, right = area
    return f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"


def _escape_pressed() -> bool:
    """Return whether Esc is down or was pressed since the last call (Windows only)."""
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415

    state: Any = ctypes.windll.user32.GetAsyncKeyState(_ESCAPE)
    return bool(state & 0x8001)
