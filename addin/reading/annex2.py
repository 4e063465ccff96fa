"""Reading 附件2: found by its 31 headings over one to three rows.

The three columns beside the form are read where they are there.

Accepted without a note: moved and added columns, unmerged headings, rows of column numbers,
blank rows, 合计 above or below the units, formulas that no program has calculated yet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from addin.errors import FileError, UnusableFile
from addin.forms import annex1, annex2
from addin.forms.annex2 import APART, LEAVES, NUMBERS, Leaf
from addin.forms.text import heading, squeeze, whole
from addin.model.annex2 import Line, Summary, count_in
from addin.model.rows import column_letter
from addin.model.unit_coverage import CoverageSheet
from addin.reading.grid import SEARCHED_COLUMNS, SEARCHED_ROWS, Grid, Located
from addin.reading.header import FOOT, read_header

SUSPICION = 12  # headings from which a sheet counts as 附件2, with damaged headings
_TOTAL = re.compile(r"总?合计|总计|共计")
_SUBTOTAL = re.compile(r"小计")
_DEPTHS = (1, 2, 3)


def looks_like_annex2(grid: Grid) -> bool:
    """Return whether the sheet is 附件2, complete or with damaged headings."""
    found = _locate(grid)
    return found is not None and len(found.positions) >= SUSPICION


def read_annex2(grid: Grid, coverage: CoverageSheet | None = None) -> Summary:
    """Read the form from a sheet; raise UnusableFile when headings are missing.

    ``coverage`` is what 核查覆盖 of the same workbook says.
    """
    found = _locate(grid)
    if found is None or len(found.positions) < SUSPICION:
        raise UnusableFile(
            f"工作表“{grid.name}”中没有找到附件2的表头，请用官方样表填写，不要改动表头文字",
            FileError.NO_SUCH_FORM,
        )
    missing = [leaf.title for leaf in LEAVES if leaf.key not in found.positions]
    needed = [title for title in missing if title not in ("序号", "备注")]
    if needed:
        raise UnusableFile(
            f"工作表“{grid.name}”缺少“{'”“'.join(needed)}”栏（或表头文字被改），"
            "请对照官方样表补上后再报",
            FileError.INCOMPLETE_FORM,
        )
    notes: list[str] = []
    lines: list[Line] = []
    total: Line | None = None
    last = found.last_row + 1
    for row in _data_rows(grid, found):
        label = _label(grid, row, found)
        line = _line(grid, row, found, label, notes)
        last = row + 1
        if _TOTAL.fullmatch(label):
            total = line
        elif _SUBTOTAL.fullmatch(label):
            notes.append(f"第{row + 1}行是中间的小计行，没有重复计入")
        elif line.unit or any(line.numbers.values()):
            lines.append(line)
    header = read_header(grid, found.first_row, last)
    unit, filled_on = header[annex1.UNIT].value, header[annex1.FILLED_ON].value
    columns = {key: position + 1 for key, position in found.positions.items()}
    coverage = coverage or CoverageSheet()
    return Summary(grid.name, unit, lines, total, tuple(notes), filled_on, columns, coverage)


def _data_rows(grid: Grid, found: Located) -> Iterator[int]:
    for row in range(found.last_row + 1, len(grid.rows)):
        filled = [column - 1 for column in grid.filled(row)]
        if not filled:
            continue
        if FOOT.match(squeeze(grid.text(row, filled[0]))):
            return
        if not _is_column_numbers(grid, row, filled):
            yield row


def _is_column_numbers(grid: Grid, row: int, filled: list[int]) -> bool:
    """Return whether the row only numbers the columns: 1, 2, 3 … (甲, 乙 before them)."""
    numbers = (whole(squeeze(grid.text(row, column))) for column in filled)
    digits = [number for number in numbers if number is not None]
    return len(digits) >= SUSPICION and digits == list(range(digits[0], digits[0] + len(digits)))


def _label(grid: Grid, row: int, found: Located) -> str:
    """Return the row's name, from 地区或单位 or the cell merged over it."""
    unit = squeeze(grid.text(row, found.positions["unit"]))
    first = next((squeeze(grid.text(row, column - 1)) for column in grid.filled(row)), "")
    return first if _TOTAL.fullmatch(first) or _SUBTOTAL.fullmatch(first) else unit


def _line(grid: Grid, row: int, found: Located, label: str, notes: list[str]) -> Line:
    numbers: dict[str, int] = {}
    for key in (*NUMBERS, *(leaf.key for leaf in APART if leaf.key in found.positions)):
        column = found.positions[key]
        try:
            number = count_in(grid.value(row, column))
        except ValueError:
            title = annex2.BY_KEY[key].title
            at = f"{column_letter(column + 1)}{row + 1}"
            notes.append(f"{at}“{title}”填的是“{grid.text(row, column)}”，不是整数，没有计入")
            continue
        if number is not None:
            numbers[key] = number
    remark = grid.text(row, found.positions.get("remarks", -1)).strip()
    return Line(row + 1, label, numbers, remark)


def _locate(grid: Grid) -> Located | None:
    """Return the place where most of the headings stand; None if nowhere."""
    rows = range(min(SEARCHED_ROWS, len(grid.rows)))
    places = (_match(grid, row, depth) for row in rows for depth in _DEPTHS)
    best = max(places, key=lambda p: (len(p.positions), p.first_row - p.last_row), default=None)
    return best if best and best.positions else None


def _match(grid: Grid, row: int, depth: int) -> Located:
    bottom = min(row + depth, len(grid.rows)) - 1
    width = min(max(len(grid.rows[r]) for r in range(row, bottom + 1)), SEARCHED_COLUMNS)
    positions: dict[str, int] = {}
    for column in range(width):
        for leaf in _leaves_at(grid, range(row, bottom + 1), column):
            if leaf.key not in positions:
                positions[leaf.key] = column
                break
    return Located(row, bottom, positions)


def _leaves_at(grid: Grid, rows: range, column: int) -> Iterator[Leaf]:
    """Yield the leaves that a column may be, by its lowest heading and the group above it."""
    for row in reversed(rows):
        anchor = grid.anchor(row, column)
        text = _name(grid.text(*anchor))
        if text and anchor[1] == column:
            candidates = _BY_NAME.get(text, ())
            group = _group_above(grid, anchor[0] - 1, column) if len(candidates) > 1 else ""
            yield from (c for c in candidates if not group or _name(c.path[-2]) == group)
            return


def _group_above(grid: Grid, row: int, column: int) -> str:
    """Return the group's heading: in the row above, over this column or to its left."""
    for left in range(column, -1, -1):
        text = _name(grid.merged_text(row, left)) if row >= 0 else ""
        if text in _GROUPS:
            return text
    return ""


def _name(text: str) -> str:
    """Return the key that headings are compared by, without 的."""
    return heading(text).replace("的", "")


def _leaves_by_name() -> Mapping[str, list[Leaf]]:
    named: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in (*LEAVES, *APART):
        for name in (leaf.path[-1], *leaf.aliases):
            named[_name(name)].append(leaf)
    return named


_BY_NAME = _leaves_by_name()
_GROUPS = frozenset(_name(leaf.path[-2]) for leaf in LEAVES if len(leaf.path) > 2)
