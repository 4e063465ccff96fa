"""New rows below the last row of a sheet; the rest of the sheet stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from addin.errors import CannotDo
from addin.forms.columns import Column, Table
from addin.model.rows import Row
from addin.reading.grid import Grid
from addin.reading.tables import LedgerSheet, read_table
from addin.values.dates import Value
from addin.writing.plan import ReportSheet

Values = Mapping[str, str | int]  # column key -> what to write


@dataclass(frozen=True)
class Target:
    """A sheet that gets new rows; without ``found`` the sheet does not exist yet."""

    table: Table
    columns: tuple[Column, ...]
    grid: Grid | None = None
    found: LedgerSheet | None = None

    @property
    def rows(self) -> Sequence[Row]:
        """The lines that are there."""
        return self.found.rows if self.found else ()


def place_of(table: Table, grid: Grid | None, extra: Sequence[Column] = ()) -> Target:
    """Return the sheet that rows of the table go to, ``extra`` columns added; raises CannotDo."""
    columns = tuple({c.key: c for c in (*table.columns, *extra)}.values())
    if grid is None or all(grid.is_blank(row) for row in range(len(grid.rows))):
        return Target(table, columns)
    found = read_table(grid, table)
    if found is None:
        raise CannotDo(f"“{grid.name}”的表头认不出，不知道写到哪一列，请对照样表改正后再试")
    return Target(table, columns, grid, found)


def below(
    grid: Grid, sheet: LedgerSheet, columns: Sequence[Column], lines: Sequence[Values]
) -> dict[tuple[int, int], str | float]:
    """Return the cells to write (row and column from 1) to add the lines below the last row.

    A column that the sheet lacks and a line needs is added to the right of the last column.
    """
    first = max(row for row in range(len(grid.rows)) if not grid.is_blank(row)) + 2
    width = max(at for row in grid.rows for at, value in enumerate(row, 1) if value is not None)
    places = {key: position + 1 for key, position in sheet.layout.positions.items()}
    cells: dict[tuple[int, int], str | float] = {}
    for column in columns:
        if column.key not in places and any(line[column.key] for line in lines):
            width += 1
            places[column.key] = width
            cells[sheet.heading_row, width] = column.title
    for row, line in enumerate(lines, first):
        cells |= {(row, places[key]): value for key, value in line.items() if value}
    return cells


def alone(name: str, columns: Sequence[Column], lines: Sequence[Values]) -> ReportSheet:
    """Return a sheet with nothing but the lines under their headings."""
    rows = [[line[column.key] for column in columns] for line in lines]
    return ReportSheet(Table(name, tuple(columns)), rows)


def grown(place: Target, lines: Sequence[Values]) -> Grid:
    """Return the sheet as it will be with the lines below everything."""
    if place.grid is None or place.found is None:
        sheet = alone(place.table.name, place.columns, lines)
        made = [[value or None for value in row] for row in sheet.rows]
        return Grid(place.table.name, [list(sheet.headings), *made])  # type: ignore[list-item]
    cells = below(place.grid, place.found, place.columns, lines)
    height = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    present = [*place.grid.rows, *([()] * (height - len(place.grid.rows)))]
    rows: list[list[Value]] = [[*row, *([None] * (width - len(row)))] for row in present]
    for (row, column), value in cells.items():
        rows[row - 1][column - 1] = value
    return replace(place.grid, rows=rows)
