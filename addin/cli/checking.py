"""``check`` and ``clear``: many files, one after the other; a bad one never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from addin.books.errors import UnusableFile
from addin.books.sources import copies, expand
from addin.cli import streams, terminal
from addin.cli.writing import error_json
from addin.hosts.tasks import CheckedFile, check_file, clear_file
from addin.rules.catalogue import Finding
from addin.workers.local import Processes


@dataclass
class Outcome:
    """One file's outcome: what was found, or why it is unusable."""

    path: Path
    checked: CheckedFile | None
    error: UnusableFile | None = None

    def as_json(self) -> dict[str, Any]:
        """The object that 规格 §6 describes, with ``error`` where the file is unusable."""
        found = self.checked
        data: dict[str, Any] = {
            "file": str(self.path),
            "unit": found.unit if found else "",
            "rows": found.people if found else 0,
            "issues": [finding_json(finding) for finding in found.findings] if found else [],
            "notes": list(found.notes) if found else [],
        }
        if found and found.written:
            data["output"] = str(found.written)
        return data | (error_json(self.error) if self.error else {})


def finding_json(finding: Finding) -> dict[str, Any]:
    """One entry of ``issues``."""
    cell = finding.cell
    value = cell.value
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": cell.sheet,
        "cell": cell.address,
        "row": cell.row,
        "column": cell.title,
        "value": value
        if isinstance(value, (str, int, float, bool)) or value is None
        else str(value),
        "message": finding.message,
        "fix": finding.fix,
        "basis": finding.basis,
    }


def run(sources: Iterable[Path], *, output: Path | None, in_place: bool, as_json: bool) -> int:
    """Check the files, mark them where asked, report; return the exit code."""
    paths = expand(sources)
    targets = copies(paths, output) if output else {}
    task = partial(check_file, in_place=in_place)
    results = Processes().map(task, [(path, targets.get(path)) for path in paths])
    outcomes = [
        Outcome(path, None, read) if isinstance(read, UnusableFile) else Outcome(path, read)
        for path, read in zip(
            paths, terminal.progress(results, len(paths), "校验", quiet=as_json), strict=True
        )
    ]
    if as_json:
        objects = [outcome.as_json() for outcome in outcomes]
        streams.print_json(objects[0] if len(objects) == 1 else objects)
    else:
        terminal.report_checks(outcomes)
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
        if isinstance(outcome, UnusableFile)
        else {"file": str(path), "cleared": outcome}
        for path, outcome in zip(paths, outcomes, strict=True)
    ]
    if as_json:
        streams.print_json(results[0] if len(results) == 1 else results)
    else:
        terminal.report_clears(results)
    return 2 if not results or any("error" in result for result in results) else 0
