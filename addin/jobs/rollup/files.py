"""One file as 汇总 counts it: a unit's workbook or a subordinate 附件2 (规格 §4).

This is what worker processes do for each file; nothing is loaded here that draws workbooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from addin.errors import FileError, UnusableFile
from addin.forms import annex1, ledgers, sheets
from addin.forms.columns import Table
from addin.forms.lists import PROBLEM_LIST
from addin.jobs.rollup.coverage import checked
from addin.jobs.rollup.rules import Contribution, Doubt, DoubtKind, UnitCount, row_of
from addin.jobs.verify.rules import Problem, verify
from addin.model.annex2 import imbalances
from addin.model.rows import Row
from addin.reading.grid import Grid
from addin.reading.own import problem_list
from addin.reading.submission import Submission, submission
from addin.reading.tables import read_table
from addin.reading.unit import UnitBook

_COUNTED_BY = ("category", "status")  # without these columns 附件1 cannot be counted


def report_of(path: Path, data: bytes | None = None) -> Contribution:
    """Return what one file contributes; ``data`` is its content where that is at hand.

    Raises UnusableFile.
    """
    return contribution_of(submission(path, data))


def contribution_of(handed: Submission) -> Contribution:
    """Return what a file that is read already contributes; raises UnusableFile."""
    return _from_summary(handed) if handed.summary else _from_unit(handed)


def _from_summary(handed: Submission) -> Contribution:
    others = (f"工作表“{each.sheet}”也是附件2，没有计入" for each in handed.summaries[1:])
    said = [(DoubtKind.UNCOUNTED, words) for words in others]
    if handed.summary:
        said += [(DoubtKind.REMARK, words) for words in handed.summary.readings]
    doubts = [Doubt(kind, handed.unit, words, handed.source) for kind, words in said]
    return _report(handed, summary=handed.summary, doubts=(*doubts, *_active_content(handed)))


def _report(handed: Submission, **contents: Any) -> Contribution:
    named = bool(handed.written_unit)
    return Contribution(handed.source, handed.sha256, handed.unit, named, **contents)


def _active_content(handed: Submission) -> Iterator[Doubt]:
    for each in handed.book.book.active_content:
        yield Doubt(DoubtKind.CARRIED, handed.unit, each, handed.source)


def _from_unit(handed: Submission) -> Contribution:
    book, form = handed.book, handed.book.form
    missing = [key for key in _COUNTED_BY if not form.people[0].row.has(key)]
    if missing:
        titles = "”“".join(annex1.TABLE.titles(missing))
        raise UnusableFile(
            f"附件1缺少“{titles}”栏，无法统计，请对照官方样表补上后再报", FileError.INCOMPLETE_FORM
        )
    count = UnitCount()
    count.add_form(form)
    settings, _ = book.ledgers.settings(date.today())
    result = verify(form, book.ledgers.rows, settings)
    listed = problem_list(book.grids(sheets.possible_names(sheets.PROBLEMS)))
    if listed:
        count.add_problems(_rows(listed, PROBLEM_LIST, count))
    else:
        _add_open(result.problems, count)
    count.add_handling(_handling(book, count))
    said = [*count.doubts]
    if not form.unit:
        said.append((DoubtKind.REMARK, "没有填写填表单位，以文件名代替"))
    said += [(DoubtKind.UNCOUNTED, message) for message in book.unused]
    doubts = [Doubt(kind, handed.unit, message, handed.source) for kind, message in said]
    return _report(
        handed,
        entries=frozenset(count.entries),
        members=tuple(count.members),
        checked=tuple(checked(result, {member.key for member in count.members})),
        doubts=(*doubts, *_active_content(handed)),
    )


def faults_of(handed: Submission) -> list[str]:
    """Return in which sums the numbers of a file contradict each other, a sentence each.

    Nothing is verified for it: 问题清单 has no sum to agree with.
    """
    if handed.summary:
        return [f"{handed.summary.sheet}：{fault}" for fault in handed.summary.faults()]
    count = UnitCount()
    count.add_handling(_handling(handed.book, count))
    row = row_of([_report(handed, entries=frozenset(count.entries))])
    return list(imbalances(row.numbers, row.counts))


def _add_open(problems: Sequence[Problem], count: UnitCount) -> None:
    """Without a 问题清单 nobody has settled what is found."""
    count.add_open(problem.id for problem in problems)
    if problems:
        words = f"没有问题清单，已按底稿核查，得线索{len(problems)}条，均待核实"
        count.doubt(DoubtKind.REMARK, words)


def _handling(book: UnitBook, count: UnitCount) -> Sequence[Row]:
    name = ledgers.HANDLING.name
    return _rows(book.grids([name]).get(name), ledgers.HANDLING, count)


def _rows(grid: Grid | None, table: Table, count: UnitCount) -> Sequence[Row]:
    """Rows of a sheet behind the form; none where it is absent, or its headings are unknown."""
    if grid is None:
        return ()
    sheet = read_table(grid, table)
    if sheet is None and any(not grid.is_blank(row) for row in range(len(grid.rows))):
        count.doubt(DoubtKind.UNCOUNTED, f"“{grid.name}”的表头认不出，其中的内容没有计入")
    return sheet.rows if sheet else ()
