"""The command ``sample``: draw people to inspect from many units."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from addin.console import terminal
from addin.console.options import Files, Json, command_group
from addin.console.output import output_json, report, skipped_json
from addin.host.batch import ask
from addin.jobs.sample.command import Sample, candidates_of
from addin.jobs.sample.command import sample as draw
from addin.jobs.sample.rules import Candidate
from addin.reading.sources import choose
from addin.values.dates import compact
from addin.values.masking import mask
from addin.writing.saving import save

commands = command_group()
Result = tuple[Sample, list[Path]]


@commands.command()
def sample(
    files: Files,
    size: Annotated[int, typer.Option("-n", "--size", min=1, metavar="人数", help="抽多少人")],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=2**32 - 1, metavar="种子", help="同一种子抽出同样的人；不填用当天日期"
        ),
    ] = None,
    by_type: Annotated[bool, typer.Option("--by-type", help="单位之内再按人员类型分层")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="抽查表写到这个工作簿")
    ] = None,
    json: Json = False,
) -> None:
    """抽查：按单位分层随机抽人，可复现；人数够时每个单位都有。"""

    def drawn() -> Result:
        today = date.today()
        paths = choose(files, output)
        outcomes = terminal.progress(ask(candidates_of, paths), len(paths), "读取", quiet=json)
        number = int(compact(today)) if seed is None else seed
        found = draw(outcomes, size=size, seed=number, by_category=by_type, today=today)
        if output is None:
            return found, []
        save(output, found.to_bytes())
        return found, [output]

    report(
        output or "抽查",
        drawn,
        as_json=json,
        empty=("people", "skipped"),
        to_json=lambda result: _json(result[0]) | output_json(result[1]),
        show=lambda result: _show(*result),
        code=lambda result: 2 if result[0].answers.left_out else 0,
    )


def _json(found: Sample) -> dict[str, Any]:
    """Return the result as JSON values; identity numbers are not masked."""
    return {
        "seed": found.seed,
        "size": found.size,
        "by_type": found.by_category,
        "units": [{"unit": u, "people": count, "drawn": n} for u, count, n in found.shares],
        "people": [_person_json(person) for person in found.drawn],
        "skipped": skipped_json(found.answers.left_out),
        "notes": [f"{unit}：{note}" for unit, note in found.answers.notes],
    }


def _person_json(person: Candidate) -> dict[str, str]:
    return {
        "unit": person.unit,
        "person": person.name,
        "id_number": person.id_number,
        "category": person.category,
        "source": person.place,
    }


def _show(found: Sample, written: list[Path]) -> None:
    for each in found.answers.left_out:
        terminal.fail(each.source, each.reason)
    table = Table(Column("单位", overflow="fold"), "姓名", "身份证号", "人员类型")
    for person in found.drawn:
        table.add_row(person.unit, person.name, mask(person.id_number), person.category)
    terminal.console.print(table)
    terminal.console.print(f"{found.summary}。同样的工作簿、人数和种子抽出同样的人。")
    for path in written:
        terminal.console.print(f"抽查表：{path}")
