"""The host for LibreOffice: every request goes through the pipe to LibreOffice's process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import datetime
from pathlib import Path
from typing import Any

from addin.errors import CannotDo
from addin.forms import sheets
from addin.forms.text import squeeze
from addin.host.newer import newer_on_disk
from addin.host.port import Position
from addin.reading.annex1 import first_annex1
from addin.reading.grid import Grid
from addin.reading.own import own
from addin.writing.plan import Content, Link, Marks, ReportSheet


class LibreOfficeHost:
    """The active document; ``ask(method, *arguments)`` calls ``inside.document.Document``.

    The answer is ("done", result), ("refused", sentence) or ("failed", traceback).
    """

    def __init__(self, ask: Callable[..., tuple[str, Any]]) -> None:
        self._ask = ask
        self._is_current = False  # no newer file lies on disk

    def form(self) -> Grid:
        """Return the active sheet, or the first other one that is 附件1."""
        return first_annex1(filter(None, map(self.sheet, self._do("names"))))

    def sheet(self, name: str) -> Grid | None:
        """Return a sheet."""
        read = self._do("read", name)
        return read and Grid(name, read["rows"], read["merges"], frozenset(read["hidden"]))

    def sheets(self, names: Iterable[str]) -> Mapping[str, Grid]:
        """Return the sheets of these names that exist."""
        there = {squeeze(name): name for name in self._do("names")}
        wanted = {name: there.get(squeeze(name)) for name in names}
        read = {name: self.sheet(actual) for name, actual in wanted.items() if actual}
        return {name: grid for name, grid in read.items() if grid}

    def obstacle(self, sheet: str) -> str:
        """Return the sentence that document or sheet is protected, else ''."""
        return str(self._do("obstacle", sheet))

    def mark(self, marks: Marks) -> None:
        """Write the marks."""
        plan = {
            "sheet": marks.sheet,
            "heading": marks.heading,
            "heading_row": marks.heading_row,
            "column": marks.column,
            "texts": dict(marks.texts),
            "highlights": [(each.area, each.formula, each.colour) for each in marks.highlights],
            "print_area": marks.print_area,
            "report": _plain(marks.report),
        }
        self._change("mark", plan)

    def clear(self) -> bool:
        """Remove the marks."""
        report = own(self.sheets(sheets.possible_names(sheets.RESULT)).values())
        return bool(self._change("clear", sheets.RESULT, report.name if report else ""))

    def put(self, sheet: str, values: Mapping[Position, str | float]) -> Set[Position]:
        """Write into cells without a formula."""
        written: set[Position] = self._change("put", sheet, dict(values))
        return written

    def put_sheet(self, report: ReportSheet) -> None:
        """Add or replace a sheet."""
        self._change("put_sheet", _plain(report))

    def update(self, sheet: str, cells: Mapping[Position, Content]) -> None:
        """Write into cells of a sheet of ours, links as formulas that jump."""
        jumps = {at: _jump(each) for at, each in cells.items() if isinstance(each, Link)}
        plain = {at: _value(each) for at, each in cells.items() if at not in jumps}
        self._change("update", sheet, plain, jumps)

    def drop_sheet(self, name: str) -> None:
        """Remove a sheet."""
        self._change("drop_sheet", name)

    def progress(self, text: str, share: float) -> None:
        """Update the progress bar; on Esc LibreOffice ends this process."""
        self._do("progress", text, share)

    def say(self, text: str) -> None:
        """Show a sentence in the status bar."""
        self._do("say", text)

    def alert(self, text: str) -> None:
        """Show a message box."""
        self._do("alert", text)

    def show(self, sheet: str) -> None:
        """Activate a sheet."""
        self._do("show", sheet)

    def selection(self) -> tuple[str, int]:
        """Return the sheet and row of the selected cell."""
        sheet, row = self._do("selection")
        return sheet, row

    def folder(self) -> Path | None:
        """Return the folder of the document."""
        found = self._do("folder")
        return Path(found) if found else None

    def ask(self, question: str, default: str = "") -> str | None:
        """Show an input box; return the text typed."""
        answer: str | None = self._do("ask", question, default)
        return answer

    def pick_folder(self, title: str) -> Path | None:
        """Show a folder picker; return the folder."""
        picked = self._do("pick_folder", title)
        return Path(picked) if picked else None

    def pick_file(self, title: str) -> Path | None:
        """Show a file picker; return the workbook's path."""
        picked = self._do("pick_file", title)
        return Path(picked) if picked else None

    def open(self, path: Path) -> None:
        """Open a workbook in a new window."""
        self._do("open", str(path))

    def _change(self, method: str, *arguments: Any) -> Any:
        """Send a change, unless the file on disk is newer than the document."""
        if not self._is_current:
            path, at = self._do("saved")
            newer = newer_on_disk(Path(path), datetime(*at) if at[0] else None) if path else ""
            if newer:
                raise CannotDo(newer)
            self._is_current = True
        return self._do(method, *arguments)

    def _do(self, method: str, *arguments: Any) -> Any:
        outcome, result = self._ask(method, *arguments)
        if outcome == "refused":
            raise CannotDo(result)
        if outcome == "failed":
            raise RuntimeError(f"LibreOffice: {result}")
        return result


def _plain(report: ReportSheet) -> dict[str, Any]:
    """Return the sheet as built-in types, with links separate from the rest."""
    links = {
        column
        for row in report.rows
        for column, content in enumerate(row)
        if isinstance(content, Link)
    }
    return {
        "name": report.name,
        "headings": tuple(report.headings),
        "widths": tuple(report.widths),
        "rows": [tuple(map(_value, row)) for row in report.rows],
        "choosing": report.choosing,
        "links": {column: [_jump(row[column]) for row in report.rows] for column in links},
        "choices": {column: tuple(values) for column, values in (report.choices or {}).items()},
    }


def _value(content: Content) -> str | float:
    if isinstance(content, Link):
        return content.text
    return "" if content is None else content


def _jump(content: Content) -> str:
    """Return the formula that jumps to the cell, in the syntax common to Calc and Excel."""
    if not isinstance(content, Link):
        return f"'{_value(content)}" if content else ""
    return content.formula(";")
