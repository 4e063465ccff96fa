"""What worker processes go through on Windows; prints the outcome of each task as JSON."""

from __future__ import annotations

import json
import os
import time

from addin.errors import ChujingError
from addin.reading.workers.local import Limits, Processes

LIMITS = Limits(seconds=5, memory=400 * 2**20)


def ordeal(kind: str) -> str:
    """Survive, or do not."""
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
    """Two processes, so that some tasks meet one that another task has killed."""
    kinds = ["one", "hang", "two", "abort", "three", "grow", "four"]
    results = Processes(2, LIMITS).map(ordeal, kinds)
    print(json.dumps([r.kind.code if isinstance(r, ChujingError) else r for r in results]))


if __name__ == "__main__":
    from workers_under_stress import (
        main as run,  # worker processes find the task by the module's name
    )

    run()
