"""Reading the sheets of a workbook file as grids."""

from __future__ import annotations

import hashlib
import io
import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import python_calamine as calamine
from lxml import etree

from addin.errors import FileError, UnusableFile
from addin.gcpause import gc_paused
from addin.reading.active_content import active_content
from addin.reading.grid import Grid
from addin.reading.preflight import BROKEN_ZIP, admit, admit_size
from addin.reading.scan import Scan, scan
from addin.values.dates import Value

T = TypeVar("T")

_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raise UnusableFile where it cannot be read, or is far too large."""
    try:
        admit_size(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile("找不到文件，请核对文件名和文件夹", FileError.UNREADABLE) from error
    except IsADirectoryError as error:
        raise UnusableFile(
            "这是文件夹，不是工作簿，请指定其中的文件", FileError.UNREADABLE
        ) from error
    except (OSError, ValueError) as error:
        raise UnusableFile(
            "文件读不出来（可能没有权限或正被占用），请关闭后重试", FileError.UNREADABLE
        ) from error


class Workbook:
    """One opened workbook: its sheets as grids, read when asked for.

    ``data`` is the file's content where it is at hand, changed or not yet saved.

    Raises UnusableFile (from here or while a sheet is read) with a sentence for the clerk.
    """

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        self.data = read_file(path) if data is None else data
        self._package = admit(self.data)
        self._grids: dict[str, Grid] = {}
        self._scans: dict[str, Scan] = {}
        self._book = _guarded(lambda: calamine.load_workbook(io.BytesIO(self.data)))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def active_content(self) -> tuple[str, ...]:
        """Sentences on macros, DDE and links in the workbook; nothing of it is run."""
        return active_content(self._package or self.data, self._asks())

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

    @gc_paused()
    def grid(self, name: str) -> Grid:
        """Return one sheet, read once; raise UnusableFile when it cannot be read."""
        if name not in self._grids:
            self._grids[name] = self._read(name)
        return self._grids[name]

    def _read(self, name: str) -> Grid:
        seen = self._scan(name)
        if not seen.is_near:
            raise UnusableFile(
                f"工作表“{name}”在极远处有内容，无法读取，请删去表外多余的单元格后另存再报",
                FileError.TOO_LARGE,
            )
        sheet = _guarded(lambda: self._book.get_sheet_by_name(name))
        values = _guarded(lambda: _rows(sheet))
        merges = [
            (top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        _show_formulas(values, seen.formulas)
        return Grid(name, values, merges, frozenset(seen.hidden))

    def _scan(self, name: str) -> Scan:
        """Return what calamine does not read: hidden rows, formulas that show nothing."""
        if self._package is None:
            return Scan(hidden=self._legacy_hidden_rows(name))
        part = self._parts.get(name)
        if part is None:
            return Scan()
        try:
            return self._scanned(part)
        except (KeyError, *BROKEN_ZIP) as error:
            raise UnusableFile(
                f"工作表“{name}”的内容已损坏，请重新导出后再报", FileError.DAMAGED
            ) from error

    def _scanned(self, part: str) -> Scan:
        if part not in self._scans:
            assert self._package  # nothing else has parts
            self._scans[part] = scan(partial(self._package.open, part))
        return self._scans[part]

    def _asks(self) -> Iterator[str]:
        """Yield the sentences on DDE and links in the formulas of all sheets and in the names."""
        for part in (_WORKBOOK, *self._parts.values()) if self._parts else ():
            with suppress(KeyError, *BROKEN_ZIP):  # reading the sheet reports the damage
                yield from self._scanned(part).asks

    def _legacy_hidden_rows(self, name: str) -> set[int]:
        try:
            rows = self._legacy.sheet_by_name(name).rowinfo_map
        except Exception:  # xlrd cannot read it; nothing is known of its rows then
            return set()
        return {number + 1 for number, info in rows.items() if info.hidden}

    @cached_property
    def _legacy(self) -> Any:
        import xlrd  # noqa: PLC0415 - only .xls files need it

        return xlrd.open_workbook(
            file_contents=self.data, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )

    @cached_property
    def _parts(self) -> dict[str, str]:
        """Sheet name → part name, through workbook.xml and its relationships."""
        if self._package is None:
            return {}
        try:
            book = etree.fromstring(self._package.read(_WORKBOOK), _SAFE)
            rels = etree.fromstring(self._package.read("xl/_rels/workbook.xml.rels"), _SAFE)
        except (KeyError, etree.XMLSyntaxError, *BROKEN_ZIP):
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


def _rows(sheet: calamine.CalamineSheet) -> list[list[Value]]:
    """Return the rows from A1 on; blank rows are empty, since there may be very many."""
    left: list[Value] = [None] * (sheet.start[1] if sheet.start else 0)
    return [left + values if (values := _blanks_to_none(row)) else [] for row in sheet.iter_rows()]


def _blanks_to_none(row: Sequence[Value]) -> list[Value]:
    """Return the values, None for blanks; an empty row where all are blank."""
    if "" not in row:
        return list(row)
    return [] if row.count("") == len(row) else [None if value == "" else value for value in row]


def _show_formulas(rows: list[list[Value]], formulas: Iterable[tuple[int, int]]) -> None:
    """Set cells whose formula shows nothing to "", so that they differ from empty cells."""
    for row, column in ((row - 1, column - 1) for row, column in formulas):
        if 0 <= row < len(rows):
            cells = rows[row]
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = "" if cells[column] is None else cells[column]


def _guarded(read: Callable[[], T]) -> T:
    """Return the result of one of calamine's readers; its errors become UnusableFile."""
    try:
        return read()
    except calamine.PasswordError as error:
        raise UnusableFile(kind=FileError.ENCRYPTED) from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic in the Rust parser is no Exception
        raise UnusableFile(kind=FileError.DAMAGED) from error
