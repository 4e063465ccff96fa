"""``make fuzz``: run all steps on N mutated workbooks; every outcome must be documented.

A fault is printed with its number; ``--seed NUMBER --count 1`` makes the same workbook again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mutations import mutated
from pipeline import DOCUMENTED, STEPS

from addin.errors import ChujingError
from addin.reading.workers.local import Limits, Processes

HOME = Path(__file__).parents[2]
LIMITS = Limits(seconds=60)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first one")
    wanted = parser.parse_args()
    begun = time.monotonic()
    numbers = range(wanted.seed, wanted.seed + wanted.count)
    counted: Counter[str] = Counter()
    faults, caught = [], []
    with TemporaryDirectory() as folder:
        results = Processes(limits=LIMITS).map(partial(run_steps, Path(folder)), numbers)
        for number, result in zip(numbers, results, strict=True):
            if isinstance(result, ChujingError):  # its process crashed, or our code failed
                counted[f"all {result.kind.code}"] += 1
                lost = faults if result.kind.code not in DOCUMENTED else caught
                lost.append(f"{number}: {result.reason}")
                continue
            counted.update(f"{step} {word}" for step, word in result.items())
            faults += [
                f"{number}: {step} ended with {word}"
                for step, word in result.items()
                if word not in DOCUMENTED
            ]
    print(*(f"{n:6} {word}" for word, n in sorted(counted.items())), sep="\n")
    print(f"{wanted.count} mutations, {time.monotonic() - begun:.0f} s, {len(faults)} faults")
    print(*faults, *caught, sep="\n")
    return int(bool(faults))


def run_steps(folder: Path, number: int) -> dict[str, str]:
    """Send one mutated workbook through all steps, in a worker process."""
    seeds = sorted(path for path in HOME.glob("templates/*.xlsx") if path.is_file())
    seeds += sorted(path for path in HOME.glob("examples/**/*.xls*") if path.is_file())
    path = folder / f"{number}.xlsx"
    path.write_bytes(mutated(seeds[number % len(seeds)].read_bytes(), number))
    try:
        return {step: task(path) for step, task in STEPS.items()}
    finally:
        path.unlink()


if __name__ == "__main__":
    from fuzz import main as run  # worker processes find the task by the module's name

    sys.exit(run())
