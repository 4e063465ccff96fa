"""``remind``: who has handed in, and the text to send to those who have not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from rich.table import Column, Table
from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import output_json, unusable
from addin.errors import ChujingError
from addin.jobs.remind.command import Reminder, deadline_in, expected, gather, received, remind
from addin.jobs.remind.notices import proposal, words
from addin.jobs.remind.rules import State, UnitStatus
from addin.writing.saving import save

_STYLES = {State.CLEAN: "green", State.MISSING: "red", State.UNREADABLE: "red"}


def run(
    roster: Path, sources: Iterable[Path], output: Path | None, *, deadline: str, as_json: bool
) -> int:
    """Say who has handed in, write the workbook where asked; return the exit code."""
    written = []
    try:
        wanted = expected(roster, deadline_in(deadline))
        paths = received(sources, roster, output)
        handed = terminal.progress(gather(paths), len(paths), "读取", quiet=as_json)
        found = remind(wanted, handed, date.today())
        if output:
            save(output, found.to_bytes(), backup=True)
            written.append(output)
    except ChujingError as error:
        return unusable(roster, error, "units", "strangers", "notices", as_json=as_json)
    if as_json:
        streams.print_json(_as_object(found) | output_json(written))
    else:
        _report(found, written)
    return 0 if found.matched.is_done else 1


def _as_object(found: Reminder) -> dict[str, Any]:
    return {
        "as_of": found.today.isoformat(),
        "units": [_unit_json(each, found.today) for each in found.matched.standings],
        "strangers": [
            {
                "source": each.source,
                "unit": each.unit if each.is_named else "",
                "reason": each.reason,
                "near": list(near),
            }
            for each, near in found.matched.unlisted
        ],
        "notices": [{"to": each.unit, "text": each.text} for each in found.notices],
        "notes": [f"{name}：{note}" for name, note in found.notes],
    }


def _unit_json(each: UnitStatus, today: date) -> dict[str, Any]:
    due = each.expected.deadline
    return {
        "unit": each.expected.name,
        "superior": each.expected.superior,
        "state": each.state.value,
        "mistakes": [place._asdict() for place in each.mistakes],
        "words": words(each),
        "sources": [file.source for file in each.sources],
        "deadline": due.isoformat() if due else "",
        "days_left": (due - today).days if due else None,
    }


def _report(found: Reminder, written: list[Path]) -> None:
    table = Table("情况", Column("单位", overflow="fold"), Column("错误", justify="right"),
                  Column("文件", overflow="fold"))  # fmt: skip
    for each in found.matched.standings:
        style = _STYLES.get(each.state, "yellow")
        files = "、".join(file.file for file in each.sources)
        count = str(len(each.mistakes) or "")
        table.add_row(Text(each.state.value, style), each.expected.name, count, files)
    for each_unlisted, near in found.matched.unlisted:
        table.add_row(
            Text("不在名单上", "yellow"), each_unlisted.unit, "", proposal(each_unlisted, near)
        )
    terminal.console.print(table, soft_wrap=False)
    for name, note in found.notes:
        terminal.console.print(Text(f"说明：{name}：{note}"))
    for notice in found.notices:
        terminal.console.print(Text(f"\n{notice.text}"))
    terminal.console.print(f"\n{found.summary}。")
    for path in written:
        terminal.console.print(f"催报：{path}")
