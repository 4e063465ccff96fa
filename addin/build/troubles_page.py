"""``docs/文件问题.md``: every outcome a file can have, so that the words and the code agree."""

from __future__ import annotations

from addin.books import gate
from addin.books.errors import Trouble
from addin.workers.local import USUAL

_INTRODUCTION = f"""\
# 文件问题

本页由 `addin/books/errors.py` 中的结局表生成（`addin/build/troubles_page.py`），不要手改。

一个文件要么读得出来，要么得到下面的一种结局：`--json` 里的 `code`，和一句说明、一句办法。
没有第三种：程序不会因为一个文件崩溃、卡住，也不会给出英文报错。

打开以前先过门（不解析，只看开头的字节和压缩目录）：文件不超过 {gate.MAX_BYTES // 2**20} MB，
展开不超过 {gate.MAX_EXPANDED // 2**30} GB、不超过原大小的 {gate.MAX_RATIO} 倍，
不超过 {gate.MAX_ENTRIES} 个部件、{gate.MAX_SHEETS} 张表，不含外部定义（DTD）；
读一张表以前再看最远的格子：行数乘列数不超过 {gate.MAX_AREA} 格。
解析在另外的进程里进行，每个文件限时 {USUAL.seconds:.0f} 秒、内存 {USUAL.memory // 2**30} GB
（Windows 上只限时），进程死了换一个，只损失那一个文件。

宏不运行，外部链接和 DDE 不打开、不执行；文件带有这些的，报告的“说明”里写明。

| 代号 | 是什么 | 怎么办 |
|---|---|---|
"""


def troubles_page() -> str:
    """Return the page, Markdown, ending in a line break."""
    rows = (f"| `{each.code}` | {each.what} | {each.advice} |\n" for each in Trouble)
    return _INTRODUCTION + "".join(rows)
