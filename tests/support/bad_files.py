"""Files that cannot be used, each with a word of the sentence that is reported."""

from __future__ import annotations

import io
import zipfile

import openpyxl

from support import workbooks


def form() -> bytes:
    """Return a faultless form of three people."""
    buffer = io.BytesIO()
    workbooks.new(workbooks.people(3)).save(buffer)
    return buffer.getvalue()


def _empty_form() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def _document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


def _far_cell() -> bytes:
    book = workbooks.new(workbooks.people(1))
    book.worksheets[0]["XFD1048576"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 80_000_000)
    return buffer.getvalue()


def _with_definition() -> bytes:
    """Return the form with a part that defines an external entity."""
    buffer = io.BytesIO(form())
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/custom.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "c">]><a>&b;</a>')
    return buffer.getvalue()


def _without_numbers() -> bytes:
    book = workbooks.new(workbooks.people(3))
    book.worksheets[0].delete_cols(workbooks.KEYS.index("id_number") + 1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16le")


BAD = {
    "空文件": (b"", "空的"),
    "文本": ("姓名,身份证号\n".encode("gbk"), "不是电子表格"),
    "截断": (form()[:3000], "不完整"),
    "加密": (_encrypted(), "密码"),
    "文档": (_document(), "不是电子表格"),
    "空表": (_empty_form(), "没有找到附件1"),
    "极远": (_far_cell(), "极远处"),
    "炸弹": (_bomb(), "庞大"),
    "定义": (_with_definition(), "外部定义"),
    "缺栏": (_without_numbers(), "缺少“身份证号”"),
    "坏ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "损坏"),
}
