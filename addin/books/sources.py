"""Which files are meant: folders (searched through), patterns, single files."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".xlsb"))


def expand(sources: Iterable[str | Path]) -> list[Path]:
    """Return the files that ``sources`` name, each once, in order of their paths.

    In folders only workbooks are taken, and not the lock files that Excel and LibreOffice leave;
    a file named outright is taken whatever it is, so that a wrong one is reported, not skipped.
    """
    files: dict[Path, None] = {}
    for source in sources:
        for path in _expand_one(Path(source)):
            files.setdefault(path, None)
    return list(files)


def _expand_one(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted(path for path in source.rglob("*") if is_workbook_name(path))
    if not source.exists() and glob.has_magic(str(source)):
        matches = (Path(name) for name in glob.glob(str(source), recursive=True))  # noqa: PTH207
        return sorted(path for path in matches if is_workbook_name(path))
    return [source]


def is_workbook_name(path: Path) -> bool:
    """Whether the name is a workbook's and no lock file's."""
    return (
        path.suffix.lower() in SUFFIXES
        and not path.name.startswith(("~$", ".~", "._"))
        and path.is_file()
    )
