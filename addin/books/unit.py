"""A unit's workbook: 附件1 and the ledgers behind it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from addin.books.annex1 import looks_like_annex1, read_annex1
from addin.books.errors import Trouble, UnusableFile
from addin.books.grid import Grid
from addin.books.ledgers import SHEETS, Ledgers, read_ledgers
from addin.books.opening import Workbook
from addin.forms.text import squeeze
from addin.rules.records import Form


def form_of(path: Path) -> Form:
    """Return 附件1 of a workbook; raise UnusableFile where there is none."""
    return UnitBook(path).form


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
        names = [name for name in self.book.sheet_names if squeeze(name) not in SHEETS]
        for name in names:
            grid = self.book.grid(name)
            if looks_like_annex1(grid):
                return grid
        raise UnusableFile(trouble=Trouble.NO_SUCH_FORM)

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
        return {name: self.book.grid(found[name]) for name in names if name in found}

    @cached_property
    def ledgers(self) -> Ledgers:
        """The ledgers behind the form."""
        return read_ledgers(self.grids(SHEETS))
