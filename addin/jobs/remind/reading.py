"""Read 应报单位名单, the list of units that should report, from a workbook or a text file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.errors import FileError, UnusableFile
from addin.jobs.remind.rules import Expected, key
from addin.jobs.remind.tables import ROSTER
from addin.model.rows import Layout, Row, column_letter
from addin.reading.annex1 import looks_like_annex1
from addin.reading.annex2 import looks_like_annex2
from addin.reading.grid import Grid
from addin.reading.header import FOOT
from addin.reading.locate import locate
from addin.reading.opening import Workbook, read_file
from addin.reading.sources import SUFFIXES
from addin.values.dates import day

_TEXTS = frozenset((".csv", ".txt"))
_ENCODINGS = ("utf-8-sig", "gb18030")  # as Excel saves “CSV UTF-8” and “CSV”
_SEPARATORS = "\t,，;；"
_NO_UNIT = re.compile(rf"(?:总?合|总|共|小)计|{FOOT.pattern}")  # what stands below a list


@dataclass(frozen=True)
class Roster:
    """The units in the order of the list, each once, and the notes of reading."""

    units: tuple[Expected, ...]
    notes: tuple[str, ...]


def read_roster(path: Path) -> Roster:
    """Return the list; the unit's column is found by its heading, else the first with text.

    Raises UnusableFile where the file is not a list of units.
    """
    notes: list[str] = []
    found: dict[str, Expected] = {}
    for each in _rows(_grid(path), notes):
        unit = _unit(each, notes)
        known = found.setdefault(key(unit.name), unit)
        if known is not unit:
            notes.append(f"名单第{unit.row}行与第{known.row}行是同一个单位“{unit.name}”，只算一次")
    if not found:
        raise UnusableFile("名单里没有单位，请每行写一个单位名称", FileError.INCOMPLETE_FORM)
    return Roster(tuple(found.values()), tuple(notes))


def _grid(path: Path) -> Grid:
    """Return the sheet with the list: the first with its headings, else the first not empty."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES | _TEXTS:
        raise UnusableFile(
            "名单要是 .xlsx、.xls、.csv 或 .txt 文件，请另存后再选", FileError.NOT_A_SPREADSHEET
        )
    grids = [_text_grid(path)] if suffix in _TEXTS else list(Workbook(path).grids())
    if any(looks_like_annex1(grid) or looks_like_annex2(grid) for grid in grids):
        raise UnusableFile(
            "这是报送的附件1或附件2，不是应报单位名单，请另选文件", FileError.NO_SUCH_FORM
        )
    filled = [grid for grid in grids if not all(map(grid.is_blank, range(len(grid.rows))))]
    if not filled:
        raise UnusableFile("名单是空的，请每行写一个单位名称", FileError.INCOMPLETE_FORM)
    return next((grid for grid in filled if "unit" in _positions(grid)), filled[0])


def _text_grid(path: Path) -> Grid:
    data = read_file(path)
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnusableFile(
            "名单的文字认不出，请另存为“CSV UTF-8”或 .xlsx 后再选", FileError.NOT_A_SPREADSHEET
        )
    if "\0" in text:
        raise UnusableFile(kind=FileError.NOT_A_SPREADSHEET)
    separator = max(_SEPARATORS, key=text.count)
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise UnusableFile(
            "名单的引号或分隔符不对，请另存为 .xlsx 后再选", FileError.DAMAGED
        ) from error
    return Grid(path.name, [[cell or None for cell in row] for row in rows])


def _positions(grid: Grid) -> dict[str, int]:
    found = locate(grid, ROSTER.by_heading)
    return dict(found.positions) if found else {}


def _rows(grid: Grid, notes: list[str]) -> Iterator[Row]:
    found = locate(grid, ROSTER.by_heading)
    titles = {column.key: column.title for column in ROSTER.columns}
    if found and "unit" in found.positions:
        layout, first = Layout(grid.name, found.positions, titles), found.last_row + 1
    else:
        column = _first_text(grid)
        layout, first = Layout(grid.name, {"unit": column}, titles), 0
        notes.append(
            f"名单没有“{ROSTER.by_key['unit'].title}”这一栏的表头，"
            f"{column_letter(column + 1)} 列每行都当作一个单位，请核对"
        )
    for number, values in enumerate(grid.rows[first:], first):
        seen = [grid.value(*grid.anchor(number, at)) for at in range(len(values))]
        row = Row(layout, number + 1, seen)
        name = key(row.text("unit"))
        if name and not _NO_UNIT.match(name):
            yield row


def _first_text(grid: Grid) -> int:
    """Return the first column that contains words, not only numbers."""
    columns = (
        column
        for column in range(max(map(len, grid.rows)))
        if any(_is_words(grid.text(row, column)) for row in range(len(grid.rows)))
    )
    found = next(columns, None)
    if found is None:
        raise UnusableFile("名单里没有单位名称，请每行写一个单位", FileError.INCOMPLETE_FORM)
    return found


def _is_words(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _unit(row: Row, notes: list[str]) -> Expected:
    written = row.text("deadline")
    deadline = day(row["deadline"])
    if written and deadline is None:
        notes.append(f"名单第{row.number}行的报送期限“{written}”不是日期，没有使用")
    return Expected(
        row.text("unit"), row.number, row.text("superior"), row.text("contact"),
        row.text("phone"), deadline,
    )  # fmt: skip
