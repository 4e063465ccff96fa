"""Search for workbook files: by folder, pattern or name."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from addin.errors import CannotDo, ChujingError
from addin.forms import sheets
from addin.forms.sheets import BACKUP, IN_RESULTS, PAPERS
from addin.reading.opening import Workbook
from addin.reading.workers.local import isolated

_USUAL_NAMES = frozenset((sheets.NOTES, sheets.CHANGED, sheets.REMOVED))  # people use them too
SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".xlsb"))


def expand(sources: Iterable[str | Path], output: Path | None = None) -> list[Path]:
    """Return the files that ``sources`` name, each once, in order of their paths.

    What lies in ``output``, a folder for results within one of the sources, is left out.

    In folders only workbooks are taken, no lock files of Excel or LibreOffice, and none of our
    own backups and papers; a file that is named is always taken, so that a wrong one is
    reported, not skipped.
    """
    files: dict[Path, None] = {}
    for source in sources:
        for path in _expand_one(Path(source), output.resolve() if output else None):
            files.setdefault(path, None)
    return list(files)


def _expand_one(source: Path, output: Path | None) -> list[Path]:
    if source.is_dir():
        found = sorted(path for path in source.rglob("*") if is_workbook_name(path))
        if output is None or source.resolve() not in output.parents:
            return found
        return [path for path in found if output not in path.resolve().parents]
    if not source.exists() and glob.has_magic(str(source)):
        matches = (Path(name) for name in glob.glob(str(source), recursive=True))  # noqa: PTH207
        return sorted(path for path in matches if is_workbook_name(path))
    return [source]


def is_workbook_name(path: Path) -> bool:
    """Return whether the name is a workbook's, not that of a lock file, backup or paper."""
    return (
        path.suffix.lower() in SUFFIXES
        and path.stem.partition("_")[0] not in PAPERS
        and not path.name.startswith(("~$", ".~", "._"))
        and BACKUP not in path.name
        and path.is_file()
    )


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, by whatever links and in whatever letters."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.normcase(one.resolve()) == os.path.normcase(other.resolve())


def require_apart(output: Path, sources: Iterable[Path]) -> None:
    """Raise CannotDo where a result would be written onto a file that it is made from."""
    for source in sources:
        if is_same(output, source):
            raise CannotDo(f"结果不能写到来源文件“{source.name}”上，请用 -o 另取一个文件名")


def require_workbook_name(output: Path) -> None:
    """Raise CannotDo where ``output`` is no name for a result, which is a new workbook."""
    if output.suffix.lower() != ".xlsx" or output.is_dir():
        raise CannotDo("结果是一本工作簿，请用 -o 指定以 .xlsx 结尾的文件名")


def choose(
    sources: Iterable[Path], output: Path | None = None, aside: Iterable[Path] = ()
) -> list[Path]:
    """Return the workbooks that ``sources`` name, in order of their paths.

    Not among them are the files ``aside``, and a former result of ours at ``output``. Each path
    has its folder, also where it is read elsewhere. Raises CannotDo where ``output`` is
    no name for a new workbook, or one of the sources.
    """
    sources, passed = list(sources), {path.resolve() for path in aside}
    if output:
        require_workbook_name(output)
        require_apart(output, (*sources, *passed))
    chosen = []
    for path in expand(sources):
        if output and is_same(path, output):
            if not _is_result(path):
                require_apart(output, [path])
        elif path.resolve() not in passed:
            chosen.append(path if path.parent.name.strip(".") else path.resolve())
    return chosen


def require_some(paths: Sequence[Path]) -> list[Path]:
    """Return the paths; raise CannotDo where there is none."""
    if not paths:
        raise CannotDo("没有找到工作簿，请核对文件名或文件夹")
    return list(paths)


def _is_result(path: Path) -> bool:
    """Return whether a workbook has a sheet that only our results have."""
    try:
        names = isolated(_sheet_names, path)
    except ChujingError:
        return False
    return bool(IN_RESULTS.difference(_USUAL_NAMES).intersection(names))


def _sheet_names(path: Path) -> list[str]:
    return Workbook(path).sheet_names


def beside(folder: Path, name: str) -> Path:
    """Return where the result of a folder of workbooks goes: beside it, never among its sources."""
    return folder.with_name(f"{folder.name} {name}") if folder.name else folder / name


def copies(paths: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Return where in ``folder`` the copy of each file goes: by its name where that is its own.

    Files of one name from several folders keep the folders below the one they share.
    """
    taken = Counter(path.name for path in paths)
    shared = Path(os.path.commonpath([path.resolve().parent for path in paths])) if paths else None
    return {
        path: folder / (path.name if taken[path.name] == 1 else path.resolve().relative_to(shared))
        for path in paths
        if shared
    }
