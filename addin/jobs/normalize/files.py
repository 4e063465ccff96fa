"""一键规范 on a workbook file; this function runs in a worker process."""

from __future__ import annotations

from pathlib import Path

from addin.errors import CannotDo
from addin.host.file import FileHost
from addin.host.file import require_kind as _require_kind
from addin.jobs.normalize.command import changes_for
from addin.jobs.normalize.rules import Rewrite
from addin.reading.sources import is_same


def normalised_copy(path: Path, output: Path) -> list[Rewrite]:
    """Write the copy; return the changes that were possible."""
    if is_same(output, path):
        raise CannotDo("规范后的副本会盖住原文件，请用 -o 另取一个文件名")
    _require_kind(output, path)
    host = FileHost(path)
    grid = host.form()
    changes = {(each.cell.row, each.cell.column): each for each in changes_for(grid)}
    written = host.put(grid.name, {at: each.text for at, each in changes.items()})
    host.save(output)
    return [each for at, each in changes.items() if at in written]
