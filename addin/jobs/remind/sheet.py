"""Build the workbook of 催报: the state of each unit and level, and the notices to copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook

from addin.forms.columns import Table
from addin.jobs.remind import tables as reminding
from addin.jobs.remind.notices import Notice, levels, proposal, summary, words
from addin.jobs.remind.rules import Matched, State, UnitStatus
from addin.values.dates import iso, spoken
from addin.writing.sheets.lists import add_list_sheet, add_notes
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import Content, new_workbook
from addin.writing.sheets.tables import add_table_sheet


def reminding_workbook(
    matched: Matched, notices: Sequence[Notice], notes: Sequence[tuple[str, str]], today: date
) -> bytes:
    """Return the workbook's bytes; ``notes`` are pairs of a list's or unit's name and a text."""
    workbook = new_workbook("催报")
    every = levels(matched)
    counts = sum((level.counts for level in every), Counter[State]())
    lines = (f"截至{spoken(today)}，{summary(counts)}。",)
    units = (each for level in every for each in level.standings)
    standings = [_standing(number, each, today) for number, each in enumerate(units, 1)]
    add_list_sheet(workbook, reminding.STANDINGS, "各单位报送情况", lines, standings)
    if any(level.superior for level in every):
        rows = [_counts(level.superior or "（名单没有写）", level.counts) for level in every]
        total = _counts(reminding.TOTAL, counts)
        add_list_sheet(workbook, reminding.LEVELS, "逐级报送情况", lines, rows, total)
    _add_table(workbook, reminding.NOTICES, [row for each in notices for row in _lines(each)])
    _add_table(workbook, reminding.STRANGERS, list(_unlisted(matched)))
    add_notes(workbook, notes)
    return deterministic(workbook)


def _add_table(workbook: Workbook, table: Table, rows: Sequence[Sequence[Content]]) -> None:
    if rows:
        add_table_sheet(workbook, table, rows)


def _counts(label: str, counts: Counter[State]) -> tuple[Content, ...]:
    by_key = {state.name.lower(): counts[state] for state in State}
    return reminding.LEVELS.row(superior=label, expected=counts.total(), **by_key)


def _lines(notice: Notice) -> Iterator[tuple[Content, ...]]:
    """Yield one row per line: Excel adds quotation marks when a cell with line breaks is copied."""
    first, *others = notice.text.splitlines()
    yield reminding.NOTICES.row(notice, text=first)
    yield from (reminding.NOTICES.row(unit="", contact="", phone="", text=line) for line in others)


def _standing(serial: int, each: UnitStatus, today: date) -> tuple[Content, ...]:
    due = each.expected.deadline
    return reminding.STANDINGS.row(
        each.expected,
        serial=serial,
        unit=each.expected.name,
        state=each.state.value,
        mistakes=len(each.mistakes) or None,
        words=words(each),
        files="\n".join(file.place for file in each.sources),
        deadline=iso(due),
        left=(due - today).days if due else None,
    )


def _unlisted(matched: Matched) -> Iterator[tuple[Content, ...]]:
    for serial, (each, near) in enumerate(matched.unlisted, 1):
        unit = each.unit if each.is_named else ""
        yield reminding.STRANGERS.row(
            serial=serial, file=each.place, unit=unit, words=proposal(each, near)
        )
