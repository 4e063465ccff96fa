"""核查: compare 附件1 with the ledgers and write 问题清单 and 核查覆盖."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from addin.forms import codes, sheets
from addin.forms.lists import COVERAGE_LIST, PROBLEM_LIST
from addin.host.forms import form_with_ledgers
from addin.host.lists import drop_own, put_own
from addin.host.port import Host
from addin.jobs.verify import rules
from addin.jobs.verify.rules import Problem, VerifyResult
from addin.model.rows import Form, Row
from addin.reading.grid import Grid
from addin.reading.ledgers import Ledgers
from addin.reading.own import problem_list
from addin.reading.tables import read_table
from addin.writing.evidence import with_links
from addin.writing.plan import ReportSheet

OPEN = codes.VERDICT.values[0]
_BLANK: dict[str, Any] = dict.fromkeys(COVERAGE_LIST.keys(), "")
_NUMBER = PROBLEM_LIST.keys().index("number")
_VERDICT = PROBLEM_LIST.keys().index("verdict")


@dataclass(frozen=True)
class Verified:
    """What 核查 found in one workbook, with the conclusions already entered in 问题清单.

    ``kept`` are rows of the previous 问题清单 that were not found again. They are kept because a
    person entered a conclusion or wrote the row.
    """

    form: Form
    report: VerifyResult
    notes: tuple[str, ...]
    kept: tuple[Row, ...]

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        return f"{len(self.form.people)} 人，{self._leads}{self._unjudged}"

    @property
    def _leads(self) -> str:
        problems = self.report.problems
        if not problems:
            if not any(each.judged for each in self.report.coverage):
                return "资料不够，都没有判"
            return "已判的没有发现问题线索" if self.unjudged else "没有发现问题线索"
        count = Counter(problem.verdict for problem in problems)
        verdicts = "、".join(f"{v} {count[v]} 条" for v in codes.VERDICT.values if count[v])
        return f"问题线索 {len(problems)} 条（{verdicts}）"

    @property
    def _unjudged(self) -> str:
        return f"；未判 {self.unjudged} 人次" if self.unjudged else ""

    @property
    def unjudged(self) -> int:
        """Return how many people are 未判, counted once for each category."""
        return sum(each.unjudged for each in self.report.coverage)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return the remarks that are not about one person and category."""
        return (*self.notes, *self.report.notes)

    @property
    def sheet(self) -> ReportSheet:
        """Return the 问题清单 sheet."""
        lines = [*map(_problem_line, self.report.problems), *map(_kept_line, self.kept)]
        return with_links(PROBLEM_LIST, lines, {_VERDICT: codes.VERDICT.values}, _NUMBER)

    @property
    def coverage_sheet(self) -> ReportSheet:
        """Return the 核查覆盖 sheet."""
        return with_links(COVERAGE_LIST, list(_coverage_lines(self)))


def judge(host: Host, today: date) -> Verified:
    """核查: hold the form against the ledgers; raises UnusableFile when there is no 附件1."""
    form, grids, ledgers = form_with_ledgers(host, *sheets.possible_names(sheets.PROBLEMS))
    return judged(form, ledgers, problem_list(grids), today)


def judged(form: Form, ledgers: Ledgers, listed: Grid | None, today: date) -> Verified:
    """Compare sheets that are already read; ``listed`` is the previous 问题清单."""
    settings, notes = ledgers.settings(today)
    report = rules.verify(form, ledgers.rows, settings)
    former = _former(listed)
    problems = tuple(_concluded(problem, former) for problem in report.problems)
    found = {problem.id for problem in problems}
    kept = tuple(row for key, row in former.items() if key not in found and _is_settled(row))
    return Verified(form, replace(report, problems=problems), (*ledgers.notes, *notes), kept)


def put(host: Host, verified: Verified) -> str:
    """Write 问题清单 and 核查覆盖 into the workbook; return the name of the list's sheet."""
    name = put_own(host, verified.sheet)
    put_own(host, verified.coverage_sheet)
    drop_own(host, sheets.VERIFY_REMARKS)
    return name


def press_verify(host: Host) -> None:
    """Run the button 核查: compare, and write 问题清单 and 核查覆盖 into the workbook."""
    verified = judge(host, date.today())
    name = put(host, verified)
    where = f"线索写入“{name}”表，判了多少、没有判的为什么，见“{sheets.COVERAGE}”表"
    host.say(f"{verified.summary}。{where}")


def _coverage_lines(verified: Verified) -> Iterator[tuple[Any, ...]]:
    report = verified.report
    for each in report.coverage:
        counts = {key: getattr(each, key) for key in ("people", "judged", "found", "unjudged")}
        about = {"kind": "覆盖", "category": each.category, "evidence": ()}
        yield COVERAGE_LIST.row(**_BLANK | counts | about)
    for lack in report.unjudged:
        kind = "部分未判" if lack.partial else "未判"
        who = {"name": lack.person or "全体", "id_number": lack.id_number}
        said = {"message": lack.reason, "evidence": lack.evidence}
        yield COVERAGE_LIST.row(**_BLANK | {"kind": kind, "category": lack.category} | who | said)
    for hint in report.hints:
        who = {"name": hint.person, "id_number": hint.id_number}
        said = {"message": hint.message, "evidence": hint.evidence}
        yield COVERAGE_LIST.row(**_BLANK | {"kind": "提示", "category": hint.kind} | who | said)
    for note in verified.remarks:
        yield COVERAGE_LIST.row(**_BLANK | {"kind": "说明", "message": note, "evidence": ()})


def _former(grid: Grid | None) -> dict[str, Row]:
    """Return the rows of the present 问题清单 by problem number, or by row where there is none."""
    sheet = read_table(grid, PROBLEM_LIST) if grid else None
    return {row.text("number") or row.reference: row for row in sheet.rows} if sheet else {}


def _verdict(row: Row) -> str:
    return codes.VERDICT.meant(row.text("verdict")) or row.text("verdict") or OPEN


def _concluded(problem: Problem, former: Mapping[str, Row]) -> Problem:
    row = former.get(problem.id)
    return replace(problem, verdict=_verdict(row)) if row else problem


def _is_settled(row: Row) -> bool:
    """Return whether a person entered a conclusion or wrote the row (it has no number then)."""
    return _verdict(row) != OPEN or not row.text("number")


def _problem_line(problem: Problem) -> tuple[Any, ...]:
    return PROBLEM_LIST.row(
        problem,
        number=problem.id,
        name=problem.person,
        category=problem.kind,
        problem=problem.category,
    )


def _kept_line(row: Row) -> tuple[Any, ...]:
    texts: dict[str, object] = {key: row.text(key) for key in PROBLEM_LIST.keys()}
    places = [text for text in row.text("evidence").split("；") if text]
    return PROBLEM_LIST.row(**texts | {"evidence": places})
