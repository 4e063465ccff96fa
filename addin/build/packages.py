"""Workbooks and the add-in as files: a template or an empty add-in, plus macros and ribbon.

The same input gives the same bytes, so that what is handed out can be checked against its source.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.vba import VBAProject

from addin.build import customui, vba
from addin.errors import BuildError

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

_CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONSHIPS = "_rels/.rels"
_VBA_PART = "xl/vbaProject.bin"
_UNIX = 3  # the system zip entries say they were made on
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date a zip can say
_CODE_PAGE_RECORD = b"\x03\x00\x02\x00\x00\x00"  # PROJECTCODEPAGE in the dir stream, [MS-OVBA]


def macro_workbook(template: bytes) -> bytes:
    """Return the plain workbook ``template`` (.xlsx) as .xlsm with our macros and ribbon."""
    parts = _parts(template)
    types = parts[_CONTENT_TYPES].decode("utf-8")
    if PLAIN not in types:
        raise BuildError("模板不是 .xlsx 工作簿")
    # Excel refuses a workbook whose content type and extension disagree.
    parts[_CONTENT_TYPES] = types.replace(PLAIN, WITH_MACROS).encode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(_zipped(parts))
        with ExcelFile(path) as book:
            _put_macros(book, book.add_vba_project(), vba.modules(addin=False))
        return _finished(path.read_bytes(), customui.ribbon(addin=False))


def add_in() -> bytes:
    """Return the add-in (.xlam): no sheets to see, only macros and ribbon."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "addin.xlam"
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            _put_macros(book, project, vba.modules(addin=True))
        return _finished(path.read_bytes(), customui.ribbon(addin=True))


def _put_macros(book: ExcelFile, project: VBAProject, modules: Mapping[str, str]) -> None:
    _set_code_page(project)
    for name, text in modules.items():
        kind = VBAModuleKind.other if name == vba.SERVER else VBAModuleKind.standard
        project.add_module(name, text.replace("\n", "\r\n"), kind=kind)
    book.save()


def _set_code_page(project: VBAProject) -> None:
    old = _CODE_PAGE_RECORD + project.code_page.to_bytes(2, "little")
    new = _CODE_PAGE_RECORD + vba.CODE_PAGE.to_bytes(2, "little")
    if project.dir_raw.count(old) != 1:
        raise BuildError("宏工程里找不到代码页")
    project.dir_raw = project.dir_raw.replace(old, new)
    project.code_page = vba.CODE_PAGE


def _finished(package: bytes, ribbon: bytes) -> bytes:
    """Add the ribbon and pack the parts anew, all with one date."""
    parts = _parts(package)
    parts[RIBBON_PART] = ribbon
    parts[_ROOT_RELATIONSHIPS] = _with_ribbon(parts[_ROOT_RELATIONSHIPS])
    return _zipped(parts)


def _with_ribbon(relationships: bytes) -> bytes:
    root = etree.fromstring(relationships)
    namespace = etree.QName(root).namespace
    link = etree.SubElement(root, f"{{{namespace}}}Relationship", Id="rIdRibbon")
    link.set("Type", RIBBON_RELATIONSHIP)
    link.set("Target", RIBBON_PART)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0
            entry.create_system = _UNIX  # else the same package differs by where it was made
            archive.writestr(entry, content)
    return buffer.getvalue()
