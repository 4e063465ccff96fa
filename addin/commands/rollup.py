"""汇总: workbooks of units and subordinate 附件2 into one 附件2 (规格 §4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from addin.books.annex2 import looks_like_annex2, read_annex2
from addin.books.drawing.rollup import DOUBTS, LEFT_OUT, rollup_workbook
from addin.books.errors import LeftOut, Trouble, UnusableFile
from addin.books.grid import Grid
from addin.books.opening import Workbook
from addin.books.save import save
from addin.books.sources import expand
from addin.books.tables import read_table
from addin.books.unit import UnitBook
from addin.forms import annex1, annex2, ledgers
from addin.forms.columns import Table
from addin.forms.problems import PROBLEM_LIST
from addin.forms.text import squeeze
from addin.rules.records import Form, Row
from addin.rules.rollup import Doubt, Kind, Report, RolledUp, UnitCount, roll_up
from addin.rules.verify import verify
from addin.workers import Workers
from addin.workers.local import Processes, isolated

if TYPE_CHECKING:
    from addin.hosts.port import Host

RESULT_FILE = "汇总附件2.xlsx"  # what the button 汇总 makes in the folder
_COUNTED_BY = ("category", "status")  # without these columns 附件1 cannot be counted


@dataclass(frozen=True)
class Result:
    """What 汇总 made, and which files it had to leave out."""

    rolled: RolledUp
    left_out: tuple[LeftOut, ...]
    output: Path


def choose(sources: Iterable[Path], output: Path) -> list[Path]:
    """Return the files to roll up; raise UnusableFile where the result cannot go to ``output``.

    It never replaces a source. A former result that stands at ``output`` and turns up in a
    folder is passed over. Each path tells its file's folder, also where it is read elsewhere.
    """
    if output.suffix.lower() != ".xlsx" or output.is_dir():
        raise UnusableFile("汇总结果是一本工作簿，请用 -o 指定以 .xlsx 结尾的文件名")
    sources = list(sources)
    chosen = []
    for path in expand(sources):
        if path.resolve() != output.resolve():
            chosen.append(path if path.parent.name.strip(".") else path.resolve())
        elif path in sources or not _is_result(path):
            raise UnusableFile(f"汇总结果不能写到来源文件“{path}”上，请用 -o 另取一个文件名")
    if not chosen:
        raise UnusableFile("没有找到工作簿，请核对文件名或文件夹")
    return chosen


def gather(paths: Sequence[Path], workers: Workers) -> Iterator[Report | LeftOut]:
    """Let the workers read the files; return what they report, in the files' order."""
    for path, read in zip(paths, workers.map(report_of, paths), strict=True):
        if isinstance(read, UnusableFile):
            yield LeftOut(str(path), read.reason, read.trouble)
        else:
            yield read


def report_of(path: Path, data: bytes | None = None) -> Report:
    """Read one file: a unit's workbook or a subordinate 附件2, told apart by their headings.

    ``data`` is its content where that is at hand. Raises UnusableFile.
    """
    book = UnitBook(path, data)
    try:
        form = book.form
    except UnusableFile:
        grids = [grid for grid in book.book.grids() if looks_like_annex2(grid)]
        if not grids:
            raise
        return _from_summary(book.book, grids)
    return _from_unit(book, form)


def finish(outcomes: Iterable[Report | LeftOut], output: Path) -> Result:
    """Join what the files report, in their order, and write the result to ``output``."""
    rolled, left_out = _join(outcomes)
    data = rollup_workbook(rolled, [(each.source, each.reason) for each in left_out])
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFile(f"建不了文件夹“{output.parent}”，请用 -o 另选一处") from error
    save(output, data, backup=False)
    return Result(rolled, left_out, output)


def _join(outcomes: Iterable[Report | LeftOut]) -> tuple[RolledUp, tuple[LeftOut, ...]]:
    """Sum up; afterwards nobody holds what the files report, a province's people and all."""
    outcomes = list(outcomes)
    rolled = roll_up(each for each in outcomes if isinstance(each, Report))
    return rolled, tuple(each for each in outcomes if isinstance(each, LeftOut))


def rollup(host: Host) -> None:
    """The button 汇总: ask for a folder, make 附件2 in it, open it beside the workbook."""
    folder = host.pick_folder("选择各单位工作簿所在的文件夹")
    if folder is None:
        host.say("没有选文件夹，没有汇总")
        return
    output = folder / RESULT_FILE
    paths = choose([folder], output)
    outcomes = []
    for path, outcome in zip(paths, gather(paths, Processes()), strict=True):
        outcomes.append(outcome)
        host.progress(f"正在汇总 {path.name}", len(outcomes) / len(paths))
    result = finish(outcomes, output)
    host.open(output)
    left_out = (
        f"，{len(result.left_out)} 个文件没有汇总（见“{LEFT_OUT}”表）" if result.left_out else ""
    )
    host.say(f"汇总完成：{len(result.rolled.rows)} 个单位{left_out}，已存为 {output}")


def _is_result(path: Path) -> bool:
    try:
        names = isolated(_sheet_names, path)
    except UnusableFile:
        return False
    return {annex2.SHEET, LEFT_OUT, DOUBTS} <= set(names)


def _sheet_names(path: Path) -> list[str]:
    return Workbook(path).sheet_names


def _from_summary(book: Workbook, grids: Sequence[Grid]) -> Report:
    summaries = [read_annex2(grid) for grid in grids]
    filled = [summary for summary in summaries if not summary.is_blank]
    if not filled:
        raise UnusableFile(
            "附件2是空表，没有填写任何数字，请核对是否报错了文件", Trouble.INCOMPLETE_FORM
        )
    first, *others = filled
    unit = first.unit or _name_of(book.path)
    doubts = tuple(
        Doubt(Kind.UNCOUNTED, unit, f"工作表“{other.sheet}”也是附件2，没有计入", str(book.path))
        for other in others
    )
    return Report(str(book.path), book.sha256, unit, bool(first.unit), summary=first, doubts=doubts)


def _from_unit(book: UnitBook, form: Form) -> Report:
    if not form.people:
        raise UnusableFile(
            "附件1是空表，没有填写人员，请核对是否报错了文件", Trouble.INCOMPLETE_FORM
        )
    missing = [key for key in _COUNTED_BY if not form.people[0].row.has(key)]
    if missing:
        titles = "”“".join(annex1.TABLE.titles(missing))
        raise UnusableFile(
            f"附件1缺少“{titles}”栏，无法统计，请对照官方样表补上后再报", Trouble.INCOMPLETE_FORM
        )
    count = UnitCount()
    count.add_form(form)
    if _sheet_name(book.book, PROBLEM_LIST):
        count.add_problems(_rows(book.book, PROBLEM_LIST, count))
    else:
        _add_open(book, form, count)
    count.add_handling(_rows(book.book, ledgers.HANDLING, count))
    unit = form.unit or _name_of(book.path)
    source = str(book.path)
    doubts = [Doubt(kind, unit, message, source) for kind, message in count.doubts]
    if not form.unit:
        doubts.append(Doubt(Kind.REMARK, unit, "没有填写填表单位，以文件名代替", source))
    return Report(
        source,
        book.book.sha256,
        unit,
        bool(form.unit),
        frozenset(count.entries),
        tuple(count.members),
        doubts=tuple(doubts),
    )


def _name_of(path: Path) -> str:
    """The file's name; its folder's where the file has only the form's name."""
    return path.parent.name if path.stem == annex2.SHEET else path.stem


def _add_open(book: UnitBook, form: Form, count: UnitCount) -> None:
    """Without a 问题清单 the workbook is verified first; nobody has settled what is found."""
    settings, _ = book.ledgers.settings(date.today())
    problems = verify(form, book.ledgers.rows, settings).problems
    count.add_open(problem.id for problem in problems)
    if problems:
        words = f"没有问题清单，已按底稿核查，得线索{len(problems)}条，均待核实"
        count.doubt(Kind.REMARK, words)


def _rows(book: Workbook, table: Table, count: UnitCount) -> Sequence[Row]:
    """Rows of a sheet behind the form; none where it is absent, or its headings are unknown."""
    name = _sheet_name(book, table)
    if not name:
        return ()
    grid = book.grid(name)
    sheet = read_table(grid, table)
    if sheet is None and any(not grid.is_blank(row) for row in range(len(grid.rows))):
        count.doubt(Kind.UNCOUNTED, f"“{name}”的表头认不出，其中的内容没有计入")
    return sheet.rows if sheet else ()


def _sheet_name(book: Workbook, table: Table) -> str:
    return next((name for name in book.sheet_names if squeeze(name) == table.name), "")
