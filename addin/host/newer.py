"""Whether the workbook on disk is newer than the one in the window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

_SLACK = 5.0  # seconds: clocks of file shares differ, and some keep only even seconds


def newer_on_disk(path: Path, saved: datetime | None) -> str:
    """Return in a sentence that somebody else has saved the file since it was opened, else ''.

    ``saved`` is when the window last saved it, None where it never did. When it was opened is
    told by the file that a spreadsheet program lays beside it for other programs to see.
    """
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    opened = [mark.stat().st_mtime for mark in marks if mark.exists()]
    if not opened or not path.exists():
        return ""
    known = max(*opened, saved.timestamp() if saved else 0.0)
    if path.stat().st_mtime <= known + _SLACK:
        return ""
    return (
        f"“{path.name}”打开以后，磁盘上的文件又被别人存过，没有写入；"
        "请把自己的改动另存一份，关闭后重新打开再办"
    )
