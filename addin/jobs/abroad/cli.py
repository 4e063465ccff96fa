"""``abroad``: who was abroad in a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.batch import asked, exit_code, rest_json, show_left_out
from addin.console.output import unusable
from addin.errors import ChujingError
from addin.jobs.abroad.command import Away, abroad_of, away, quarter_in
from addin.jobs.abroad.rules import Absence
from addin.values.dates import iso
from addin.values.identity import mask
from addin.writing.saving import save


def run(sources: Iterable[Path], output: Path, *, quarter: str, as_json: bool) -> int:
    """Write 在国（境）外人员; return the exit code, 1 where there are leads."""
    today = date.today()
    try:
        wanted = quarter_in(quarter)
        question = partial(abroad_of, wanted=wanted, today=today)
        found = away(asked(question, sources, output, quiet=as_json), wanted, today)
        save(output, found.to_bytes(), backup=True)
    except ChujingError as error:
        return unusable(output, error, "people", "skipped", as_json=as_json)
    streams.print_json(_away_json(found, output)) if as_json else _show_away(found, output)
    return exit_code(found.answers, is_found=any(each.is_lead for each in found.absences))


def _away_json(found: Away, output: Path) -> dict[str, Any]:
    return {
        "output": str(output),
        "quarter": str(found.quarter),
        "deadline": found.quarter.last.isoformat(),
        "overdue": found.today > found.quarter.last,
        "people": [_absence_json(each) for each in found.absences],
        **rest_json(found.answers, found.notes),
    }


def _absence_json(each: Absence) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "person": each.name,
        "id_number": each.id_number,
        "document": each.document,
        "country": each.country,
        "leave": each.leave.isoformat(),
        "approved_back": iso(each.approved_back),
        "back": iso(each.back),
        "days": each.days,
        "state": each.state,
        "reported": [str(quarter) for quarter in each.done],
        "missing": [str(quarter) for quarter in each.missing],
        "evidence": list(each.evidence),
    }


def _show_away(found: Away, output: Path) -> None:
    show_left_out(found.answers)
    for each in found.absences:
        words = f"{each.leave.isoformat()} 出境，{each.days} 天，{each.state}"
        quarters = "、".join(map(str, each.missing))
        missing = f"；未见季度汇报（线索）：{quarters}" if quarters else ""
        who = f"{each.unit} {each.name}（{mask(each.id_number)}）"
        style = "yellow" if each.is_lead else ""
        terminal.console.print(Text.assemble("  ", (who, style), f"{words}{missing}"))
    terminal.console.print(f"{found.summary}。{found.due}")
    terminal.console.print(f"在外人员：{output}（另有说明 {len(found.notes)} 条，见“说明”表）")
