"""Read results in blocks: 查询条件 names the person, 证件信息 and 出入境记录 the records.

Each label is in a cell merged beside its part of the block, or above it; each part has its own
row of headings. A block without a line below its headings says 未查到证件. A block answers the
contents that it has a part for. One without parts answers what the sheet's other blocks answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from addin.forms import ledgers
from addin.forms.columns import Table
from addin.forms.text import squeeze
from addin.jobs.police.asking import Asked, Period
from addin.jobs.police.labelled import PERIOD_LABELS, beside, filled_places, period, searched
from addin.model.rows import Layout, Row, shown
from addin.reading.grid import Grid
from addin.reading.tables import read_table
from addin.values.dates import Value

_QUERY = "查询条件"
_CROSSINGS = "出入境记录"
_PARTS = {"证件信息": ledgers.POLICE_DOCUMENTS, _CROSSINGS: ledgers.POLICE_CROSSINGS}
_CONTENTS = {text: ledgers.ASKED[table.name] for text, table in _PARTS.items()}
_NAME, _NUMBER = (ledgers.POLICE_DOCUMENTS.by_key[key].headings for key in ("name", "id_number"))
_CONDITIONS = {*_NAME, *_NUMBER, *ledgers.POLICE_ASIDE}
_ID = re.compile(r"(?<![0-9A-Z])(?:\d{17}[0-9X]|\d{15})(?![0-9A-Z])", re.IGNORECASE)
_NAMED = re.compile(r"姓名:?(.+?)(?=[,;、]|身份|公民|居民|性别|出生|$)")
# 无法查询 and 未查询 are no answer.
_NOTHING = re.compile(r"未查(?!询)|未发现|没有(?!查|答)|无(?!法|权)")


@dataclass(frozen=True, slots=True)
class _Label:
    row: int  # both from 0
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """The result about one person; ``is_empty`` where it has no record."""

    asked: Asked
    lines: Sequence[tuple[Table, Sequence[Row]]]
    is_empty: bool


def is_in_blocks(grid: Grid) -> bool:
    """Return whether the sheet has at least one 查询条件 with a part."""
    texts = {label.text for label in _labels(grid)}
    return _QUERY in texts and len(texts) > 1


def read_blocks(grid: Grid, notes: list[str]) -> Iterator[Block]:
    """Yield the blocks of the sheet; add what is not recognised to ``notes``."""
    labels = list(_labels(grid))
    flat = _flat(grid, labels)
    unknown: dict[str, None] = {}  # headings repeat in every block; each unknown one is noted once
    starts = [at for at, label in enumerate(labels) if label.text == _QUERY]
    said_above = period(grid, filled_places(grid, range(labels[0].row)), _CONDITIONS)
    on_sheet = {label.text for label in labels}
    for first, after in pairwise([*starts, len(labels)]):
        bottom = labels[after].row if after < len(labels) else len(grid.rows)
        query, *parts = labels[first:after]
        asked = _asked(grid, query, parts[0].row if parts else bottom, bottom)
        asked = replace(asked, period=asked.period.over(said_above))
        lines: list[tuple[Table, Sequence[Row]]] = []
        unread: set[str] = set()
        for part, end in zip(parts, [*(p.row for p in parts[1:]), bottom], strict=False):
            rows, is_read = _part_rows(flat, part, end, asked, unknown)
            lines.append((_PARTS[part.text], rows))
            if not (rows or is_read):
                unread.add(part.text)
        about = _answered({part.text for part in parts} or on_sheet, asked.period)
        asked = replace(asked, contents=_contents(about), unread=_contents(unread))
        is_empty = bool(parts or asked.id_number) and not (any(r for _, r in lines) or unread)
        yield Block(asked, lines, is_empty)
    notes.extend(unknown)


def _answered(parts: Set[str], conditions: Period) -> Set[str]:
    """Return the contents that a block answers: its parts, and 出入境 where a period is stated.

    A stated period without lines means that there are no crossings.
    """
    return parts | {_CROSSINGS} if conditions.since else parts


def _contents(parts: Set[str]) -> tuple[str, ...]:
    return tuple(content for text, content in _CONTENTS.items() if text in parts)


def _labels(grid: Grid) -> Iterator[_Label]:
    """Yield the labels, top to bottom and left to right."""
    for row in range(len(grid.rows)):
        for column in grid.filled(row):
            text = squeeze(grid.text(row, column - 1))
            if text.startswith(_QUERY):
                yield _Label(row, column - 1, _QUERY)
            elif text.rstrip(":") in _PARTS:
                yield _Label(row, column - 1, text.rstrip(":"))


def _flat(grid: Grid, labels: Sequence[_Label]) -> Grid:
    """Return the sheet with merged values in every covered cell, without the labels."""
    taken = {(label.row, label.column) for label in labels}
    width = max(map(len, grid.rows), default=0)
    anchors = (
        [grid.anchor(row, column) for column in range(width)] for row in range(len(grid.rows))
    )
    rows = [[None if at in taken else grid.value(*at) for at in row] for row in anchors]
    return Grid(grid.name, rows)


def _asked(grid: Grid, query: _Label, end: int, bottom: int) -> Asked:
    """Return the person of a block, from its rows of conditions or from their label's column."""
    if end > query.row:
        places = filled_places(grid, range(query.row, end))
    else:
        places = [(row, query.column) for row in range(query.row, bottom)]
    labels = _CONDITIONS | PERIOD_LABELS
    number = beside(grid, places, _NUMBER, labels) or searched(grid, places, _ID)
    name = beside(grid, places, _NAME, labels) or searched(grid, places, _NAMED)
    said = period(grid, places, _CONDITIONS)
    return Asked(name, number, grid.name, query.row + 1, period=said)


def _part_rows(
    flat: Grid, part: _Label, end: int, asked: Asked, unknown: dict[str, None]
) -> tuple[list[Row], bool]:
    """Return the lines of one part with their person, and whether all were recognised."""
    area = Grid(flat.name, flat.rows[part.row : end])
    sheet = read_table(area, _PARTS[part.text], ledgers.POLICE_ASIDE)
    unknown.update(dict.fromkeys(sheet.unknown_columns if sheet else ()))
    anything = [Row(Layout(flat.name, {}, {}), n, row) for n, row in enumerate(area.rows, 1)]
    lines, is_read = [], True
    for row in sheet.rows if sheet else anything:
        texts = {shown(value).strip() for value in row.values} - {""}
        if sheet and len(texts) > 1:
            lines.append(_of(asked, row, part.row))
        elif texts and not (len(texts) == 1 and _NOTHING.search("".join(texts))):
            unknown[f"“{flat.name}”第 {part.row + row.number} 行认不出，没有导入"] = None
            is_read = False
    return lines, is_read


def _of(asked: Asked, row: Row, offset: int) -> Row:
    """Return the row at its place on the sheet, with the person filled in."""
    who: list[Value] = [row.text("name") or asked.name, row["id_number"] or asked.id_number]
    width = len(row.values)
    positions = {**row.layout.positions, "name": width, "id_number": width + 1}
    layout = Layout(row.layout.sheet, positions, row.layout.titles)
    return Row(layout, row.number + offset, [*row.values, *who])
