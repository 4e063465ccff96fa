"""汇总: N workbooks of units and subordinate offices into the rows of one 附件2 (规格 §4).

Each file becomes a :class:`Contribution` on its own; :func:`roll_up` joins them. The totals of two
batches without a common unit add up to the totals of both together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.forms import annex2
from addin.forms.text import squeeze
from addin.jobs.rollup.contribution import Contribution, Doubt, DoubtKind, Member, tally
from addin.jobs.rollup.counting import UnitCount
from addin.jobs.rollup.coverage import joined, told_by
from addin.model import gaps, remarks
from addin.model.annex2 import Line, Summary, imbalances, parts
from addin.model.unit_coverage import UnitCoverage

__all__ = [
    "Contribution", "Doubt", "DoubtKind", "Line", "Member", "RolledUp", "Summary", "UnitCount",
    "UnitRow", "roll_up",
]  # fmt: skip


@dataclass(frozen=True)
class UnitRow:
    """One row of the result: all numbers by leaf key, those of 备注 by remark key.

    A column of problems in which nobody was judged has no number. ``coverage`` says how far the
    people were judged.
    """

    unit: str
    sources: tuple[str, ...]
    numbers: Mapping[str, int]
    counts: Mapping[str, int]
    text: str = ""
    coverage: tuple[UnitCoverage, ...] = ()

    @property
    def blanks(self) -> frozenset[str]:
        """The columns that are left empty."""
        return frozenset(key for key in annex2.NUMBERS if key not in self.numbers)

    @property
    def remark(self) -> str:
        """What 备注 says."""
        return remarks.written(self.counts, self.text, self.blanks)

    @property
    def unjudged(self) -> dict[str, int]:
        """Of how many people each category was not judged, where that is known of any."""
        found = {category: gaps.unjudged(self.counts, column)
                 for category, column in annex2.PROBLEM_COLUMN.items()}  # fmt: skip
        for each in self.coverage:
            if each.category not in annex2.PROBLEM_COLUMN:
                found[each.category] = found.get(each.category, 0) + each.unjudged
        return {category: number for category, number in found.items() if number}


@dataclass(frozen=True)
class RolledUp:
    """The result: rows in the order of the reports, their sum, and what is doubtful."""

    rows: tuple[UnitRow, ...]
    doubts: tuple[Doubt, ...]

    @property
    def total(self) -> UnitRow:
        """合计: every column added up; one that is empty in every row stays so."""
        filled = [key for key in annex2.NUMBERS
                  if not self.rows or any(key in row.numbers for row in self.rows)]  # fmt: skip
        numbers = {key: sum(row.numbers.get(key, 0) for row in self.rows) for key in filled}
        counts = sum((Counter(row.counts) for row in self.rows), Counter[str]())
        coverage = tuple(line for row in self.rows for line in row.coverage)
        return UnitRow(annex2.TOTAL, (), numbers, counts, coverage=coverage)


def roll_up(reports: Iterable[Contribution]) -> RolledUp:
    """Join reports into one row per unit.

    The same file twice counts once, and an earlier result not at all. Workbooks of the same unit
    are joined: whoever or whatever stands in both counts once. Two 附件2 of the same office stay
    two rows, for nothing in them tells what they have in common; a doubt says so.
    """
    reports = list(reports)
    kept, doubts = _without_copies(reports)
    kept, earlier = _without_earlier(kept)
    doubts += earlier
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for report in kept:
        groups[_group(report)].append(report)
    rows = [row_of(group) for group in groups.values()]
    doubts += [doubt for report in kept for doubt in report.doubts]
    doubts += [*_unbalanced(groups.values(), rows), *_same_unit(kept), *_shared(kept)]
    doubts += _overlaps(kept)
    order = list(DoubtKind)
    return RolledUp(tuple(rows), tuple(sorted(doubts, key=lambda doubt: order.index(doubt.kind))))


def _without_copies(reports: Sequence[Contribution]) -> tuple[list[Contribution], list[Doubt]]:
    first: dict[str, Contribution] = {}
    doubts = []
    for report in reports:
        known = first.setdefault(report.sha256, report)
        if known is not report:
            message = f"与“{known.source}”内容完全相同，只计一次"
            doubts.append(Doubt(DoubtKind.SAME_FILE, report.unit, message, report.source))
    return list(first.values()), doubts


def _without_earlier(
    reports: Sequence[Contribution],
) -> tuple[list[Contribution], list[Doubt]]:
    """Leave out 附件2 of these same files: an earlier result of ours, kept among its sources."""
    own = {squeeze(report.unit) for report in reports if not report.summary}
    kept, doubts = [], []
    for report in reports:
        lines = report.summary.lines if report.summary else ()
        again = [line for line in lines if squeeze(line.unit) in own]
        if len(again) * 2 <= len(lines):
            kept.append(report)
            continue
        message = (
            f"所列 {len(lines)} 个单位中有 {len(again)} 个这次都单独报送，"
            "是以前汇总的结果，没有计入；确实要计入的，请把它和各单位的文件分开放"
        )
        doubts.append(Doubt(DoubtKind.UNCOUNTED, report.unit, message, report.source))
    return kept, doubts


def _group(report: Contribution) -> str:
    """What is joined into one row: the workbooks of one named unit."""
    joined = report.is_named and not report.summary
    return squeeze(report.unit) if joined else f"\n{report.source}"


def row_of(reports: Sequence[Contribution]) -> UnitRow:
    """Return the row of 附件2 that the files of one unit make, or one subordinate 附件2."""
    sources = tuple(report.source for report in reports)
    first = reports[0]
    if first.summary:
        given = first.summary
        coverage = given.coverage.lines or tuple(told_by(given, first.unit))
        return UnitRow(first.unit, sources, given.numbers, given.counts, given.text, coverage)
    entries = {entry for report in reports for entry in report.entries}
    counted = tally(entries)
    numbers = {key: counted[key] for key in annex2.NUMBERS}
    counts = {remark.key: counted[remark.key] for remark in remarks.REMARKS}
    for leaf in annex2.SUBTOTALS:
        numbers[leaf.key] = parts(numbers, leaf.key, counts)
    coverage = tuple(joined(first.unit, reports, entries))
    for each in coverage:
        column = annex2.PROBLEM_COLUMN.get(each.category)
        if column and each.judged == 0 and each.people and not numbers[column]:
            del numbers[column]
            counts |= {gaps.key(gaps.UNITS, column): 1, gaps.key(gaps.PEOPLE, column): each.people}
        elif column:
            counts[gaps.key(gaps.OTHERS, column)] = each.unjudged
    return UnitRow(first.unit, sources, numbers, counts, coverage=coverage)


def _unbalanced(
    groups: Iterable[Sequence[Contribution]], rows: Iterable[UnitRow]
) -> Iterator[Doubt]:
    for group, row in zip(groups, rows, strict=True):
        summary = group[0].summary
        faults = summary.faults() if summary else imbalances(row.numbers, row.counts)
        where = f"{summary.sheet}：" if summary else ""
        for fault in faults:
            yield Doubt(DoubtKind.UNBALANCED, row.unit, where + fault, "、".join(row.sources))


def _same_unit(reports: Sequence[Contribution]) -> Iterator[Doubt]:
    by_unit: dict[str, list[Contribution]] = defaultdict(list)
    for report in reports:
        by_unit[squeeze(report.unit)].append(report)
    for group in by_unit.values():
        if len(group) > 1:
            sources = "、".join(report.source for report in group)
            yield Doubt(DoubtKind.SAME_UNIT, group[0].unit, _same_unit_message(group), sources)


def _same_unit_message(group: Sequence[Contribution]) -> str:
    rows = len({_group(report) for report in group})
    if rows == 1:
        return (
            f"有{len(group)}本内容不同的工作簿，已并为一行，同一人、同一条记录只计一次；"
            "如果其中有作废的，请移走后重新汇总"
        )
    return f"有{len(group)}个内容不同的文件，分列{rows}行，都已计入合计；如有重复，请移走后重新汇总"


def _shared(reports: Sequence[Contribution]) -> Iterator[Doubt]:
    """People found in more than one row of the result."""
    first: dict[str, str] = {}  # of a province's people all are here, in found only a few
    grouped = [(_group(report), report) for report in reports]
    shared = {
        member.key
        for group, report in grouped
        for member in report.members
        if first.setdefault(member.key, group) != group
    }
    found: dict[str, dict[str, tuple[Contribution, Member]]] = {
        key: {} for key in first if key in shared
    }
    for group, report in grouped:
        for member in report.members:
            if member.key in shared:
                found[member.key].setdefault(group, (report, member))
    for key, places in found.items():
        if key[:1].isdecimal():
            listed = "、".join(f"{r.unit}（{m.name}，{m.reference}）" for r, m in places.values())
            units = "、".join(report.unit for report, _ in places.values())
            sources = "、".join(report.source for report, _ in places.values())
            message = f"{key}同时列在{listed}，各单位均已计入，请核对是否调动或兼职"
            yield Doubt(DoubtKind.SHARED, units, message, sources)


def _overlaps(reports: Sequence[Contribution]) -> Iterator[Doubt]:
    """Units that report themselves and stand in a subordinate 附件2 as well."""
    on_their_own = {squeeze(report.unit): report for report in reports}
    for report, summary in ((r, r.summary) for r in reports if r.summary):
        for line in summary.lines:
            other = on_their_own.get(squeeze(line.unit), report)
            if other is not report:
                message = (
                    f"{summary.sheet}第{line.row}行已列有这个单位，它又单独报送了"
                    f"“{other.source}”，两处都已计入合计，请核对"
                )
                yield Doubt(DoubtKind.OVERLAP, line.unit, message, report.source)
