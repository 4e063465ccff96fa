"""Fonts, cell formats and conditional formats added to a workbook's styles.

Formats that are there keep their index; the same format is never added twice.
"""

from __future__ import annotations

from addin.writing.patch.markup import element
from addin.writing.patch.package import Package
from addin.writing.patch.workbook import WorkbookPart

TEXT = 49  # the built-in number format @: what is typed stays as typed
_GENERAL = 0
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LINK_COLOUR = "FF0563C1"
_SIZE = {"val": 11}
_NAME = {"val": "宋体"}
_FACE = ("name", "family", "charset", "scheme")
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
)  # fmt: skip


class Styles:
    """The styles of a workbook, opened; ``save`` writes what was added."""

    def __init__(self, package: Package, book: WorkbookPart) -> None:
        self._package = package
        self._part = book.target("styles") or _new_part(package, book)
        self._markup = package.open(self._part)
        self._known: dict[str, dict[str, int]] = {}
        self._pending: dict[str, list[str]] = {}

    def heading(self) -> int:
        """Index of: bold, in the middle, wrapped."""
        return self._format(TEXT, self._font(bold=True), vertical="center", wrapText=1)

    def text(self) -> int:
        """Index of: a text that stays text, wrapped."""
        return self._format(TEXT, 0, vertical="top", wrapText=1)

    def line(self) -> int:
        """Index of: a text on one line, which makes no row of the form higher."""
        return self._format(TEXT, 0, vertical="center")

    def number(self) -> int:
        """Index of: a number as it comes, in the middle."""
        return self._format(_GENERAL, 0, vertical="top", horizontal="center")

    def link(self) -> int:
        """Index of: a text that jumps."""
        return self._format(TEXT, self._font(bold=False), vertical="top", wrapText=1)

    def colour(self, rgb: str) -> int:
        """Index of the conditional format that fills a cell with a colour."""
        new = self._markup.new
        sides = new("fgColor", {"rgb": f"FF{rgb}"}) + new("bgColor", {"rgb": f"FF{rgb}"})
        pattern = new("patternFill", {"patternType": "solid"}, sides)
        return self._add("dxfs", new("dxf", inner=new("fill", inner=pattern)))

    def save(self) -> None:
        """Write the added formats into the package."""
        for name in _ORDER:
            pending = self._pending.get(name)
            if not pending:
                continue
            listed = self._markup.root.child(name)
            if listed is None:
                count = {"count": len(pending)}
                xml = self._markup.new(name, count, "".join(pending))
                self._markup.insert_in_order(name, xml, _ORDER)
            else:
                self._markup.append(listed, "".join(pending))
                self._markup.set(listed, "count", len(listed.children) + len(pending))
        self._package.edit(self._part, self._markup)

    def _font(self, *, bold: bool) -> int:
        """The workbook's own font, bold or as a link."""
        new = self._markup.new
        fonts = self._markup.root.child("fonts")
        own = fonts.children[0].children if fonts and fonts.children else []
        size = [self._markup.raw(e) for e in own if e.name == "sz"]
        # In the schema's order, whoever wrote the workbook.
        face = [self._markup.raw(e) for name in _FACE for e in own if e.name == name]
        if not own:
            size, face = [new("sz", _SIZE)], [new("name", _NAME)]
        link = new("color", {"rgb": _LINK_COLOUR})
        inner = [new("b"), *size, *face] if bold else [new("u"), *size, link, *face]
        return self._add("fonts", new("font", inner="".join(inner)))

    def _format(self, number: int, font: int, **alignment: object) -> int:
        new = self._markup.new
        attributes = {
            "numFmtId": number,
            "fontId": font,
            "fillId": 0,
            "borderId": 0,
            "applyNumberFormat": 1,
            "applyFont": 1,
            "applyAlignment": 1,
        }
        for needed in ("fonts", "fills", "borders"):
            self._listed(needed)
        return self._add("cellXfs", new("xf", attributes, new("alignment", alignment)))

    def _add(self, name: str, xml: str) -> int:
        known = self._listed(name)
        if xml not in known:
            listed = self._markup.root.child(name)
            pending = self._pending.setdefault(name, [])
            known[xml] = (len(listed.children) if listed else 0) + len(pending)
            pending.append(xml)
        return known[xml]

    def _listed(self, name: str) -> dict[str, int]:
        """What the list holds, with its index; a list that is missing is begun as it must be."""
        if name not in self._known:
            listed = self._markup.root.child(name)
            written = [self._markup.raw(child) for child in listed.children] if listed else []
            self._known[name] = {xml: index for index, xml in reversed(list(enumerate(written)))}
            if not written:
                for xml in self._seeds(name):
                    self._pending.setdefault(name, []).append(xml)
        return self._known[name]

    def _seeds(self, name: str) -> list[str]:
        """The first entries that every list must have: they are what a plain cell looks like."""
        new = self._markup.new
        plain = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0}
        font = new("sz", _SIZE) + new("name", _NAME)
        fills = [
            new("fill", inner=new("patternFill", {"patternType": pattern}))
            for pattern in ("none", "gray125")
        ]
        seeds = {
            "fonts": [new("font", inner=font)],
            "fills": fills,
            "borders": [new("border")],
            "cellXfs": [new("xf", plain)],
        }
        return seeds.get(name, [])


def _new_part(package: Package, book: WorkbookPart) -> str:
    part = book.folder() + "styles.xml"
    if part in package:  # written by another program, not in use
        part = package.unused(book.folder() + "styles{}.xml")
    package.add(part, element("styleSheet", {"xmlns": book.space}), _CONTENT_TYPE)
    book.relate(part, "styles")
    return part
