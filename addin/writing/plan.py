"""What a command wants to put into a workbook, said without any file format or host.

The same plan is carried out by the package patcher on files, by xlwings in Excel and by UNO in
LibreOffice; so the three cannot differ in what they show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addin.forms.columns import Table

SIGN = 'FIND("【'  # in the formula of every highlight, so that ours are told from the clerk's own


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it, in apostrophes."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that jumps to a cell of the same workbook."""

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
    """A whole sheet that a command owns (校验结果, 问题清单, 预警…): made anew at each run.

    ``rows`` are as wide as the table; texts are written as texts, never as formulas. ``choices``
    gives drop-down values for a column (index from 0) that people fill in.
    """

    table: Table
    rows: Sequence[Sequence[Content]]
    choices: Mapping[int, Sequence[str]] | None = None

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
