"""``check`` and ``clear``: many files, one after the other; a bad one never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from addin.console import streams, terminal
from addin.console.output import error_json
from addin.errors import ChujingError
from addin.jobs.check.files import check_file, clear_file
from addin.jobs.check.printing import Outcome, report_checks, report_clears
from addin.reading.sources import copies, expand
from addin.reading.workers.local import Processes


def run(sources: Iterable[Path], *, output: Path | None, in_place: bool, as_json: bool) -> int:
    """Check the files, mark them where asked, report; return the exit code."""
    paths = expand(sources)
    targets = copies(paths, output) if output else {}
    task = partial(check_file, in_place=in_place)
    results = Processes().map(task, [(path, targets.get(path)) for path in paths])
    outcomes = [
        Outcome(path, None, read) if isinstance(read, ChujingError) else Outcome(path, read)
        for path, read in zip(
            paths, terminal.progress(results, len(paths), "校验", quiet=as_json), strict=True
        )
    ]
    if as_json:
        objects = [outcome.as_json() for outcome in outcomes]
        streams.print_json(objects[0] if len(objects) == 1 else objects)
    else:
        report_checks(outcomes)
    return exit_code(outcomes)


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """2 when a file was unusable (or none was there), else 1 when anything was found, else 0."""
    outcomes = list(outcomes)
    if not outcomes or any(outcome.error for outcome in outcomes):
        return 2
    return int(any(outcome.checked and outcome.checked.findings for outcome in outcomes))


def run_clear(sources: Iterable[Path], *, as_json: bool) -> int:
    """Take the marks away again; return the exit code."""
    paths = expand(sources)
    outcomes = Processes().map(clear_file, paths)
    results: list[dict[str, Any]] = [
        {"file": str(path), "cleared": False, **error_json(outcome)}
        if isinstance(outcome, ChujingError)
        else {"file": str(path), "cleared": outcome}
        for path, outcome in zip(paths, outcomes, strict=True)
    ]
    if as_json:
        streams.print_json(results[0] if len(results) == 1 else results)
    else:
        report_clears(results)
    return 2 if not results or any("error" in result for result in results) else 0
