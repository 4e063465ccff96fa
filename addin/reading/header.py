"""The blanks around the table: 填表单位, 填表时间, 填表人, 联系电话, 审核人."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import zip_longest

from addin.forms import annex1
from addin.model.rows import Cell, HeaderField
from addin.reading.grid import Grid

# How the first line below the table begins, squeezed.
FOOT = re.compile(
    r"填表人|填报人|制表人|经办人|审核人|负责人|\(?联系电话|注[:1１]|备注:|说明:|填表说明"
)
FOOT_ROWS = 12  # how far below the last row of data the foot is looked for

_LABELS = {
    annex1.UNIT: r"(?:填表|填报|报送|填写)单位\s*(?:\(?\s*(?:盖\s*章|公\s*章|签\s*章|章)\s*\)?)?",
    annex1.FILLED_ON: r"(?:填表|填报|填写|报送|制表)\s*(?:时间|日期)",
    annex1.FILLER: r"(?:填表|填报|制表|经办)\s*人(?:\s*\(?签[名字章]\)?)?",
    annex1.PHONE: r"联系电话|电\s*话",
    annex1.REVIEWER: r"(?:审核|负责)\s*人(?:\s*\(?签[名字章]\)?)?",
}
_AROUND = " :：_＿\n"  # what stands around a blank that is filled in
# A colon or the end of the cell must follow: the notes speak of 负责人, too.
_ANY_LABEL = re.compile("|".join(rf"({words})\s*(?::|(?=\t))" for words in _LABELS.values()))
_NAMES = tuple(_LABELS)


def read_header(grid: Grid, heading_row: int, last_row: int) -> dict[str, HeaderField]:
    """Return the five blanks by label; a label that stands nowhere counts as not filled in.

    ``heading_row`` is the first row of headings (from 0), ``last_row`` the last row of data
    (from 1). Labels and values may share a cell, stand in neighbours, or follow one another.
    """
    foot = range(last_row, min(last_row + FOOT_ROWS, len(grid.rows)))
    found: dict[str, HeaderField] = {}
    for row in [*range(heading_row), *foot]:
        for label, field in _fields_in_row(grid, row):
            if label not in found or not found[label].value:
                found[label] = field
    for label in _NAMES:
        row = heading_row if label in annex1.HEAD_LABELS else last_row
        found.setdefault(label, HeaderField(Cell(grid.name, row + 1, 1, label), ""))
    return found


def _fields_in_row(grid: Grid, row: int) -> Iterable[tuple[str, HeaderField]]:
    line, starts = _line(grid, row)
    labels = list(_ANY_LABEL.finditer(_folded(line)))
    for match, following in zip_longest(labels, labels[1:]):
        label = _NAMES[(match.lastindex or 1) - 1]
        text = line[match.end() : following.start() if following else len(line)]
        column = max(column for start, column in starts if start <= match.start())
        cell = Cell(grid.name, row + 1, column + 1, label, grid.text(row, column))
        yield label, HeaderField(cell, _filled_in(label, text))


def _line(grid: Grid, row: int) -> tuple[str, list[tuple[int, int]]]:
    """The row's texts as typed, joined by tabs, and (offset in the line, column) of each."""
    line, starts = "", []
    for column in grid.filled(row):
        starts.append((len(line), column - 1))
        line += grid.text(row, column - 1) + "\t"
    return line, starts


def _folded(text: str) -> str:
    """Return the text in half width, each character where it was."""
    folded = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


def _filled_in(label: str, text: str) -> str:
    """Return what is filled in beside a label: the unit as typed, the rest in half width."""
    text = _folded(text) if label != annex1.UNIT else text
    bare = _unbracketed(re.sub(r"[ \t\u00a0\u3000]+", " ", text))
    if label == annex1.FILLED_ON:
        return re.sub(r"\s+", "", bare) if re.search(r"\d", bare) else ""
    return bare


def _unbracketed(text: str) -> str:
    """Return the text without the blanks and brackets of the form around it.

    A bracket that belongs to the text, because its other half is inside, is part of a name.
    """
    while True:
        bare = text.strip(_AROUND)
        pairs = _pairs(_folded(bare))
        last = len(bare) - 1
        is_loose = bool(bare) and (0 not in pairs and _folded(bare[0]) in "()")
        if is_loose or (bare and pairs.get(0) == last):
            bare = bare[1:]
            last -= 1
        elif bare and last not in pairs and _folded(bare[last]) in "()":
            bare = bare[:last]
        elif bare == text:
            return bare
        text = bare


def _pairs(text: str) -> dict[int, int]:
    """Return for each bracket that has its other half where that is."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for at, char in enumerate(text):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            start = opened.pop()
            pairs |= {start: at, at: start}
    return pairs
