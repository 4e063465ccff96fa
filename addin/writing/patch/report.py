"""Markup of a result sheet: headings, rows, links, drop-downs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from addin.writing.patch.cells import Position, address, number_cell, position, text_cell
from addin.writing.patch.layout import ORDER as BEFORE_FORMATS
from addin.writing.patch.markup import Element, Markup, element, escape
from addin.writing.patch.styles import Styles
from addin.writing.plan import Content, Link, ReportSheet

_GREY = "FF808080"
_LINE = 16.0  # points
_MOST_LINES = 25  # that fit into the highest row Excel allows
_MOST_LINKS = 65_530  # that Excel takes on one sheet; further ones are plain text
_ORDER = (*BEFORE_FORMATS, "dataValidations", "hyperlinks")
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.75, "bottom": 0.75, "header": 0.3, "footer": 0.3}


def report_xml(report: ReportSheet, styles: Styles, space: str) -> str:
    """Return the markup of the sheet's part; ``space`` is the workbook's namespace."""
    area = {"ref": f"A1:{address(len(report.rows) + 1, max(len(report.headings), 1))}"}
    tab = element("tabColor", {"rgb": _GREY}) + element("pageSetUpPr", {"fitToPage": 1})
    pieces = (
        element("sheetPr", inner=tab),
        element("dimension", area),
        element("sheetViews", inner=_frozen_heading()),
        element("sheetFormatPr", {"defaultRowHeight": _LINE}),
        element("cols", inner="".join(_columns(report.widths, styles.text()))),
        element("sheetData", inner="".join(_rows(report, styles))),
        element("autoFilter", area),
        _choices(report),
        _links(report),
        element("pageMargins", _MARGINS),
        element("pageSetup", {"paperSize": 9, "orientation": "landscape", "fitToHeight": 0}),
    )
    return element("worksheet", {"xmlns": space}, "".join(pieces))


def relink(sheet: Markup, cells: Mapping[Position, Content]) -> None:
    """Let the links of a sheet be those of the changed cells, and as before elsewhere."""
    links = sheet.root.child("hyperlinks")
    present = links.children if links else []
    gone = [each for each in present if _place(each) in cells]
    new = "".join(
        sheet.new("hyperlink", {"ref": address(*at), **_destination(content)})
        for at, content in sorted(cells.items(), key=lambda cell: cell[0])
        if isinstance(content, Link)
    )
    if links and len(gone) == len(present) and not new:
        sheet.remove(links)
        return
    for each in gone:
        sheet.remove(each)
    if links and new:
        sheet.append(links, new)
    elif new:
        sheet.insert_in_order("hyperlinks", sheet.new("hyperlinks", inner=new), _ORDER)


def _place(link: Element) -> Position | None:
    found = link.attributes.get("ref", "").partition(":")[0]
    return position(found) if found else None


def _frozen_heading() -> str:
    below = {"ySplit": 1, "topLeftCell": "A2", "activePane": "bottomLeft", "state": "frozen"}
    selected = {"pane": "bottomLeft", "activeCell": "A2", "sqref": "A2"}
    panes = element("pane", below) + element("selection", selected)
    return element("sheetView", {"workbookViewId": 0}, panes)


def _columns(widths: Sequence[float], style: int) -> Iterator[str]:
    """Yield the columns, formatted so that cells added later are texts too."""
    for number, width in enumerate(widths, 1):
        place = {"min": number, "max": number}
        yield element("col", {**place, "width": width, "style": style, "customWidth": 1})


def _rows(report: ReportSheet, styles: Styles) -> Iterator[str]:
    heading, text, number, link = styles.heading(), styles.text(), styles.number(), styles.link()

    def cell(row: int, column: int, content: Content) -> str:
        at = row, column
        if isinstance(content, Link):
            return text_cell("", at, content.text, link)
        if isinstance(content, str):
            return text_cell("", at, content, text) if content else ""
        return "" if content is None else number_cell("", at, content, number)

    titles = (text_cell("", (1, c), title, heading) for c, title in enumerate(report.headings, 1))
    yield element("row", {"r": 1}, "".join(titles))
    for row, contents in enumerate(report.rows, 2):
        cells = (cell(row, column, content) for column, content in enumerate(contents, 1))
        height = _LINE * min(_lines(contents, report.widths), _MOST_LINES)
        yield element("row", {"r": row, "ht": height}, "".join(cells))


def _lines(contents: Sequence[Content], widths: Sequence[float]) -> int:
    """Return how many lines the wrapped texts take; some programs do not work it out."""
    return max((_wrapped(c, w) for c, w in zip(contents, widths, strict=False)), default=1)


def _wrapped(content: Content, width: float) -> int:
    if not isinstance(content, str) or (2 * len(content) < width and "\n" not in content):
        return 1
    # GB 18030 writes a Chinese character in two bytes: as wide as two letters.
    pieces = (len(p.encode("gb18030", "replace")) for p in content.split("\n"))
    return sum(ceil((piece + 1) / width) for piece in pieces)


def _choices(report: ReportSheet) -> str:
    if not report.choices or not report.choosing:
        return ""
    rules = [
        element("dataValidation", _validation(report, column), _list(values))
        for column, values in report.choices.items()
    ]
    return element("dataValidations", {"count": len(rules)}, "".join(rules))


def _validation(report: ReportSheet, index: int) -> dict[str, object]:
    return {
        "type": "list",
        "allowBlank": 1,
        "showErrorMessage": 1,
        "errorTitle": report.headings[index],
        "error": "请从下拉列表中选择",
        "sqref": f"{address(2, index + 1)}:{address(report.choosing + 1, index + 1)}",
    }


def _list(values: Sequence[str]) -> str:
    return element("formula1", inner=escape(f'"{",".join(values)}"'))


def _links(report: ReportSheet) -> str:
    links = [
        element("hyperlink", {"ref": address(row, column), **_destination(content)})
        for row, contents in enumerate(report.rows, 2)
        for column, content in enumerate(contents, 1)
        if isinstance(content, Link)
    ]
    return element("hyperlinks", inner="".join(links[:_MOST_LINKS])) if links else ""


def _destination(link: Link) -> dict[str, str]:
    return {"location": link.location, "display": link.text}
