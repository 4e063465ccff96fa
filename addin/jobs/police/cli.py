"""``police-export`` and ``police-import``: lists for the police, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import close, output_json, skipped_json, unusable
from addin.errors import ChujingError
from addin.jobs.police.files import export_lists, import_results
from addin.jobs.police.importing import Imported
from addin.jobs.police.tables import IMPORT_CONFLICTS
from addin.reading.workers.local import isolated
from addin.values.identity import mask, mask_in


def run_export(path: Path, folder: Path, previous: Path | None, *, as_json: bool) -> int:
    """Write the lists into the folder, report; return the exit code."""
    try:
        exported = isolated(export_lists, path, folder, previous)
    except ChujingError as error:
        return unusable(path, error, "files", as_json=as_json)
    if as_json:
        streams.print_json({
            "file": str(path),
            "files": [str(file) for file in exported.files],
            "query": len(exported.query.rows),
            "batch": len(exported.batch.rows),
            "notes": list(exported.notes),
        })  # fmt: skip
    else:
        terminal.console.print(Text(f"{path}  {exported.form.unit}：{exported.summary}", "bold"))
        close(exported.notes, exported.files)
    return int(exported.left_out > 0)


def run_import(path: Path, sources: Sequence[Path], output: Path | None, *, as_json: bool) -> int:
    """Hold the results against the workbook, write it where asked, report; return the exit code."""
    try:
        imported, written = isolated(import_results, path, sources, output)
    except ChujingError as error:
        lists = ("tables", "conflicts", "nothing_found", "skipped")
        return unusable(path, error, *lists, as_json=as_json)
    if as_json:
        found = {"file": str(path), **_as_object(imported)}
        streams.print_json(found | output_json(written))
    else:
        _report(path, imported, written)
    return 2 if imported.left_out else int(bool(imported.conflicts))


def _as_object(imported: Imported) -> dict[str, Any]:
    """The result for programs; identity numbers are not masked in it."""
    return {
        "tables": [
            {"name": each.table.name, "added": len(each.added), "repeated": each.repeated}
            for each in imported.merged
        ],
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


def _report(path: Path, imported: Imported, written: Sequence[Path]) -> None:
    for each in imported.left_out:
        terminal.fail(each.source, each.reason)
    terminal.console.print(Text(f"{path}：{imported.summary}", "bold"))
    for table, conflict in imported.conflicts:
        row = conflict.line.row
        person = f"{row.text('name')}（{mask(row.text('id_number'))}）"
        where = f"{conflict.line.source} 第 {row.number} 行"
        words = f" {table.name} {person}{mask_in(conflict.reason)}（{where}）"
        terminal.console.print(Text.assemble("  ", ("待核", "yellow"), words))
    for asked, source in imported.nothing:
        who = f"{asked.name}（{mask(asked.id_number)}）"
        terminal.console.print(f"  未查到证件：{who}（{source} 第 {asked.row} 行）")
    close(imported.notes, written)
    if not written:
        terminal.console.print("  没有写入任何文件；要写入的用 -o 指定工作簿。")
    elif imported.conflicts:
        terminal.console.print(f"  待核的逐条列在“{IMPORT_CONFLICTS.name}”表中。")
