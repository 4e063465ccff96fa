"""The table of results, with the machine it was measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.contests import Line

RESULTS = Path(__file__).with_name("results.md")
_HEAD = ("项目", "本项", "对照", "比值", "预算", "合否")
_ABOVE = "<!-- 以上由 python -m bench 写成，以下由人写。 -->"
_WITH = ("python-calamine", "openpyxl", "pandas", "pandera", "frictionless", "xlwings", "typer")


def machine() -> str:
    """Return a sentence on the machine."""
    system = f"{platform.system()} {platform.machine()}，{_processor()}，{os.cpu_count()} 个逻辑核"
    packages = "、".join(f"{name} {version(name)}" for name in _WITH)
    return f"{date.today()}；{system}；Python {platform.python_version()}；{packages}。"


def cells(line: Line) -> Sequence[str]:
    """Return the line as texts."""
    met = {True: "合", False: "不合", None: ""}[line.met]
    return line.what, line.ours, line.against, line.figure, line.budget, met


def keep(lines: Iterable[Line]) -> None:
    """Write the table; text that people have added below it stays."""
    rows = [_HEAD, ("---",) * len(_HEAD), *map(cells, lines)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    below = RESULTS.read_text("utf-8").partition(_ABOVE)[2] if RESULTS.exists() else "\n"
    RESULTS.write_text(f"# 速度\n\n{machine()}\n\n{table}\n\n{_ABOVE}{below}", "utf-8")


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()
