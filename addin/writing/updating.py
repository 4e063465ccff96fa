"""A list brought up to date where it stands: its rows by their key, what people added untouched."""

from __future__ import annotations

from collections.abc import Sequence

from addin.forms import sheets
from addin.forms.text import squeeze
from addin.reading.grid import Grid
from addin.writing.plan import Content, Link, ReportSheet

Changes = dict[tuple[int, int], Content]  # row and column, both from 1


def update(grid: Grid, report: ReportSheet) -> Changes:
    """Return what to write into the sheet for its rows to say what those of the report do.

    Headings that are missing are put to the right of everything. A row whose key the report does
    not have any more is emptied of what is ours and taken by the next new one; a row without a
    key, or with something of a person's beside ours, is theirs and stays.
    """
    assert report.key is not None
    columns, changes = _columns(grid, report)
    further = [column for column in _evidence(grid) if column not in columns]
    columns, blanks = [*columns, *further], [""] * len(further)
    ours = set(columns)
    present, spare = _rows(grid, columns[report.key])
    fresh = []
    for contents in report.rows:
        number = present.pop(said(contents[report.key]), None)
        if number:
            changes |= _line(grid, number, columns, [*contents, *blanks])
        elif said(contents[report.key]):
            fresh.append([*contents, *blanks])
    gone = [number for number in present.values() if not _is_annotated(grid, number, ours)]
    free = iter(sorted([*gone, *spare]))
    below = iter(range(max(len(grid.rows), 1) + 1, len(grid.rows) + len(fresh) + 2))
    for number in gone:
        changes |= _line(grid, number, columns, [""] * len(columns))
    for contents in fresh:
        changes |= _line(grid, next(free, None) or next(below), columns, contents)
    return changes


def _evidence(grid: Grid) -> list[int]:
    """Return the columns of further evidence that there are, of which fewer may be needed now."""
    return [at + 1 for at in range(grid.width) if sheets.is_evidence(grid.text(0, at))]


def said(content: Content) -> str:
    """Return what a person reads in the cell."""
    text = content.text if isinstance(content, Link) else content
    return "" if text is None else str(text)


def _columns(grid: Grid, report: ReportSheet) -> tuple[list[int], Changes]:
    """Return the column of each heading, and the headings that are to be written."""
    titles = [squeeze(grid.text(0, column)) for column in range(grid.width)]
    there = {title: column for column, title in reversed(list(enumerate(titles, 1))) if title}
    following = grid.width
    columns, changes = [], Changes()
    for title in report.headings:
        column = there.get(squeeze(title))
        if column is None:
            following += 1
            column = following
            changes[1, column] = title
        columns.append(column)
    return columns, changes


def _rows(grid: Grid, key: int) -> tuple[dict[str, int], list[int]]:
    """Return the rows by their keys, and the blank ones between them."""
    keyed: dict[str, int] = {}
    spare = []
    for number in range(2, len(grid.rows) + 1):
        text = grid.text(number - 1, key - 1)
        if text:
            keyed.setdefault(text, number)  # a second one is a person's copy
        elif grid.is_blank(number - 1):
            spare.append(number)
    return keyed, spare


def _is_annotated(grid: Grid, number: int, ours: set[int]) -> bool:
    return any(column not in ours for column in grid.filled(number - 1))


def _line(grid: Grid, number: int, columns: Sequence[int], contents: Sequence[Content]) -> Changes:
    """Return what is to be written for a row to say the contents."""
    return {
        (number, column): content
        for column, content in zip(columns, contents, strict=True)
        if grid.text(number - 1, column - 1) != said(content)
    }
