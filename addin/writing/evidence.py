"""Result sheets whose evidence is a link to the row it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from addin.forms.columns import Column, Table
from addin.writing.plan import Content, Link, ReportSheet

_WIDTH = 18.0


def with_links(
    table: Table,
    lines: Sequence[Sequence[Any]],
    choices: Mapping[int, Sequence[str]] | None = None,
    key: int | None = None,
) -> ReportSheet:
    """Return the sheet of a table whose column ``evidence`` holds places (``审批台账!5``).

    A cell can jump to one place only: further places get columns of their own, to the right.
    ``choices`` and ``key`` are as in :class:`ReportSheet`.
    """
    evidence = table.keys().index("evidence")
    extra = max((len(line[evidence]) - 1 for line in lines), default=0)
    more = (Column(f"evidence{n}", f"证据{n}", _WIDTH) for n in range(2, extra + 2))
    rows = [_linked(line, evidence, extra) for line in lines]
    return ReportSheet(Table(table.name, (*table.columns, *more)), rows, choices, key)


def _linked(line: Sequence[Any], evidence: int, extra: int) -> list[Content]:
    cells, places = list(line), line[evidence]
    cells[evidence] = _link("；".join(places), places[0]) if places else ""
    further = [_link(place, place) for place in places[1:]]
    return [*cells, *further, *([None] * (extra - len(further)))]


def _link(text: str, place: str) -> Content:
    sheet, found, row = place.rpartition("!")
    return Link(text, sheet, f"A{row}") if found and row.isdecimal() else text
