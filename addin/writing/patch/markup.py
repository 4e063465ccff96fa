"""Changes to an XML part that keep every byte that is not replaced.

A parser that builds a tree and writes it out again changes quotes, declarations and prefixes
everywhere. Here the parser only gives the offsets of elements; new markup is inserted between the
old bytes. The list of these insertions is enough to undo a change.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pyexpat import ExpatError, ParserCreate, XMLParserType

from addin.errors import CannotDo, FileError, UnusableFile

# In the new bytes: where, how many bytes stand there now, what stood there before.
Splice = tuple[int, int, str]

DAMAGED = "文件内部已损坏，无法改写，请用 Excel 或 WPS 打开另存后再试"

_DEEPEST = 100  # nested elements; workbooks have twenty, a hostile file a million
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_NO_TAG = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_WHITE = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})  # kept only so in attributes
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass(slots=True)
class Element:
    """An element and its bytes: ``start`` tag, ``body`` to ``tail`` the content, ``end`` past all.

    ``name`` is without prefix; the keys of ``attributes`` are ``namespace}name`` where prefixed.
    """

    name: str
    attributes: dict[str, str]
    start: int
    body: int
    tail: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Element]:
        """Return the children of that name."""
        return [child for child in self.children if child.name == name]

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number among the attributes."""
        try:
            return int(self.attributes.get(name, default))
        except ValueError as error:
            raise UnusableFile(DAMAGED, FileError.DAMAGED) from error

    def relationship(self) -> str:
        """Return the value of ``r:id``, whatever prefix and edition of the format."""
        return next((v for key, v in self.attributes.items() if key.endswith("}id")), "")


class Markup:
    """One part opened for changes.

    ``opaque`` names an element whose content is not looked into (a sheet's cells, read by
    ``rows``). Raises UnusableFile where the part is no well-formed UTF-8 XML or has a DTD.
    """

    def __init__(self, data: bytes, opaque: str = "") -> None:
        self.data = data
        self._splices: list[tuple[int, int, str]] = []
        self._appended: dict[int, tuple[Element, list[str]]] = {}
        self.root, self.space = _Reader(data, opaque).read()
        self.prefix = self._qualified(self.root).rpartition(":")[0]
        self.prefix += ":" if self.prefix else ""

    @cached_property
    def tags(self) -> bytes:
        """The part with blanks, as many, for all that may look like a tag and is none."""
        if b"<!" not in self.data and self.data.find(b"<?", 5) < 0:
            return self.data
        return _NO_TAG.sub(lambda found: b" " * len(found[0]), self.data)

    def raw(self, element: Element) -> str:
        """Return the element as it is written."""
        return self.data[element.start : element.end].decode()

    def text(self, element: Element) -> str:
        """Return the text of an element without children."""
        written = self.data[element.body : element.tail].decode()
        if "<![CDATA[" in written:
            return "".join(
                piece if index % 2 else html.unescape(piece)
                for index, piece in enumerate(_CDATA.split(written))
            )
        return html.unescape(written)

    def new(
        self, name: str, attributes: Mapping[str, object] | None = None, inner: str = ""
    ) -> str:
        """Return markup of an element in the root's namespace, with the root's prefix."""
        return element(self.prefix + name, attributes, inner)

    def insert(self, at: int, xml: str) -> None:
        """Insert markup at an offset of the original bytes."""
        self._splices.append((at, at, xml))

    def replace(self, start: int, end: int, xml: str) -> None:
        """Replace some of the original bytes by markup."""
        self._splices.append((start, end, xml))

    def remove(self, element: Element) -> None:
        """Remove an element."""
        self.replace(element.start, element.end, "")

    def append(self, parent: Element, xml: str) -> None:
        """Add markup after the last child of an element."""
        self._appended.setdefault(parent.start, (parent, []))[1].append(xml)

    def insert_in_order(self, name: str, xml: str, order: Sequence[str]) -> None:
        """Add a child of the root at its place in ``order`` (names of the children)."""
        before = order[: order.index(name) + 1]
        earlier = [child for child in self.root.children if child.name in before]
        if earlier:
            self.insert(earlier[-1].end, xml)
        elif self.root.children:
            self.insert(self.root.body, xml)
        else:
            self.append(self.root, xml)

    def set(self, element: Element, name: str, value: object) -> None:
        """Give an attribute (without prefix) of an element a value."""
        tag = self.data[element.start : element.body]
        written = _quoted(str(value))
        found = re.search(rb"\s" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", tag)
        if found:
            start, end = found.span(1)
            self.replace(element.start + start, element.start + end, written)
        else:
            after_name = element.start + 1 + len(self._qualified(element).encode())
            self.insert(after_name, f" {name}={written}")

    def finish(self) -> tuple[bytes, list[Splice]]:
        """Return the part with every change, and the list that undoes them."""
        for parent, pieces in self._appended.values():
            self._close_after(parent, "".join(pieces))
        self._appended.clear()
        chunks: list[bytes] = []
        undo: list[Splice] = []
        read = written = 0
        for start, end, xml in sorted(self._splices, key=lambda splice: splice[:2]):
            assert start >= read, "two changes of the same bytes"
            new = xml.encode()
            chunks += (self.data[read:start], new)
            written += start - read
            undo.append((written, len(new), self.data[start:end].decode()))
            written += len(new)
            read = end
        chunks.append(self.data[read:])
        return b"".join(chunks), undo

    def _close_after(self, parent: Element, xml: str) -> None:
        if parent.tail != parent.end:
            self.insert(parent.tail, xml)
        else:
            closing = f">{xml}</{self._qualified(parent)}>"
            self.replace(parent.end - len("/>"), parent.end, closing)

    def _qualified(self, element: Element) -> str:
        found = _NAME.match(self.data, element.start)
        assert found
        return found[1].decode()


def element(name: str, attributes: Mapping[str, object] | None = None, inner: str = "") -> str:
    """Return markup of one element; ``inner`` is markup, the values of attributes are text."""
    written = "".join(f" {key}={_quoted(str(v))}" for key, v in (attributes or {}).items())
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def escape(text: str) -> str:
    """Return a text as markup (xml.sax.saxutils would load the whole of HTTP for it)."""
    return html.escape(text, quote=False)


def _quoted(value: str) -> str:
    """Return the value of an attribute, quotes included."""
    text = escape(value).translate(_WHITE).replace('"', "&quot;")
    return f'"{text}"'


def document(xml: str) -> bytes:
    """Return the bytes of a new part."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def take_back(data: bytes, undo: Sequence[Splice]) -> bytes:
    """Return the bytes as they were before the changes that ``undo`` lists."""
    chunks: list[bytes] = []
    read = 0
    for start, length, before in undo:
        chunks += (data[read:start], before.encode())
        read = start + length
    return b"".join((*chunks, data[read:]))


def end_of_tag(data: bytes, start: int) -> int:
    """Return the offset past the tag that starts at ``start``."""
    found = _TAG.match(data, start)
    assert found
    return found.end()


def _new_parser() -> XMLParserType:
    """Return a parser (names as ``namespace}name``) that refuses what no workbook needs."""
    parser = ParserCreate(namespace_separator="}")
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.XmlDeclHandler = _refuse_encoding
    return parser


def _refuse_dtd(*_: object) -> None:
    raise UnusableFile(kind=FileError.UNSAFE)


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "utf8"):
        raise CannotDo("文件内部编码不是 UTF-8，无法改写，请用 Excel 或 WPS 打开另存后再试")


class _Reader:
    """Builds the elements of a part, and skips what is inside the opaque element."""

    def __init__(self, data: bytes, opaque: str) -> None:
        self._data = data
        self._opaque = opaque
        self._space = ""
        self._open = [Element("", {}, 0, 0)]
        self._parser = _new_parser()
        self._listen()

    def read(self) -> tuple[Element, str]:
        """Return the root and its namespace."""
        if self._data[:2] in _UTF_16:
            _refuse_encoding("1.0", "utf-16", -1)
        top = self._open[0]
        closing = re.search(rb"</(?:\w+:)?" + self._opaque.encode() + rb"\s*>", self._data)
        middle = closing.start() if closing and self._opaque else 0
        try:
            self._parser.Parse(self._data[:middle], False)
            self._listen()
            self._parser.Parse(self._data[middle:], True)
        except ExpatError as error:
            raise UnusableFile(DAMAGED, FileError.DAMAGED) from error
        return top.children[0], self._space

    def _listen(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: list[str]) -> None:
        space, _, local = name.rpartition("}")
        start = self._parser.CurrentByteIndex
        named = dict(zip(attributes[::2], attributes[1::2], strict=True))
        new = Element(local, named, start, end_of_tag(self._data, start))
        if len(self._open) == 1:
            self._space = space
        self._open[-1].children.append(new)
        self._open.append(new)
        if len(self._open) > _DEEPEST:
            raise UnusableFile(DAMAGED, FileError.DAMAGED)
        if local == self._opaque and not self._is_empty(new):
            self._parser.StartElementHandler = self._parser.EndElementHandler = None

    def _end(self, name: str) -> None:
        done = self._open.pop()
        if done.name != name.rpartition("}")[2]:
            raise UnusableFile(DAMAGED, FileError.DAMAGED)
        if self._is_empty(done):
            done.tail = done.end = done.body
        else:
            done.tail = self._parser.CurrentByteIndex
            done.end = self._data.index(b">", done.tail) + 1

    def _is_empty(self, element: Element) -> bool:
        return self._data.endswith(b"/>", element.start, element.body)
