"""``yearly``: what an office hands in every year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rich.table import Column, Table

from addin.console import streams, terminal
from addin.console.batch import asked, exit_code, rest_json, show_left_out
from addin.console.output import unusable
from addin.errors import ChujingError
from addin.jobs.yearly import tables as periodic
from addin.jobs.yearly.command import Year, year_in, year_of, yearly
from addin.jobs.yearly.rules import deadline, total
from addin.values.dates import iso
from addin.writing.saving import save

R = TypeVar("R")

# What the terminal shows of the columns.
_SHOWN = {
    "registered": "登记备案", "private": "因私人次", "unapproved": "未见批准", "official":
    "因公人次", "lent": "领用未还", "lost": "挂失", "expired": "过期",
}  # fmt: skip


def run(sources: Iterable[Path], output: Path, *, year: str, as_json: bool) -> int:
    """Write 年度报告; return the exit code, 1 where there are leads."""
    today = date.today()
    try:
        wanted = year_in(year)
        question = partial(year_of, year=wanted, today=today)
        found = yearly(asked(question, sources, output, quiet=as_json), wanted, today)
        save(output, found.to_bytes(), backup=True)
    except ChujingError as error:
        return unusable(output, error, "units", "trips", "documents", "skipped", as_json=as_json)
    streams.print_json(_year_json(found, output)) if as_json else _show_year(found, output)
    counts = total(found.units)
    return exit_code(found.answers, is_found=bool(counts["unapproved"] or counts["unreported"]))


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
