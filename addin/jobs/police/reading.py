"""Read result files of the police: lists, or one block of merged cells for each person.

Columns and layouts are from 领域事实 §4. Columns and sheets that are not recognised are reported,
not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from addin.errors import FileError, UnusableFile
from addin.forms import ledgers
from addin.forms.columns import Table
from addin.jobs.police.asking import Asked, Period
from addin.jobs.police.blocks import is_in_blocks, read_blocks
from addin.jobs.police.labelled import filled_places, period
from addin.jobs.police.merging import Incoming
from addin.model.rows import Row
from addin.reading.annex1 import looks_like_annex1
from addin.reading.grid import Grid
from addin.reading.opening import Workbook
from addin.reading.tables import LedgerSheet, read_table

# Columns that only results have, and lists for the police do not.
_TELLING = {
    ledgers.POLICE_CROSSINGS.name: "direction",
    ledgers.POLICE_DOCUMENTS.name: "number",
    ledgers.POLICE_REGISTER.name: "date",
}


class NoAnswer(UnusableFile):
    """The file is a form of a unit or a list for the police, not a result."""


@dataclass
class Results:
    """The contents of a result file: lines by ledger name.

    A ledger is a key of ``lines`` where the file has such a table, even an empty one. ``periods``
    are what the lists cover. ``asked`` are the people of the blocks, ``nothing`` those without
    any record (未查到证件). ``notes`` name what was not recognised.
    """

    lines: dict[str, list[Incoming]] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    nothing: list[Asked] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, table: Table, rows: Sequence[Row], source: str) -> None:
        """Add rows of one ledger."""
        self.lines.setdefault(table.name, []).extend(Incoming(row, source) for row in rows)


def read_results(path: Path) -> Results:
    """Return the contents of a result file; raise UnusableFile where it is not one."""
    results = Results()
    recognised = [_read_sheet(grid, path.name, results) for grid in Workbook(path).grids()]
    if not any(recognised):
        raise UnusableFile(
            "没有认出公安查询结果：既没有“查询条件”分块，也没有证件、出入境或备案的表头，请核对文件",
            FileError.NO_SUCH_FORM,
        )
    return results


def _read_sheet(grid: Grid, source: str, results: Results) -> bool:
    """Add the contents of one sheet; return whether it is a result."""
    if is_in_blocks(grid):
        for block in read_blocks(grid, results.notes):
            results.asked.append(block.asked)
            if block.is_empty:
                results.nothing.append(block.asked)
            for table, rows in block.lines:
                results.add(table, rows, source)
        return True
    found = _best(_lists(_filled_down(grid)))
    if looks_like_annex1(grid) and (found is None or found.table is ledgers.POLICE_DOCUMENTS):
        raise NoAnswer(
            "这是单位填报的表（附件1或送公安的名单），不是公安查询结果，没有导入，请核对文件",
            FileError.NO_SUCH_FORM,
        )
    if found is None:
        if any(not grid.is_blank(row) for row in range(len(grid.rows))):
            results.notes.append(f"“{grid.name}”不是查询结果，没有导入")
        return False
    if "id_number" not in found.layout.positions:
        raise UnusableFile(
            f"工作表“{grid.name}”没有“身份证号”栏，无法与人员对应，请补上后再导入",
            FileError.INCOMPLETE_FORM,
        )
    results.notes.extend(found.unknown_columns)
    results.add(found.table, found.rows, source)
    above = range(found.heading_row - 1)
    results.periods[found.table.name] = period(grid, filled_places(grid, above))
    return True


def _lists(grid: Grid) -> Iterator[LedgerSheet]:
    for table in ledgers.POLICE:
        sheet = read_table(grid, table, ledgers.POLICE_ASIDE)
        if sheet and _TELLING[table.name] in sheet.layout.positions:
            yield sheet


def _best(sheets: Iterator[LedgerSheet]) -> LedgerSheet | None:
    return max(sheets, key=lambda sheet: len(sheet.layout.positions), default=None)


def _filled_down(grid: Grid) -> Grid:
    """Return the sheet with values merged downwards repeated in every covered row."""
    if not grid.merges:
        return grid
    rows = [
        [
            grid.value(top, column) if left == column else None
            for column in range(len(values))
            for top, left in [grid.anchor(row, column)]
        ]
        for row, values in enumerate(grid.rows)
    ]
    return Grid(grid.name, rows)
