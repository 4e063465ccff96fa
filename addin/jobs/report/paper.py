"""专项治理工作情况报告: the Word template, and the values of its tags.

Source: 连委组通〔2015〕23号 (一 to 五, and the last paragraph: 专项治理工作情况报告 with 附件2, to
市委组织部综合干部处 and 市公安局出入境管理处). What 附件2 does not say is a blank to complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document

from addin.forms import annex2
from addin.jobs.report.rules import UNCHECKED, CategoryCount, Counted, Situation
from addin.writing.word import page
from addin.writing.word.charts import Chart
from addin.writing.word.page import (
    ADDRESSEE,
    BODY,
    CAPTION,
    CELL,
    FIRST,
    HEADING,
    NOTE,
    PICTURE,
    SECOND,
    TITLE,
    WORDS,
    add,
    add_row,
    add_table,
    new_document,
    sign,
)

NAME = "情况报告"
HEADLINE = "违规办理和持有因私出国（境）证件专项治理工作情况报告"
_NOTICE = "《关于开展违规办理和持有因私出国（境）证件专项治理工作的通知》（连委组通〔2015〕23号）"
_DATE = "　　　　年　　月　　日"
_UNIT = "＿＿＿＿＿＿＿＿"

TAGS = {
    "单位": "附件2的填表单位，没有填的是一段空白线",
    "日期": "附件2的填表时间，没有填的是空白的年月日",
    "组织开展情况": "几段文字：地区和单位数，登记备案人员数及其分类",
    "人员表": "每行有 类别、人数；最后一行是合计",
    "人员图": "按类别的登记备案人员图；不足两类的没有",
    "有上次": "给了上次附件2的为真，用于 if",
    "问题排查情况": "几段文字：七类问题的人次，与上次相比的增减",
    "问题表": "每行有 类别、本次、上次、增减、单位；没有核查的写“未核查”，最后一行是合计",
    "问题图": "七类问题图，有上次的并列；没有问题的没有",
    "处理情况": "几段文字：处理单位、处理人员、处理方式",
    "处理表": "每行有 职级、人数、方式、人次；没有处理的是空的",
    "尚待核实": "几段文字：待核实线索、未备案人员、备注中的其他情况",
    "核对说明": "附件2自身不平之处，没有的是空的",
    "出处表": "每行有 数字、内容、出处：正文每个数字在附件2的哪一格",
    "数": '附件2各栏的数，按栏目全称取，如 数["处理单位数（个）"]；没有核查的是“未核查”',
}

# What the notice requires and 附件2 does not say: a heading each, and what to write about.
_MEASURES = {
    "（一）登记备案": "登记备案人员信息库怎样完善，新增、变更人员怎样登记造册、提供公安机关",
    "（二）集中保管": "证件怎样收缴、由谁保管，拒不交存和丢失的怎样处理",
    "（三）核查处理": "怎样会同公安机关逐一核查，对发现的问题怎样调查、处理",
}
_NEXT = (
    "未办结的线索和问题，打算怎样办、何时办结",
    "监督检查、信息共享和预警机制，怎样做到常态化",
)
_OUT_OF_BALANCE = (
    "附件2有以下数字不平，原表没有改动：合计与各行之和不同的，本报告用各行之和；"
    "小计与分项不同的，本报告用小计。请核对："
)


def context(situation: Situation) -> dict[str, Any]:
    """Return the value of each of ``TAGS``."""
    handled = any(each.number for each in (*situation.ranks, *situation.ways))
    return {
        "单位": situation.unit or _UNIT,
        "日期": situation.filled_on or _DATE,
        "组织开展情况": situation.organisation,
        "人员表": [{"类别": each.name, "人数": each.number} for each in situation.people],
        "人员图": _people_chart(situation.people),
        "有上次": situation.has_former,
        "问题排查情况": situation.found,
        "问题表": [_problem_row(each) for each in situation.problems],
        "问题图": _problem_chart(situation.problems),
        "处理情况": situation.handling,
        "处理表": _handling_rows(situation) if handled else [],
        "尚待核实": situation.pending,
        "核对说明": situation.doubts,
        "出处表": [
            {"数字": each.value, "内容": each.label, "出处": each.source}
            for each in situation.figures
        ],
        "数": situation.numbers,
    }


def template() -> bytes:
    """Return the built-in template as .docx bytes."""
    document = new_document(HEADLINE)
    add(document, TITLE, "{{ 单位 }}")
    add(document, TITLE, HEADLINE)
    add(document, ADDRESSEE, "")
    add(document, ADDRESSEE, "市委组织部综合干部处、市公安局出入境管理处：")
    add(document, BODY, f"按照{_NOTICE}要求，现将专项治理工作情况报告如下。")
    _organisation(document)
    _problems(document)
    _handling(document)
    add(document, FIRST, "四、尚待核实的情况")
    _paragraphs(document, "尚待核实")
    add(document, FIRST, "五、采取的措施")
    for heading, prompt in _MEASURES.items():
        add(document, SECOND, heading)
        _to_complete(document, prompt)
    add(document, FIRST, "六、下一步工作")
    for prompt in _NEXT:
        _to_complete(document, prompt)
    add(document, BODY, "")
    add(document, BODY, f"附件：{annex2.TITLE.removesuffix('（样表）')}")
    add(document, BODY, "")
    sign(document, "{{ 单位 }}")
    sign(document, "{{ 日期 }}")
    _sources(document)
    return page.to_bytes(document)


def _organisation(document: Document) -> None:
    add(document, FIRST, "一、组织开展情况")
    _paragraphs(document, "组织开展情况")
    _caption(document, "表1　登记备案人员情况")
    _listing(document, (90, 36), "人员表", {"登记备案人员类别": "类别", "人数": "人数"})
    _picture(document, "人员图", "图1　登记备案人员类别（人）")


def _problems(document: Document) -> None:
    add(document, FIRST, "二、问题排查情况")
    _paragraphs(document, "问题排查情况")
    _caption(document, "表2　问题排查情况（人次）")
    name, now, units = ("问题类别", "类别"), ("本次", "本次"), ("涉及地区和单位", "单位")
    _tag(document, "{%p if 有上次 %}")
    former = {"上次": "上次", "增减": "增减"}
    _listing(document, (60, 14, 14, 14, 54), "问题表", dict([name, now]) | former | dict([units]))
    _tag(document, "{%p else %}")
    _listing(document, (68, 20, 68), "问题表", dict([name, now, units]))
    _tag(document, "{%p endif %}")
    _picture(document, "问题图", "图2　各类问题（人次）")


def _handling(document: Document) -> None:
    add(document, FIRST, "三、处理情况")
    _paragraphs(document, "处理情况")
    _tag(document, "{%p if 处理表 %}")
    _caption(document, "表3　处理情况")
    columns = {"职级": "职级", "人数": "人数", "处理方式": "方式", "人次": "人次"}
    _listing(document, (36, 24, 66, 24), "处理表", columns)
    _gap(document)
    _tag(document, "{%p endif %}")


def _sources(document: Document) -> None:
    heading = add(document, FIRST, "数字出处（供核对，报送时可以删去）")
    heading.paragraph_format.page_break_before = True
    _tag(document, "{%p if 核对说明 %}")
    add(document, NOTE, _OUT_OF_BALANCE)
    _tag(document, "{%p for 句 in 核对说明 %}")
    add(document, NOTE, "{{ 句 }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")
    columns = {"数字": "数字", "内容": "内容", "出处": "出处"}
    _listing(document, (14, 84, 58), "出处表", columns, styles=(CELL, WORDS, WORDS),
             together=False)  # fmt: skip


def _paragraphs(document: Document, name: str) -> None:
    _tag(document, f"{{%p for 段 in {name} %}}")
    add(document, BODY, "{{ 段 }}")
    _tag(document, "{%p endfor %}")


def _listing(
    document: Document,
    widths: Sequence[float],
    name: str,
    columns: Mapping[str, str],
    styles: Sequence[str] = (),
    *,
    together: bool = True,
) -> None:
    """Add a table with a row for each entry of ``name``; ``columns`` are headings and keys.

    ``together`` keeps it on one page.
    """
    table = add_table(document, widths)
    empty = [""] * (len(widths) - 1)
    plain = [CELL] * len(widths)
    heading = add_row(table, list(columns), [HEADING] * len(widths), repeat=True)
    add_row(table, [f"{{%tr for 行 in {name} %}}", *empty], plain)
    row = add_row(table, [f"{{{{ 行.{key} }}}}" for key in columns.values()], styles or plain)
    add_row(table, ["{%tr endfor %}", *empty], plain)
    for cell in (*heading, *row):
        cell.paragraphs[0].paragraph_format.keep_with_next = together


def _picture(document: Document, name: str, caption: str) -> None:
    _gap(document)
    _tag(document, f"{{%p if {name} %}}")
    add(document, PICTURE, f"{{{{ {name} }}}}").paragraph_format.keep_with_next = True
    add(document, CAPTION, caption)
    _tag(document, "{%p endif %}")


def _to_complete(document: Document, prompt: str) -> None:
    add(document, BODY, "", f"（请填写：{prompt}。）")


def _caption(document: Document, text: str) -> None:
    """Add a caption that stays on the page of the table below it."""
    add(document, CAPTION, text).paragraph_format.keep_with_next = True


def _gap(document: Document) -> None:
    """Add an empty line, so that a table does not touch what follows."""
    add(document, NOTE, "")


def _tag(document: Document, text: str) -> None:
    add(document, BODY, text)


def _people_chart(people: Sequence[Counted]) -> Chart | None:
    shown = [each for each in people[:-1] if each.number > 0]
    if len(shown) < 2:
        return None
    return Chart(
        "登记备案人员类别（人）",
        [each.name for each in shown],
        [("登记备案人员", [each.number for each in shown])],
    )


def _problem_chart(problems: Sequence[CategoryCount]) -> Chart | None:
    """The categories that were judged; a bar of no length would say that nothing was found."""
    rows = [each for each in problems[:-1] if each.number is not None]
    now, before = [each.number or 0 for each in rows], [each.before or 0 for each in rows]
    if not any(now) and not any(before):
        return None
    series = [("本次", now), ("上次", before)]
    has_former = problems[-1].before is not None
    names = [each.name if each.is_whole else f"{each.name}（未核查完）" for each in rows]
    return Chart("各类问题（人次）", names, series[: 1 + has_former])


def _problem_row(each: CategoryCount) -> dict[str, object]:
    change = "—" if each.change is None else f"{each.change:+d}" if each.change else "0"
    now, before = (UNCHECKED if number is None else number for number in (each.number, each.before))
    if each.name == "合计" and each.number is not None and not each.is_whole:
        now = f"{now}（未核查完）"
    row: dict[str, object] = {"类别": each.name, "本次": now, "单位": each.units}
    return row | {"上次": before, "增减": change}


def _handling_rows(situation: Situation) -> list[dict[str, object]]:
    empty = Counted("", 0)
    length = max(len(situation.ranks), len(situation.ways))
    ranks = [*situation.ranks, *[empty] * (length - len(situation.ranks))]
    return [
        {
            "职级": rank.name,
            "人数": rank.number if rank.name else "",
            "方式": way.name,
            "人次": way.number,
        }
        for rank, way in zip(ranks, situation.ways, strict=True)
    ]
