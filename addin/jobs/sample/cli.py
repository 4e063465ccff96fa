"""``sample``: whom to look at, drawn from many units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from rich.table import Column, Table

from addin.console import streams, terminal
from addin.console.output import output_json, skipped_json, unusable
from addin.errors import ChujingError
from addin.host.batch import ask
from addin.jobs.sample.command import Sample, candidates_of, require_pandas, sample
from addin.jobs.sample.rules import Candidate
from addin.reading.sources import choose, expand, require_some
from addin.values.dates import compact
from addin.values.identity import mask
from addin.writing.saving import save


def run(
    sources: Iterable[Path],
    output: Path | None,
    *,
    size: int,
    seed: int | None,
    by_category: bool,
    as_json: bool,
) -> int:
    """Draw the sample, write 抽查表 where asked, report; return the exit code."""
    today = date.today()
    written = []
    try:
        require_pandas()
        paths = require_some(choose(sources, output)) if output else expand(sources)
        outcomes = terminal.progress(ask(candidates_of, paths), len(paths), "读取", quiet=as_json)
        found = sample(
            outcomes,
            size=size,
            seed=int(compact(today)) if seed is None else seed,
            by_category=by_category,
            today=today,
        )
        if output:
            save(output, found.to_bytes(), backup=output.exists())
            written.append(output)
    except ChujingError as error:
        return unusable(output or Path("抽查"), error, "people", "skipped", as_json=as_json)
    if as_json:
        streams.print_json(_as_object(found) | output_json(written))
    else:
        _report(found, written)
    return 2 if found.answers.left_out else 0


def _as_object(found: Sample) -> dict[str, Any]:
    """The result for programs; identity numbers are not masked in it."""
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


def _report(found: Sample, written: list[Path]) -> None:
    for each in found.answers.left_out:
        terminal.fail(each.source, each.reason)
    table = Table(Column("单位", overflow="fold"), "姓名", "身份证号", "人员类型")
    for person in found.drawn:
        table.add_row(person.unit, person.name, mask(person.id_number), person.category)
    terminal.console.print(table)
    terminal.console.print(f"{found.summary}。同样的工作簿、人数和种子抽出同样的人。")
    for path in written:
        terminal.console.print(f"抽查表：{path}")
