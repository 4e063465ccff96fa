"""A unit's workbook: 附件1 and the ledgers behind it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from addin.errors import ChujingError, FileError
from addin.forms.sheets import BEHIND_FORM, plain_name
from addin.forms.text import squeeze
from addin.model.rows import Form
from addin.reading.annex1 import first_annex1, looks_like_annex1, read_annex1
from addin.reading.grid import Grid
from addin.reading.ledgers import SHEETS, Ledgers, read_ledgers
from addin.reading.opening import Workbook
from addin.reading.own import is_own


def form_of(path: Path) -> Form:
    """Return 附件1 of a workbook; raise UnusableFile where there is none."""
    return UnitBook(path).form


def form_and_remarks(path: Path) -> tuple[Form, tuple[str, ...]]:
    """Return 附件1 of a workbook, and the remarks on the file."""
    book = UnitBook(path)
    return book.form, book.remarks


class UnitBook:
    """A unit's workbook, opened; sheets are read when asked for.

    Raises UnusableFile when the file is no workbook or holds no 附件1.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.book = Workbook(path, data)
        self.path = path

    @cached_property
    def grid(self) -> Grid:
        """The sheet that 附件1 stands on: the first whose headings are the form's."""
        names = (name for name in self.book.sheet_names if squeeze(name) not in SHEETS)
        return first_annex1(map(self.book.grid, names))

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """Sheets besides the form's that are none of those behind it."""
        others = (name for name in self.book.sheet_names if name != self.grid.name)
        return tuple(name for name in others if not self._is_behind(name))

    def _is_behind(self, name: str) -> bool:
        """Whether a sheet is a ledger, or one that a command has written."""
        if plain_name(name) not in BEHIND_FORM:
            return squeeze(name) in SHEETS
        try:
            return is_own(self.book.grid(name))
        except ChujingError:
            return False

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """Return a sentence for each further 附件1 that is filled in: commands use the first."""
        return tuple(
            f"工作表“{name}”也是附件1，没有使用；用的是“{self.grid.name}”"
            for name in self.beside
            if self._is_filled(name)
        )

    def _is_filled(self, name: str) -> bool:
        """Return whether the sheet is a 附件1 with people, or one with damaged headings."""
        try:
            grid = self.book.grid(name)
            return looks_like_annex1(grid) and bool(read_annex1(grid).people)
        except ChujingError as error:
            return error.kind is FileError.INCOMPLETE_FORM

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return sentences on the file: its active content, its sheets that are not used."""
        return (*self.book.active_content, *self.unused)

    @cached_property
    def form(self) -> Form:
        """附件1 as read."""
        return read_annex1(self.grid)

    @property
    def unit(self) -> str:
        """Name of the unit: as filled in, else the file's name."""
        return self.form.unit or self.path.stem

    def grids(self, names: Iterable[str]) -> dict[str, Grid]:
        """Read the sheets of these names that are there, spaces in their names aside."""
        found = {squeeze(name): name for name in self.book.sheet_names}
        return {
            name: self.book.grid(found[squeeze(name)]) for name in names if squeeze(name) in found
        }

    @cached_property
    def ledgers(self) -> Ledgers:
        """The ledgers behind the form."""
        return read_ledgers(self.grids(SHEETS))
