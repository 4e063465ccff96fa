"""The command ``abroad``: list who was abroad in a quarter."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.batch import asked, exit_code, rest_json, show_left_out
from addin.console.options import Files, Json, command_group
from addin.console.output import about, report
from addin.jobs.abroad.command import Away, abroad_of, away, quarter_in
from addin.jobs.abroad.rules import Absence
from addin.values.dates import iso
from addin.values.masking import mask
from addin.writing.saving import save

commands = command_group()


@commands.command()
def abroad(
    files: Files,
    quarter: Annotated[
        str, typer.Option("--quarter", metavar="季度", help="哪一个季度，如 2026Q3")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="在外人员.xlsx", help="结果写到这个文件")
    ],
    json: Json = False,
) -> None:
    """在外人员：一个季度里因私在国（境）外的人，批准返回日期过了没有，季度汇报了没有。"""

    def made() -> Away:
        today = date.today()
        with about("--quarter"):
            wanted = quarter_in(quarter)
        question = partial(abroad_of, wanted=wanted, today=today)
        found = away(asked(question, files, output, quiet=json), wanted, today)
        save(output, found.to_bytes())
        return found

    report(
        output,
        made,
        as_json=json,
        empty=("people", "skipped"),
        to_json=lambda found: _away_json(found, output),
        show=lambda found: _show_away(found, output),
        code=lambda found: exit_code(
            found.answers, is_found=any(each.is_lead for each in found.absences)
        ),
    )


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
