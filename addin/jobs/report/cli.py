"""``report``: 情况报告 from 附件2, every number with its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import Json, command_group
from addin.console.output import about
from addin.console.output import report as report_result
from addin.errors import CannotDo
from addin.forms import sheets
from addin.jobs.report.command import situation_of, written
from addin.jobs.report.rules import Situation
from addin.reading.sources import require_apart
from addin.reading.workers.local import isolated
from addin.writing.saving import save

commands = command_group()


@commands.command()
def report(
    file: Annotated[Path, typer.Argument(metavar="附件2.xlsx", help="汇总出来的附件2")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="情况报告.docx", help="报告写到这个文件")
    ],
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="文件", help="上次报送的附件2：列出增减")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="模板.docx", help="用本单位的模板（docs/文书模板.md）"),
    ] = None,
    json: Json = False,
) -> None:
    """情况报告：由附件2写成 Word 报告，每个数字都注明出自哪一格。"""
    target = output / sheets.REPORT_FILE if output.is_dir() else output
    report_result(
        file,
        lambda: _written(file, previous, template, target),
        as_json=json,
        empty=("figures",),
        to_json=lambda found: {"file": str(file), "output": str(target), **_json(found)},
        show=lambda found: _show(found, target),
        code=lambda found: int(bool(found.doubts)),
    )


def _written(file: Path, previous: Path | None, template: Path | None, target: Path) -> Situation:
    if target.suffix.lower() != ".docx":
        raise CannotDo("情况报告是 Word 文档，请用 -o 指定以 .docx 结尾的文件名")
    require_apart(target, [template] if template else [])
    found = isolated(situation_of, file, previous)
    with about(template or target):
        save(target, isolated(written, found, template))
    return found


def _json(found: Situation) -> dict[str, Any]:
    return {
        "unit": found.unit,
        "figures": [
            {"label": each.label, "value": each.value, "source": each.source}
            for each in found.figures
        ],
        "notes": list(found.doubts),
    }


def _show(found: Situation, output: Path) -> None:
    for text in (*found.organisation, *found.found, *found.handling, *found.pending):
        terminal.console.print(text)
    for doubt in found.doubts:
        terminal.console.print(Text.assemble(("数字不平 ", "yellow"), doubt))
    if not found.unit:
        terminal.console.print("附件2没有写填表单位，报告中留了空白。")
    terminal.console.print(f"情况报告：{output}（“采取的措施”“下一步工作”请在 Word 中补写）")
