"""One command on one workbook file, from reading to saving: what a worker process is asked for.

Results are small and picklable, so that only they cross over to the process that reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.errors import UnusableFile
from addin.host.file import FileHost
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.command import check
from addin.jobs.normalize.command import changes_for
from addin.jobs.normalize.rules import Change
from addin.jobs.verify.command import Verified, Watched, judge, put, watch


@dataclass(frozen=True)
class CheckedFile:
    """What 校验 found in a file; ``names`` are of people with findings, by row."""

    unit: str
    people: int
    summary: str
    findings: Sequence[Finding]
    names: Mapping[int, str]
    notes: Sequence[str]
    written: Path | None


def check_file(file: tuple[Path, Path | None], *, in_place: bool) -> CheckedFile:
    """Check one file. Beside it stands where a copy with its marks goes."""
    path, target = file
    host = FileHost(path)
    checked = check(host.form())
    remarks = host.book.remarks
    marked = target is not None or in_place
    if marked:
        host.mark(checked.marks)
    form, rows = checked.form, {finding.cell.row for finding in checked.findings}
    return CheckedFile(
        form.unit,
        len(form.people),
        checked.summary,
        checked.findings,
        {row.number: p.name for p in form.people for row in p.rows if row.number in rows},
        (*remarks, *form.notes),
        _save(host, target) if marked else None,
    )


def _save(host: FileHost, target: Path | None) -> Path:
    """Write the copy, or without one the file itself after a backup; return what was written."""
    if target is None:
        host.save(host.path, backup=True)
        return host.path
    if target.resolve() == host.path.resolve():
        raise UnusableFile("副本会盖住原文件，请另选文件夹；要标在原文件上的用 --in-place")
    host.save(target)
    return target


def clear_file(path: Path) -> bool:
    """Clear one file; whether there were marks."""
    host = FileHost(path)
    had_marks = host.clear()
    if had_marks:
        host.save(path, backup=True)
    return had_marks


def verify_file(path: Path, output: Path | None) -> tuple[Verified, tuple[str, ...], list[Path]]:
    """核查, with what to say of the file, and what was written."""
    host = FileHost(path)
    verified = judge(host, date.today())
    return verified, host.book.remarks, _write(host, verified, output)


def watch_file(path: Path, output: Path | None) -> tuple[Watched, tuple[str, ...], list[Path]]:
    """预警, with what to say of the file, and what was written."""
    host = FileHost(path)
    watched = watch(host, date.today())
    return watched, host.book.remarks, _write(host, watched, output)


def normalised_copy(path: Path, output: Path) -> list[Change]:
    """Write the copy; return the changes that were possible."""
    if output.resolve() == path.resolve():
        raise UnusableFile("规范后的副本会盖住原文件，请用 -o 另取一个文件名")
    _require_kind(output, path)
    host = FileHost(path)
    grid = host.form()
    changes = {(each.cell.row, each.cell.column): each for each in changes_for(grid)}
    written = host.put(grid.name, {at: each.text for at, each in changes.items()})
    host.save(output)
    return [each for at, each in changes.items() if at in written]


def save_to(host: FileHost, output: Path) -> Path:
    """Write the workbook (into a folder: under its name), after a backup of what stood there."""
    target = output / host.path.name if output.is_dir() else output
    _require_kind(target, host.path)
    host.save(target, backup=target.exists())
    return target


def _require_kind(target: Path, source: Path) -> None:
    """Excel opens no workbook whose name says that it is of another kind."""
    if target.suffix.lower() != source.suffix.lower():
        raise UnusableFile(
            f"结果与原工作簿是同一种文件，请用 -o 指定以 {source.suffix} 结尾的文件名"
        )


def _write(host: FileHost, found: Verified | Watched, output: Path | None) -> list[Path]:
    """Write the workbook with its new sheets, where that is asked for; return what was written."""
    if output is None:
        return []
    put(host, found)
    return [save_to(host, output)]
