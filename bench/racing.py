"""Running processes in turn, and the median of each."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Runner:
    """A process to be timed: from its start to its end, or as long as it says on its last line."""

    arguments: Sequence[str]
    tells: bool = False


@dataclass(frozen=True)
class Time:
    """Median seconds, and the largest memory (bytes) of the process or a child it waited for."""

    seconds: float
    memory: int


def task(name: str, *arguments: object) -> Runner:
    """Return a runner of one of ``bench.tasks``; its preparation is not timed."""
    return Runner(("-m", "bench.tasks", name, *map(str, arguments)), tells=True)


def reading(reader: str, source: Path) -> Runner:
    """Return a runner that only reads a workbook, or a folder of them."""
    return Runner(("-m", "bench.reading", reader, str(source)))


def command(*arguments: object) -> Runner:
    """Return a runner of the command line ``chujing``."""
    return Runner(("-m", "addin", *map(str, arguments)))


def code(text: str) -> Runner:
    """Return a runner of a line of Python."""
    return Runner(("-c", text))


def race(runners: Mapping[str, Runner], rounds: int = 5) -> dict[str, Time]:
    """Run the runners in turn, ``rounds`` times after one that does not count.

    A single round is for what takes minutes: it counts at once.
    """
    times: dict[str, list[Time]] = {name: [] for name in runners}
    for lap in range(rounds + 1 if rounds > 1 else 1):
        for name, runner in runners.items():
            once = _run(runner)
            if lap or rounds == 1:
                times[name].append(once)
    return {
        name: Time(median(t.seconds for t in all_), max(t.memory for t in all_))
        for name, all_ in times.items()
    }


def _run(runner: Runner) -> Time:
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *runner.arguments], stdout=said, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):  # 1: something found
            raise RuntimeError(f"{runner.arguments} ended with {process.returncode}")
        if runner.tells:
            said.seek(0)
            seconds = float(said.read().split()[-1])
    return Time(seconds, usage.ru_maxrss * 1024)
