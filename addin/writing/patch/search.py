"""Search for cells by their text, in sheets that another program has saved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from addin.writing.patch.cells import Position
from addin.writing.patch.markup import Markup
from addin.writing.patch.package import Package
from addin.writing.patch.rows import Cell, cells, end_of, rows
from addin.writing.patch.workbook import WorkbookPart

STRING = re.compile(rb"<(?:\w+:)?si\s*/>|<(?:\w+:)?si[\s>].*?</(?:\w+:)?si\s*>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?[tv](?:\s[^<>]*)?>([^<]*)<")
SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")


def shared_texts(package: Package, book: WorkbookPart) -> list[str]:
    """Return the workbook's shared strings, each under its index."""
    part = book.target("sharedStrings")
    return [_shown(each[0]) for each in STRING.finditer(package.read(part))] if part else []


def find_text(sheet: Markup, text: str, shared: Sequence[str]) -> Position | None:
    """Return the first cell that shows the text, itself or as one of the shared strings."""
    indices = frozenset(str(index) for index, each in enumerate(shared) if each == text)
    for row in rows(sheet):
        for cell in cells(sheet, row):
            shown = _shown(sheet.data[cell.start : end_of(sheet, cell)])
            if (shown in indices) if SHARED.search(cell.tag) else (shown == text):
                return cell.at
    return None


def text_of(sheet: Markup, cell: Cell, shared: Sequence[str]) -> str:
    """Return what a cell shows, blanks around it aside."""
    shown = _shown(sheet.data[cell.start : end_of(sheet, cell)])
    if SHARED.search(cell.tag) and shown.isdecimal() and int(shown) < len(shared):
        shown = shared[int(shown)]
    return shown.strip()


def column_from(sheet: Markup, top: Position) -> Iterator[Cell]:
    """Yield a cell and those below it in its column."""
    for row in rows(sheet):
        if row.number >= top[0]:
            yield from (cell for cell in cells(sheet, row) if cell.at[1] == top[1])


def _shown(markup: bytes) -> str:
    return html.unescape(b"".join(_TEXT.findall(markup)).decode())
