"""The port: what a command may ask of the spreadsheet it runs in, and nothing more.

Every method is one round trip, whatever the number of rows; the adapters see to that. Reads give
values as they were typed; writes never touch what the add-in did not make, formulas above all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Protocol

from addin.reading.grid import Grid
from addin.writing.plan import Content, Marks, ReportSheet

Position = tuple[int, int]  # row and column, both from 1


class Host(Protocol):
    """A workbook in some spreadsheet, and the person in front of it.

    Whatever stands in the way is raised as UnusableFile, with a sentence for the person.
    """

    def form(self) -> Grid:
        """Read the sheet that 附件1 stands on: the active one, else the first that is 附件1."""

    def sheet(self, name: str) -> Grid | None:
        """Read a sheet; None where the workbook has no such sheet."""

    def sheets(self, names: Iterable[str]) -> Mapping[str, Grid]:
        """Read the sheets of these names that are there, spaces in their names aside."""

    def obstacle(self, sheet: str) -> str:
        """Return in a sentence what forbids writing to the sheet, '' when nothing does."""

    def mark(self, marks: Marks) -> None:
        """Put the marks of 校验 in, in the place of earlier ones; all of them or none."""

    def clear(self) -> bool:
        """Take the marks of 校验 away; whether there were any. They are known by themselves."""

    def put(self, sheet: str, values: Mapping[Position, str | float]) -> Set[Position]:
        """Write into cells, texts as texts, each in its own format; return the cells written.

        Cells with a formula are left as they are.
        """

    def put_sheet(self, report: ReportSheet) -> None:
        """Add a sheet, or replace the one of that name (``host.lists`` says which is ours)."""

    def update(self, sheet: str, cells: Mapping[Position, Content]) -> None:
        """Write into cells of a sheet of ours, links as links; all else on it stays as it is."""

    def drop_sheet(self, name: str) -> None:
        """Take a sheet away, if it is there."""

    def progress(self, text: str, share: float) -> None:
        """Show how far the work is (0 to 1); raise Stopped when the person has pressed Esc."""

    def say(self, text: str) -> None:
        """Show a result, without asking for an answer."""

    def alert(self, text: str) -> None:
        """Show what went wrong, so that it cannot be missed."""

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front, for the person to go on there."""

    def selection(self) -> tuple[str, int]:
        """Return the sheet in front and the row (from 1) of the cell that is selected."""

    def folder(self) -> Path | None:
        """Return the folder that the workbook lies in; None where it was never saved."""

    def ask(self, question: str, default: str = "") -> str | None:
        """Ask for a line of text; None when the person changes their mind."""

    def pick_folder(self, title: str) -> Path | None:
        """Ask for a folder; None when the person changes their mind."""

    def pick_file(self, title: str) -> Path | None:
        """Ask for a workbook; None when the person changes their mind."""

    def open(self, path: Path) -> None:
        """Open a workbook beside this one."""
