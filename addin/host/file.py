"""The host for a workbook file, without a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from addin.errors import CannotDo
from addin.host.port import Position
from addin.model.rows import column_letter, shown
from addin.reading.grid import Grid
from addin.reading.sources import is_same
from addin.reading.unit import UnitBook
from addin.writing import editing, marking
from addin.writing.plan import Content, Marks, ReportSheet
from addin.writing.saving import save_all


class FileHost:
    """A workbook file in memory; the file itself stays as it is until ``save``.

    ``selected`` is a sheet and a row, in place of a selected cell. ``said`` are the sentences that
    would be shown.
    """

    def __init__(self, path: Path, selected: tuple[str, int] | None = None) -> None:
        self.path = path
        self._selected = selected
        self._book = UnitBook(path)
        self.data = self._read = self._book.book.data
        self.said: list[str] = []

    @property
    def book(self) -> UnitBook:
        """Return the workbook as it is now; its sheets are read once until something changes."""
        if self._book.book.data is not self.data:
            self._book = UnitBook(self.path, self.data)
        return self._book

    def save(self, target: Path, beside: Mapping[Path, bytes] | None = None) -> None:
        """Write the workbook, after a backup of what stood there; ``beside`` before it, or nothing.

        Raises CannotDo where that is the workbook itself and no longer as it was read.
        """
        read = {target: self._read} if is_same(target, self.path) else {}
        save_all({**(beside or {}), target: self.data}, read)

    def form(self) -> Grid:
        """Return the first sheet that is 附件1."""
        return self.book.grid

    def sheet(self, name: str) -> Grid | None:
        """Return a sheet; None where there is none of that name."""
        book = self.book.book
        return book.grid(name) if name in book.sheet_names else None

    def sheets(self, names: Iterable[str]) -> Mapping[str, Grid]:
        """Return the sheets of these names that exist."""
        return self.book.grids(names)

    def obstacle(self, sheet: str) -> str:
        """Return '': a copy in memory can always be changed; saving may still fail."""
        return "" if sheet else "没有指定工作表"

    def mark(self, marks: Marks) -> None:
        """Add the marks."""
        self.data = marking.mark(self.data, marks)

    def clear(self) -> bool:
        """Remove the marks; return whether there were any."""
        before, self.data = self.data, marking.clear(self.data)
        return self.data != before

    def put(self, sheet: str, values: Mapping[Position, str | float]) -> Set[Position]:
        """Write into the cells without a formula; return those."""
        by_address = {f"{column_letter(c)}{r}": value for (r, c), value in values.items()}
        self.data = editing.set_texts(self.data, sheet, by_address)
        after = self.sheet(sheet)
        assert after
        return {
            (row, column)
            for (row, column), value in values.items()
            if shown(after.value(row - 1, column - 1)) == shown(value)
        }

    def put_sheet(self, report: ReportSheet) -> None:
        """Add or replace a sheet."""
        self.data = editing.put_sheet(self.data, report)

    def update(self, sheet: str, cells: Mapping[Position, Content]) -> None:
        """Write into cells of a sheet of ours."""
        self.data = editing.update_sheet(self.data, sheet, cells)

    def drop_sheet(self, name: str) -> None:
        """Remove a sheet."""
        self.data = editing.drop_sheets(self.data, [name])

    def progress(self, text: str, share: float) -> None:
        """Do nothing: there is no status bar."""

    def say(self, text: str) -> None:
        """Add the sentence to ``said``."""
        self.said.append(text)

    def alert(self, text: str) -> None:
        """Add the sentence to ``said``."""
        self.said.append(text)

    def show(self, sheet: str) -> None:
        """Do nothing: there is no window."""

    def selection(self) -> tuple[str, int]:
        """Return ``selected``; by default the top of the form."""
        return self._selected or (self.form().name, 1)

    def folder(self) -> Path | None:
        """Return the folder of the file."""
        return self.path.parent

    def ask(self, question: str, default: str = "") -> str | None:  # noqa: ARG002 - as the port
        """Return the default: there is no dialog."""
        return default

    def pick_folder(self, title: str) -> Path | None:  # noqa: ARG002 - as the port has it
        """Return the folder of the workbook: there is no dialog."""
        return self.path.parent

    def pick_file(self, title: str) -> Path | None:  # noqa: ARG002 - as the port has it
        """Return None: there is no dialog."""
        return None

    def open(self, path: Path) -> None:
        """Do nothing: there is no window."""


def save_to(host: FileHost, output: Path) -> Path:
    """Write the workbook (into a folder: under its name), after a backup of what stood there."""
    target = target_of(host, output)
    host.save(target)
    return target


def target_of(host: FileHost, output: Path) -> Path:
    """Return where the workbook goes: into a folder under its name."""
    target = output / host.path.name if output.is_dir() else output
    require_kind(target, host.path)
    return target


def require_kind(target: Path, source: Path) -> None:
    """Raise unless both names have the same extension: Excel refuses a file with a wrong one."""
    if target.suffix.lower() != source.suffix.lower():
        raise CannotDo(f"结果与原工作簿是同一种文件，请用 -o 指定以 {source.suffix} 结尾的文件名")
