"""The command ``normalize``: write a copy of the workbook in the form's spelling."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import File, Json, command_group
from addin.console.output import report
from addin.jobs.normalize.files import normalised_copy
from addin.jobs.normalize.rules import Rewrite
from addin.model.rows import shown
from addin.reading.workers.local import isolated

commands = command_group()


@commands.command()
def normalize(
    file: File,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="规范后的副本写到这个文件")
    ],
    json: Json = False,
) -> None:
    """一键规范：全角、空格、小写 x、间隔点、“无”的写法等改成规范写法，写成副本。"""
    report(
        file,
        lambda: isolated(normalised_copy, file, output),
        as_json=json,
        empty=("changes",),
        to_json=lambda changes: {
            "file": str(file), "output": str(output), "changes": [*map(_as_json, changes)],
        },
        show=lambda changes: _show(file, output, changes),
        code=lambda _: 0,
    )  # fmt: skip


def _as_json(change: Rewrite) -> dict[str, Any]:
    cell = change.cell
    return {
        "sheet": cell.sheet,
        "cell": cell.address,
        "column": cell.title,
        "before": shown(cell.value),
        "after": change.text,
    }


def _show(path: Path, output: Path, changes: list[Rewrite]) -> None:
    terminal.console.print(Text(f"{path}  规范 {len(changes)} 处", "bold"))
    for change in changes:
        cell = change.cell
        line = f"  {cell.address} {cell.title}：“{shown(cell.value)}” → “{change.text}”"
        terminal.console.print(Text(line))
    terminal.console.print(f"  规范后的副本：{output}")
