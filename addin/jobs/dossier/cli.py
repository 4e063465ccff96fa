"""The command ``dossier``: write the pages of one person from all workbooks with the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import Files, Json, command_group
from addin.console.output import report, skipped_json
from addin.errors import CannotDo, LeftOut
from addin.jobs.dossier.collecting import PersonRecord
from addin.jobs.dossier.command import dossier_book, everywhere
from addin.reading.sources import choose, require_some
from addin.values.masking import mask
from addin.writing.saving import save

commands = command_group()


@dataclass(frozen=True)
class Found:
    """What the workbooks contain about the person, and the files that could not be used."""

    records: list[PersonRecord]
    left_out: list[LeftOut]


@commands.command()
def dossier(
    person: Annotated[str, typer.Argument(metavar="人", help="身份证号，或附件1上的姓名")],
    files: Files,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="一人一档.xlsx", help="结果写到这个文件")
    ],
    unmask: Annotated[
        bool, typer.Option("--unmask", help="页面上的身份证号、证件号写全，不隐去中间几位")
    ] = False,
    json: Json = False,
) -> None:
    """一人一档：一个人的证件、保管、审批、行程、报告和线索整理成一页，附时间线图。"""
    report(
        files[0] if len(files) == 1 else output,
        lambda: _found(person, files, output, unmask=unmask, quiet=json),
        as_json=json,
        empty=("units", "skipped"),
        to_json=lambda found: {"output": str(output), **_json(found)},
        show=lambda found: _show(found, output),
        code=lambda found: 2 if found.left_out else int(any(r.problems for r in found.records)),
    )


def _found(person: str, files: list[Path], output: Path, *, unmask: bool, quiet: bool) -> Found:
    paths = require_some(choose(files, output))
    answers = list(
        terminal.progress(everywhere(paths, person, date.today()), len(paths), "读取", quiet=quiet)
    )
    records = [each for each in answers if isinstance(each, PersonRecord)]
    left_out = [each for each in answers if isinstance(each, LeftOut)]
    if not records:
        raise CannotDo(_nowhere(person, paths, left_out))
    save(output, dossier_book(records, masked=not unmask))
    return Found(records, left_out)


def _nowhere(person: str, paths: list[Path], left_out: list[LeftOut]) -> str:
    if len(paths) == len(left_out) == 1:
        return left_out[0].reason
    more = f"（{len(left_out)} 本打不开或认不出：{left_out[0].reason}……）" if left_out else ""
    return f"{len(paths)} 本工作簿里都没有“{person}”，请核对姓名或身份证号{more}"


def _json(found: Found) -> dict[str, Any]:
    """Return the result as JSON values; numbers are not masked."""
    return {
        "units": [_record_json(record) for record in found.records],
        "skipped": skipped_json(found.left_out),
        "notes": [note for record in found.records for note in record.notes],
    }


def _record_json(record: PersonRecord) -> dict[str, Any]:
    return {
        "name": record.unit,
        "source": record.source,
        "person": record.dossier.name,
        "id_number": record.dossier.id_number,
        "findings": [each.as_json() for each in record.problems],
        "alerts": [each.as_json() for each in record.alerts],
        "events": [
            {
                "date": each.day.isoformat() if each.day else "",
                "what": each.what,
                "text": each.words,
                "evidence": each.reference,
            }
            for each in record.events
        ],
    }


def _show(found: Found, output: Path) -> None:
    for each in found.left_out:
        terminal.fail(each.source, each.reason)
    for record in found.records:
        who = f"{record.unit} {record.dossier.name}（{mask(record.dossier.id_number)}）"
        counts = (
            f"：底稿记录 {len(record.events)} 条，问题线索 {len(record.problems)} 条，"
            f"预警 {len(record.alerts)} 条"
        )
        style = "yellow" if record.problems else ""
        terminal.console.print(Text.assemble("  ", (who, style), counts))
        for note in record.notes:
            terminal.console.print(Text(f"    说明：{note}"))
    terminal.console.print(f"一人一档：{output}")
