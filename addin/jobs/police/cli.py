"""The commands ``police-export`` and ``police-import``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import File, Json, Workbook, command_group
from addin.console.output import about, close, output_json, report, skipped_json
from addin.jobs.police.asking import PERIOD, read_asked
from addin.jobs.police.exporting import Exported
from addin.jobs.police.files import export_lists, import_results
from addin.jobs.police.importing import Imported
from addin.jobs.police.tables import IMPORT_CONFLICTS
from addin.model.rows import Row, shown
from addin.reading.workers.local import isolated
from addin.values.masking import mask

commands = command_group()


@commands.command("police-export")
def police_export(
    file: File,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="名单写到这个文件夹")
    ],
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="文件", help="上一次的附件1：据此列出新增、变更、撤销"),
    ] = None,
    json: Json = False,
) -> None:
    """公安导出：写出送公安查询名单和登记备案批量表。"""
    report(
        file,
        lambda: isolated(export_lists, file, output, previous),
        as_json=json,
        empty=("files",),
        to_json=lambda exported: {"file": str(file), **_exported_json(exported)},
        show=lambda exported: _show_exported(file, exported),
        code=lambda exported: int(exported.left_out > 0),
    )


@commands.command("police-import")
def police_import(
    file: File,
    results: Annotated[
        list[Path], typer.Argument(metavar="结果…", help="公安查询结果：文件、文件夹，可以多个")
    ],
    asked: Annotated[
        Path | None,
        typer.Option(
            "--asked",
            metavar="名单",
            help="这次答复的送公安查询名单：名单上没有记录的人登记为查无",
        ),
    ] = None,
    output: Workbook = None,
    json: Json = False,
) -> None:
    """公安导入：补进公安底稿表，记入“公安查询登记”；不带 -o 只报告；不一致的列入“公安导入待核”。"""
    report(
        file,
        lambda: _imported(file, results, asked, output),
        as_json=json,
        empty=("tables", "registered", "conflicts", "nothing_found", "skipped"),
        to_json=lambda result: {"file": str(file), **_json(result[0]), **output_json(result[1])},
        show=lambda result: _show(file, *result),
        code=lambda result: 2 if result[0].left_out else int(bool(result[0].conflicts)),
    )


def _imported(
    file: Path, results: Sequence[Path], sent: Path | None, output: Path | None
) -> tuple[Imported, list[Path]]:
    with about(sent):
        asked = isolated(read_asked, sent) if sent else None
    return isolated(import_results, file, results, asked, output)


def _exported_json(exported: Exported) -> dict[str, Any]:
    return {
        "files": [str(file) for file in exported.files],
        "query": len(exported.query.rows),
        "batch": len(exported.batch.rows),
        "notes": list(exported.notes),
    }


def _show_exported(file: Path, exported: Exported) -> None:
    terminal.console.print(Text(f"{file}  {exported.form.unit}：{exported.summary}", "bold"))
    close(exported.notes, exported.files)


def _json(imported: Imported) -> dict[str, Any]:
    """Return the result as JSON values; identity numbers are not masked."""
    return {
        "tables": [
            {"name": each.table.name, "added": len(each.added), "repeated": each.repeated}
            for each in imported.merged
        ],
        "registered": [_registered_json(line.row) for line in imported.registered.added],
        "conflicts": [
            {
                "table": table.name,
                "person": conflict.line.row.text("name"),
                "id_number": conflict.line.row.text("id_number"),
                "source": conflict.line.source,
                "row": conflict.line.row.number,
                "reason": conflict.reason,
            }
            for table, conflict in imported.conflicts
        ],
        "nothing_found": [
            {"person": asked.name, "id_number": asked.id_number, "source": source, "row": asked.row}
            for asked, source in imported.nothing
        ],
        "skipped": skipped_json(imported.left_out),
        "notes": list(imported.notes),
    }


def _registered_json(row: Row) -> dict[str, str]:
    keys = ("id_number", "content", "result", *PERIOD, "source")
    return {"person": row.text("name"), **{key: row.text(key) for key in keys}}


def _show(path: Path, imported: Imported, written: Sequence[Path]) -> None:
    for each in imported.left_out:
        terminal.fail(each.source, each.reason)
    terminal.console.print(Text(f"{path}：{imported.summary}", "bold"))
    for table, conflict in imported.conflicts:
        row = conflict.line.row
        person = f"{row.text('name')}（{mask(row.text('id_number'))}）"
        where = f"{conflict.line.source} 第 {row.number} 行"
        words = f" {table.name} {person}{conflict.reason}（{where}）"
        terminal.console.print(Text.assemble("  ", ("待核", "yellow"), words))
    for asked, source in imported.nothing:
        who = f"{asked.name}（{mask(shown(asked.id_number))}）"
        terminal.console.print(f"  未查到证件：{who}（{source} 第 {asked.row} 行）")
    close(imported.notes, written)
    if not written:
        terminal.console.print("  没有写入任何文件；要写入的用 -o 指定工作簿。")
    elif imported.conflicts:
        terminal.console.print(f"  待核的逐条列在“{IMPORT_CONFLICTS.name}”表中。")
