"""Run every contest, print the table, keep it in ``bench/results.md``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import table
from bench.contests import CONTESTS


def _compile_into(folder: Path) -> None:
    """Compile every module once, as an installation does."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def main(wanted: list[str]) -> None:
    """Run the contests named, all of them without a name; only a full table is kept."""
    printed = Table("项目", "本项", "对照", "比值", "预算", "合否")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        _compile_into(Path(folder) / "compiled")
        for contest in CONTESTS:
            if not wanted or contest.__name__ in wanted:
                print(contest.__doc__, file=sys.stderr)
                lines += contest(Path(folder))
    for line in lines:
        printed.add_row(*table.cells(line))
    Console().print(table.machine(), printed)
    if not wanted:
        table.keep(lines)


main(sys.argv[1:])
