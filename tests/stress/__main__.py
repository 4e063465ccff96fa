"""``make stress CORPUS=folder``: run all commands on every file and compare with the ledger.

The ledger has one line per file: the start of its SHA-256 and the outcome of each step. A file
that is not in it may have any documented outcome; ``--write`` puts it in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import DOCUMENTED, OK, STEPS

from addin.errors import ChujingError
from addin.reading.workers.local import Limits, Processes

LEDGER = Path(__file__).with_name("ledger.txt")
LIMITS = Limits(seconds=60)
DIGITS = 12
NOISE = ("Traceback", "panicked", "memory allocation")

Outcomes = dict[str, str]  # step → word


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="write the ledger anew")
    wanted = parser.parse_args()
    begun = time.monotonic()
    files = {_key(path): path for path in sorted(wanted.corpus.rglob("*")) if path.is_file()}
    if not files:
        parser.error(f"no file in {wanted.corpus}")
    found = _through_steps(files)
    faults = [*_undocumented(files, found), *_through_commands(files, found)]
    if wanted.write:
        _write(_ledger() | found)
    else:
        faults += _changed(files, found)
    for step in STEPS:
        counted = Counter(outcomes[step] for outcomes in found.values())
        print(f"{step:8}", "  ".join(f"{word} {n}" for word, n in counted.most_common()))
    print(f"{len(files)} files, {time.monotonic() - begun:.0f} s, {len(faults)} faults")
    print(*faults, sep="\n")
    return int(bool(faults))


def _through_steps(files: dict[str, Path]) -> dict[str, Outcomes]:
    found: dict[str, Outcomes] = {key: {} for key in files}
    for step, task in STEPS.items():
        results = Processes(limits=LIMITS).map(task, list(files.values()))
        for key, result in zip(files, results, strict=True):
            lost = isinstance(result, ChujingError)
            found[key][step] = result.kind.code if lost else str(result)
    return found


def _undocumented(files: dict[str, Path], found: dict[str, Outcomes]) -> list[str]:
    return [
        f"{files[key]}: {step} ended with {word}"
        for key, outcomes in found.items()
        for step, word in outcomes.items()
        if word not in DOCUMENTED
    ]


def _through_commands(files: dict[str, Path], found: dict[str, Outcomes]) -> list[str]:
    """The command line itself says the same of all files at once, and nothing else."""
    paths = list(files.values())
    with TemporaryDirectory() as folder:
        checked, faults = _run("check", *paths)
        output = Path(folder) / "附件2.xlsx"
        rolled, more = _run("rollup", *paths, "-o", output)
    faults += more
    if faults:
        return faults
    codes = {
        "check": {each["file"]: each.get("code", OK) for each in checked},
        "rollup": {each["source"]: each["code"] for each in rolled["skipped"]},
    }
    return [
        f"{path}: {step} of all files ended with {word}, alone with {found[key][step]}"
        for step, said in codes.items()
        for key, path in files.items()
        if (word := said.get(str(path), OK)) != found[key][step]
    ]


def _run(*arguments: object) -> tuple[object, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "addin", *map(str, arguments), "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    faults = [f"{arguments[0]}: {done.stderr[-500:]}"] if _is_noisy(done.stderr) else []
    if done.returncode not in (0, 1, 2):
        faults.append(f"{arguments[0]} ended with code {done.returncode}")
    try:
        return json.loads(done.stdout), faults
    except ValueError:
        return None, [*faults, f"{arguments[0]} printed no JSON"]


def _is_noisy(text: str) -> bool:
    return any(word in text for word in NOISE)


def _changed(files: dict[str, Path], found: dict[str, Outcomes]) -> list[str]:
    ledger = _ledger()
    return [
        f"{files[key]}: {step} was {ledger[key][step]}, is {word}"
        for key, outcomes in found.items()
        if key in ledger
        for step, word in outcomes.items()
        if ledger[key][step] != word
    ]


def _key(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def _ledger() -> dict[str, Outcomes]:
    if not LEDGER.exists():
        return {}
    lines = (line.split() for line in LEDGER.read_text().splitlines() if line[:1] != "#")
    return {key: dict(zip(STEPS, words, strict=True)) for key, *words in lines}


def _write(outcomes: dict[str, Outcomes]) -> None:
    lines = [_line(key, list(outcomes[key].values())) for key in sorted(outcomes)]
    LEDGER.write_text("\n".join([_line("# sha256", list(STEPS)), *lines, ""]))


def _line(key: str, words: Sequence[str]) -> str:
    return " ".join([key.ljust(DIGITS), *(word.ljust(17) for word in words)]).rstrip()


if __name__ == "__main__":
    sys.exit(main())
