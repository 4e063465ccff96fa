"""Tests of 情况说明: facts from the ledgers are filled in, the rest stays blank."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from addin.errors import ChujingError
from addin.jobs.custody.loss import loss_statement
from addin.model.archive import gather
from addin.model.dossier import Dossier
from support import scenarios
from support.scenarios import life, moved, passport

NUMBER = "E10000000"


def dossier(**changes: object) -> Dossier:
    book = scenarios.workbook([life("丢失", **changes)])  # type: ignore[arg-type]
    archive = gather(book.form, book.sheets, scenarios.SETTINGS)
    return next(iter(archive.dossiers.values()))


def cells(data: bytes) -> dict[str, str]:
    """What stands to the right of each label."""
    found = {}
    for row in Document(BytesIO(data)).tables[0].rows:
        texts = list(dict.fromkeys(cell.text.replace("\n", "") for cell in row.cells))
        texts = [cell.text.replace("\n", "") for cell in row.cells] if len(texts) < 2 else texts
        found |= dict(zip(texts[::2], [*texts[1::2], ""], strict=False))
    return found


def test_facts_of_the_form_the_police_and_the_ledger_are_filled_in():
    person = dossier(
        person={"surname": "欧阳", "given_name": "虚构", "sex": "女"},
        documents=[passport(issuer="虚构市公安局出入境管理局")],
        custody=[
            moved("挂失", "2014-07-01"),
            moved("交存", "2014-03-05", handler="钱一"),
            moved("领用", "2014-06-05", handler="孙二"),
        ],
    )
    found = cells(loss_statement(person, "e1000 0000", "虚构市档案局"))

    assert found["姓名"] == "欧阳虚构"
    assert found["性别"] == "女"
    assert found["身份证号"] == person.id_number
    assert found["单位"] == "虚构市档案局"
    assert found["现任职务（职级）"] == "虚构市档案局科长（正科级）"
    assert (found["证件种类"], found["证件号码"]) == ("护照", NUMBER)
    assert (found["签发日期"], found["有效期至"]) == ("2014年3月1日", "2024年2月29日")
    assert found["签发机关"] == "虚构市公安局出入境管理局"
    assert found["挂失日期"] == "2014年7月1日"
    assert found["丢失前保管情况"] == "2014年6月5日领用，经办人孙二（保管台账!4）。"


def test_what_is_unknown_stays_blank():
    text = cells(loss_statement(dossier(documents=[], custody=[]), "C12345678"))

    assert text["证件种类"] == "往来港澳通行证"
    assert text["丢失前保管情况"] == "“保管台账”没有挂失以前的登记。"
    assert [text[name] for name in ("签发日期", "签发机关", "挂失日期", "单位")] == [""] * 4


def test_it_is_for_the_person_the_unit_and_both_authorities_to_complete():
    document = Document(BytesIO(loss_statement(dossier(), NUMBER)))
    words = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)

    for blank in ("本人签名：", "（单位公章）", "组织部门\n核查意见", "公安机关核查\n吊销情况"):
        assert blank in words
    assert "{" not in words


@pytest.mark.parametrize("number", ["SE0000001", NUMBER])
def test_official_documents_go_another_way(number: str):
    person = dossier(custody=[moved("交存", "2014-03-05", purpose="因公")])

    with pytest.raises(ChujingError, match="外事部门"):
        loss_statement(person, number)


def test_texts_are_neither_markup_nor_tags():
    person = dossier(person={"post": "科长<w:p/>&{{ 姓名 }}{% if %}"})

    assert "科长<w:p/>&{{ 姓名 }}{% if %}" in cells(loss_statement(person, NUMBER)).values()


def test_the_same_facts_give_the_same_bytes():
    assert loss_statement(dossier(), NUMBER) == loss_statement(dossier(), NUMBER)
