"""What a form takes along that nobody sees at a glance: said on the list, so that it is known.

Nothing of it is taken out: a comment may be an explanation that the receiver should read.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.declare import TITLE
from addin.model.rows import column_letter
from addin.reading.grid import Grid
from addin.writing.patch.markup import Element, Markup
from addin.writing.patch.package import Package
from addin.writing.patch.rows import SHEET_DATA, rows
from addin.writing.patch.workbook import WorkbookPart

_SHOWN = 5  # places told of one kind
_COMMENTS = frozenset(("comments", "threadedComment"))
_PEOPLE = ("creator", "lastModifiedBy")
_NOBODY = frozenset(("", TITLE, "openpyxl"))  # programs that made the file
_TRUE = frozenset(("1", "true", "on"))
_OWN = "_xlnm."  # begins the names that a spreadsheet gives by itself: print areas, filters


def carried(data: bytes, name: str, grid: Grid, width: int) -> Iterator[str]:
    """Yield what goes along with the form on sheet ``name``, a sentence each.

    ``data`` is the workbook as handed in; the form has ``width`` columns.
    """
    package = Package(data)
    book = WorkbookPart(package)
    part = book.sheet(name).part
    sheet = package.open(part, opaque=SHEET_DATA)
    comments = sum(_count(package, each.target) for each in package.relationships(part)
                   if each.kind in _COMMENTS and each.target in package)  # fmt: skip
    if comments:
        yield f"带有批注 {comments} 处，随包报送"
    beside = [
        f"{column_letter(column)}{row + 1}"
        for row in range(len(grid.rows))
        for column in grid.filled(row)
        if column > width
    ]
    if beside:
        yield f"表格以外有内容 {len(beside)} 处（{_listed(beside)}），随包报送"
    hidden = [*_hidden_columns(sheet), *(f"第{number}行" for number in _hidden_rows(sheet))]
    if hidden:
        yield f"有隐藏的行列（{_listed(hidden)}），随包报送"
    names = sum(not _said(each, "name").startswith(_OWN) for each in _names(package, book))
    if names:
        yield f"有自定义名称 {names} 个，随包报送"
    if any(author not in _NOBODY for author in _authors(package)):
        yield "文件属性里有作者姓名，随包报送"


def _count(package: Package, part: str) -> int:
    root = package.open(part).root
    listed = root.child("commentList")
    return len((listed or root).children)


def _hidden_columns(sheet: Markup) -> Iterator[str]:
    cols = sheet.root.child("cols")
    for col in cols.children if cols else ():
        if _said(col, "hidden") in _TRUE:
            first, last = (column_letter(col.number(end)) for end in ("min", "max"))
            yield f"{first}列" if first == last else f"{first}—{last}列"


def _hidden_rows(sheet: Markup) -> Iterator[int]:
    for row in rows(sheet):
        tag = sheet.tags[row.start : row.body]
        if any(f'hidden="{true}"'.encode() in tag for true in _TRUE):
            yield row.number


def _names(package: Package, book: WorkbookPart) -> list[Element]:
    found = package.open(book.part).root.child("definedNames")
    return found.children if found else []


def _authors(package: Package) -> Iterator[str]:
    for each in package.relationships(""):
        if each.kind == "core-properties" and each.target in package:
            properties = package.open(each.target)
            for child in properties.root.children:
                if child.name in _PEOPLE:
                    yield properties.text(child).strip()


def _said(element: Element, name: str) -> str:
    return element.attributes.get(name, "")


def _listed(places: list[str]) -> str:
    return "、".join(places[:_SHOWN]) + ("……" if len(places) > _SHOWN else "")
