"""``report``: 情况报告 from 附件2, every number with its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import unusable
from addin.errors import CannotDo, ChujingError
from addin.forms import sheets
from addin.jobs.report.command import situation_of, written
from addin.jobs.report.rules import Situation
from addin.reading.workers.local import isolated
from addin.values.identity import mask_in
from addin.writing.saving import save


def run_report(
    file: Path, previous: Path | None, template: Path | None, output: Path, *, as_json: bool
) -> int:
    """Write the report; return the exit code, 1 where 附件2 contradicts itself."""
    target = output / sheets.REPORT_FILE if output.is_dir() else output
    reading = file
    try:
        if target.suffix.lower() != ".docx":
            raise CannotDo("情况报告是 Word 文档，请用 -o 指定以 .docx 结尾的文件名")
        if template and template.resolve() == target.resolve():
            raise CannotDo("情况报告会盖住模板，请用 -o 另取一个文件名")
        found = isolated(situation_of, file, previous)
        reading = template or target
        save(target, isolated(written, found, template), backup=True)
    except ChujingError as error:
        return unusable(reading, error, "figures", as_json=as_json)
    if as_json:
        streams.print_json({"file": str(file), "output": str(target), **_as_object(found)})
    else:
        _report(found, target)
    return int(bool(found.doubts))


def _as_object(found: Situation) -> dict[str, Any]:
    return {
        "unit": found.unit,
        "figures": [
            {"label": each.label, "value": each.value, "source": each.source}
            for each in found.figures
        ],
        "notes": list(found.doubts),
    }


def _report(found: Situation, output: Path) -> None:
    for text in (*found.organisation, *found.found, *found.handling, *found.pending):
        terminal.console.print(mask_in(text))
    for doubt in found.doubts:
        terminal.console.print(Text.assemble(("数字不平 ", "yellow"), mask_in(doubt)))
    if not found.unit:
        terminal.console.print("附件2没有写填表单位，报告中留了空白。")
    terminal.console.print(f"情况报告：{output}（“采取的措施”“下一步工作”请在 Word 中补写）")
