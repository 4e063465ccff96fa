"""公安导出 and 公安导入 on workbook files; these functions run in worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from addin.host.file import FileHost, save_to
from addin.jobs.police.asking import AskedList
from addin.jobs.police.exporting import Exported, export
from addin.jobs.police.importing import Imported, read, write
from addin.reading.sources import expand, require_apart
from addin.reading.unit import form_of


def export_lists(path: Path, folder: Path, previous: Path | None) -> Exported:
    """Write the lists of 公安导出 into the folder; return them."""
    former = form_of(previous) if previous else None
    return export(FileHost(path), folder, former, date.today())


def import_results(
    path: Path, sources: Sequence[Path], asked: AskedList | None, output: Path | None
) -> tuple[Imported, list[Path]]:
    """公安导入, and what was written."""
    if output:
        require_apart(output, [*expand(sources), *([asked.path] if asked else [])])
    host = FileHost(path)
    imported = read(host, sources, asked)
    if output is None:
        return imported, []
    write(host, imported)
    return imported, [save_to(host, output)]
