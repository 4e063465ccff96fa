"""Proving a submission package at the receiving side: what changed, and whether it adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotDo, ChujingError, FileError, UnusableFile
from addin.forms import annex2, sheets
from addin.jobs.package import encryption, manifest
from addin.jobs.package.command import FORMS, SUMMARIES
from addin.jobs.package.manifest import Changes
from addin.jobs.report.command import summary_of
from addin.jobs.rollup.files import report_of
from addin.jobs.rollup.rules import Contribution, roll_up
from addin.reading.opening import Workbook, read_file
from addin.reading.workers.local import Processes, isolated

# What the stripped forms still tell; problems and handling stand on ledgers that stayed behind.
_TOLD_BY_FORMS = ("units", "registered", *annex2.CATEGORY_COLUMN.values())
_IGNORED = frozenset((sheets.PACKAGE_LIST_FILE, sheets.SUMS_FILE))


@dataclass(frozen=True)
class Proof:
    """What was found of a package.

    ``doubts`` are contradictions inside it, ``notes`` what was not looked at; ``code`` is what
    the sender is asked for on the telephone.
    """

    changes: Changes
    code: str
    doubts: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing has changed and nothing contradicts itself."""
        return self.changes.is_intact and not self.doubts


def prove(folder: Path, password: str = "") -> Proof:
    """Hold a package against its list; raises UnusableFile where the folder is none."""
    listed = _listed(folder)
    found = dict(_found(folder))
    changes = manifest.compare(listed, found)
    doubts = [*_list_doubts(folder, listed)]
    notes: list[str] = []
    kept = [path for path in listed if path in found and path.endswith(".xlsx")]
    if not changes.is_intact:
        notes.append("文件有出入，没有核对附件2的人数")
    elif any(_is_locked(folder / path) for path in kept) and not password:
        notes.append("工作簿设有密码，没有核对人数；要核对的加 --password")
    else:
        doubts += _sum_doubts(folder, kept, password)
    return Proof(changes, manifest.code(listed), tuple(doubts), tuple(notes))


def _listed(folder: Path) -> dict[str, str]:
    if not (folder / sheets.SUMS_FILE).is_file():
        raise UnusableFile(
            f"这个文件夹里没有 {sheets.SUMS_FILE}，不是报送包，请核对文件夹", FileError.UNREADABLE
        )
    listed = manifest.read_sums(read_file(folder / sheets.SUMS_FILE).decode("utf-8", "replace"))
    if listed is None:
        raise UnusableFile(
            f"{sheets.SUMS_FILE} 的内容被改动，无法核对，请报送单位重报", FileError.DAMAGED
        )
    return listed


def _found(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in _IGNORED:
            yield name, manifest.digest(read_file(path))


def _list_doubts(folder: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """The list that people read must say what the one that programs read says."""
    try:
        rows = isolated(_rows_of_list, folder / sheets.PACKAGE_LIST_FILE)
    except ChujingError as error:
        yield f"{sheets.PACKAGE_LIST_FILE}：{error.reason}"
        return
    if rows != dict(listed):
        yield f"{sheets.PACKAGE_LIST_FILE} 与 {sheets.SUMS_FILE} 不一致，其中有一个被改动"


def _rows_of_list(path: Path) -> dict[str, str]:
    book = Workbook(path)
    if sheets.PACKAGE_LIST not in book.sheet_names:
        raise CannotDo(f"没有“{sheets.PACKAGE_LIST}”表")
    grid = book.grid(sheets.PACKAGE_LIST)
    width = len(grid.rows[0])
    return {
        grid.text(row, 1): grid.text(row, width - 1)
        for row in range(len(grid.rows))
        if len(grid.text(row, width - 1)) == 64
    }


def _is_locked(path: Path) -> bool:
    return read_file(path)[:4] != b"PK\x03\x04"


def _sum_doubts(folder: Path, paths: list[str], password: str) -> Iterator[str]:
    """附件2 must say of units and people what the forms beside it say."""
    forms = [p for p in paths if p.partition("/")[0] in (FORMS, SUMMARIES)]
    tasks = [(folder / path, password) for path in forms]
    reports: list[Contribution] = []
    for path, read in zip(forms, Processes().map(_report_of, tasks), strict=True):
        if isinstance(read, ChujingError):
            if read.kind is FileError.ENCRYPTED:
                raise read
            yield f"{path}：{read.reason}"
            return
        reports.append(read)
    try:
        summary = isolated(_summary_of, folder / f"{annex2.SHEET}.xlsx", password)
    except ChujingError as error:
        yield f"{annex2.SHEET}.xlsx：{error.reason}"
        return
    told = roll_up(reports).total.numbers
    for key in _TOLD_BY_FORMS:
        if summary[key] != told[key]:
            title = "·".join(annex2.BY_KEY[key].path[-2:])
            yield f"附件2“{title}”为 {summary[key]}，按所附各表统计是 {told[key]}"


def _report_of(task: tuple[Path, str]) -> Contribution:
    path, password = task
    return report_of(path, _opened(path, password))


def _summary_of(path: Path, password: str) -> Mapping[str, int]:
    return summary_of(path, _opened(path, password)).numbers


def _opened(path: Path, password: str) -> bytes:
    return encryption.unlocked(read_file(path), password)
