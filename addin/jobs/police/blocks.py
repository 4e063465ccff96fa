"""Results in blocks: 查询条件 says whom, 证件信息 and 出入境记录 what was found.

Each label stands in a cell merged over its part of the block, or above it; each part has its own
row of headings. A block without a line below its headings says 未查到证件.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from addin.forms import ledgers
from addin.forms.columns import Table
from addin.forms.text import heading, squeeze
from addin.model.rows import Layout, Row, shown
from addin.reading.grid import Grid
from addin.reading.tables import read_table
from addin.values.dates import Value

_QUERY = "查询条件"
_PARTS = {"证件信息": ledgers.POLICE_DOCUMENTS, "出入境记录": ledgers.POLICE_CROSSINGS}
_NAME, _NUMBER = (ledgers.POLICE_DOCUMENTS.by_key[key].headings for key in ("name", "id_number"))
_CONDITIONS = {*_NAME, *_NUMBER, *ledgers.POLICE_ASIDE, "起始日期", "起始时间", "出入境起始时间"}
_ID = re.compile(r"(?<![0-9A-Z])(?:\d{17}[0-9X]|\d{15})(?![0-9A-Z])", re.IGNORECASE)
_NAMED = re.compile(r"姓名:?(.+?)(?=[,;、]|身份|公民|居民|性别|出生|$)")
_NOTHING = re.compile("未查|未发现|没有|无")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a block is about, and where it begins (row from 1)."""

    name: str
    id_number: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class _Label:
    row: int  # both from 0
    column: int
    text: str


def is_in_blocks(grid: Grid) -> bool:
    """Whether the sheet has at least one 查询条件 with a part to it."""
    texts = {label.text for label in _labels(grid)}
    return _QUERY in texts and len(texts) > 1


def read_blocks(
    grid: Grid, nothing: list[Asked], notes: list[str]
) -> Iterator[tuple[Table, Sequence[Row]]]:
    """Yield what each part of each block says.

    People about whom nothing is said go into ``nothing``, what is not recognised into ``notes``.
    """
    labels = list(_labels(grid))
    flat = _flat(grid, labels)
    unknown: dict[str, None] = {}  # headings repeat with every block; each is named once
    starts = [at for at, label in enumerate(labels) if label.text == _QUERY]
    for first, after in pairwise([*starts, len(labels)]):
        bottom = labels[after].row if after < len(labels) else len(grid.rows)
        query, *parts = labels[first:after]
        asked = _asked(grid, query, parts[0].row if parts else bottom, bottom)
        found = 0
        for part, end in zip(parts, [*(p.row for p in parts[1:]), bottom], strict=False):
            rows = _part_rows(flat, part, end, asked, unknown)
            found += len(rows)
            yield _PARTS[part.text], rows
        if not found and (parts or asked.id_number):
            nothing.append(asked)
    notes.extend(unknown)


def _labels(grid: Grid) -> Iterator[_Label]:
    """The labels, top to bottom and left to right."""
    for row in range(len(grid.rows)):
        for column in grid.filled(row):
            text = squeeze(grid.text(row, column - 1))
            if text.startswith(_QUERY):
                yield _Label(row, column - 1, _QUERY)
            elif text.rstrip(":") in _PARTS:
                yield _Label(row, column - 1, text.rstrip(":"))


def _flat(grid: Grid, labels: Sequence[_Label]) -> Grid:
    """The sheet with merged values in every cell they cover, without the labels."""
    taken = {(label.row, label.column) for label in labels}
    width = max(map(len, grid.rows), default=0)
    anchors = (
        [grid.anchor(row, column) for column in range(width)] for row in range(len(grid.rows))
    )
    rows = [[None if at in taken else grid.value(*at) for at in row] for row in anchors]
    return Grid(grid.name, rows)


def _asked(grid: Grid, query: _Label, end: int, bottom: int) -> Asked:
    """Whom a block is about: from its rows of conditions, or from the column of their label."""
    if end > query.row:
        places = [(row, at - 1) for row in range(query.row, end) for at in grid.filled(row)]
    else:
        places = [(row, query.column) for row in range(query.row, bottom)]
    number = _beside(grid, places, _NUMBER) or _searched(grid, places, _ID)
    name = _beside(grid, places, _NAME) or _searched(grid, places, _NAMED)
    return Asked(name, number, grid.name, query.row + 1)


def _beside(grid: Grid, places: Sequence[tuple[int, int]], names: frozenset[str]) -> str:
    """What stands right of a heading or, where that is another heading, below it."""
    for row, column in places:
        if heading(grid.text(row, column)) not in names:
            continue
        right = column + 1
        while grid.anchor(row, right) == (row, column):
            right += 1
        for text in (grid.merged_text(row, right), grid.merged_text(row + 1, column)):
            if text.strip() and heading(text) not in _CONDITIONS:
                return text.strip()
    return ""


def _searched(grid: Grid, places: Sequence[tuple[int, int]], pattern: re.Pattern[str]) -> str:
    found = (pattern.search(squeeze(grid.text(*place))) for place in places)
    return next((match[match.lastindex or 0] for match in found if match), "")


def _part_rows(
    flat: Grid, part: _Label, end: int, asked: Asked, unknown: dict[str, None]
) -> list[Row]:
    """The lines of one part; each knows whom the police were asked about."""
    area = Grid(flat.name, flat.rows[part.row : end])
    sheet = read_table(area, _PARTS[part.text], ledgers.POLICE_ASIDE)
    unknown.update(dict.fromkeys(sheet.unknown_columns if sheet else ()))
    anything = [Row(Layout(flat.name, {}, {}), n, row) for n, row in enumerate(area.rows, 1)]
    lines = []
    for row in sheet.rows if sheet else anything:
        texts = {shown(value).strip() for value in row.values} - {""}
        if sheet and len(texts) > 1:
            lines.append(_of(asked, row, part.row))
        elif texts and not (len(texts) == 1 and _NOTHING.search("".join(texts))):
            unknown[f"“{flat.name}”第 {part.row + row.number} 行认不出，没有导入"] = None
    return lines


def _of(asked: Asked, row: Row, offset: int) -> Row:
    """The row at its place on the sheet, saying whose it is even where its own columns do not."""
    who: list[Value] = [row.text("name") or asked.name, row["id_number"] or asked.id_number]
    width = len(row.values)
    positions = {**row.layout.positions, "name": width, "id_number": width + 1}
    layout = Layout(row.layout.sheet, positions, row.layout.titles)
    return Row(layout, row.number + offset, [*row.values, *who])
