"""Commands in Excel, through xlwings: on Windows by COM, on a server by the remote engine.

What only a desktop Excel can do is in ``addin.excel.desktop``; the remote engine cannot do it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlwings as xw

from addin import __version__
from addin.errors import CannotDo
from addin.excel.desktop import Desktop
from addin.excel.retrying import retried
from addin.forms import sheets
from addin.forms.sheets import PRODUCT
from addin.forms.text import squeeze
from addin.host.port import Position
from addin.reading.annex1 import first_annex1
from addin.reading.grid import SEARCHED_ROWS, Grid
from addin.reading.preflight import MAX_AREA
from addin.ribbon import press as press_on
from addin.writing.plan import OPENING, Content, Link, Marks, ReportSheet

_RESULT_WIDTH = 48.0  # characters
_MISTAKEN = re.compile(r"[=+\-@']|.*\d|(?:true|false)$", re.IGNORECASE | re.DOTALL)
_HEADING_FILL = "#D9D9D9"


def press(key: str, macros: str) -> None:
    """Run a button of the ribbon on the workbook in front; ``macros`` is the macros' version."""
    host = ExcelHost(xw.Book.caller())
    wrong = mismatch(macros)
    try:
        if wrong:
            host.alert(wrong)
        else:
            press_on(key, host)
    finally:
        host.leave()


class ExcelHost:
    """A workbook in Excel. Every request waits a while when Excel is busy, then says so."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._desktop = Desktop(book) if book.app.engine.type == "desktop" else None

    @retried
    def form(self) -> Grid:
        """Read the sheet in front, or the first other one that is 附件1."""
        front = self._book.sheets.active
        others = (each for each in self._book.sheets if each.name != front.name)
        return first_annex1(map(self._read, (front, *others)))

    @retried
    def sheet(self, name: str) -> Grid | None:
        """Read a sheet."""
        found = self._find(name)
        return self._read(found) if found else None

    @retried
    def sheets(self, names: Iterable[str]) -> Mapping[str, Grid]:
        """Read those of the sheets that are there."""
        there = {squeeze(sheet.name): sheet for sheet in self._book.sheets}
        wanted = {name: there.get(squeeze(name)) for name in names}
        return {name: self._read(sheet) for name, sheet in wanted.items() if sheet}

    @retried
    def obstacle(self, sheet: str) -> str:
        """Return why the workbook cannot be written, in a sentence."""
        return self._desktop.obstacle(sheet) if self._desktop else ""

    @retried
    def mark(self, marks: Marks) -> None:
        """Add the marks; after an error remove those already added."""
        with self._quiet():
            self._clear()
            try:
                self._mark(marks)
            except Exception:
                self._clear()
                raise

    @retried
    def clear(self) -> bool:
        """Remove the marks."""
        with self._quiet():
            return self._clear()

    @retried
    def put(self, sheet: str, values: Mapping[Position, str | float]) -> Set[Position]:
        """Write into cells without a formula, one run of a column at a time."""
        if self._desktop is None:
            raise CannotDo("网页版 Excel 看不出哪些格子是公式，请在电脑版 Excel 中使用这个按钮")
        with self._quiet():
            kept = self._desktop.formulas(sheet, values)
            plain = {at: value for at, value in values.items() if at not in kept}
            for run in _runs(sorted(plain, key=lambda at: (at[1], at[0]))):
                cells = self._book.sheets[sheet].range(run[0], run[-1])
                as_text = cells.number_format == "@"
                cells.value = [[plain[at] if as_text else _typed(plain[at])] for at in run]
            return set(plain)

    @retried
    def put_sheet(self, report: ReportSheet) -> None:
        """Add or replace a sheet."""
        obstacle = self._desktop.book_obstacle() if self._desktop else ""
        if obstacle:
            raise CannotDo(obstacle)
        with self._quiet():
            self._put_sheet(report)

    @retried
    def update(self, sheet: str, cells: Mapping[Position, Content]) -> None:
        """Write into cells of a sheet of ours, one run of a column at a time."""
        obstacle = self._desktop.obstacle(sheet) if self._desktop else ""
        if obstacle:
            raise CannotDo(obstacle)
        with self._quiet():
            for run in _runs(sorted(cells, key=lambda at: (at[1], at[0]))):
                area = self._book.sheets[sheet].range(run[0], run[-1])
                area.formula = [[_jump(cells[at])] for at in run]

    @retried
    def drop_sheet(self, name: str) -> None:
        """Remove a sheet."""
        with self._quiet():
            self._drop(name)

    @retried
    def progress(self, text: str, share: float) -> None:
        """Write to the status bar; raise Stopped when Esc was pressed."""
        if self._desktop:
            self._desktop.progress(f"{text} {share:.0%}（按 Esc 停止）")

    @retried
    def say(self, text: str) -> None:
        """Write to the status bar, where it stays until the next command."""
        if self._desktop:
            self._desktop.say(text)

    @retried
    def alert(self, text: str) -> None:
        """Show a box."""
        self._book.app.alert(text, PRODUCT, mode="critical")

    @retried
    def show(self, sheet: str) -> None:
        """Activate a sheet."""
        if self._desktop:
            self._desktop.show(self._book.sheets[sheet])
        else:
            self._book.sheets[sheet].activate()

    @retried
    def selection(self) -> tuple[str, int]:
        """Return the sheet and the cell that are selected."""
        selected = self._book.selection
        if selected is None:
            raise CannotDo("选中的不是单元格；请点一下要办的那一行，再按按钮")
        return selected.sheet.name, selected.row

    @retried
    def folder(self) -> Path | None:
        """Return the workbook's folder; None where it is in the cloud."""
        path = Path(self._book.fullname)
        return path.parent if path.is_absolute() and path.parent.is_dir() else None

    @retried
    def ask(self, question: str, default: str = "") -> str | None:
        """Show a box to type in."""
        return self._desktop.ask(question, default) if self._desktop else default

    @retried
    def pick_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        return self._desktop.pick_folder(title) if self._desktop else None

    @retried
    def pick_file(self, title: str) -> Path | None:
        """Ask for a workbook."""
        return self._desktop.pick_file(title) if self._desktop else None

    @retried
    def open(self, path: Path) -> None:
        """Open a workbook beside this one; Excel cannot have two of the same name open."""
        if any(book.name.lower() == path.name.lower() for book in self._book.app.books):
            raise CannotDo(f"已存为 {path}，但同名的工作簿正打开着；请关闭它，再打开这个文件")
        self._book.app.books.open(path)

    def _find(self, name: str) -> xw.Sheet | None:
        return next((each for each in self._book.sheets if each.name == name), None)

    def _read(self, sheet: xw.Sheet) -> Grid:
        last = sheet.used_range.last_cell
        if last.row * last.column > MAX_AREA:
            raise CannotDo(
                f"工作表“{sheet.name}”在极远处有内容，无法读取，请删去表外多余的单元格后再试"
            )
        area = sheet.range((1, 1), (last.row, last.column))
        rows = [[None if v == "" else v for v in row] for row in area.options(ndim=2).value]
        if self._desktop is None:
            return Grid(sheet.name, rows)
        self._desktop.show_formulas(area, rows)
        merges = self._desktop.merges(sheet, last.row, last.column)
        return Grid(sheet.name, rows, merges, self._desktop.hidden(sheet, last.row, last.column))

    def _mark(self, marks: Marks) -> None:
        sheet = self._book.sheets[marks.sheet]
        report = self._put_sheet(marks.report)
        framed = not sheet.page_setup.print_area
        top = sheet.range((marks.heading_row, marks.column))
        undo = {
            "sheet": marks.sheet,
            "column": marks.column,
            "width": top.column_width if self._desktop else None,
            "print_area": framed,
        }
        memory = report.range((1, len(marks.report.headings) + 1))
        memory.value = json.dumps(undo)
        memory.column_width = 0
        last = max(marks.texts, default=marks.heading_row)
        lines = [[marks.texts.get(row)] for row in range(marks.heading_row + 1, last + 1)]
        top.resize(len(lines) + 1, 1).value = [[marks.heading], *lines]
        top.font.bold = True
        top.column_width = _RESULT_WIDTH
        if framed:
            sheet.page_setup.print_area = marks.print_area
        if self._desktop:
            self._desktop.highlight(sheet, marks.highlights)

    def _clear(self) -> bool:
        reports = [each for each in self._book.sheets if self._is_report(each)]
        undo = _recall(reports[0]) if reports else {}
        names = {each.name for each in reports}
        found = bool(reports)
        for sheet in self._book.sheets:
            if sheet.name not in names and (not undo or sheet.name == undo["sheet"]):
                found |= self._clear_form(sheet, undo, is_reported=bool(reports))
        for name in names:
            self._drop(name)
        return found

    def _is_report(self, sheet: xw.Sheet) -> bool:
        """Whether a sheet is 校验结果 as we write it, and not somebody else's of that name."""
        if sheets.plain_name(sheet.name) != sheets.RESULT:
            return False
        width = sheet.used_range.last_cell.column
        return sheets.is_ours(sheet.name, sheet.range((1, 1), (1, width)).options(ndim=1).value)

    def _clear_form(self, sheet: xw.Sheet, undo: Mapping[str, Any], *, is_reported: bool) -> bool:
        marked = self._desktop.unhighlight(sheet) if self._desktop else False
        if undo.get("print_area"):
            sheet.page_setup.print_area = None
        last = sheet.used_range.last_cell
        rows = sheet.range((1, 1), (last.row, last.column)).options(ndim=2).value
        place = _result_column(rows, is_known=marked or is_reported)
        if place is None:
            return marked
        cells = sheet.range(place, (last.row, place[1]))
        cells.clear_contents()
        cells[0].font.bold = False
        if self._desktop:
            self._desktop.set_width(cells, undo.get("width"))
        return True

    def _put_sheet(self, report: ReportSheet) -> xw.Sheet:
        front = self._book.sheets.active.name
        self._drop(report.name)
        sheet = self._book.sheets.add(report.name, after=self._book.sheets[-1])
        rows = [[_typed(_value(content)) for content in row] for row in report.rows]
        area = sheet.range((1, 1), (len(rows) + 1, len(report.headings)))
        area.value = [list(report.headings), *rows]
        area.wrap_text = True
        heading = sheet.range((1, 1), (1, len(report.headings)))
        heading.font.bold = True
        heading.color = _HEADING_FILL
        for column, width in enumerate(report.widths, 1):
            sheet.range((1, column)).column_width = width
        for column, contents in enumerate(zip(*report.rows, strict=True), 1):
            if any(isinstance(content, Link) for content in contents):
                cells = sheet.range((2, column), (len(rows) + 1, column))
                cells.formula = [[_jump(content)] for content in contents]
        for column, choices in (report.choices or {}).items():
            cells = sheet.range((2, column + 1), (max(len(rows), 1) + 1, column + 1))
            cells.data_validation.set_list(list(choices))
        if self._desktop:
            self._desktop.freeze_heading()
            self._desktop.show(self._book.sheets[front])
        else:
            sheet.freeze_panes.freeze_at("1:1")
            self._book.sheets[front].activate()
        return sheet

    def _drop(self, name: str) -> None:
        sheet = self._find(name)
        if sheet:
            sheet.delete()

    def leave(self) -> None:
        """Leave Excel as it was before the button."""
        if self._desktop:
            self._desktop.state.leave()

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Keep Excel from drawing, calculating and answering meanwhile."""
        if self._desktop:
            with self._desktop.state.quiet():
                yield
            return
        self._book.app.screen_updating = False
        try:
            yield
        finally:
            self._book.app.screen_updating = True


def _result_column(rows: Sequence[Sequence[Any]], *, is_known: bool) -> Position | None:
    """Return where the heading of the result column stands, None where there is none of ours.

    Below it stands nothing but what 校验 says: a column of somebody else's with that heading is
    none. Without other marks (not ``is_known``) the heading alone does not make it ours.
    """
    for number, row in enumerate(rows[:SEARCHED_ROWS], 1):
        if sheets.RESULT in row:
            column = row.index(sheets.RESULT)
            said = [str(each[column]) for each in rows[number:] if each[column] not in (None, "")]
            ours = all(text.startswith(OPENING) for text in said) and (said or is_known)
            return (number, column + 1) if ours else None
    return None


def _recall(report: xw.Sheet) -> dict[str, Any]:
    """Return what must be restored; nothing where the command line marked the file."""
    remembered = report.range((1, report.used_range.last_cell.column)).value
    try:
        found = json.loads(str(remembered))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _runs(positions: Sequence[Position]) -> Iterator[list[Position]]:
    """Yield the cells in runs of one column."""
    run: list[Position] = []
    for at in positions:
        if run and at != (run[-1][0] + 1, run[-1][1]):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _value(content: Content) -> str | float | None:
    return content.text if isinstance(content, Link) else content


def _typed(value: str | float | None) -> str | float | None:
    """Return the value as typed by hand: with an apostrophe where Excel would read another type."""
    return f"'{value}" if isinstance(value, str) and _MISTAKEN.match(value) else value


def _jump(content: Content) -> str | float | None:
    return content.formula(",") if isinstance(content, Link) else _typed(content)


def mismatch(macros: str) -> str:
    """Return '' when the macros are of this version, else the sentence the user reads."""
    if macros == __version__:
        return ""
    return (
        f"加载项或本工作簿里的宏是 {macros} 版，Python 程序是 {__version__} 版，没有执行。"
        "请关闭全部 Excel 窗口，重新运行安装程序（用 pip 装的，运行 chujing install），"
        "并改用新版的工作簿模板。"
    )
