"""A workbook with one sheet of it and nothing else: what is handed in must not carry the rest.

A sheet that is merely deleted leaves traces: its texts among the shared strings, its name in the
properties, its figures in pivot caches and links. What is kept here is listed; all else goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from addin.reading.active_content import asked
from addin.writing.patch.markup import Markup
from addin.writing.patch.package import CONTENT_TYPES, Package
from addin.writing.patch.references import resolve
from addin.writing.patch.rows import SHEET_DATA, cells, end_of, rows
from addin.writing.patch.search import SHARED, STRING
from addin.writing.patch.workbook import WorkbookPart

# Kinds of relationships that a workbook with one sheet needs.
_OF_PACKAGE = frozenset(("officeDocument", "core-properties"))
_OF_WORKBOOK = frozenset(("worksheet", "styles", "theme", "sharedStrings", "sheetMetadata"))
_NOT_OF_SHEET = frozenset(("pivotTable", "slicer", "timeline", "queryTable"))
# Elements of the workbook part that point to what goes.
_POINTERS = frozenset(("externalReferences", "pivotCaches", "customWorkbookViews", "extLst"))

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_LINKED = re.compile(r"\[\d+\]")  # a formula asks another workbook
_INDEX = re.compile(rb"<(?:\w+:)?v[^<>]*>\s*(\d{1,9})\s*<")
_BLANK_STRING = re.compile(rb"<(\w+:)?si\b")


def alone(source: bytes, name: str) -> bytes:
    """Return the workbook with the sheet ``name`` and nothing that is not its own.

    The sheet's own part keeps its bytes, except that formulas which ask other sheets or workbooks
    give way to the values they had, and drop-downs that ask them go. Macros go too. Raises
    UnusableFile where the file cannot be rewritten.
    """
    package = Package(source)
    book = WorkbookPart(package)
    sheet = book.sheet(name)
    book.drop_sheets([each.name for each in book.sheets() if each.name != sheet.name])
    _cut_links(package, sheet.part)
    _trim_workbook(package, book)
    _unmacro(package, book)
    _drop_relationships(package, "", lambda kind: kind in _OF_PACKAGE)
    _drop_relationships(package, book.part, lambda kind: kind in _OF_WORKBOOK)
    _drop_relationships(package, sheet.part, lambda kind: kind not in _NOT_OF_SHEET)
    package.prune()
    strings = book.target("sharedStrings")
    if strings:
        used = frozenset(_used(package.open(sheet.part, opaque=SHEET_DATA)))
        package.overwrite(strings, _pruned(package.read(strings), used))
    return package.to_bytes()


def _cut_links(package: Package, part: str) -> None:
    markup = package.open(part, opaque=SHEET_DATA)
    resolve(markup, _reaches_out)
    package.edit(part, markup)


def _reaches_out(formula: str) -> bool:
    """Whether a formula asks another workbook, or another program."""
    return _LINKED.search(formula) is not None or any(asked(formula))


def _trim_workbook(package: Package, book: WorkbookPart) -> None:
    """Remove references to the removed parts, and make the sheet visible."""
    markup = package.open(book.part)
    children = {each.name: each.children for each in markup.root.children}
    linked = [n for n in children.get("definedNames", ()) if _reaches_out(markup.text(n))]
    for each in (*(c for c in markup.root.children if c.name in _POINTERS), *linked):
        markup.remove(each)
    for tab in children.get("sheets", ()):
        if "state" in tab.attributes:  # Excel opens no workbook without a visible sheet
            markup.set(tab, "state", "visible")
    package.edit(book.part, markup)


def _unmacro(package: Package, book: WorkbookPart) -> None:
    """Declare the workbook as one without macros."""
    types = package.open(CONTENT_TYPES)
    for each in types.root.all("Override"):
        if each.attributes.get("PartName", "").lstrip("/").lower() == book.part.lower():
            types.set(each, "ContentType", _PLAIN)
    package.edit(CONTENT_TYPES, types)


def _drop_relationships(package: Package, source: str, keeps: Callable[[str], bool]) -> None:
    for each in package.relationships(source):
        if not keeps(each.kind):
            package.unrelate(source, each.id)


def _used(sheet: Markup) -> Iterator[int]:
    """Yield under which indices the sheet's cells ask for shared strings."""
    for row in rows(sheet):
        for cell in cells(sheet, row):
            if SHARED.search(cell.tag):
                index = _INDEX.search(sheet.data, cell.start, end_of(sheet, cell))
                if index:
                    yield int(index[1])


def _pruned(strings: bytes, used: frozenset[int]) -> bytes:
    """Return the shared strings, blank where nobody asks for them, each under its index."""
    count = -1

    def keep(found: re.Match[bytes]) -> bytes:
        nonlocal count
        count += 1
        if count in used:
            return found[0]
        prefix = (_BLANK_STRING.match(found[0]) or found)[1] or b""
        return b"<%ssi><%st/></%ssi>" % (prefix, prefix, prefix)

    return STRING.sub(keep, strings)
