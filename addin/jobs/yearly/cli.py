"""``yearly`` and ``abroad``: what offices hand in every year and every quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rich.table import Column, Table
from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import skipped_json, unusable
from addin.errors import LeftOut, UnusableFile
from addin.host.batch import Answer, Answers, ask, choose
from addin.jobs.abroad.command import Away, abroad_of, away, quarter_in
from addin.jobs.abroad.rules import Absence
from addin.jobs.yearly import tables as periodic
from addin.jobs.yearly.command import Year, year_in, year_of, yearly
from addin.jobs.yearly.rules import deadline, total
from addin.reading.unit import UnitBook
from addin.values.identity import mask
from addin.writing.saving import save

R = TypeVar("R")

# What the terminal shows of the columns.
_SHOWN = {
    "registered": "登记备案", "private": "因私人次", "unapproved": "未见批准", "official":
    "因公人次", "lent": "领用未还", "lost": "挂失", "expired": "过期",
}  # fmt: skip


def run_yearly(sources: Iterable[Path], output: Path, *, year: str, as_json: bool) -> int:
    """Write 年度报告; return the exit code, 1 where there are leads."""
    today = date.today()
    try:
        wanted = year_in(year)
        question = partial(year_of, year=wanted, today=today)
        found = yearly(_asked(question, sources, output, quiet=as_json), wanted, today)
        save(output, found.to_bytes(), backup=True)
    except UnusableFile as error:
        return unusable(output, error, "units", "trips", "documents", "skipped", as_json=as_json)
    streams.print_json(_year_json(found, output)) if as_json else _show_year(found, output)
    counts = total(found.units)
    return _exit(found.answers, is_found=bool(counts["unapproved"] or counts["unreported"]))


def run_abroad(sources: Iterable[Path], output: Path, *, quarter: str, as_json: bool) -> int:
    """Write 在国（境）外人员; return the exit code, 1 where there are leads."""
    today = date.today()
    try:
        wanted = quarter_in(quarter)
        question = partial(abroad_of, wanted=wanted, today=today)
        found = away(_asked(question, sources, output, quiet=as_json), wanted, today)
        save(output, found.to_bytes(), backup=True)
    except UnusableFile as error:
        return unusable(output, error, "people", "skipped", as_json=as_json)
    streams.print_json(_away_json(found, output)) if as_json else _show_away(found, output)
    return _exit(found.answers, is_found=any(each.is_lead for each in found.absences))


def _asked(
    question: Callable[[UnitBook], R], sources: Iterable[Path], output: Path, *, quiet: bool
) -> Iterable[Answer[R] | LeftOut]:
    paths = choose(sources, output)
    return terminal.progress(ask(question, paths), len(paths), "读取", quiet=quiet)


def _exit(answers: Answers[Any], *, is_found: bool) -> int:
    return 2 if answers.left_out else int(is_found)


def _year_json(found: Year, output: Path) -> dict[str, Any]:
    """The result for programs; identity numbers are not masked in it."""
    last = deadline(found.year)
    return {
        "output": str(output),
        "year": found.year,
        "deadline": last.isoformat(),
        "overdue": found.today > last,
        "units": [
            {"name": answer.unit, "source": answer.source, "values": _titled(answer.value.counts)}
            for answer in found.answers.found
        ],
        "total": _titled(total(found.units)),
        "trips": [
            {
                "unit": each.unit,
                "person": each.name,
                "id_number": each.id_number,
                "purpose": each.purpose,
                "document": each.document,
                "country": each.country,
                "leave": each.leave.isoformat(),
                "back": _iso(each.back),
                "approval": each.approval,
                "report": each.report,
                "evidence": list(each.evidence),
            }
            for unit in found.units
            for each in unit.journeys
        ],
        "documents": [
            {
                "unit": each.unit,
                "person": each.name,
                "id_number": each.id_number,
                "document": each.document,
                "matter": periodic.MATTERS[each.count],
                "date": each.date.isoformat(),
                "evidence": each.evidence,
            }
            for unit in found.units
            for each in unit.documents
        ],
        **_rest(found.answers, found.notes),
    }


def _away_json(found: Away, output: Path) -> dict[str, Any]:
    return {
        "output": str(output),
        "quarter": str(found.quarter),
        "deadline": found.quarter.last.isoformat(),
        "overdue": found.today > found.quarter.last,
        "people": [_absence_json(each) for each in found.absences],
        **_rest(found.answers, found.notes),
    }


def _absence_json(each: Absence) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "person": each.name,
        "id_number": each.id_number,
        "document": each.document,
        "country": each.country,
        "leave": each.leave.isoformat(),
        "approved_back": _iso(each.approved_back),
        "back": _iso(each.back),
        "days": each.days,
        "state": each.state,
        "reported": [str(quarter) for quarter in each.done],
        "missing": [str(quarter) for quarter in each.missing],
        "evidence": list(each.evidence),
    }


def _rest(answers: Answers[Any], notes: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "skipped": skipped_json(answers.left_out),
        "notes": [f"{unit}：{note}" for unit, note in notes],
    }


def _titled(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    return {periodic.YEARLY.by_key[key].title: number for key, number in counts.items()}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _show_year(found: Year, output: Path) -> None:
    _show_left_out(found.answers)
    table = Table(Column("单位", overflow="fold", min_width=16), *_SHOWN.values())
    for unit in found.units:
        table.add_row(unit.unit, *_shown(unit.counts))
    table.add_row(periodic.TOTAL, *_shown(total(found.units)))
    terminal.console.print(table, soft_wrap=False)
    terminal.console.print(found.due)
    terminal.console.print(f"年度报告：{output}（另有说明 {len(found.notes)} 条，见“说明”表）")


def _shown(counts: Mapping[str, int | None]) -> list[str]:
    return ["" if counts[key] is None else str(counts[key]) for key in _SHOWN]


def _show_away(found: Away, output: Path) -> None:
    _show_left_out(found.answers)
    for each in found.absences:
        words = f"{each.leave.isoformat()} 出境，{each.days} 天，{each.state}"
        quarters = "、".join(map(str, each.missing))
        missing = f"；未见季度汇报（线索）：{quarters}" if quarters else ""
        who = f"{each.unit} {each.name}（{mask(each.id_number)}）"
        style = "yellow" if each.is_lead else ""
        terminal.console.print(Text.assemble("  ", (who, style), f"{words}{missing}"))
    terminal.console.print(f"{found.summary}。{found.due}")
    terminal.console.print(f"在外人员：{output}（另有说明 {len(found.notes)} 条，见“说明”表）")


def _show_left_out(answers: Answers[Any]) -> None:
    for each in answers.left_out:
        terminal.fail(each.source, each.reason)
