"""The command ``demo``: write the sample data and run every command on it."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path

from rich.text import Text

from addin.console.terminal import console
from addin.demo.steps import Step, steps
from addin.errors import CannotDo, because
from addin.samples import city, write_samples

RESULTS = "结果"


def run(folder: Path, chujing: Callable[[tuple[str, ...]], int]) -> None:
    """Write the samples into ``folder`` and run every step; ``chujing`` runs a command line.

    Samples that were changed and results of a previous run are not overwritten. Raises CannotDo
    where the folder cannot be written.
    """
    try:
        write_samples(folder, keep=True)
        results = next(path for path in _folders(folder) if not path.exists())
        results.mkdir()
    except OSError as error:
        raise CannotDo(f"样例写不进这个文件夹（{because(error)}），请另选一个") from error
    console.print(Text(f"样例数据（全部虚构）：{folder / city.NAME}"))
    for step in steps(folder, results):
        _show(step, folder, *_answer(step, chujing))
    console.print(Text(f"\n结果都在这里：{results}", "bold"))


def _folders(folder: Path) -> Iterator[Path]:
    yield folder / RESULTS
    yield from (folder / f"{RESULTS}{number}" for number in count(2))


def _answer(step: Step, chujing: Callable[[tuple[str, ...]], int]) -> tuple[int, list[str]]:
    """Return the exit code and the lines printed."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = chujing(step.arguments)
    return code, [line for line in said.getvalue().splitlines() if line.strip()]


def _show(step: Step, folder: Path, code: int, lines: list[str]) -> None:
    typed = shlex.join(("chujing", *step.arguments))
    console.print(Text.assemble("\n", (step.title, "green"), f"　{step.why}"))
    console.print(Text(f"  $ {typed}", "cyan"))
    shown = [*lines[: step.lines], *lines[-1:]] if len(lines) > step.lines else lines
    for line in shown:
        console.print(Text(f"    {line}".replace(f"{folder}/", "")))
    if len(lines) > len(shown):
        console.print(Text(f"    ……共 {len(lines)} 行，退出码 {code}", "dim"))
