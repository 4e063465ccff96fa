"""``dossier``: a person's page, from every workbook that knows the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import skipped_json, unusable
from addin.errors import CannotDo, ChujingError, LeftOut
from addin.jobs.dossier.collecting import PersonRecord
from addin.jobs.dossier.command import dossier_book, everywhere
from addin.reading.sources import choose, require_some
from addin.values.identity import mask, mask_in
from addin.writing.saving import save


def run(person: str, sources: Iterable[Path], output: Path, *, unmask: bool, as_json: bool) -> int:
    """Write 一人一档; return the exit code, 1 where there are leads."""
    sources = list(sources)
    try:
        paths = require_some(choose(sources, output))
        answers = terminal.progress(
            everywhere(paths, person, date.today()), len(paths), "读取", quiet=as_json
        )
        found = [answer for answer in answers if answer]
        lives = [each for each in found if isinstance(each, PersonRecord)]
        left_out = [each for each in found if isinstance(each, LeftOut)]
        if not lives:
            raise CannotDo(_nowhere(person, paths, left_out))
        save(output, dossier_book(lives, masked=not unmask), backup=True)
    except ChujingError as error:
        asked = sources[0] if len(sources) == 1 else output
        return unusable(asked, error, "units", "skipped", as_json=as_json)
    if as_json:
        streams.print_json(_json(lives, left_out, output))
    else:
        _show(lives, left_out, output)
    return 2 if left_out else int(any(life.problems for life in lives))


def _nowhere(person: str, paths: list[Path], left_out: list[LeftOut]) -> str:
    if len(paths) == len(left_out) == 1:
        return left_out[0].reason
    more = f"（{len(left_out)} 本打不开或认不出：{left_out[0].reason}……）" if left_out else ""
    return f"{len(paths)} 本工作簿里都没有“{mask_in(person)}”，请核对姓名或身份证号{more}"


def _json(lives: list[PersonRecord], left_out: list[LeftOut], output: Path) -> dict[str, Any]:
    """The result for programs; numbers are not hidden in it."""
    return {
        "output": str(output),
        "units": [
            {
                "name": life.unit,
                "source": life.source,
                "person": life.dossier.name,
                "id_number": life.dossier.id_number,
                "findings": [
                    {
                        "id": each.id,
                        "category": each.category,
                        "basis": each.basis,
                        "evidence": list(each.evidence),
                        "message": each.message,
                        "verdict": each.verdict,
                    }
                    for each in life.problems
                ],
                "alerts": [
                    {
                        "matter": each.matter.value,
                        "evidence": list(each.evidence),
                        "message": each.message,
                    }
                    for each in life.alerts
                ],
                "events": [
                    {
                        "date": each.day.isoformat() if each.day else "",
                        "what": each.what,
                        "text": each.words,
                        "evidence": each.reference,
                    }
                    for each in life.events
                ],
            }
            for life in lives
        ],
        "skipped": skipped_json(left_out),
        "notes": [note for life in lives for note in life.notes],
    }


def _show(lives: list[PersonRecord], left_out: list[LeftOut], output: Path) -> None:
    for each in left_out:
        terminal.fail(each.source, each.reason)
    for life in lives:
        who = f"{life.unit} {life.dossier.name}（{mask(life.dossier.id_number)}）"
        counts = (
            f"：底稿记录 {len(life.events)} 条，问题线索 {len(life.problems)} 条，"
            f"预警 {len(life.alerts)} 条"
        )
        style = "yellow" if life.problems else ""
        terminal.console.print(Text.assemble("  ", (who, style), counts))
        for note in life.notes:
            terminal.console.print(Text(f"    说明：{mask_in(note)}"))
    terminal.console.print(f"一人一档：{output}")
