"""Merge new lines into 公安查询登记: no line is repeated or changed.

A human decides on an answer that contradicts a line or a record already present.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from addin.forms import codes, ledgers
from addin.jobs.police.asking import PERIOD
from addin.jobs.police.merging import Conflict, Incoming, KnownPeople, Merged
from addin.model.archive import key_of
from addin.model.coverage import contents_of
from addin.model.entries import crossing_minute
from addin.model.rows import Row
from addin.values import dates


def register(
    existing: Sequence[Row],
    records: Mapping[str, Sequence[Row]],
    lines: Sequence[Incoming],
    people: KnownPeople,
) -> Merged:
    """Return the lines to append to 公安查询登记, and those that a human has to decide on.

    ``records`` are the present lines of the police ledgers, by ledger name.
    """
    known = _Registered(existing, records)
    added: list[Incoming] = []
    conflicts: list[Conflict] = []
    repeated = 0
    for line in lines:
        if known.says(line):
            repeated += 1
        elif reason := people.objection(line) or known.objection(line):
            conflicts.append(Conflict(line, reason))
        else:
            added.append(line)
    return Merged(ledgers.QUERY_LOG, tuple(added), repeated, tuple(conflicts))


class _Registered:
    """The answers of the police that the workbook already has."""

    def __init__(self, existing: Sequence[Row], records: Mapping[str, Sequence[Row]]) -> None:
        self.rows: defaultdict[tuple[str, str | None], list[Row]] = defaultdict(list)
        for row in existing:
            for content in contents_of(row):
                self.rows[key_of(row["id_number"]), content].append(row)
        self.records: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for table, rows in records.items():
            for row in rows:
                self.records[key_of(row["id_number"]), ledgers.ASKED[table]].append(row)

    def says(self, line: Incoming) -> bool:
        """Return whether a present line says the same; 有记录 without a period adds nothing."""
        wanted = _period(line.row)
        same = [row for row in self._about(line.row) if _result(row) == _result(line.row)]
        if same and _result(line.row) == codes.SOME_RECORD and not any(wanted):
            return True
        return wanted in map(_period, same)

    def objection(self, line: Incoming) -> str:
        """Return the line or record that the answer contradicts, '' where there is none."""
        for row in self._about(line.row):
            if _contradict(row, line.row):
                return f"结果“{_result(line.row)}”，与已有的{row.reference}“{_result(row)}”不一致"
        if _result(line.row) == codes.NO_RECORD:
            for row in self.records[line.identity, line.row.text("content")]:
                if _is_within(row, line.row):
                    return f"结果“{codes.NO_RECORD}”，而{row.reference}是此人的记录"
        return ""

    def _about(self, row: Row) -> Sequence[Row]:
        return self.rows[key_of(row["id_number"]), row.text("content")]


def _result(row: Row) -> str | None:
    return codes.QUERY_RESULT.meant(row.text("result"))


def _period(row: Row) -> tuple[date | None, ...]:
    return tuple(dates.day(row[key]) for key in PERIOD)


def _span(row: Row) -> tuple[date, date]:
    """Return the days covered; blank ends are open, the day of the answer is the last."""
    since, until, answered = _period(row)
    return since or date.min, until or answered or date.max


def _contradict(one: Row, other: Row) -> bool:
    """Return whether one says 有记录 for a period in which the other says 查无."""
    by_result = {_result(row): _span(row) for row in (one, other)}
    if by_result.keys() != {codes.NO_RECORD, codes.SOME_RECORD}:
        return False
    nothing, some = by_result[codes.NO_RECORD], by_result[codes.SOME_RECORD]
    return nothing[0] <= some[0] and some[1] <= nothing[1]


def _is_within(record: Row, answer: Row) -> bool:
    """Return whether the answer covers the record's date; documents of any date are covered."""
    if answer.text("content") != codes.CROSSINGS_ASKED:
        return True
    when, (since, until) = crossing_minute(record), _span(answer)
    return when is None or since <= when.date() <= until
