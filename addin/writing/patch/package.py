"""An Office package: parts by name in a zip, content types, relationships.

Only changed parts are written again; all others keep their bytes, order, dates and compression.
A journal of the changes allows to undo them.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from addin.errors import CannotDo, FileError, UnusableFile
from addin.reading.preflight import BROKEN_ZIP, admit
from addin.writing.patch.markup import DAMAGED, Element, Markup, Splice, document, element

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"


@dataclass(frozen=True, slots=True)
class Relationship:
    """``kind`` is the last word of the type; ``target`` the part's name, "" for one outside."""

    id: str
    kind: str
    target: str


@dataclass(slots=True)
class _Part:
    info: zipfile.ZipInfo
    data: bytes | None = None


class Package:
    """One package in memory.

    ``journal`` holds for each part changed by ``edit`` what takes its changes back, the last
    first; ``added`` the names of the new parts. Raises UnusableFile where the file cannot be used.
    """

    def __init__(self, source: bytes | Path) -> None:
        data = source if isinstance(source, bytes) else source.read_bytes()
        package = admit(data)
        if package is None:
            raise CannotDo("旧版 .xls 工作簿不能改写，请用 Excel 或 WPS 另存为 .xlsx 后再试")
        self._source = data
        self._changed = False
        self._zip = package
        self._parts: dict[str, _Part] = {}
        for info in self._zip.infolist():
            if _key(info.filename) in self._parts:
                raise UnusableFile(DAMAGED, FileError.DAMAGED)
            self._parts[_key(info.filename)] = _Part(info)
        self.journal: dict[str, list[list[Splice]]] = {}
        self.added: list[str] = []

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    @property
    def names(self) -> list[str]:
        """Names of all parts in their order."""
        return [part.info.filename.replace("\\", "/") for part in self._parts.values()]

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        part = self._parts.get(_key(name))
        if part is None:
            raise UnusableFile(DAMAGED, FileError.DAMAGED)
        return self._content(part)

    def open(self, name: str, opaque: str = "") -> Markup:
        """Return a part opened for changes; pass it to ``edit`` afterwards."""
        return Markup(self.read(name), opaque)

    def edit(self, name: str, markup: Markup) -> None:
        """Store the changes made in a part."""
        data, undo = markup.finish()
        if undo:
            self.overwrite(name, data)
            self.journal.setdefault(name, []).insert(0, undo)

    def overwrite(self, name: str, data: bytes) -> None:
        """Give a part other bytes, without keeping the old ones."""
        self._parts[_key(name)].data = data
        self._changed = True

    def add(self, name: str, xml: str, content_type: str) -> None:
        """Add a part at the end and declare its content type."""
        self._put(name, xml)
        types = self.open(CONTENT_TYPES)
        override = {"PartName": f"/{name}", "ContentType": content_type}
        types.append(types.root, types.new("Override", override))
        self.edit(CONTENT_TYPES, types)

    def discard(self, name: str) -> None:
        """Remove a part, and nothing else."""
        self._changed |= self._parts.pop(_key(name), None) is not None

    def remove(self, name: str) -> None:
        """Remove a part, its relationships and its content type."""
        self.discard(name)
        self.discard(_relationships_of(name))
        types = self.open(CONTENT_TYPES)
        for override in types.root.all("Override"):
            if _key(override.attributes.get("PartName", "")) == _key(name):
                types.remove(override)
        self.edit(CONTENT_TYPES, types)

    def relationships(self, source: str) -> list[Relationship]:
        """Return the relationships of a part ("" for the package itself)."""
        name = _relationships_of(source)
        if name not in self:
            return []
        return [_relationship(source, each) for each in self.open(name).root.all("Relationship")]

    def relate(self, source: str, target: str, kind: str, strict: bool = False) -> str:
        """Add a relationship from one part to another; return its id."""
        name = _relationships_of(source)
        if name not in self:
            self._put(name, element("Relationships", {"xmlns": RELATIONSHIPS}))
        markup = self.open(name)
        taken = {each.attributes.get("Id") for each in markup.root.children}
        identity = next(i for i in (f"rId{n}" for n in range(1, len(taken) + 2)) if i not in taken)
        attributes = {
            "Id": identity,
            "Type": (STRICT if strict else TRANSITIONAL) + kind,
            "Target": posixpath.relpath(target, posixpath.dirname(source) or "."),
        }
        markup.append(markup.root, markup.new("Relationship", attributes))
        self.edit(name, markup)
        return identity

    def unrelate(self, source: str, identity: str) -> None:
        """Remove a relationship, and every part that no other relationship leads to."""
        before = self._reachable()
        name = _relationships_of(source)
        markup = self.open(name)
        for each in markup.root.all("Relationship"):
            if each.attributes.get("Id") == identity:
                markup.remove(each)
        self.edit(name, markup)
        for orphan in before - self._reachable():
            self.remove(orphan)

    def prune(self) -> None:
        """Remove every part that no relationship leads to."""
        reachable = {_key(name) for name in self._reachable()}
        for name in self.names:
            is_index = name == CONTENT_TYPES or _key(name).endswith(".rels")
            if not is_index and _key(name) not in reachable:
                self.remove(name)

    def unused(self, pattern: str) -> str:
        """Return the first part name not taken; ``{}`` in the pattern stands for a number."""
        numbers = range(1, len(self._parts) + 2)
        return next(n for n in map(pattern.format, numbers) if n not in self)

    def to_bytes(self) -> bytes:
        """Return the package as a file: the very one it was read from if nothing changed."""
        if not self._changed:
            return self._source
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            target.comment = self._zip.comment
            for part in self._parts.values():
                info = copy.copy(part.info)
                target.writestr(info, self._content(part), info.compress_type)
        return out.getvalue()

    def _put(self, name: str, xml: str) -> None:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._parts[_key(name)] = _Part(info, document(xml))
        self._changed = True
        self.added.append(name)

    def _content(self, part: _Part) -> bytes:
        if part.data is not None:
            return part.data
        try:
            return self._zip.read(part.info)
        except BROKEN_ZIP as error:
            raise UnusableFile(DAMAGED, FileError.DAMAGED) from error

    def _reachable(self) -> set[str]:
        found: set[str] = set()
        waiting = [""]
        while waiting:
            for target in self._targets(waiting.pop()):
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def _targets(self, source: str) -> Iterator[str]:
        for relationship in self.relationships(source):
            if relationship.target in self:
                yield relationship.target


def _key(name: str) -> str:
    """Return the key under which part names are compared: lower case, forward slashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relationships_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(source: str, written: Element) -> Relationship:
    attributes = written.attributes
    kind = attributes.get("Type", "").rpartition("/")[2]
    target = unquote(attributes.get("Target", "")).replace("\\", "/")
    if attributes.get("TargetMode") == "External":
        target = ""
    else:
        folder = posixpath.dirname(source)
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(attributes.get("Id", ""), kind, target)
