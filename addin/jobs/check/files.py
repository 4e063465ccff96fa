"""校验 and 清除标记 on one workbook file; these functions run in worker processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotDo
from addin.host.file import FileHost
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.command import check, mark
from addin.reading.sources import is_same


@dataclass(frozen=True)
class CheckedFile:
    """What 校验 found in a file; ``names`` maps the rows of people with findings to names."""

    unit: str
    people: int
    summary: str
    findings: Sequence[Finding]
    names: Mapping[int, str]
    notes: Sequence[str]
    written: Path | None


def check_file(file: tuple[Path, Path | None], *, in_place: bool) -> CheckedFile:
    """Check one file; the second item of ``file`` is the path for a marked copy."""
    path, target = file
    host = FileHost(path)
    checked = check(host.form())
    remarks = host.book.remarks
    marked = target is not None or in_place
    if marked:
        mark(host, checked)
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
    """Write the copy, or back up and overwrite the file itself; return the path written."""
    if target is None:
        host.save(host.path)
        return host.path
    if is_same(target, host.path):
        raise CannotDo("副本会盖住原文件，请另选文件夹；要标在原文件上的用 --in-place")
    host.save(target)
    return target


def clear_file(path: Path) -> bool:
    """Remove the marks from one file; return whether there were any."""
    host = FileHost(path)
    had_marks = host.clear()
    if had_marks:
        host.save(path)
    return had_marks
