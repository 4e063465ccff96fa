"""``check`` and ``clear``: many files, one after the other; a bad one never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from addin.books.errors import UnusableFile
from addin.books.sources import copies, expand
from addin.cli import streams, terminal
from addin.cli.writing import error_json
from addin.commands.check import check
from addin.hosts.files import FileHost
from addin.rules.catalogue import Finding
from addin.workers.local import Processes


@dataclass
class Outcome:
    """One file's outcome: what was found and where the marked copy is, or why it is unusable."""

    path: Path
    unit: str = ""
    people: int = 0
    summary: str = ""
    findings: Sequence[Finding] = ()
    names: Mapping[int, str] = field(default_factory=dict)  # of people with findings, by row
    notes: Sequence[str] = ()
    written: Path | None = None
    error: UnusableFile | None = None

    def as_json(self) -> dict[str, Any]:
        """The object that 规格 §6 describes, with ``error`` where the file is unusable."""
        data: dict[str, Any] = {
            "file": str(self.path),
            "unit": self.unit,
            "rows": self.people,
            "issues": [finding_json(finding) for finding in self.findings],
            "notes": list(self.notes),
        }
        if self.written:
            data["output"] = str(self.written)
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
    task = partial(_check_one, in_place=in_place)
    read = Processes().map(task, [(path, targets.get(path)) for path in paths])
    outcomes = [
        Outcome(path, error=outcome) if isinstance(outcome, UnusableFile) else outcome
        for path, outcome in zip(
            paths, terminal.progress(read, len(paths), "校验", quiet=as_json), strict=True
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
    return int(any(outcome.findings for outcome in outcomes))


def _check_one(file: tuple[Path, Path | None], *, in_place: bool) -> Outcome:
    """Check one file, in a worker process; beside it stands where a copy with its marks goes."""
    path, target = file
    host = FileHost(path)
    checked = check(host.form())
    marked = target is not None or in_place
    if marked:
        host.mark(checked.marks)
    form, rows = checked.form, {finding.cell.row for finding in checked.findings}
    return Outcome(
        path,
        form.unit,
        len(form.people),
        checked.summary,
        checked.findings,
        {row.number: p.name for p in form.people for row in p.rows if row.number in rows},
        (*host.carried, *form.notes),
        _save(host, target) if marked else None,
    )


def _save(host: FileHost, target: Path | None) -> Path:
    """Write the copy, or without one the file itself after a backup; return what was written."""
    if target is None:
        host.save(host.path, backup=True)
        return host.path
    if target.resolve() == host.path.resolve():
        raise UnusableFile("副本会盖住原文件，请另选文件夹；要标在原文件上的用 --in-place")
    target.parent.mkdir(parents=True, exist_ok=True)
    host.save(target)
    return target


def run_clear(sources: Iterable[Path], *, as_json: bool) -> int:
    """Take the marks away again; return the exit code."""
    paths = expand(sources)
    outcomes = Processes().map(_clear_one, paths)
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


def _clear_one(path: Path) -> bool:
    """Clear one file, in a worker process; whether there were marks."""
    host = FileHost(path)
    had_marks = host.clear()
    if had_marks:
        host.save(path, backup=True)
    return had_marks
