"""A unit's workbook: 附件1 and the ledgers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from addin.books.annex1 import looks_like_annex1, read_annex1
from addin.books.errors import UnusableFile
from addin.books.grid import Grid
from addin.books.opening import Workbook
from addin.books.tables import LedgerSheet, read_table
from addin.forms import ledgers
from addin.forms.text import squeeze
from addin.rules.records import Form, Row

# An empty sheet of these means that nobody has asked yet, not that the answer was "nothing".
ASKED_ELSEWHERE = frozenset(
    table.name for table in (ledgers.ROSTER, ledgers.POLICE_REGISTER, ledgers.POLICE_DOCUMENTS)
)


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
        names = [name for name in self.book.sheet_names if squeeze(name) not in _LEDGER_NAMES]
        for name in names:
            grid = self.book.grid(name)
            if looks_like_annex1(grid):
                return grid
        raise UnusableFile("工作簿中没有找到附件1的表头，请用官方样表填写，不要改动表头文字")

    @cached_property
    def form(self) -> Form:
        """附件1 as read."""
        return read_annex1(self.grid)

    @property
    def unit(self) -> str:
        """Name of the unit: as filled in, else the file's name."""
        return self.form.unit or self.path.stem

    @cached_property
    def ledger_sheets(self) -> dict[str, LedgerSheet]:
        """The ledgers that are there, by table name; see ASKED_ELSEWHERE for empty ones."""
        by_name = {squeeze(name): name for name in self.book.sheet_names}
        found: dict[str, LedgerSheet] = {}
        for table in ledgers.LEDGERS:
            if table.name in by_name:
                sheet = read_table(self.book.grid(by_name[table.name]), table)
                if sheet and (sheet.rows or table.name not in ASKED_ELSEWHERE):
                    found[table.name] = sheet
        return found

    @property
    def ledgers(self) -> dict[str, Sequence[Row]]:
        """Rows of the ledgers that are there, by table name."""
        return {name: sheet.rows for name, sheet in self.ledger_sheets.items()}

    @cached_property
    def authority(self) -> Sequence[Row]:
        """Rows of the 审批权限 table, beside the parameters; none where it is absent."""
        name = next((n for n in self.book.sheet_names if squeeze(n) == ledgers.PARAMETERS.name), "")
        sheet = read_table(self.book.grid(name), ledgers.AUTHORITY) if name else None
        return sheet.rows if sheet else ()


_LEDGER_NAMES = frozenset(table.name for table in ledgers.LEDGERS)
