"""Macros, DDE and external links in a workbook: reported, never run or opened."""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from addin.forms.sheets import ADD_IN
from addin.reading.preflight import BROKEN_ZIP

MACROS = "文件带有宏，没有运行"
DDE = "文件带有 DDE 链接（能启动其他程序），没有执行，请向报送单位核实"
EXTERNAL = "文件引用了其他工作簿或外部数据，没有打开，采用的是文件里存着的数"

_LEGACY_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_HEAD = 4_096
_DDE_LINK = re.compile(rb"ddeLink|^\xe8\x02[\x80-\xff]*[\0-\x7f]\x01\0")  # .xlsx, .xlsb
_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|definedName)(?:\s[^<>]*)?>([^<]+)")
_SIGNS = (b"|", b"]", b"(", b"&#")  # one of them is in every formula with DDE or a link

# Of a formula, without the texts in it. Excel itself moves both into externalLinks; other
# programs, and hostile files, write them into the formula: cmd|'/c calc'!A1, '[其他.xlsx]表'!A1.
_TEXT = re.compile(r'"[^"]*"')
_NAME = re.compile(r"'[^']*'")
_ASKS_PROGRAM = re.compile(r"\|[^|\[\]]*!|\bDDE(?:AUTO)?\s*\(", re.IGNORECASE)
# Our own formula asks no other file, even where a program writes the add-in's name before it.
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_OWN = re.escape(ADD_IN.removesuffix(".xlam"))
_ASKS_FILE = re.compile(rf"(?<!{_OWN})\.(?:xl\w+|et|ods)\]|\bWEBSERVICE\s*\(", re.IGNORECASE)

_BOUND_SHEET, _SUPBOOK, _END = 0x0085, 0x01AE, 0x000A
_MACRO_SHEETS = (1, 6)  # of Excel 4, of Visual Basic
_ITSELF, _ADD_INS = 0x0401, 0x3A01  # what stands for the length of a name there
_DDE_SIGN = "\x03"  # separates program and topic


def active_content(book: zipfile.ZipFile | bytes, asks: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a sentence each for macros, DDE and external links, as far as they are there.

    ``book`` is the package, or the content of an .xls; ``asks`` are the sentences on its formulas
    and names.
    """
    kinds = _in_legacy(book) if isinstance(book, bytes) else _in_package(book)
    found = {*kinds, *asks}
    return tuple(kind for kind in (MACROS, DDE, EXTERNAL) if kind in found)


def asked(formula: str) -> Iterator[str]:
    """Yield the sentences on DDE and links in a formula, written without its =."""
    code = _TEXT.sub("", formula)
    if _ASKS_FILE.search(code):
        yield EXTERNAL
    if _ASKS_PROGRAM.search(_NAME.sub("", code)):
        yield DDE


def asked_in(markup: bytes) -> Iterator[str]:
    """Yield the sentences on DDE and links in the formulas and names of a part."""
    if any(sign in markup for sign in _SIGNS):
        for formula in _FORMULA.findall(markup):
            yield from asked(html.unescape(formula.decode(errors="replace")))


def _in_package(package: zipfile.ZipFile) -> Iterator[str]:
    for name in package.namelist():
        lower = name.lower()
        if lower.endswith("vbaproject.bin") or "/macrosheets/" in lower:
            yield MACROS
        elif lower.endswith("/connections.xml"):
            yield EXTERNAL
        elif "/externallinks/external" in lower and "/_rels/" not in lower:
            yield from _link(package, name)


def _link(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    folder, _, part = name.rpartition("/")
    try:
        with package.open(name) as opened:
            asks_program = _DDE_LINK.search(opened.read(_HEAD))
        if asks_program:
            yield DDE
        elif not _is_own(package.read(f"{folder}/_rels/{part}.rels")):
            yield EXTERNAL
    except (KeyError, *BROKEN_ZIP):
        yield EXTERNAL


def _is_own(relationships: bytes) -> bool:
    """Whether a link leads to the add-in on somebody's machine, and to nothing else."""
    targets = [
        unquote(html.unescape(t.decode(errors="replace"))) for t in _TARGET.findall(relationships)
    ]
    return bool(targets) and all(_is_add_in(target) for target in targets)


def _is_add_in(target: str) -> bool:
    return re.split(r"[\\/]", target)[-1] == ADD_IN and not re.match(
        r"https?:|ftp:", target, re.IGNORECASE
    )


def _in_legacy(data: bytes) -> Iterator[str]:
    if _LEGACY_MACROS in data:
        yield MACROS
    for kind, record in _records(_workbook_stream(data)):
        if kind == _BOUND_SHEET and record[5:6] and record[5] in _MACRO_SHEETS:
            yield MACROS
        elif kind == _SUPBOOK and len(record) >= 4:
            sheets, length = struct.unpack_from("<HH", record)
            if length not in (_ITSELF, _ADD_INS):
                coding = "utf-16-le" if record[4:5] == b"\x01" else "latin-1"
                name = record[5:].decode(coding, "ignore")
                if not sheets and _DDE_SIGN in name:
                    yield DDE
                elif ADD_IN not in name:
                    yield EXTERNAL


def _workbook_stream(data: bytes) -> bytes:
    from xlrd import compdoc  # noqa: PLC0415 - only .xls files need it

    try:
        document = compdoc.CompDoc(data, logfile=io.StringIO())
        return document.get_named_stream("Workbook") or document.get_named_stream("Book") or b""
    except Exception:  # reading the sheet reports the damage
        return b""


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of each record before the sheets."""
    at = kind = 0
    while at + 4 <= len(stream) and kind != _END:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
