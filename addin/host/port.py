"""The protocol ``Host``: all operations that a command may do on a workbook.

Every method is one round trip for any number of rows. Reads give values as they were typed; writes
never change what the add-in did not make, formulas above all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Protocol

from addin.reading.grid import Grid
from addin.writing.plan import Content, Marks, ReportSheet

Position = tuple[int, int]  # row and column, both from 1


class Host(Protocol):
    """A workbook open in a spreadsheet program, and the dialogs with its user.

    Raises UnusableFile, with a sentence for the user, where an operation is not possible.
    """

    def form(self) -> Grid:
        """Return the sheet with 附件1: the active one, else the first that is 附件1."""

    def sheet(self, name: str) -> Grid | None:
        """Return a sheet; None where the workbook has no such sheet."""

    def sheets(self, names: Iterable[str]) -> Mapping[str, Grid]:
        """Return the sheets of these names that exist; spaces in names are ignored."""

    def obstacle(self, sheet: str) -> str:
        """Return the sentence why the sheet cannot be written to, '' when it can."""

    def mark(self, marks: Marks) -> None:
        """Replace the marks of 校验; all of them or none."""

    def clear(self) -> bool:
        """Remove the marks of 校验; return whether there were any."""

    def put(self, sheet: str, values: Mapping[Position, str | float]) -> Set[Position]:
        """Write into cells, texts as texts, each in its own format; return the cells written.

        Cells with a formula are left as they are.
        """

    def put_sheet(self, report: ReportSheet) -> None:
        """Add a sheet, or replace the one of that name (``host.lists`` says which is ours)."""

    def update(self, sheet: str, cells: Mapping[Position, Content]) -> None:
        """Write into cells of a sheet of ours, links as links; all else on it stays as it is."""

    def drop_sheet(self, name: str) -> None:
        """Remove a sheet, if it exists."""

    def progress(self, text: str, share: float) -> None:
        """Show the share done (0 to 1); raise Stopped when the user has pressed Esc."""

    def say(self, text: str) -> None:
        """Show a result in the status bar."""

    def alert(self, text: str) -> None:
        """Show an error in a message box."""

    def show(self, sheet: str) -> None:
        """Activate a sheet."""

    def selection(self) -> tuple[str, int]:
        """Return the active sheet and the row (from 1) of the selected cell."""

    def folder(self) -> Path | None:
        """Return the folder of the workbook; None where it was never saved."""

    def ask(self, question: str, default: str = "") -> str | None:
        """Ask for a line of text; return None when the user cancels."""

    def pick_folder(self, title: str) -> Path | None:
        """Ask for a folder; return None when the user cancels."""

    def pick_file(self, title: str) -> Path | None:
        """Ask for a workbook; return None when the user cancels."""

    def open(self, path: Path) -> None:
        """Open a workbook beside this one."""
