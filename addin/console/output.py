"""What commands on one workbook share: the last lines of a report, why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.text import Text

from addin.console import streams, terminal
from addin.errors import ChujingError, LeftOut
from addin.values.identity import mask_in


def error_json(error: ChujingError) -> dict[str, str]:
    """Return the entries of the JSON that say why there is no result (codes: docs/文件问题.md)."""
    return {"error": error.reason, "code": error.kind.code}


def skipped_json(left_out: Iterable[LeftOut]) -> list[dict[str, str]]:
    """Return ``skipped``: the files of several that could not be used."""
    return [
        {"source": each.source, "reason": each.reason, "code": each.kind.code} for each in left_out
    ]


def unusable(path: Path, error: ChujingError, *lists: str, as_json: bool) -> int:
    """Say why a workbook cannot be used, in JSON with these lists empty; return the exit code."""
    if as_json:
        empty: dict[str, list[str]] = {name: [] for name in (*lists, "notes")}
        streams.print_json({"file": str(path), **empty, **error_json(error)})
    else:
        terminal.fail(path, error.reason)
    return 2


def output_json(written: Sequence[Path]) -> dict[str, str]:
    """Return the entry of the JSON that says which workbook was written, if one was."""
    return {"output": str(written[0])} if written else {}


def close(notes: Sequence[str], written: Sequence[Path]) -> None:
    """Print notes, masked, and what was written."""
    for note in notes:
        terminal.console.print(Text(f"  说明：{mask_in(note)}"))
    for path in written:
        terminal.console.print(f"  已写入：{path}")
