"""Opening a workbook file: bytes in, grids out; the file itself is only ever read."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine
from lxml import etree

from addin.books.errors import UnusableFile
from addin.books.gate import Container, admit, column_number, farthest_is_near
from addin.books.grid import Grid
from addin.rules.dates import Value

T = TypeVar("T")

_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<(?:\w+:)?f\b')
_RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class Workbook:
    """One opened workbook: its sheets as grids, read when asked for.

    ``data`` is the file's content where it is at hand, changed or not yet saved.

    Raises UnusableFile (from here or while a sheet is read) with a sentence for the clerk.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        try:
            self.data = path.read_bytes() if data is None else data
        except FileNotFoundError as error:
            raise UnusableFile("找不到文件，请核对文件名和文件夹") from error
        except IsADirectoryError as error:
            raise UnusableFile("这是文件夹，不是工作簿，请指定其中的文件") from error
        except OSError as error:
            raise UnusableFile("文件读不出来（可能没有权限或正被占用），请关闭后重试") from error
        self.container = admit(self.data)
        self._book = _guarded(lambda: calamine.load_workbook(io.BytesIO(self.data)))

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sheet_names(self) -> list[str]:
        """Names of the worksheets, visible ones first, otherwise in tab order."""
        sheets = [
            meta
            for meta in self._book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return [
            meta.name
            for meta in sorted(sheets, key=lambda m: m.visible != calamine.SheetVisibleEnum.Visible)
        ]

    def grids(self) -> Iterator[Grid]:
        """The worksheets one after the other, read only as far as asked for."""
        return (self.grid(name) for name in self.sheet_names)

    def grid(self, name: str) -> Grid:
        """Return one sheet; raise UnusableFile when it cannot be read."""
        xml = b"" if self.container is Container.LEGACY else self._sheet_xml(name)
        if not farthest_is_near(xml):
            raise UnusableFile(
                f"工作表“{name}”在极远处有内容，无法读取，请删去表外多余的单元格后另存再报"
            )
        sheet = _guarded(lambda: self._book.get_sheet_by_name(name))
        rows = _guarded(lambda: sheet.to_python(skip_empty_area=False))
        merges = [
            (top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        values = [_blanks_to_none(row) for row in rows]
        _show_formulas(values, xml)
        return Grid(name, values, merges, self._hidden_rows(name, xml))

    def _hidden_rows(self, name: str, xml: bytes) -> frozenset[int]:
        """Row numbers hidden or filtered away (calamine does not tell)."""
        if self.container is Container.LEGACY:
            return _legacy_hidden_rows(self.data, name)
        return frozenset(int(number) for number in _HIDDEN_ROW.findall(xml))

    def _sheet_xml(self, name: str) -> bytes:
        part = self._parts.get(name)
        if part is None:
            return b""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as package:
                return package.read(part)
        except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise UnusableFile(f"工作表“{name}”的内容已损坏，请重新导出后再报") from error

    @cached_property
    def _parts(self) -> dict[str, str]:
        """Sheet name → part name, through workbook.xml and its relationships."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as package:
                book = etree.fromstring(package.read("xl/workbook.xml"), _SAFE)
                rels = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), _SAFE)
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, ValueError):
            return {}
        targets = {
            str(rel.get("Id")): str(rel.get("Target")) for rel in rels.iter("{*}Relationship")
        }
        return {
            str(sheet.get("name")): posixpath.normpath(
                posixpath.join("/xl", targets.get(_relationship(sheet), ""))
            ).lstrip("/")
            for sheet in book.iter("{*}sheet")
        }


def _relationship(sheet: etree._Element) -> str:
    return str(sheet.get(_RELATIONSHIP_ID) or sheet.get(_STRICT_RELATIONSHIP_ID))


def _blanks_to_none(row: Sequence[Value]) -> list[Value]:
    return [None if value == "" else value for value in row]


def _show_formulas(rows: list[list[Value]], xml: bytes) -> None:
    """Let a cell whose formula shows nothing differ from an empty one (calamine does not tell)."""
    for letters, digits in _FORMULA.findall(xml):
        row, column = int(digits) - 1, column_number(letters) - 1
        if row < len(rows):
            cells = rows[row]
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = "" if cells[column] is None else cells[column]


def _legacy_hidden_rows(data: bytes, name: str) -> frozenset[int]:
    import xlrd  # noqa: PLC0415 - only .xls files need it

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        rows = book.sheet_by_name(name).rowinfo_map
    except Exception:
        return frozenset()
    return frozenset(number + 1 for number, info in rows.items() if info.hidden)


def _guarded(read: Callable[[], T]) -> T:
    """Run one of calamine's readers; whatever goes wrong inside becomes a sentence."""
    try:
        return read()
    except calamine.PasswordError as error:
        raise UnusableFile("文件设有打开密码，请去掉密码另存后再报") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic in the Rust parser is no Exception
        raise UnusableFile("文件内部已损坏，无法读取，请用 Excel 或 WPS 打开另存后再报") from error
