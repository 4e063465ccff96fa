"""Search for a table by the words of its headings, anywhere on the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain, pairwise

from addin.forms.text import heading
from addin.reading.grid import SEARCHED_COLUMNS, SEARCHED_ROWS, Grid, Located


def locate(grid: Grid, by_heading: Mapping[str, str]) -> Located | None:
    """Return the place where most of the headings stand, in one row or in two; None if nowhere.

    The result is cached on the grid: a form is located once to recognise it, again to read it.
    """
    wanted = tuple(by_heading.items())
    if wanted not in grid.located:
        grid.located[wanted] = _locate(grid, by_heading)
    return grid.located[wanted]


def _locate(grid: Grid, by_heading: Mapping[str, str]) -> Located | None:
    best = Located(0, 0, {})
    words = _fragments(frozenset(by_heading))
    searched = range(min(SEARCHED_ROWS, len(grid.rows)))
    likely = (sum(map(words.__contains__, grid.headings(row))) for row in searched)
    for row, (here, below) in enumerate(pairwise(chain(likely, (0,)))):
        for depth, most in ((1, here), (2, here + below)):
            if most >= max(len(best.positions), 1):
                best = max(best, _match(grid, row, depth, by_heading), key=_rank)
            if _rank(best) == (grid.width, 0):
                return best  # every column has its heading, in one row: nothing can be better
    return best if best.positions else None


@lru_cache(maxsize=64)
def _fragments(names: frozenset[str]) -> frozenset[str]:
    """Return the names and the parts that two cells may divide them into."""
    cuts = [(name[:at], name[at:]) for name in names for at in range(len(name))]
    return frozenset(chain.from_iterable(cuts)) - {""}


def _match(grid: Grid, row: int, depth: int, by_heading: Mapping[str, str]) -> Located:
    positions: dict[str, int] = {}
    unknown_columns: list[tuple[int, str]] = []
    width = min(max(len(grid.rows[r]) for r in _span(grid, row, depth)), SEARCHED_COLUMNS)
    for column in range(width):
        names = _names(grid, row, depth, column)
        key = next((by_heading[name] for name in names if name in by_heading), None)
        if key and key not in positions:
            positions[key] = column
        elif names and not key:
            unknown_columns.append((column, names[0]))
    return Located(row, row + depth - 1, positions, tuple(unknown_columns))


def _rank(found: Located) -> tuple[int, int]:
    """Return the sort key of a place: more headings first, then fewer rows."""
    return len(found.positions), found.first_row - found.last_row


def _span(grid: Grid, row: int, depth: int) -> range:
    return range(row, min(row + depth, len(grid.rows)))


def _names(grid: Grid, row: int, depth: int, column: int) -> list[str]:
    """Return the names of a column: its lowest heading, and the headings above joined to it."""
    if depth == 1:
        # Looking through merges only downwards: a wide title above must not name every column.
        name = heading(grid.text(row, column))
        return [name] if name else []
    upper, lower = grid.anchor(row, column), grid.anchor(row + 1, column)
    top, leaf = heading(grid.text(*upper)), heading(grid.text(*lower))
    if upper == lower or not leaf:
        return [top] if top and upper[1] == column else []
    return [name for name in (leaf, top + leaf) if name]
