"""Result sheets, marks and links as plain values, without a file format.

``writing.editing`` and ``writing.marking`` write them into files, ``excel.host`` into Excel,
``libreoffice.host`` into LibreOffice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from addin.forms.columns import Table

OPENING = "【"  # begins whatever 校验 says in the result column
# In the formula of every highlight, so that ours are told from the clerk's own.
SIGN = f'FIND("{OPENING}'
_SPARE = 500


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it, in apostrophes."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


@dataclass(frozen=True, slots=True)
class Link:
    """A text with a hyperlink to a cell of the same workbook."""

    text: str
    sheet: str
    cell: str

    @property
    def location(self) -> str:
        """The cell as formulas and hyperlinks write it: ``'审批台账'!A5``."""
        return f"{quoted(self.sheet)}!{self.cell}"

    def formula(self, separator: str) -> str:
        """Return the formula HYPERLINK; ``separator`` stands between its arguments."""
        target, text = (part.replace('"', '""') for part in (self.location, self.text))
        return f'=HYPERLINK("#{target}"{separator}"{text}")'


Content = str | int | float | Link | None


@dataclass(frozen=True)
class ReportSheet:
    """A sheet that a command replaces at each run (校验结果, 问题清单, 预警…).

    ``rows`` are as wide as the table; texts are written as texts, never as formulas. ``choices``
    gives drop-down values for a column (index from 0) that people fill in. ``key`` is the column
    (from 0) that a row is known by from one time to the next, where people go on working in the
    sheet; the rows then go to where they stand.
    """

    table: Table
    rows: Sequence[Sequence[Content]]
    choices: Mapping[int, Sequence[str]] | None = None
    key: int | None = None

    def named(self, name: str) -> ReportSheet:
        """Return the sheet under another name."""
        return replace(self, table=replace(self.table, name=name))

    @property
    def choosing(self) -> int:
        """How many rows below the headings are offered the choices, those to come included."""
        return len(self.rows) + (0 if self.key is None else _SPARE)

    @property
    def name(self) -> str:
        """Name of the sheet."""
        return self.table.name

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of the columns."""
        return self.table.titles()

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths of the columns, in characters."""
        return self.table.widths()


@dataclass(frozen=True, slots=True)
class Highlight:
    """A conditional format: ``area`` (``E6:E40``) takes the colour where ``formula`` is true.

    ``formula`` is written for the area's top left cell, without the leading =. ``colour`` is RGB.
    """

    area: str
    formula: str
    colour: str


@dataclass(frozen=True)
class Marks:
    """Everything 校验 puts into the workbook.

    ``column`` (from 1) and ``heading_row`` say where the result column goes; ``texts`` gives the
    text for each row number. ``print_area`` (``A1:N30``) is what the form itself occupies: set
    as print area only where the sheet has none, so that the result column never prints.
    """

    sheet: str
    heading: str
    heading_row: int
    column: int
    texts: Mapping[int, str]
    highlights: Sequence[Highlight]
    print_area: str
    report: ReportSheet
