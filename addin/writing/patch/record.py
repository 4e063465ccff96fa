"""The record of a marking, stored in the workbook as a custom XML part.

It lists the bytes that were inserted or replaced, with a fingerprint of each marked part. It holds
no copy of the form: what a clerk deletes later is not restored.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import dataclass

from addin.writing.patch.markup import Splice, document, element, take_back
from addin.writing.patch.package import Package
from addin.writing.patch.workbook import Sheet, WorkbookPart
from addin.writing.plan import Marks

_SPACE = "urn:chujing:marks"
_ITEM_ID = "{7C0E4E0B-5D0A-4C2E-9B6E-2F1C3A8D9E51}"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_MOST = 64 * 2**20  # bytes of a record, unpacked
_ITEM = re.compile(r"customXml/item\d+\.xml", re.IGNORECASE)
_PACKED = re.compile(rb">([A-Za-z0-9+/=]+)</")


@dataclass(frozen=True)
class Record:
    """What marking did: the form's sheet and part, the heading, the report sheet.

    ``print_area`` is the one that was set, if one was. ``changed`` gives for each part its
    fingerprint and what takes the changes back, ``added`` the new parts.
    """

    sheet: str
    part: str
    heading: str
    report: str
    print_area: str | None
    changed: dict[str, tuple[str, list[list[Splice]]]]
    added: list[str]

    def untouched(self, package: Package, part: str) -> bool:
        """Return whether a changed part is still as marking left it."""
        return part in package and fingerprint(package.read(part)) == self.changed[part][0]

    def restore(self, package: Package, part: str) -> None:
        """Restore the bytes that a part had before marking."""
        data = package.read(part)
        for undo in self.changed[part][1]:
            data = take_back(data, undo)
        package.overwrite(part, data)


def fingerprint(data: bytes) -> str:
    """Return a hash of a part's bytes."""
    return hashlib.sha256(data).hexdigest()


def keep(package: Package, book: WorkbookPart, sheet: Sheet, marks: Marks, framed: bool) -> None:
    """Store a record of the package's changes in it; ``framed``: with a print area."""
    item = package.unused("customXml/item{}.xml")
    properties = item.replace("item", "itemProps")
    package.add(item, element("marks", {"xmlns": _SPACE}), "application/xml")
    package.add(properties, _properties(), _PROPERTIES_TYPE)
    book.relate(item, "customXml")
    package.relate(item, properties, "customXmlProps", book.strict)
    changed = {
        part: (fingerprint(package.read(part)), stages) for part, stages in package.journal.items()
    }
    record = Record(
        sheet.name,
        sheet.part,
        marks.heading,
        marks.report.name,
        marks.print_area if framed else None,
        changed,
        package.added,
    )
    packed = base64.b64encode(zlib.compress(json.dumps(vars(record)).encode())).decode()
    package.overwrite(item, document(element("marks", {"xmlns": _SPACE}, packed)))


def find(package: Package) -> str:
    """Return the name of the part that holds a record, "" if there is none."""
    items = (name for name in package.names if _ITEM.fullmatch(name))
    return next((name for name in items if _SPACE.encode() in package.read(name)), "")


def load(package: Package, item: str) -> Record | None:
    """Return the record in a part; None where another program has damaged it."""
    found = _PACKED.search(package.read(item)) if item else None
    if not found:
        return None
    try:
        unpacker = zlib.decompressobj()
        values = json.loads(unpacker.decompress(base64.b64decode(found[1]), _MOST))
        return Record(**values)
    except (ValueError, TypeError, zlib.error):
        return None


def discard(package: Package, book: WorkbookPart, item: str) -> None:
    """Remove the record; after LibreOffice it belongs to the package, not the workbook."""
    for source in ("", book.part):
        for each in package.relationships(source):
            if each.target == item:
                package.unrelate(source, each.id)


def _properties() -> str:
    schema = element("ds:schemaRef", {"ds:uri": _SPACE})
    schemas = element("ds:schemaRefs", inner=schema)
    attributes = {"ds:itemID": _ITEM_ID, "xmlns:ds": _PROPERTIES}
    return element("ds:datastoreItem", attributes, schemas)
