"""Reading 附件1: found by its headings, ended by its foot, rows joined to people.

Accepted without a note: moved, added and re-wrapped columns, two rows of headings, 姓名 in one
column, blank rows, section titles, one person over several rows, legacy formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.errors import FileError, UnusableFile
from addin.forms import annex1, sheets
from addin.forms.text import heading, squeeze
from addin.gcpause import gc_paused
from addin.model.rows import Form, Layout, Person, Row, column_letter
from addin.reading.grid import Grid, Located, is_filled
from addin.reading.header import FOOT, read_header
from addin.reading.locate import locate
from addin.values.dates import Value

SUSPICION = 4  # headings from which a sheet counts as 附件1 with damaged headings
MAX_GAP = 3  # blank rows after which only a row that is clearly a person belongs to the table

_BY_HEADING: Mapping[str, str] = annex1.TABLE.by_heading | dict.fromkeys(
    annex1.FULL_NAME.headings, annex1.FULL_NAME.key
)
_RESULT = heading(sheets.RESULT)  # our own column in a marked copy is no part of the form
_TITLES = {column.key: column.title for column in (*annex1.TABLE.columns, annex1.FULL_NAME)}
_SUMMARY = re.compile(r"(?:合计|小计|总计|共计|总人数|共\d+人)")
_SECTION = re.compile(r"[(]?[一二三四五六七八九十]+[、).]|第[一二三四五六七八九十]+")
_WHO = ("surname", "given_name", "full_name", "id_number")
_OWN = ("holds", "documents", "custody")


@dataclass(frozen=True)
class FormArea:
    """Where the form stands on its sheet: rows from 1, columns from 1.

    ``width`` and ``bottom`` are the last column and row that hold anything: what is written
    beside the form and the notes below it are included, our own result column is not.
    """

    sheet: str
    heading_row: int
    last_row: int
    columns: Mapping[str, int]
    width: int
    bottom: int


def looks_like_annex1(grid: Grid) -> bool:
    """Return whether the sheet is 附件1, complete or with damaged headings."""
    found = locate(grid, _BY_HEADING)
    return found is not None and len(found.positions) >= SUSPICION and _has_form_headings(found)


def first_annex1(grids: Iterable[Grid]) -> Grid:
    """Return the first of the sheets that is 附件1; raise UnusableFile where none is."""
    found = next(filter(looks_like_annex1, grids), None)
    if found is None:
        raise UnusableFile(
            "工作簿中没有找到附件1的表头，请用官方样表填写，不要改动表头文字",
            FileError.NO_SUCH_FORM,
        )
    return found


@gc_paused()
def read_annex1(grid: Grid) -> Form:
    """Read the form from a sheet; raise UnusableFile when headings are missing."""
    found = locate(grid, _BY_HEADING)
    if found is None or len(found.positions) < SUSPICION or not _has_form_headings(found):
        raise UnusableFile(
            f"工作表“{grid.name}”中没有找到附件1的表头，请用官方样表填写，不要改动表头文字",
            FileError.NO_SUCH_FORM,
        )
    positions = _with_split_name(grid, found)
    _require_columns(grid, positions)
    layout = Layout(grid.name, positions, _TITLES)
    people = _people(grid, layout, found.last_row + 1)
    last = max((row.number for person in people for row in person.rows), default=found.last_row + 1)
    header = read_header(grid, found.first_row, last)
    hidden = frozenset(
        row.number for person in people for row in person.rows if row.number in grid.hidden
    )
    return Form(grid.name, people, header, hidden, tuple(_notes(grid, found, positions)))


def place_of(grid: Grid, form: Form) -> FormArea:
    """Return the area of the form."""
    found = locate(grid, _BY_HEADING)
    assert found
    last = max((row.number for row in form.rows), default=found.last_row + 1)
    ours = {column for column, name in found.unknown_columns if name == _RESULT}
    rows = grid.rows[found.first_row : last]
    used = (
        column
        for column in range(max(map(len, rows)) - 1, -1, -1)
        if column not in ours
        # A formula that shows nothing is still somebody's formula.
        and any(column < len(row) and row[column] is not None for row in rows)
    )
    width = max(*found.positions.values(), next(used, 0)) + 1
    bottom = max(
        (row + 1 for row in range(last, len(grid.rows)) if any(grid.filled(row))), default=last
    )
    columns = {key: position + 1 for key, position in _with_split_name(grid, found).items()}
    return FormArea(grid.name, found.last_row + 1, last, columns, width, bottom)


def _has_form_headings(found: Located) -> bool:
    """Return whether columns are there that only the form has, not the ledgers."""
    own = {"holds", "custody", "status", "residence", "birth", "surname"}
    return len(own & set(found.positions)) >= 2


def _with_split_name(grid: Grid, found: Located) -> dict[str, int]:
    """Return the positions, with 姓名 over two filled columns as 姓 and 名."""
    positions = dict(found.positions)
    if "surname" in positions and "given_name" in positions:
        positions.pop("full_name", None)
    column = positions.get("full_name")
    if column is None:
        return positions
    covers_next = grid.anchor(found.first_row, column + 1) == grid.anchor(found.first_row, column)
    if covers_next and any(
        grid.text(row, column + 1).strip() for row in range(found.last_row + 1, len(grid.rows))
    ):
        del positions["full_name"]
        positions |= {"surname": column, "given_name": column + 1}
    return positions


def _missing(positions: Mapping[str, int]) -> list[str]:
    named = {"surname", "given_name"} if "full_name" in positions else set()
    return [key for key in annex1.TABLE.keys() if key not in positions and key not in named]


def _require_columns(grid: Grid, positions: Mapping[str, int]) -> None:
    """One column may be absent (the 13-column copy), the essential ones never."""
    missing = _missing(positions)
    essential = [key for key in missing if key in (*annex1.ESSENTIAL, "surname", "given_name")]
    if len(missing) > 1 or essential:
        names = "”“".join(annex1.TABLE.titles(missing))
        raise UnusableFile(
            f"工作表“{grid.name}”缺少“{names}”栏（或表头文字被改），请对照官方样表补上后再报",
            FileError.INCOMPLETE_FORM,
        )


def _notes(grid: Grid, found: Located, positions: Mapping[str, int]) -> Iterator[str]:
    for title in annex1.TABLE.titles(_missing(positions)):
        yield f"表中没有“{title}”栏，与它有关的规则没有校验"
    for column, name in _unknown_columns(found):
        if column not in positions.values() and _has_data(grid, found.last_row + 1, column):
            yield f"{column_letter(column + 1)} 列“{name}”不是附件1的栏目，没有校验"


def _unknown_columns(found: Located) -> Iterator[tuple[int, str]]:
    return ((column, name) for column, name in found.unknown_columns if name != _RESULT)


def _has_data(grid: Grid, start: int, column: int) -> bool:
    return any(grid.text(row, column).strip() for row in range(start, len(grid.rows)))


def _people(grid: Grid, layout: Layout, start: int) -> list[Person]:
    people: list[Person] = []
    gathered: list[Row] = []
    gap = 0
    for number in range(start, len(grid.rows)):
        kind = _kind_of_row(grid, layout, number, gap, follows=bool(gathered))
        if kind == "end":
            break
        if kind == "blank":
            gap += 1
            continue
        gap = 0
        if kind == "person" and gathered:
            people.append(Person(*gathered))
            gathered = []
        if kind in ("person", "more"):
            values = _values(grid, number, inherit=kind == "person")
            gathered.append(Row(layout, number + 1, values))
    if gathered:
        people.append(Person(*gathered))
    return people


def _kind_of_row(grid: Grid, layout: Layout, row: int, gap: int, *, follows: bool) -> str:
    """Return blank, end, section, more (documents of the person above) or person."""
    leftmost = next(grid.filled(row), None)
    if leftmost is None:
        return "blank"
    value = grid.rows[row][leftmost - 1]
    first = squeeze(value) if isinstance(value, str) else ""  # 序号 says nothing here
    if FOOT.match(first):
        return "end"
    if _is_plainly_person(grid, row, first, layout.positions["id_number"], leftmost - 1):
        return "person"
    filled = [column - 1 for column in grid.filled(row)]
    own = {key for column in filled if (key := layout.keys.get(column, "serial")) != "serial"}
    if _SUMMARY.match(first) or _is_section(grid, row, filled, first):
        return "section"
    if follows and gap == 0 and _continues(grid, layout, row, own):
        return "more"
    if not own:
        return "blank"
    if gap >= MAX_GAP and len(own) < 4 and "id_number" not in own:
        return "end"
    return "person"


def _is_plainly_person(grid: Grid, row: int, first: str, number: int, leftmost: int) -> bool:
    """Return whether the row has a number of its own: the quick answer for most rows."""
    return (
        leftmost != number
        and row not in grid.merged_rows
        and is_filled(grid.value(row, number))
        and not _SUMMARY.match(first)
    )


def _is_section(grid: Grid, row: int, filled: Sequence[int], text: str) -> bool:
    if len(filled) > 1 or not isinstance(grid.value(row, filled[0]), str):
        return False
    wide = grid.anchor(row, filled[0] + 1) == (row, filled[0])
    return wide or bool(_SECTION.match(text))


def _continues(grid: Grid, layout: Layout, row: int, own: set[str]) -> bool:
    """Return whether the row only adds documents to the person above it."""
    if row in grid.merged_rows:
        names = [layout.positions[key] for key in ("serial", *_WHO) if key in layout.positions]
        if any(grid.anchor(row, column)[0] < row for column in names):
            return _same_number(grid, layout, row)
    return not own.intersection(_WHO) and bool(own.intersection(_OWN)) and len(own) <= 4


def _same_number(grid: Grid, layout: Layout, row: int) -> bool:
    """Merged with the row above; a different identity number of its own makes a new person."""
    column = layout.positions["id_number"]
    here, above = grid.text(row, column), grid.merged_text(row - 1, column)
    return not squeeze(here) or not squeeze(above) or squeeze(here) == squeeze(above)


def _values(grid: Grid, row: int, *, inherit: bool) -> Sequence[Value]:
    """Return the row's values, with ``inherit`` those of cells merged downwards too."""
    values = grid.rows[row]
    if not inherit or row not in grid.merged_rows:
        return values
    inherited = [grid.anchor(row, column) for column in range(len(values))]
    return [
        grid.value(*anchor) if anchor[1] == column else value
        for column, (value, anchor) in enumerate(zip(values, inherited, strict=True))
    ]
