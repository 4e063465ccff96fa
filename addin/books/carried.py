"""What a workbook carries besides cells that could do something: told, never run or followed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from addin.books.gate import BROKEN_ZIP, Container

MACROS = "文件带有宏，没有运行"
DDE = "文件带有 DDE 链接（能启动其他程序），没有执行，请向报送单位核实"
EXTERNAL = "文件引用了其他工作簿或外部数据，没有打开，采用的是文件里存着的数"

_LEGACY_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_HEAD = 4_096
_DDE_LINK = re.compile(rb"ddeLink|^\xe8\x02[\x80-\xff]*[\0-\x7f]\x01\0")  # .xlsx, .xlsb
_SUPBOOK = 0x01AE
_ITSELF, _ADD_INS = 0x0401, 0x3A01  # what stands for the length of a name there
_DDE_SIGN = "\x03"  # between the program and the topic


def carried(data: bytes, container: Container) -> tuple[str, ...]:
    """Return a sentence for macros, DDE and external links each, as far as they are there."""
    kinds = _in_package(data) if container is Container.PACKAGE else _in_legacy(data)
    found = set(kinds)
    return tuple(kind for kind in (MACROS, DDE, EXTERNAL) if kind in found)


def _in_package(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            lower = name.lower()
            if lower.endswith("vbaproject.bin") or "/macrosheets/" in lower:
                yield MACROS
            elif lower.endswith("/connections.xml"):
                yield EXTERNAL
            elif "/externallinks/external" in lower and "/_rels/" not in lower:
                yield _link(package, name)


def _link(package: zipfile.ZipFile, name: str) -> str:
    try:
        with package.open(name) as part:
            return DDE if _DDE_LINK.search(part.read(_HEAD)) else EXTERNAL
    except BROKEN_ZIP:
        return EXTERNAL


def _in_legacy(data: bytes) -> Iterator[str]:
    if _LEGACY_MACROS in data:
        yield MACROS
    for record in _records(_workbook_stream(data), _SUPBOOK):
        sheets, length = struct.unpack_from("<HH", record) if len(record) >= 4 else (0, _ITSELF)
        if length not in (_ITSELF, _ADD_INS):
            name = record[5:].decode("utf-16-le" if record[4:5] == b"\x01" else "latin-1", "ignore")
            yield DDE if not sheets and _DDE_SIGN in name else EXTERNAL


def _workbook_stream(data: bytes) -> bytes:
    from xlrd import compdoc  # noqa: PLC0415 - only .xls files need it

    try:
        document = compdoc.CompDoc(data, logfile=io.StringIO())
        return document.get_named_stream("Workbook") or b""
    except Exception:  # what it is damaged in, the reader will say
        return b""


def _records(stream: bytes, wanted: int) -> Iterator[bytes]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == wanted:
            yield stream[at + 4 : at + 4 + size]
        at += 4 + size
