"""Run tasks that crash or hang in worker processes on Windows; print each outcome as JSON."""

from __future__ import annotations

import json
import os
import time

from addin.errors import ChujingError
from addin.reading.workers.local import Limits, Processes

LIMITS = Limits(seconds=5, memory=400 * 2**20)


def stress_task(kind: str) -> str:
    """Return normally, hang, crash or use up memory, by ``kind``."""
    if kind == "hang":
        while True:
            pass
    if kind == "abort":
        os.abort()
    held = []
    while kind == "grow":
        held.append(b"x" * 20 * 2**20)
        time.sleep(0.02)
    return kind


def main() -> None:
    """Run in two processes, so that some tasks get one that another task has ended."""
    kinds = ["one", "hang", "two", "abort", "three", "grow", "four"]
    results = Processes(2, LIMITS).map(stress_task, kinds)
    print(json.dumps([r.kind.code if isinstance(r, ChujingError) else r for r in results]))


if __name__ == "__main__":
    from workers_under_stress import (
        main as run,  # worker processes find the task by the module's name
    )

    run()
