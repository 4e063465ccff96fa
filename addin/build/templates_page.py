"""``docs/文书模板.md``: the tags that a Word template may use."""

from __future__ import annotations

from addin.jobs.report import paper as report

_INTRODUCTION = """\
# 文书模板

本页由 `addin/jobs/report/paper.py` 中的标签表生成（`chujing build`），不要手改。

`templates/情况报告.docx` 是内置模板的样子。要改成本单位的：复制一份，在 Word 或 WPS 里改文字、
样式、版式，标签照抄，然后

    chujing report 附件2.xlsx --template 本单位模板.docx -o 情况报告.docx

- `{{ 单位 }}` 换成文字。
- `{%p for 段 in 组织开展情况 %}`、`{%p endfor %}` 各占一段，中间的一段逐段重复，写 `{{ 段 }}`。
- 表格里 `{%tr for 行 in 问题表 %}`、`{%tr endfor %}` 各占一行，中间的一行逐行重复，
  写 `{{ 行.类别 }}`。
- `{%p if 有上次 %}`、`{%p else %}`、`{%p endif %}` 各占一段，按情况取舍。
- 图的标签单独放在一段里：`{{ 问题图 }}` 换成 Word 自己的图表，双击可以改。
- 标签写错的，程序会说出是哪一个；模板里只能用下面这些，读不到别的资料。

`templates/情况说明.docx`（丢失证件的情况说明）登记挂失时由程序填好，填好以后在 Word 里改即可。

| 标签 | 是什么 |
|---|---|
"""


def templates_page() -> str:
    """Return the page, Markdown, ending in a line break."""
    return _INTRODUCTION + "".join(f"| `{name}` | {text} |\n" for name, text in report.TAGS.items())
