"""Changes to single cells of a sheet's markup.

The part was checked to be well-formed when it was opened. Rows and cells are found by their tags,
which is many times faster than a parser event for every element.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from addin.errors import FileError, UnusableFile
from addin.model.rows import column_number
from addin.writing.patch.cells import Position
from addin.writing.patch.markup import DAMAGED, Element, Markup

SHEET_DATA = "sheetData"
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])(?P<attributes>[^<>]*)>")
_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_CELL = re.compile(rb"""<(?:\w+:)?c(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["']([A-Z]+)\d+["'])?[^<>]*>""")
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,9})""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)""")
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'](?:\d+:\d+ )*\d+:)(\d+)""")


class Row(NamedTuple):
    """A row's bytes: its start tag up to ``body``, its cells up to ``tail``."""

    number: int
    start: int
    body: int
    tail: int


class Cell(NamedTuple):
    """A cell: where it begins, or would begin, and its start tag, empty where it is missing."""

    at: Position
    start: int
    tag: bytes = b""

    @property
    def style(self) -> str:
        """Index of its format, "" for none."""
        found = _STYLE.search(self.tag)
        return found[1].decode() if found else ""


# Prefix, wanted cell, its present markup ("" if missing) -> its new markup, None to leave it so.
Write = Callable[[str, Cell, bytes], str | None]


def rewrite(sheet: Markup, wanted: Iterable[Position], write: Write) -> None:
    """Write the wanted cells of a sheet that was opened with its ``sheetData`` opaque.

    Missing rows and cells are added in order.
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for row_number, column in sorted(wanted):
        columns[row_number].append(column)
    waiting = list(reversed(columns))
    for row in rows(sheet):
        while waiting and waiting[-1] < row.number:
            _add_row(sheet, waiting[-1], columns[waiting.pop()], write, before=row)
        if not waiting:
            return
        if waiting[-1] == row.number:
            _change_row(sheet, row, columns[waiting.pop()], write)
    while waiting:
        _add_row(sheet, waiting[-1], columns[waiting.pop()], write)


def rows(sheet: Markup) -> Iterator[Row]:
    """Yield the rows from top to bottom; those without a number follow on the one before."""
    area = _area(sheet)
    data = sheet.tags
    number = 0
    at = area.body
    while found := _ROW.search(data, at, area.tail):
        written = _ROW_NUMBER.search(found["attributes"])
        number = int(written[1]) if written else number + 1
        start, body = found.span()
        at = tail = body
        if not found["attributes"].endswith(b"/"):
            closing = _ROW_END.search(data, body, area.tail)
            if closing is None:
                raise UnusableFile(DAMAGED, FileError.DAMAGED)
            tail, at = closing.span()
        yield Row(number, start, body, tail)


def cells(sheet: Markup, row: Row) -> Iterator[Cell]:
    """Yield the cells of a row from left to right."""
    column = 0
    for found in _CELL.finditer(sheet.tags, row.body, row.tail):
        column = _column(found[1]) if found[1] else column + 1
        yield Cell((row.number, column), found.start(), found[0])


def end_of(sheet: Markup, cell: Cell) -> int:
    """Return the offset past the whole cell."""
    body = cell.start + len(cell.tag)
    if not cell.tag or cell.tag.endswith(b"/>"):
        return body
    closing = _CELL_END.search(sheet.tags, body)
    if closing is None:
        raise UnusableFile(DAMAGED, FileError.DAMAGED)
    return closing.end()


def _change_row(sheet: Markup, row: Row, columns: Sequence[int], write: Write) -> None:
    new = _written(sheet, _wanted(sheet, row, columns), write)
    if not new:
        return
    tag = sheet.data[row.start : row.body]
    wider = _widened(tag, new[-1][0].at[1]).decode()
    if row.body == row.tail and wider.endswith("/>"):
        together = "".join(xml for _, xml in new)
        opening = wider.removesuffix("/>")
        sheet.replace(row.start, row.body, f"{opening}>{together}</{sheet.prefix}row>")
        return
    if wider.encode() != tag:
        sheet.replace(row.start, row.body, wider)
    for cell, xml in new:
        sheet.replace(cell.start, end_of(sheet, cell), xml)


def _wanted(sheet: Markup, row: Row, columns: Sequence[int]) -> Iterator[Cell]:
    """Yield the cells in these columns, present or missing."""
    waiting = list(reversed(columns))
    for cell in () if _ends_before(sheet, row, columns[0]) else cells(sheet, row):
        while waiting and waiting[-1] < cell.at[1]:
            yield Cell((row.number, waiting.pop()), cell.start)
        if not waiting:
            return
        if waiting[-1] == cell.at[1]:
            waiting.pop()
            yield cell
    for column in reversed(waiting):
        yield Cell((row.number, column), row.tail)


def _ends_before(sheet: Markup, row: Row, column: int) -> bool:
    """Return whether the row's last cell is left of the column."""
    start = sheet.tags.rfind(f"<{sheet.prefix}c ".encode(), row.body, row.tail)
    last = _CELL.match(sheet.tags, start) if start >= 0 else None
    return last is not None and last[1] is not None and _column(last[1]) < column


def _add_row(
    sheet: Markup, number: int, columns: Sequence[int], write: Write, before: Row | None = None
) -> None:
    missing = (Cell((number, column), 0) for column in columns)
    together = "".join(xml for _, xml in _written(sheet, missing, write))
    if not together:
        return
    xml = sheet.new("row", {"r": number}, together)
    if before:
        sheet.insert(before.start, xml)
    else:
        sheet.append(_area(sheet), xml)


def _written(sheet: Markup, places: Iterable[Cell], write: Write) -> list[tuple[Cell, str]]:
    new = (
        (cell, write(sheet.prefix, cell, sheet.data[cell.start : end_of(sheet, cell)]))
        for cell in places
    )
    return [(cell, xml) for cell, xml in new if xml is not None]


def _widened(tag: bytes, column: int) -> bytes:
    """Return the row's start tag with its ``spans`` reaching to the column."""
    return _SPANS.sub(lambda m: m[1] + str(max(int(m[2]), column)).encode(), tag)


def _area(sheet: Markup) -> Element:
    found = sheet.root.child(SHEET_DATA)
    if found is None:
        raise UnusableFile(DAMAGED, FileError.DAMAGED)
    return found


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())
