"""Tests of 一键规范: the spelling changes, the meaning does not."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.forms import annex1
from addin.jobs.check.rules import check
from addin.jobs.normalize.rules import proposals
from addin.model.examples import build, example, faultless, made_up_id
from addin.model.rows import Form
from addin.values import identity

NUMBER = next(made_up_id(n) for n in range(1, 999, 2) if made_up_id(n).endswith("X"))
WIDE = str.maketrans("0123456789ABCDEFGHX", "０１２３４５６７８９ＡＢＣＤＥＦＧＨＸ")


def proposed(**person: Any) -> dict[str, str]:
    """What is proposed for one person who differs so from a faultless one, by column."""
    form = build(example(person))
    keys = {column.title: column.key for column in annex1.TABLE.columns}
    return {keys[change.cell.title]: change.text for change in proposals(form)}


@pytest.mark.parametrize(
    "written",
    [
        NUMBER.lower(),
        f" {NUMBER}",
        f"'{NUMBER}",
        NUMBER.translate(WIDE),
        f"{NUMBER[:6]} {NUMBER[6:14]}　{NUMBER[14:]}",
    ],
)
def test_identity_numbers_lose_width_spaces_and_small_letters(written: str) -> None:
    assert proposed(id_number=written)["id_number"] == NUMBER


def test_an_old_number_keeps_its_fifteen_digits() -> None:
    old = NUMBER[:6] + NUMBER[8:17]
    assert proposed(id_number=f" {old} ")["id_number"] == old


@pytest.mark.parametrize("value", [float(NUMBER[:17] + "0"), "1.1E+17", "查无此号", NUMBER[:17]])
def test_what_is_no_whole_identity_number_is_left_to_people(value: Any) -> None:
    assert "id_number" not in proposed(id_number=value)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("虚 构", "虚构"),
        ("虚　构", "虚构"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
    ],
)
def test_names_lose_padding_and_get_the_official_dot(written: str, right: str) -> None:
    assert proposed(given_name=written)["given_name"] == right


@pytest.mark.parametrize("name", ["晓？", "晓■", "\ue000", "\uf93d某"])
def test_doubtful_characters_in_a_name_are_never_exchanged(name: str) -> None:
    assert proposed(given_name=name) == {}


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("1970.1.1", "19700101"),
        ("1970年1月1日", "19700101"),
        ("1970-01-01", "19700101"),
        (" 19700101", "19700101"),
        (datetime.date(1970, 1, 1), "19700101"),
        (datetime.datetime(1970, 1, 1), "19700101"),
    ],
)
def test_birth_dates_become_eight_digits(value: Any, right: str) -> None:
    assert proposed(birth=value)["birth"] == right


@pytest.mark.parametrize("value", ["1970.1", "19701301", "七十年代", 25569.0, 19700101.0])
def test_what_is_no_certain_date_is_left_to_people(value: Any) -> None:
    assert "birth" not in proposed(birth=value)


def test_documents_are_written_in_capitals_and_joined_as_the_form_says() -> None:
    assert proposed(documents="ｅ12345678；c 12345678")["documents"] == "E12345678、C12345678"


@pytest.mark.parametrize("text", ["E12345678（已过期）", "护照E12345678", "E1234567O", "E12345678"])
def test_remarks_and_unknown_numbers_stay_as_written(text: str) -> None:
    assert "documents" not in proposed(documents=text)


@pytest.mark.parametrize("text", ["—", "/", "0", "没有", "未办"])
def test_other_words_for_none_become_the_official_one(text: str) -> None:
    assert proposed(holds="否", documents=text, custody=None)["documents"] == "无"


def test_a_holder_without_number_is_a_matter_for_people() -> None:
    assert "documents" not in proposed(holds="是", documents="—")


@pytest.mark.parametrize(
    ("key", "written", "right"),
    [
        ("sex", "男性", "男"),
        ("holds", "有", "是"),
        ("custody", "已交存", "是"),
        ("status", "备案", "已备案"),
        ("category", "裸官的配偶或子女", "“裸官”配偶或子女"),
    ],
)
def test_codes_are_put_in_official_wording(key: str, written: str, right: str) -> None:
    assert proposed(**{key: written})[key] == right


def test_a_category_outside_the_list_stays() -> None:
    assert proposed(category="市属国企中层") == {}


def test_a_faultless_form_is_left_alone() -> None:
    assert proposals(build(example({}, {}, {}))) == []


_SPELLINGS = {
    "id_number": st.sampled_from([str.lower, lambda t: t.translate(WIDE), lambda t: f" {t}"]),
    "documents": st.sampled_from([str.lower, lambda t: t.translate(WIDE), lambda t: t + " "]),
    "given_name": st.sampled_from([" ".join, "　".join]),
}


def applied(form: Form) -> Form:
    """The form with every proposal carried out."""
    changed = {(c.cell.row, c.cell.title): c.text for c in proposals(form)}
    people = []
    for person in form.people:
        values = {
            column.key: changed.get((person.row.number, column.title), person.row[column.key])
            for column in annex1.TABLE.columns
        }
        people.append(values)
    return build(example(*people))


@given(st.data())
def test_twice_is_once_and_no_rule_finds_more_than_before(data: st.DataObject) -> None:
    person = faultless()
    for key, ways in _SPELLINGS.items():
        person[key] = data.draw(ways)(person[key])
    person["sex"] = data.draw(st.sampled_from(["男", "男性", " 男"]))
    person["birth"] = data.draw(st.sampled_from(["1970/1/1", "19700101", "1970年01月01日"]))
    form = build(example(person))
    after = applied(form)
    assert proposals(after) == []
    assert {f.code for f in check(after)} <= {f.code for f in check(form)}
    assert after.people[0].identity.key == identity.parse(person["id_number"]).key
