"""公安对接 on workbook files: what a worker process is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from addin.books.errors import UnusableFile
from addin.books.sources import expand
from addin.books.unit import form_of
from addin.commands.police_export import Exported, export
from addin.commands.police_import import Imported, read, write
from addin.hosts.files import FileHost
from addin.hosts.tasks import save_to


def export_lists(path: Path, folder: Path, previous: Path | None) -> Exported:
    """公安导出 into the folder."""
    former = form_of(previous) if previous else None
    return export(FileHost(path), folder, former, date.today())


def import_results(
    path: Path, sources: Sequence[Path], output: Path | None
) -> tuple[Imported, list[Path]]:
    """公安导入, and what was written."""
    if output and output.resolve() in (result.resolve() for result in expand(sources)):
        raise UnusableFile("导入后的工作簿会盖住查询结果，请用 -o 另取一个文件名")
    host = FileHost(path)
    imported = read(host, sources)
    if output is None:
        return imported, []
    write(host, imported)
    return imported, [save_to(host, output)]
