"""预警 on a workbook file; this function runs in a worker process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from addin.host.file import FileHost, save_to
from addin.jobs.alerts.command import Watched, put, watch


def watch_file(path: Path, output: Path | None) -> tuple[Watched, tuple[str, ...], list[Path]]:
    """Return what was found, the notes about the file, and the paths written."""
    host = FileHost(path)
    found = watch(host, date.today())
    if output is None:
        return found, host.book.remarks, []
    remarks = host.book.remarks
    put(host, found)
    return found, remarks, [save_to(host, output)]
