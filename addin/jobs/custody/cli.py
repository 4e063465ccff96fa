"""The command ``custody``: check one move of one document, and register it on request."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import File, InPlace, Json, Workbook, command_group, either
from addin.console.output import close, output_json, report
from addin.jobs.custody.files import Done, Request, register_move
from addin.reading.workers.local import isolated

commands = command_group()


@commands.command()
def custody(
    file: File,
    person: Annotated[str, typer.Argument(metavar="人", help="身份证号，或附件1上的姓名")],
    move: Annotated[str, typer.Argument(metavar="动作", help="交存、领用、归还、注销、挂失")],
    number: Annotated[str, typer.Argument(metavar="证件号", help="证件号码")],
    kind: Annotated[str, typer.Option("--kind", metavar="种类", help="号码看不出种类时写明")] = "",
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="公私", help="因私或因公，号码看不出时写明")
    ] = "",
    day: Annotated[str, typer.Option("--date", metavar="日期", help="默认今天")] = "",
    handler: Annotated[
        str, typer.Option("--handler", metavar="姓名", help="经办人，默认台账上最后一位")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="文字", help="备注")] = "",
    output: Workbook = None,
    in_place: InPlace = False,
    json: Json = False,
) -> None:
    """保管登记：记入保管台账，算出归还期限；领用写领用单，挂失写情况说明。不带 -o 只说能不能办。"""
    either(output, in_place)
    request = Request(person, move, number, kind, purpose, day, handler, note)
    target = file if in_place else output
    report(
        file,
        lambda: isolated(register_move, file, request, target),
        as_json=json,
        to_json=lambda done: {"file": str(file), **_json(done)},
        show=lambda done: _show(done, is_asked_only=target is None),
        code=lambda done: int(bool(done.refusal)),
    )


def _json(done: Done) -> dict[str, Any]:
    return {
        "person": done.person,
        "refusal": done.refusal,
        "due": done.due.isoformat() if done.due else None,
        "line": done.line,
        "papers": [str(path) for path in done.written[1:]],
        **output_json(done.written),
    }


def _show(done: Done, *, is_asked_only: bool) -> None:
    style = "red" if done.refusal else "green"
    terminal.console.print(Text.assemble(f"{done.person}：", (done.said, style)))
    if is_asked_only and not done.refusal:
        terminal.console.print("还没有登记；要登记的用 -o 指定工作簿，或加 --in-place。")
    close((), done.written)
