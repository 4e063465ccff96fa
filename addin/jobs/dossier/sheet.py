"""Draw the page of 一人一档: facts, a time line picture, tables.

The picture consists of text boxes over the cells, so that it prints sharply and needs no font
file. Its colours differ in brightness, for printers without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from lxml import etree
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from addin.forms.page import MARGIN
from addin.forms.sheets import PRODUCT
from addin.jobs.dossier.timeline import BarKind, Lane, Scale
from addin.writing.sheets.reproducible import ISSUED, packed

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLUMNS, _WIDTH, _PIXELS = 12, 10.0, 75  # columns of the page, each in characters and pixels
_LABELS = 2  # columns that the lanes' titles take
_LANE, _BAR, _LEAST = 22, 12, 3  # pixels: a lane, a bar, the shortest bar that can be seen
_AXIS, _LEGEND = 20, 24  # pixels: the years below the lanes, the legend below these
_POINTS = 0.75  # to a pixel
_INVISIBLE: dict[str, Any] = {"line": {"none": True}, "fill": {"none": True}}
_INCH = 2.54
_A4 = 9
_MOST = 1230.0  # points of rows scaled to one page: letters stay 6 points high

# Fill, line and height (as part of a bar's) of each kind.
_LOOKS: dict[BarKind, tuple[str, str, float]] = {
    BarKind.VALID: ("#FFFFFF", "#7F7F7F", 1.5),
    BarKind.KEPT: ("#4477AA", "#4477AA", 0.7),
    BarKind.LENT: ("#F0E442", "#000000", 0.7),
    BarKind.APPROVED: ("#B7DFB9", "#228833", 1.0),
    BarKind.ABROAD: ("#882255", "#882255", 1.0),
    BarKind.REPORTED: ("#D9D9D9", "#595959", 1.0),
}


@dataclass(frozen=True)
class Section:
    """A table of the page: ``spans`` are how many of the page's 12 columns each column takes."""

    title: str
    headings: Sequence[str]
    spans: Sequence[int]
    rows: Sequence[Sequence[str]]
    empty: str = ""


@dataclass(frozen=True)
class DossierPage:
    """The contents of one page; ``facts`` are labels with values, three to a line."""

    sheet: str
    title: str
    facts: Sequence[tuple[str, str]]
    lanes: Sequence[Lane]
    scale: Scale
    sections: Sequence[Section]
    notes: Sequence[str]


def dossier_workbook(pages: Sequence[DossierPage]) -> bytes:
    """Return a workbook with one sheet for each page; equal pages give equal bytes."""
    raw = BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True})
    book.calc_on_load = False  # nothing in it is to be calculated
    book.set_properties({"title": "一人一档", "author": PRODUCT, "created": ISSUED})
    styles = _Styles(book)
    for page in pages:
        _Sheet(book.add_worksheet(page.sheet), styles).draw(page)
    book.close()
    with ZipFile(raw) as made:
        return packed({name: _joined(name, made.read(name)) for name in made.namelist()})


def _joined(name: str, part: bytes) -> bytes:
    return _grouped(part, "时间线") if name.startswith("xl/drawings/drawing") else part


def _height(text: str, width: float) -> float:
    """Return the height in points of a text; digits and letters are half as wide as Chinese."""
    per_line = max(1, int((width - 1) / 1.7))
    narrow = sum(character.isascii() for character in text)
    return 5 + 13 * max(1, ceil((len(text) - narrow / 2) / per_line))


class _Styles:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        text: dict[str, Any] = {"valign": "vcenter", "text_wrap": True, "font_size": 10}
        grid = {**text, "border": 1, "num_format": "@"}
        self.title: Format = book.add_format(
            {**text, "font_name": "方正小标宋简体", "font_size": 20, "align": "center"}
        )
        self.heading: Format = book.add_format({**text, "font_name": "黑体", "font_size": 11})
        self.label: Format = book.add_format(
            {**grid, "font_name": "宋体", "bold": True, "bg_color": "#F2F2F2", "align": "center"}
        )
        self.value: Format = book.add_format({**grid, "font_name": "仿宋"})
        self.plain: Format = book.add_format({**text, "font_name": "宋体"})


class _Sheet:
    """A sheet filled from the top."""

    def __init__(self, sheet: Worksheet, styles: _Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self._row = 0
        self._height = 0.0
        sheet.set_column(0, _COLUMNS - 1, _WIDTH)
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_paper(_A4)
        sheet.set_margins(*([MARGIN / _INCH] * 4))
        sheet.center_horizontally()
        sheet.set_footer("&C&9第 &P 页，共 &N 页")

    def draw(self, page: DossierPage) -> None:
        self._across(page.title, self._styles.title, 34)
        self._facts(page.facts)
        self._across("一、时间线", self._styles.heading, 24)
        self._picture(page.lanes, page.scale)
        for number, section in zip("二三四五六七八九", page.sections, strict=False):
            self._section(f"{number}、{section.title}", section)
        if page.notes:
            self._across("说明", self._styles.heading, 24)
        for note in page.notes:
            self._across(note, self._styles.plain, 18)
        self._sheet.print_area(0, 0, self._row - 1, _COLUMNS - 1)
        self._sheet.fit_to_pages(1, 1 if self._height <= _MOST else 0)

    def _across(self, text: str, style: Format, height: float) -> None:
        width = _WIDTH * _COLUMNS
        self._merged(0, _COLUMNS, text, style)
        self._end_row(max(height, _height(text, width)))

    def _merged(self, column: int, span: int, text: str, style: Format) -> None:
        """Write a text across columns; merging by itself would make a formula or a link of it."""
        self._sheet.merge_range(self._row, column, self._row, column + span - 1, "", style)
        self._sheet.write_string(self._row, column, text, style)

    def _end_row(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._height += height
        self._row += 1

    def _facts(self, facts: Sequence[tuple[str, str]]) -> None:
        for at in range(0, len(facts), 3):
            line = [*facts[at : at + 3], *([("", "")] * (3 - len(facts[at : at + 3])))]
            cells = [text for pair in line for text in pair]
            styles = [self._styles.label, self._styles.value] * 3
            self._line(cells, (1, 3) * 3, styles)

    def _section(self, title: str, section: Section) -> None:
        self._across(title, self._styles.heading, 24)
        if not section.rows:
            self._across(section.empty, self._styles.plain, 18)
            return
        count = len(section.headings)
        self._line(section.headings, section.spans, [self._styles.label] * count)
        for row in section.rows:
            self._line(row, section.spans, [self._styles.value] * count)

    def _line(self, texts: Sequence[str], spans: Sequence[int], styles: Sequence[Format]) -> None:
        column = 0
        needed = [0.0]
        for text, span, style in zip(texts, spans, styles, strict=True):
            if span > 1:
                self._merged(column, span, text, style)
            else:
                self._sheet.write_string(self._row, column, text, style)
            needed.append(_height(text, _WIDTH * span))
            column += span
        self._end_row(max(needed))

    def _picture(self, lanes: Sequence[Lane], scale: Scale) -> None:
        top = self._row
        for lane in lanes:
            self._merged(0, _LABELS, lane.title, self._styles.value)
            self._end_row(_LANE * _POINTS)
        whole = len(lanes) * _LANE + _AXIS + _LEGEND
        frame = {"width": (_COLUMNS - _LABELS) * _PIXELS, "height": whole, **_INVISIBLE}
        self._sheet.insert_textbox(top, _LABELS, "", frame)
        self._years(top, len(lanes), scale)
        for number, lane in enumerate(lanes):
            for bar in lane.bars:
                left, right = scale.span(bar)
                words = f"{lane.title}　{bar.kind.value}　{bar.first}—{bar.last}"
                self._box(top + number, left, right, bar.kind, words)
        self._legend({bar.kind for lane in lanes for bar in lane.bars})

    def _years(self, top: int, count: int, scale: Scale) -> None:
        """Draw thin lines where years begin, and their numbers below the lanes."""
        years = list(scale.years())
        for at, (year, place) in enumerate(years):
            left = round(place * self._length)
            line = {"width": 1, "height": _LANE * count, "x_offset": left,
                    "line": {"none": True}, "fill": {"color": "#D9D9D9"}}  # fmt: skip
            self._sheet.insert_textbox(top, _LABELS, "", line)
            following = years[at + 1][1] if at + 1 < len(years) else 1.0
            if (following - place) * self._length > 30 or year % 5 == 0:
                label = {"width": 60, "height": _AXIS, "x_offset": left,
                         "font": {"name": "宋体", "size": 8}, **_INVISIBLE}  # fmt: skip
                self._sheet.insert_textbox(top + count, _LABELS, str(year), label)
        self._end_row(_AXIS * _POINTS)

    def _legend(self, kinds: set[BarKind]) -> None:
        left = 0
        for kind in BarKind:
            if kind in kinds:
                self._swatch(self._row, left, 26, kind, kind.value)
                label = {"width": 90, "height": 22, "x_offset": left + 28, "y_offset": 1,
                         "font": {"name": "宋体", "size": 9}, **_INVISIBLE}  # fmt: skip
                self._sheet.insert_textbox(self._row, _LABELS, kind.value, label)
                left += 124
        self._end_row(_LEGEND * _POINTS)

    def _box(self, row: int, left: float, right: float, kind: BarKind, words: str) -> None:
        start = round(left * self._length)
        width = max(_LEAST, round(right * self._length) - start)
        self._swatch(row, min(start, self._length - _LEAST), width, kind, words)

    def _swatch(self, row: int, left: int, width: int, kind: BarKind, words: str) -> None:
        fill, line, part = _LOOKS[kind]
        height = round(_BAR * part)
        options = {
            "width": width, "height": height, "x_offset": left,
            "y_offset": (_LANE - height) // 2, "fill": {"color": fill},
            "line": {"color": line, "width": 0.75}, "description": words,
        }  # fmt: skip
        self._sheet.insert_textbox(row, _LABELS, "", options)

    @property
    def _length(self) -> int:
        """Return the length of the time line in pixels."""
        return (_COLUMNS - _LABELS) * _PIXELS - 8


def _grouped(drawing: bytes, name: str) -> bytes:
    """Return the drawing part with all its shapes in one group called ``name``.

    Programs differ in how wide a column is: shapes anchored one by one drift apart. Of a group
    only the whole is anchored to cells. The first shape is the frame: the group takes its place.
    """
    root = etree.fromstring(drawing)
    anchors = list(root)
    shapes = list(root.iter(f"{{{_XDR}}}sp"))
    frame = next(shapes[0].iter(f"{{{_A}}}xfrm"))
    group = etree.Element(f"{{{_XDR}}}grpSp")
    about = etree.SubElement(group, f"{{{_XDR}}}nvGrpSpPr")
    etree.SubElement(about, f"{{{_XDR}}}cNvPr", id=str(len(shapes) + 2), name=name)
    etree.SubElement(about, f"{{{_XDR}}}cNvGrpSpPr")
    place = etree.SubElement(etree.SubElement(group, f"{{{_XDR}}}grpSpPr"), f"{{{_A}}}xfrm")
    place.extend(deepcopy(part) for part in (*frame, *frame))  # off, ext, and again for within
    for inner, tag in zip(list(place)[2:], ("chOff", "chExt"), strict=True):
        inner.tag = f"{{{_A}}}{tag}"
    group.extend(shapes)
    for anchor in anchors[1:]:
        root.remove(anchor)
    anchors[0].insert(2, group)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
