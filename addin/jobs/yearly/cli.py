"""The command ``yearly``: write the yearly report of many units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.table import Column, Table

from addin.console import terminal
from addin.console.batch import asked, exit_code, rest_json, show_left_out
from addin.console.options import Files, Json, command_group
from addin.console.output import about, report
from addin.jobs.yearly import tables as periodic
from addin.jobs.yearly.command import Year, year_in, year_of
from addin.jobs.yearly.command import yearly as joined
from addin.jobs.yearly.rules import deadline, total
from addin.values.dates import iso
from addin.writing.saving import save

R = TypeVar("R")

# The columns shown in the terminal.
_SHOWN = {
    "registered": "登记备案", "private": "因私人次", "unapproved": "未见批准", "official":
    "因公人次", "lent": "领用未还", "lost": "挂失", "expired": "过期",
}  # fmt: skip


commands = command_group()


@commands.command()
def yearly(
    files: Files,
    year: Annotated[str, typer.Option("--year", metavar="年份", help="报告哪一年，如 2025")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="年度报告.xlsx", help="结果写到这个文件")
    ],
    json: Json = False,
) -> None:
    """年度报告：上年度出国（境）人次、审批、报告和证件情况，按单位汇总，列明报送期限。"""

    def made() -> Year:
        today = date.today()
        with about("--year"):
            wanted = year_in(year)
        question = partial(year_of, year=wanted, today=today)
        found = joined(asked(question, files, output, quiet=json), wanted, today)
        save(output, found.to_bytes())
        return found

    report(
        output,
        made,
        as_json=json,
        empty=("units", "trips", "documents", "skipped"),
        to_json=lambda found: _year_json(found, output),
        show=lambda found: _show_year(found, output),
        code=lambda found: exit_code(found.answers, is_found=_has_leads(found)),
    )


def _has_leads(found: Year) -> bool:
    counts = total(found.units)
    return bool(counts["unapproved"] or counts["unreported"])


def _year_json(found: Year, output: Path) -> dict[str, Any]:
    """Return the result as JSON values; identity numbers are not masked."""
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
                "back": iso(each.back),
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
        **rest_json(found.answers, found.notes),
    }


def _titled(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    return {periodic.YEARLY.by_key[key].title: number for key, number in counts.items()}


def _show_year(found: Year, output: Path) -> None:
    show_left_out(found.answers)
    table = Table(Column("单位", overflow="fold", min_width=16), *_SHOWN.values())
    for unit in found.units:
        table.add_row(unit.unit, *_shown(unit.counts))
    table.add_row(periodic.TOTAL, *_shown(total(found.units)))
    terminal.console.print(table, soft_wrap=False)
    terminal.console.print(found.due)
    terminal.console.print(f"年度报告：{output}（另有说明 {len(found.notes)} 条，见“说明”表）")


def _shown(counts: Mapping[str, int | None]) -> list[str]:
    return ["" if counts[key] is None else str(counts[key]) for key in _SHOWN]
