"""The command ``remind``: list who has handed in, and write the reminders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table
from rich.text import Text

from addin.console import terminal
from addin.console.options import Json, command_group
from addin.console.output import about, output_json, report
from addin.jobs.remind.command import Reminder, deadline_in, expected, gather, received
from addin.jobs.remind.command import remind as held_against
from addin.jobs.remind.notices import proposal, words
from addin.jobs.remind.rules import State, UnitStatus
from addin.writing.saving import save

_STYLES = {State.CLEAN: "green", State.MISSING: "red", State.UNREADABLE: "red"}


commands = command_group()
Result = tuple[Reminder, list[Path]]


@commands.command()
def remind(
    roster: Annotated[
        Path,
        typer.Argument(metavar="名单", help="应报单位名单：工作簿、.csv 或 .txt，每行一个单位"),
    ],
    files: Annotated[
        list[Path], typer.Argument(metavar="来源…", help="收到的工作簿：文件、文件夹，可以多个")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="催报.xlsx", help="结果写到这个文件")
    ] = None,
    deadline: Annotated[
        str,
        typer.Option("--deadline", metavar="日期", help="报送期限；名单上写了的以名单为准"),
    ] = "",
    json: Json = False,
) -> None:
    """催报：名单上谁报了、谁没报、谁的有错误，列表并写出可以复制的催报通知。"""
    report(
        roster,
        lambda: _reminded(roster, files, output, deadline, quiet=json),
        as_json=json,
        empty=("units", "strangers", "notices"),
        to_json=lambda result: _json(result[0]) | output_json(result[1]),
        show=lambda result: _show(*result),
        code=lambda result: 0 if result[0].matched.is_done else 1,
    )


def _reminded(
    roster: Path, files: list[Path], output: Path | None, deadline: str, *, quiet: bool
) -> Result:
    with about("--deadline"):
        last = deadline_in(deadline)
    wanted = expected(roster, last)
    paths = received(files, roster, output)
    handed = terminal.progress(gather(paths), len(paths), "读取", quiet=quiet)
    found = held_against(wanted, handed, date.today())
    if output is None:
        return found, []
    save(output, found.to_bytes())
    return found, [output]


def _json(found: Reminder) -> dict[str, Any]:
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


def _show(found: Reminder, written: list[Path]) -> None:
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
