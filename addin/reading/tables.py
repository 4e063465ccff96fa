"""Reading ledger sheets: found by headings and aliases; unknown columns are reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from addin.forms import ledgers
from addin.forms.columns import Table
from addin.model.rows import Layout, Row, column_letter
from addin.reading.grid import Grid, Located
from addin.reading.locate import locate

_BESIDE = {ledgers.PARAMETERS.name: ledgers.AUTHORITY.by_heading}
_EXTRA = {table.name: ledgers.ORIGIN for table in ledgers.POLICE} | {
    ledgers.POLICE_CROSSINGS.name: (ledgers.CLOCK, *ledgers.ORIGIN)
}


@dataclass(frozen=True)
class LedgerSheet:
    """A ledger as read: the place of its columns, its rows, and notes.

    ``missing`` and ``unknown_columns`` are sentences about columns that are not there or not known.
    """

    table: Table
    layout: Layout
    heading_row: int  # the lower of two, from 1
    rows: list[Row]
    missing: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """All sentences about the ledger."""
        return self.missing + self.unknown_columns


def read_table(grid: Grid, table: Table, aside: Collection[str] = ()) -> LedgerSheet | None:
    """Read the rows of ``table`` from a sheet; None when its headings are not there.

    A table counts as found when it shows 身份证号 or half of its columns. Headings set ``aside``
    are known and not needed.
    """
    columns = (*table.columns, *_EXTRA.get(table.name, ()))
    by_heading = {name: column.key for column in columns for name in column.headings}
    found = locate(grid, by_heading)
    if found is None or not _is_enough(found, table):
        return None
    titles = {column.key: column.title for column in columns}
    layout = Layout(grid.name, found.positions, titles)
    used = set(found.positions.values())
    rows = [
        Row(layout, number + 1, grid.rows[number])
        for number in range(found.last_row + 1, len(grid.rows))
        if any(column - 1 in used for column in grid.filled(number))
    ]
    missing = tuple(_missing(grid, table, found))
    unknown_columns = tuple(_unknown_columns(grid, table, found, aside))
    return LedgerSheet(table, layout, found.last_row + 1, rows, missing, unknown_columns)


def _is_enough(found: Located, table: Table) -> bool:
    known = len(found.positions)
    return known * 2 >= len(table.columns) or ("id_number" in found.positions and known >= 3)


def _missing(grid: Grid, table: Table, found: Located) -> Iterator[str]:
    for column in table.columns:
        if column.key not in found.positions:
            yield f"“{grid.name}”没有“{column.title}”栏"


def _unknown_columns(
    grid: Grid, table: Table, found: Located, aside: Collection[str]
) -> Iterator[str]:
    for position, name in found.unknown_columns:
        if name not in aside and name not in _BESIDE.get(table.name, ()):
            yield f"“{grid.name}”{column_letter(position + 1)} 列“{name}”认不出，没有使用"
