"""The sheets of a submission package: 报送清单 and 接收回执."""

from __future__ import annotations

from addin.forms import sheets
from addin.forms.columns import Column, Table

PACKAGE_LIST = Table(sheets.PACKAGE_LIST, (
    Column("serial", "序号", 6.0),
    Column("path", "文件", 38.0),
    Column("what", "内容", 14.0),
    Column("unit", "单位", 24.0),
    Column("people", "登记备案人数", 10.0),
    Column("size", "字节", 11.0),
    Column("sha256", "SHA-256", 40.0),
))  # fmt: skip
RECEIPT = Table(sheets.RECEIPT, (
    Column("serial", "序号", 6.0),
    Column("path", "文件", 46.0),
    Column("what", "内容", 16.0),
    Column("size", "字节", 12.0),
    Column("received", "已收到", 10.0),
    Column("remarks", "备注", 20.0),
))  # fmt: skip
