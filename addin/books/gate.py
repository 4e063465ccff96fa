"""The gate before any parser: is this a spreadsheet at all, and is it safe to open?

A file is judged by its bytes, never by its name. Reads the zip directory and streams the sheets
once; nothing is parsed into memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from addin.books.errors import UnusableFile

MAX_BYTES = 200 * 2**20  # of the file itself
MAX_EXPANDED = 1 * 2**30  # of everything in the package, unpacked
MAX_ENTRIES = 5_000
MAX_RATIO = 400  # a form compresses 5 to 20 times; a million blanks 1,000 times
MAX_AREA = 40_000_000  # rows x columns a reader would have to lay out

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')


class Container(Enum):
    """What kind of spreadsheet file it is."""

    PACKAGE = "xlsx"
    LEGACY = "xls"


def admit(data: bytes) -> Container:
    """Return the kind of spreadsheet ``data`` is; raise UnusableFile with the reason if none."""
    if not data:
        raise UnusableFile("文件是空的（0 字节），请重新导出或向报送单位索取")
    if len(data) > MAX_BYTES:
        raise UnusableFile(f"文件过大（{len(data) / 2**20:.0f} MB），请删去无关的表和图片后再报")
    if data.startswith(_OLE):
        return _admit_legacy(data)
    if data.startswith(b"PK"):
        return _admit_package(data)
    raise UnusableFile("不是电子表格文件（可能改过扩展名），请用 Excel 或 WPS 另存为 .xlsx 后再报")


def _admit_legacy(data: bytes) -> Container:
    if _ENCRYPTED in data:
        raise UnusableFile("文件设有打开密码，请去掉密码另存后再报")
    return Container.LEGACY


def _admit_package(data: bytes) -> Container:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnusableFile("文件不完整（可能没有传完），请重新拷贝或向报送单位索取") from error
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if not any(name.lower().endswith(("workbook.xml", "workbook.bin")) for name in names):
        raise UnusableFile("不是电子表格文件（是压缩包或其他文档），请报送 .xlsx 工作簿")
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or expanded > MAX_EXPANDED or expanded > MAX_RATIO * len(data):
        raise UnusableFile("文件内容异常庞大，为安全起见没有打开，请另存为新的 .xlsx 后再报")
    return Container.PACKAGE


def farthest_is_near(sheet_xml: bytes) -> bool:
    """Whether the rectangle up to the farthest filled cell is of a size a reader can lay out.

    One stray cell at XFD1048576 makes readers ask for hundreds of gigabytes and abort.
    """
    width = height = 0
    for letters, digits in _CELL.findall(sheet_xml):
        height = max(height, int(digits))
        width = max(width, column_number(letters))
    return width * height <= MAX_AREA


def column_number(letters: bytes) -> int:
    """Return the column, from 1, that the letters stand for."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
