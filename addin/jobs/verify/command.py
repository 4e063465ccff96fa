"""核查 and 预警: the form against the ledgers, on any host; leads for people to settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from addin.forms import codes
from addin.forms.columns import Table
from addin.forms.lists import ALERT_LIST, EXPIRED_LIST, PROBLEM_LIST
from addin.jobs.alerts.expired import Expired
from addin.jobs.alerts.rules import Alert, Alerts, alerts
from addin.jobs.verify import rules
from addin.jobs.verify.rules import Problem, Report
from addin.model.rows import Form, Row
from addin.reading.annex1 import read_annex1
from addin.reading.ledgers import SHEETS, Ledgers, read_ledgers
from addin.reading.tables import read_table
from addin.writing.plan import Content, Link, ReportSheet

if TYPE_CHECKING:
    from addin.host.port import Host
    from addin.reading.grid import Grid

Line = tuple[list[Content], Sequence[str]]  # the cells, and the evidence to jump to

OPEN = codes.VERDICT.values[0]
_VERDICT = PROBLEM_LIST.keys().index("verdict")


@dataclass(frozen=True)
class Verified:
    """What 核查 found in one workbook, people's conclusions of earlier times put in.

    ``kept`` are lines of the former 问题清单 that were not found again and are kept all the same,
    because a person has concluded on them or written them.
    """

    form: Form
    report: Report
    notes: tuple[str, ...]
    kept: tuple[Row, ...]

    @property
    def summary(self) -> str:
        """One sentence for the status bar or the terminal."""
        problems = self.report.problems
        if not problems:
            return f"{len(self.form.people)} 人，没有发现问题线索"
        count = Counter(problem.verdict for problem in problems)
        verdicts = "、".join(f"{v} {count[v]} 条" for v in codes.VERDICT.values if count[v])
        return f"{len(self.form.people)} 人，问题线索 {len(problems)} 条（{verdicts}）"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was not judged for want of a sheet, and what struck the reader."""
        return (*self.report.not_judged, *self.notes, *self.report.notes)

    @property
    def sheet(self) -> ReportSheet:
        """The 问题清单 sheet."""
        lines = [*map(_problem_line, self.report.problems), *map(_kept_line, self.kept)]
        return _with_links(PROBLEM_LIST, lines)


@dataclass(frozen=True)
class Watched:
    """What 预警 found in one workbook."""

    alerts: Alerts
    notes: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One sentence for the status bar or the terminal."""
        found, past = self.alerts.alerts, self.alerts.expired
        count = Counter(alert.matter.value for alert in found)
        listed = "、".join(f"{matter} {number} 条" for matter, number in count.items())
        said = f"预警 {len(found)} 条：{listed}" if found else "没有需要处理的预警"
        if not past:
            return said
        missing = sum(each.is_lead for each in past)
        more = f"，其中 {missing} 本附件1没有登记" if missing else "，附件1都已登记"
        return f"{said}；{EXPIRED_LIST.name} {len(past)} 本{more}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was not judged for want of a sheet, and what struck the reader."""
        return (*self.alerts.not_judged, *self.notes, *self.alerts.notes)

    @property
    def sheet(self) -> ReportSheet:
        """The 预警 sheet."""
        lines = [_alert_line(number, a) for number, a in enumerate(self.alerts.alerts, 1)]
        return _with_links(ALERT_LIST, lines)

    @property
    def expired_sheet(self) -> ReportSheet:
        """The 已到期证件 sheet."""
        lines = [_expired_line(number, e) for number, e in enumerate(self.alerts.expired, 1)]
        return _with_links(EXPIRED_LIST, lines)


def judge(host: Host, today: date) -> Verified:
    """核查: hold the form against the ledgers; raises UnusableFile when there is no 附件1."""
    form, grids, ledgers = _read(host)
    return judged(form, ledgers, grids.get(PROBLEM_LIST.name), today)


def judged(form: Form, ledgers: Ledgers, listed: Grid | None, today: date) -> Verified:
    """核查 of sheets that are read already; ``listed`` is the former 问题清单."""
    settings, notes = ledgers.settings(today)
    report = rules.verify(form, ledgers.rows, settings)
    former = _former(listed)
    problems = tuple(_concluded(problem, former) for problem in report.problems)
    found = {problem.id for problem in problems}
    kept = tuple(row for key, row in former.items() if key not in found and _is_settled(row))
    return Verified(form, replace(report, problems=problems), (*ledgers.notes, *notes), kept)


def watch(host: Host, today: date) -> Watched:
    """预警: what needs attention now."""
    form, _, ledgers = _read(host)
    settings, notes = ledgers.settings(today)
    return Watched(alerts(form, ledgers.rows, settings), (*ledgers.notes, *notes))


def put(host: Host, found: Verified | Watched) -> None:
    """Write the list into the workbook, and what goes with it into sheets of their own."""
    host.put_sheet(found.sheet)
    name = _remarks_name(found)
    if found.remarks:
        lines = [(number, line) for number, line in enumerate(found.remarks, 1)]
        host.put_sheet(ReportSheet(name, ("序号", "说明"), (6, 100), lines))
    else:
        host.drop_sheet(name)
    if isinstance(found, Watched):
        _put_expired(host, found)


def press_verify(host: Host) -> None:
    """核查, the button: judge, and write 问题清单 into the workbook."""
    _press(host, judge(host, date.today()))


def press_alerts(host: Host) -> None:
    """预警, the button: look, and write the 预警 sheet into the workbook."""
    _press(host, watch(host, date.today()))


def _press(host: Host, found: Verified | Watched) -> None:
    put(host, found)
    count = len(found.remarks)
    more = f"；另有 {count} 条说明，见“{_remarks_name(found)}”表" if count else ""
    host.say(f"{found.summary}，已写入“{found.sheet.name}”表{more}")


def _put_expired(host: Host, found: Watched) -> None:
    if found.alerts.expired:
        host.put_sheet(found.expired_sheet)
    else:
        host.drop_sheet(EXPIRED_LIST.name)


def _remarks_name(found: Verified | Watched) -> str:
    return f"{'核查' if isinstance(found, Verified) else '预警'}说明"


def _read(host: Host) -> tuple[Form, Mapping[str, Grid], Ledgers]:
    host.progress("正在读取附件1", 0)
    form = read_annex1(host.form())
    host.progress("正在读取工作底稿", 0.2)
    grids = host.sheets((*SHEETS, PROBLEM_LIST.name))
    host.progress("正在核对", 0.5)
    return form, grids, read_ledgers(grids)


def _former(grid: Grid | None) -> dict[str, Row]:
    """Lines of the 问题清单 that is there, by number; those without one by their row."""
    sheet = read_table(grid, PROBLEM_LIST) if grid else None
    return {row.text("number") or row.reference: row for row in sheet.rows} if sheet else {}


def _verdict(row: Row) -> str:
    return codes.VERDICT.meant(row.text("verdict")) or row.text("verdict") or OPEN


def _concluded(problem: Problem, former: Mapping[str, Row]) -> Problem:
    row = former.get(problem.id)
    return replace(problem, verdict=_verdict(row)) if row else problem


def _is_settled(row: Row) -> bool:
    """A person has concluded on the line, or written it: machines give every line a number."""
    return _verdict(row) != OPEN or not row.text("number")


def _problem_line(problem: Problem) -> Line:
    line: list[Content] = [
        problem.id, problem.person, problem.id_number, problem.kind, problem.category,
        problem.basis, "", problem.message, problem.verdict,
    ]  # fmt: skip
    return line, problem.evidence


def _kept_line(row: Row) -> Line:
    line: list[Content] = [row.text(key) for key in PROBLEM_LIST.keys()]
    return line, [text for text in row.text("evidence").split("；") if text]


def _alert_line(number: int, alert: Alert) -> Line:
    line: list[Content] = [
        number, alert.matter.value, alert.person, alert.id_number, alert.days, "", alert.message,
    ]  # fmt: skip
    return line, alert.evidence


def _expired_line(number: int, each: Expired) -> Line:
    line: list[Content] = [
        number, each.person, each.id_number, each.kind, each.number, each.expires.isoformat(),
        each.days, each.declared, each.place, "", each.message,
    ]  # fmt: skip
    return line, each.evidence


def _with_links(table: Table, lines: Sequence[Line]) -> ReportSheet:
    """A cell can jump to one place only: further evidence gets columns of its own, to the right."""
    evidence = table.keys().index("evidence")
    extra = max((len(places) - 1 for _, places in lines), default=0)
    more = [f"证据{number}" for number in range(2, extra + 2)]
    rows = []
    for line, places in lines:
        line[evidence] = _link("；".join(places), places[0]) if places else ""
        further = [_link(place, place) for place in places[1:]]
        rows.append([*line, *further, *([None] * (extra - len(further)))])
    widths = [*(column.width for column in table.columns), *([18.0] * extra)]
    choices = {_VERDICT: codes.VERDICT.values} if table is PROBLEM_LIST else None
    return ReportSheet(table.name, [*table.titles(), *more], widths, rows, choices)


def _link(text: str, place: str) -> Content:
    sheet, found, row = place.rpartition("!")
    return Link(text, sheet, f"A{row}") if found and row.isdecimal() else text
