"""Draw the template of 因私出国（境）证件丢失情况说明.

Source: 连委组通〔2015〕23号 二.
"""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table

from addin.writing.word.page import (
    CELL,
    HEADING,
    NOTE,
    TITLE,
    WORDS,
    add,
    add_row,
    add_table,
    new_document,
    put,
    span,
    to_bytes,
)

NAME = "情况说明"
HEADLINE = "因私出国（境）证件丢失情况说明"
_CLAUSE = (
    "注：因私出国（境）证件丢失的，由登记备案人员出具情况说明并加盖单位公章，按照干部管理权限报"
    "市、县（区）组织部门，组织部门与公安机关核查确认后，由公安机关依规吊销相关证件"
    "（连委组通〔2015〕23号 二）。"
)
_DATE = "　　　年　　月　　日"
_WIDTHS = (30, 48, 30, 48)
_ROW = 9.5  # millimetres


def template() -> bytes:
    """Return the built-in template."""
    document = new_document(HEADLINE)
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(28), Mm(20)
    section.footer_distance = Mm(10)
    add(document, TITLE, HEADLINE).paragraph_format.space_after = Pt(10)
    table = add_table(document, _WIDTHS)
    for first, second in (
        ("姓名", "性别"), ("证件种类", "证件号码"), ("签发日期", "有效期至"),
        ("签发机关", "挂失日期"),
    ):  # fmt: skip
        texts = [text for name in (first, second) for text in (name, f"{{{{ {name} }}}}")]
        add_row(table, texts, (HEADING, CELL, HEADING, CELL), height=_ROW)
    _long(table, "身份证号", "{{ 身份证号 }}")
    _long(table, "单位", "{{ 单位 }}")
    _long(table, "现任职务\n（职级）", "{{ 职务 }}")
    _long(table, "丢失前\n保管情况", "{{ 丢失前保管情况 }}")
    _room(
        table,
        "丢失经过",
        30,
        "以上情况属实。证件如找回，立即交组织人事部门。",
        "本人签名：　　　　　　",
        prompt="（本人填写：何时、何地、如何丢失，怎样寻找，是否报案）",
    )
    _room(table, "单位意见", 12, "（单位公章）")
    _room(table, "组织部门\n核查意见", 12, "（盖章）")
    _room(table, "公安机关核查\n吊销情况", 12, "（盖章）")
    add(document, NOTE, _CLAUSE).paragraph_format.space_before = Pt(6)
    return to_bytes(document)


def _long(table: Table, label: str, text: str) -> None:
    """Add a row whose text may be long."""
    cells = add_row(table, [label, text, "", ""], (HEADING, WORDS, WORDS, WORDS), height=_ROW)
    span(cells[1:])


def _room(table: Table, label: str, space: float, *closing: str, prompt: str = "") -> None:
    """Add a row to write in by hand: ``space`` millimetres, then the closing lines with a date."""
    cells = add_row(table, [label, "", "", ""], (HEADING, WORDS, WORDS, WORDS))
    room = span(cells[1:])
    put(room, "", WORDS, prompt)
    *statement, signed = closing
    lines = [room.add_paragraph(text, WORDS) for text in (*statement, f"{signed}{_DATE}")]
    lines[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    lines[-1].paragraph_format.space_before = Mm(4)
    lines[0].paragraph_format.space_before = Mm(space)
