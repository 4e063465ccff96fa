"""``normalize``: a copy of the workbook in the spelling the form asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import error_json
from addin.errors import ChujingError
from addin.jobs.normalize.files import normalised_copy
from addin.jobs.normalize.rules import Rewrite
from addin.model.rows import shown
from addin.reading.workers.local import isolated
from addin.values.identity import mask_in


def run(path: Path, output: Path, *, as_json: bool) -> int:
    """Write the copy and report every change; return the exit code."""
    try:
        changes = isolated(normalised_copy, path, output)
    except ChujingError as error:
        if as_json:
            streams.print_json({"file": str(path), "changes": [], **error_json(error)})
        else:
            terminal.fail(path, error.reason)
        return 2
    if as_json:
        found = [_as_json(change) for change in changes]
        streams.print_json({"file": str(path), "output": str(output), "changes": found})
    else:
        _report(path, output, changes)
    return 0


def _as_json(change: Rewrite) -> dict[str, Any]:
    cell = change.cell
    return {
        "sheet": cell.sheet,
        "cell": cell.address,
        "column": cell.title,
        "before": shown(cell.value),
        "after": change.text,
    }


def _report(path: Path, output: Path, changes: list[Rewrite]) -> None:
    terminal.console.print(Text(f"{path}  规范 {len(changes)} 处", "bold"))
    for change in changes:
        cell = change.cell
        line = f"  {cell.address} {cell.title}：“{shown(cell.value)}” → “{change.text}”"
        terminal.console.print(Text(mask_in(line)))
    terminal.console.print(f"  规范后的副本：{output}")
