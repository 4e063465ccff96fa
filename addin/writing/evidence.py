"""Lines with their evidence as a sheet: each place of evidence is a link to jump to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.forms.columns import Table
from addin.writing.plan import Content, Link, ReportSheet

Line = tuple[list[Content], Sequence[str]]  # the cells, and the evidence to jump to


def with_links(
    table: Table, lines: Sequence[Line], choices: Mapping[int, Sequence[str]] | None = None
) -> ReportSheet:
    """Return the sheet of a table that has a column ``evidence``.

    A cell can jump to one place only: further evidence gets columns of its own, to the right.
    ``choices`` are as in :class:`ReportSheet`.
    """
    evidence = table.keys().index("evidence")
    extra = max((len(places) - 1 for _, places in lines), default=0)
    more = [f"证据{number}" for number in range(2, extra + 2)]
    rows = []
    for line, places in lines:
        line[evidence] = _link("；".join(places), places[0]) if places else ""
        further = [_link(place, place) for place in places[1:]]
        rows.append([*line, *further, *([None] * (extra - len(further)))])
    widths = [*(column.width for column in table.columns), *([18.0] * extra)]
    return ReportSheet(table.name, [*table.titles(), *more], widths, rows, choices)


def _link(text: str, place: str) -> Content:
    sheet, found, row = place.rpartition("!")
    return Link(text, sheet, f"A{row}") if found and row.isdecimal() else text
