"""Finding a table by the words of its headings, wherever on the sheet it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addin.books.grid import Grid
from addin.forms.text import heading

SEARCHED_ROWS = 60
SEARCHED_COLUMNS = 256


@dataclass(frozen=True)
class Located:
    """Where a table's headings were found: rows from 0, key → column from 0, and the leftovers.

    ``strangers`` are headings that belong to no known column: (column from 0, text).
    """

    first_row: int
    last_row: int
    positions: Mapping[str, int]
    strangers: tuple[tuple[int, str], ...] = ()


def locate(grid: Grid, by_heading: Mapping[str, str]) -> Located | None:
    """Return the place where most of the headings stand, in one row or in two; None if nowhere."""
    best: Located | None = None
    for row in range(min(SEARCHED_ROWS, len(grid.rows))):
        for depth in (1, 2):
            found = _match(grid, row, depth, by_heading)
            if best is None or _rank(found) > _rank(best):
                best = found
    return best if best and best.positions else None


def _match(grid: Grid, row: int, depth: int, by_heading: Mapping[str, str]) -> Located:
    positions: dict[str, int] = {}
    strangers: list[tuple[int, str]] = []
    width = min(max(len(grid.rows[r]) for r in _span(grid, row, depth)), SEARCHED_COLUMNS)
    for column in range(width):
        names = _names(grid, row, depth, column)
        key = next((by_heading[name] for name in names if name in by_heading), None)
        if key and key not in positions:
            positions[key] = column
        elif names and not key:
            strangers.append((column, names[0]))
    return Located(row, row + depth - 1, positions, tuple(strangers))


def _rank(found: Located) -> tuple[int, int]:
    """More headings are better; then fewer rows, so that the line above stays out of it."""
    return len(found.positions), found.first_row - found.last_row


def _span(grid: Grid, row: int, depth: int) -> range:
    return range(row, min(row + depth, len(grid.rows)))


def _names(grid: Grid, row: int, depth: int, column: int) -> list[str]:
    """Names a column may go by: its lowest heading, and the headings above joined to it."""
    if depth == 1:
        # Looking through merges only downwards: a wide title above must not name every column.
        name = heading(grid.text(row, column))
        return [name] if name else []
    upper, lower = grid.anchor(row, column), grid.anchor(row + 1, column)
    top, leaf = heading(grid.text(*upper)), heading(grid.text(*lower))
    if upper == lower or not leaf:
        return [top] if top and upper[1] == column else []
    return [name for name in (leaf, top + leaf) if name]
