"""Sheets that commands have written behind the form, found again among those of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from addin.forms import sheets
from addin.reading.grid import Grid


def own(grids: Iterable[Grid]) -> Grid | None:
    """Return the first of the sheets that is ours by its name and headings."""
    return next((grid for grid in grids if is_own(grid)), None)


def is_own(grid: Grid) -> bool:
    """Whether a command has written the sheet."""
    return sheets.is_ours(grid.name, grid.rows[0] if grid.rows else ())


def problem_list(grids: Mapping[str, Grid]) -> Grid | None:
    """Return 问题清单: the one that 核查 has written, else one that somebody has made alike.

    ``grids`` are the sheets of ``sheets.possible_names``.
    """
    there = [grids[name] for name in sheets.possible_names(sheets.PROBLEMS) if name in grids]
    return own(there) or grids.get(sheets.PROBLEMS)
