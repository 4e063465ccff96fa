"""``check`` and ``clear``: many files, one after the other; a bad one never stops the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addin.books.errors import UnusableFile
from addin.books.sources import copies, expand
from addin.cli import streams, terminal
from addin.commands.check import Checked, check
from addin.hosts.files import FileHost
from addin.rules.catalogue import Finding


@dataclass
class Outcome:
    """One file's outcome: what was found and where the marked copy is, or why it is unusable."""

    path: Path
    unit: str = ""
    checked: Checked | None = None
    written: Path | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object that 规格 §6 describes, with ``error`` where the file is unusable."""
        found = self.checked
        data: dict[str, Any] = {
            "file": str(self.path),
            "unit": self.unit,
            "rows": len(found.form.people) if found else 0,
            "issues": [finding_json(f) for f in found.findings] if found else [],
            "notes": list(found.form.notes) if found else [],
        }
        if self.written:
            data["output"] = str(self.written)
        if self.reason:
            data["error"] = self.reason
        return data


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
    outcomes = [
        _check_one(path, targets.get(path), in_place=in_place)
        for path in terminal.progress(paths, "校验", quiet=as_json)
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
    if not outcomes or any(outcome.reason for outcome in outcomes):
        return 2
    return int(any(outcome.checked and outcome.checked.findings for outcome in outcomes))


def _check_one(path: Path, target: Path | None, *, in_place: bool) -> Outcome:
    """Check one file; ``target`` is where a copy with its marks goes."""
    outcome = Outcome(path)
    try:
        host = FileHost(path)
        outcome.checked = check(host.form())
        outcome.unit = outcome.checked.form.unit
        if target or in_place:
            host.mark(outcome.checked.marks)
            outcome.written = _save(host, target)
    except UnusableFile as error:
        outcome.reason = error.reason
    return outcome


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
    results = [_clear_one(path) for path in expand(sources)]
    if as_json:
        streams.print_json(results[0] if len(results) == 1 else results)
    else:
        terminal.report_clears(results)
    return 2 if not results or any("error" in result for result in results) else 0


def _clear_one(path: Path) -> dict[str, Any]:
    try:
        host = FileHost(path)
        had_marks = host.clear()
        if had_marks:
            host.save(path, backup=True)
    except UnusableFile as error:
        return {"file": str(path), "cleared": False, "error": error.reason}
    return {"file": str(path), "cleared": had_marks}
