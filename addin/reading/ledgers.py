"""Reading the ledgers behind 附件1 from the sheets that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addin.forms import ledgers
from addin.model import parameters
from addin.model.parameters import Parameters
from addin.model.rows import Row
from addin.reading.grid import Grid
from addin.reading.tables import read_table

SHEETS = tuple(table.name for table in ledgers.LEDGERS)


@dataclass(frozen=True)
class Ledgers:
    """What stands behind 附件1: rows by table name; a sheet without rows was not supplied.

    ``notes`` name the columns that are missing or were not recognised.
    """

    rows: Mapping[str, Sequence[Row]]
    notes: tuple[str, ...]

    def settings(self, today: date) -> tuple[Parameters, tuple[str, ...]]:
        """Return the parameters, and what could not be understood of them."""
        given = self.rows.get(ledgers.PARAMETERS.name, ())
        return parameters.read(given, self.rows.get(ledgers.AUTHORITY.name, ()), today)


def read_ledgers(grids: Mapping[str, Grid]) -> Ledgers:
    """Read the ledgers among the sheets, ``grids`` by table name."""
    sheets = {
        table.name: sheet
        for table in ledgers.LEDGERS
        if table.name in grids and (sheet := read_table(grids[table.name], table))
    }
    rows: dict[str, Sequence[Row]] = {name: sheet.rows for name, sheet in sheets.items()}
    authority = (
        read_table(grids[ledgers.PARAMETERS.name], ledgers.AUTHORITY)
        if ledgers.PARAMETERS.name in grids
        else None
    )
    if authority and any(row.text("authority") for row in authority.rows):
        rows[ledgers.AUTHORITY.name] = authority.rows
    unread = (name for name in SHEETS if name in grids and name not in sheets)
    return Ledgers(
        rows,
        (
            *(note for sheet in sheets.values() for note in sheet.notes if sheet.rows),
            *_unread(unread, grids),
        ),
    )


def _unread(names: Iterator[str], grids: Mapping[str, Grid]) -> Iterator[str]:
    for name in names:
        if any(not grids[name].is_blank(row) for row in range(len(grids[name].rows))):
            yield f"“{name}”的表头认不出，其中的内容没有使用，请对照样表改正表头"
