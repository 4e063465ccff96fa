"""Typefaces, borders, fills and page set-up of the sheets we draw."""

from __future__ import annotations

from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.page import MARGIN
from addin.forms.sheets import PRODUCT

Content = str | int | float | None

TEXT = "@"
GREY_TAB = "A6A6A6"
_HIGHEST = 409.0  # points that Excel allows a row
HEADING_FILL = PatternFill("solid", fgColor="F2F2F2")
_PAGE_NUMBER = _HeaderFooterPart("第 &P 页，共 &N 页", size=9)
_THIN = Side(style="thin", color="000000")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)


def typeface(name: str, size: float, *, bold: bool = False) -> Font:
    """Return a Chinese typeface.

    A workbook cannot name a second choice. 方正小标宋简体 comes with the offices' software, not
    with Windows: the family (1, with serifs) and the character set (134, GB 2312) let a system
    without it take its nearest Song face, instead of a Latin face with boxes.
    """
    return Font(name=name, size=size, bold=bold, family=1, charset=134)


TITLE = typeface("方正小标宋简体", 22)
LABEL = typeface("黑体", 14)
PLAIN = typeface("宋体", 11)
NOTE = typeface("宋体", 10)
HEADING = typeface("宋体", 10, bold=True)
DATA = typeface("仿宋", 10)


def new_workbook(title: str) -> Workbook:
    """Return a workbook without sheets whose standard font is 宋体."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook._fonts = IndexedList([PLAIN])  # type: ignore[attr-defined]
    workbook._named_styles["Normal"].font = PLAIN  # type: ignore[attr-defined]
    workbook.properties.title = title
    workbook.properties.creator = PRODUCT
    return workbook


def put(sheet: Worksheet, row: int, column: int, value: Content) -> Cell:
    """Fill a cell and return it; a text is never taken as a formula.

    Control characters, which a workbook cannot hold, are left out.
    """
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def height_for(text: str, width: float) -> float:
    """Return the height in points that a text set in ``DATA`` needs in a column of ``width``."""
    per_line = max(1, int((width - 1) / 1.7))  # a Chinese character is 13.4 pixels wide, the unit 8
    lines = sum(max(1, ceil(len(line) / per_line)) for line in text.split("\n"))
    return min(_HIGHEST, 6 + 14.5 * lines)


def set_paper(sheet: Worksheet, paper: str, title_rows: str) -> None:
    """Set landscape, one page wide, any number of pages long; ``title_rows`` repeat on each."""
    setup = sheet.page_setup
    setup.orientation = "landscape"
    setup.paperSize = {"A3": sheet.PAPERSIZE_A3, "A4": sheet.PAPERSIZE_A4}[paper]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup.fitToWidth, setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN / 2.54
    margins.header = margins.footer = MARGIN / 2.54 / 2
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = title_rows
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_PAGE_NUMBER)
