"""Checks before a file is parsed: whether it is a spreadsheet, and safe to open.

The bytes decide, not the name. Only the zip directory and the first bytes of each part are read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from addin.errors import FileError, UnusableFile

MAX_BYTES = 200 * 2**20  # of the file itself
MAX_EXPANDED = 1 * 2**30  # of everything in the package, unpacked
MAX_ENTRIES = 5_000
MAX_SHEETS = 1_000
MAX_AREA = 2**24  # rows x columns that a reader lays out: 16 columns over a whole sheet
MAX_RATIO = 400  # a form compresses 5 to 20 times; a million blanks 1,000 times

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILE_PASS = re.compile(  # of .xls: the record after the first one, whatever the way of encryption
    rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0.\0",
    re.DOTALL,
)
_SHEET = re.compile(r"xl/(?:work|macro|dialog|chart)sheets/[^/]+\.(?:xml|bin)", re.IGNORECASE)
_MARKUP = (".xml", ".rels")
_HEAD = 4_096  # of each part; what stands before a first element is shorter
# A DTD after instructions and comments, or an encoding that could hide one.
_UNSAFE = re.compile(
    rb"(?:[^<]++|<\?.*?\?>|<!--.*?-->)*+<!|[^<]*<\?xml[^>]*utf-7", re.DOTALL | re.IGNORECASE
)


def admit(data: bytes) -> zipfile.ZipFile | None:
    """Return the package that ``data`` is, opened, or None for an .xls.

    Raises UnusableFile with the reason where it is no spreadsheet, or not one to open.
    """
    if not data:
        raise UnusableFile("文件是空的（0 字节），请重新导出或向报送单位索取", FileError.TRUNCATED)
    admit_size(len(data))
    if data.startswith(_OLE):
        _admit_legacy(data)
        return None
    if data.startswith(b"PK"):
        return _admit_package(data)
    raise UnusableFile(kind=FileError.NOT_A_SPREADSHEET)


def admit_size(size: int) -> None:
    """Raise UnusableFile where a file of ``size`` bytes should not even be read."""
    if size > MAX_BYTES:
        raise UnusableFile(
            f"文件过大（{size / 2**20:.0f} MB），请删去无关的表和图片后再报", FileError.TOO_LARGE
        )


def _admit_legacy(data: bytes) -> None:
    if _ENCRYPTED in data or _FILE_PASS.search(data):
        raise UnusableFile(kind=FileError.ENCRYPTED)


def _admit_package(data: bytes) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise UnusableFile(kind=FileError.TRUNCATED) from error
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if not any(name.lower().endswith(("workbook.xml", "workbook.bin")) for name in names):
        raise UnusableFile(
            "不是电子表格文件（是压缩包或其他文档），请报送 .xlsx 工作簿",
            FileError.NOT_A_SPREADSHEET,
        )
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or expanded > MAX_EXPANDED or expanded > MAX_RATIO * len(data):
        raise UnusableFile(kind=FileError.TOO_LARGE)
    sheets = sum(bool(_SHEET.fullmatch(name)) for name in names)
    if sheets > MAX_SHEETS:
        raise UnusableFile(
            f"工作簿有 {sheets} 张表，多得异常，没有打开，请删去无关的表后再报", FileError.TOO_LARGE
        )
    _refuse_definitions(package, entries)
    return package


def _refuse_definitions(package: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> None:
    """Raise UnusableFile where a part defines entities: they can exhaust or mislead a parser.

    Parts that cannot be read are skipped here.
    """
    for entry in entries:
        if entry.filename.lower().endswith(_MARKUP):
            try:
                with package.open(entry) as part:
                    head = part.read(_HEAD).replace(b"\0", b"")  # UTF-16 reads like ASCII then
            except BROKEN_ZIP:
                continue
            if _UNSAFE.match(head):
                raise UnusableFile(kind=FileError.UNSAFE)
