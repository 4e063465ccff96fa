"""公安对接: lists that go out, results that come back without repetition or mixing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from addin.forms import annex1, ledgers
from addin.jobs.police.lists import query_list, registration_batch
from addin.jobs.police.merging import Incoming, Merged, merge
from addin.jobs.verify.examples import rows_of
from addin.model.changes import compare
from addin.model.examples import FIRST_ROW, faultless, made_up_id, person_from
from addin.model.rows import Form
from support.scenarios import AS_OF, SETTINGS, crossed, journey, passport

DOCUMENTS, CROSSINGS = ledgers.POLICE_DOCUMENTS, ledgers.POLICE_CROSSINGS
ONE, TWO = made_up_id(1), made_up_id(2, "19800229")


def form(*people) -> Form:
    values = [faultless() | dict(each) for each in people]
    return Form(annex1.SHEET, [person_from(v, FIRST_ROW + i) for i, v in enumerate(values)])


def test_the_query_list_has_the_columns_the_police_read():
    woman = {"id_number": TWO, "sex": "女", "birth": "19800229"}
    sent = query_list(form({"id_number": ONE.lower()}, woman), replace(SETTINGS, as_of=AS_OF))
    assert sent.table.titles() == (
        "序号",
        "姓名",
        "",
        "身份证号",
        "性别",
        "出生日期",
        "出入境起始时间",
    )
    assert sent.rows == (
        (1, "赵虚构", "", ONE, 1, "19700101", "20130101"),
        (2, "赵虚构", "", TWO, 2, "19800229", "20130101"),
    )
    assert sent.notes == ()


def test_the_query_list_names_who_cannot_be_looked_up_and_has_no_one_twice():
    sent = query_list(
        form({"id_number": ONE}, {"id_number": ONE}, {"id_number": "123"}),
        replace(SETTINGS, as_of=date(2019, 1, 1)),
    )
    assert [row[3] for row in sent.rows] == [ONE]
    assert "附件1!8" in sent.notes[0]
    assert "5 年" in sent.notes[1]


def batch(sent) -> list[tuple[object, object]]:
    """Identity number and 入库标识 of each line."""
    return [(row[5], row[8]) for row in sent.rows]


def test_batch_against_the_previous_form():
    three, four = made_up_id(3), made_up_id(4)
    old = form({"id_number": ONE}, {"id_number": TWO}, {"id_number": three})
    new = form({"id_number": ONE, "post": "虚构市档案局副局长"},
               {"id_number": three, "custody": "否", "documents": "无"},
               {"id_number": four})  # fmt: skip
    sent = registration_batch(new, old)
    assert batch(sent) == [(four, "新增"), (ONE, "变更"), (TWO, "撤销")]
    assert [row[0] for row in sent.rows] == [1, 2, 3]
    assert len(sent.rows[0]) == len(sent.table.titles()) == 12


def test_a_person_not_registered_yet_is_new_even_with_changes():
    was = {"id_number": ONE, "status": "未备案"}
    sent = registration_batch(form(was | {"post": "虚构市档案局副局长"}), form(was))
    assert batch(sent) == [(ONE, "新增")]


def test_batch_without_a_previous_form_goes_by_the_status():
    new = form({"id_number": ONE, "status": "未备案"}, {"id_number": TWO, "status": "变更备案"},
               {"id_number": made_up_id(3)})  # fmt: skip
    assert batch(registration_batch(new)) == [(ONE, "新增"), (TWO, "变更")]


def test_batch_lines_are_as_the_police_write_them():
    """省份不加“省”字; sex and birth from the form."""
    sent = registration_batch(form({"status": "未备案", "residence": "江苏省连云港海州区",
                                    "surname": None, "given_name": "欧阳虚构"}))  # fmt: skip
    assert sent.rows[0][1:8] == (
        "", "欧阳虚构", "男", "19700101", faultless()["id_number"], "江苏连云港海州区", "",
    )  # fmt: skip


def test_compare_ignores_how_things_are_typed():
    before = {"id_number": ONE, "documents": "E10000000、C10000000", "post": "副局长（副处级）"}
    after = {"id_number": f" {ONE.lower()}", "documents": "C10000000；e10000000",
             "post": "副局长 (副处级)", "serial": 9}  # fmt: skip
    same = compare(form(before), form(after))
    assert (same.added, same.changed, same.removed) == ((), (), ())
    moved = compare(form(before), form(after | {"custody": "否", "status": "变更备案"}))
    changes = moved.changed[0].changes
    assert [(c.key, c.old.value, c.new.value) for c in changes] == [
        ("custody", "是", "否"), ("status", "已备案", "变更备案")]  # fmt: skip


def incoming(table, *lines, source="结果.xlsx", name="赵虚构") -> list[Incoming]:
    about = {"name": name, "id_number": ONE}
    return [Incoming(row, source) for row in rows_of(table, [about | line for line in lines])]


def grown(table, existing, merged: Merged):
    """The ledger after the lines were put under it."""
    return [*existing, *(replace(line.row, number=900 + i) for i, line in enumerate(merged.added))]


def test_importing_twice_changes_nothing():
    lines = incoming(CROSSINGS, *journey("2014-06-01 08:00", "2014-06-03"))
    first = merge(CROSSINGS, [], lines, form({"id_number": ONE}))
    assert len(first.added) == 2
    assert [(line.source, line.row.number) for line in first.added] == [
        ("结果.xlsx", 2), ("结果.xlsx", 3)]  # fmt: skip
    ledger = grown(CROSSINGS, [], first)
    other = incoming(CROSSINGS, crossed("出境", "20140601080030", port="另一写法"),
                     crossed("入境", "2014/6/3"), source="另一份.xls")  # fmt: skip
    for again in (lines, other[1:]):
        second = merge(CROSSINGS, ledger, again, form({"id_number": ONE}))
        assert (second.added, second.repeated, second.conflicts) == ((), len(again), ())
    third = merge(CROSSINGS, ledger, other[:1], form({"id_number": ONE}))
    assert third.added == ()
    assert "口岸“虚构机场”→“另一写法”" in third.conflicts[0].reason


@given(st.data())
def test_merging_is_idempotent_and_loses_nothing(data):
    """Every line is added, repeated or in conflict; a second import adds none."""
    line = st.fixed_dictionaries(
        {
            "name": st.sampled_from(["赵虚构", "钱某", None]),
            "id_number": st.sampled_from([ONE, TWO, None]),
            "kind": st.sampled_from(["护照", None]),
            "number": st.sampled_from(["E10000001", "E10000002", "e1000 0001", None]),
            "issued": st.sampled_from(["20140301", "2014-03-01", "昨天", None]),
            "state": st.sampled_from(["有效", "注销", None]),
        }
    )
    lines = data.draw(st.lists(line, max_size=8))
    given_lines = incoming(DOCUMENTS, *lines)
    first = merge(DOCUMENTS, [], given_lines, form({"id_number": ONE}))
    assert len(first.added) + first.repeated + len(first.conflicts) == len(lines)
    second = merge(DOCUMENTS, grown(DOCUMENTS, [], first), given_lines, form({"id_number": ONE}))
    assert second.added == ()
    assert [c.line for c in second.conflicts] == [c.line for c in first.conflicts]


def test_one_document_under_two_identities_goes_to_a_human():
    ledger = rows_of(DOCUMENTS, [{"name": "钱某", "id_number": TWO} | passport("E10000001")])
    found = merge(DOCUMENTS, ledger, incoming(DOCUMENTS, passport("E1000 0001")))
    assert found.added == ()
    assert "另一个身份证号名下" in found.conflicts[0].reason
    ledger += rows_of(DOCUMENTS, [{"name": "赵虚构", "id_number": ONE} | passport("E10000001")])
    assert merge(DOCUMENTS, ledger, incoming(DOCUMENTS, passport("E1000 0001"))).repeated == 1
    both = [*incoming(DOCUMENTS, passport("E9"))]
    both += [Incoming(row, "b") for row in rows_of(DOCUMENTS, [
        {"name": "钱某", "id_number": TWO} | passport("E9")])]  # fmt: skip
    assert len(merge(DOCUMENTS, [], both).conflicts) == 2


def test_names_that_do_not_agree_go_to_a_human():
    known = form({"id_number": ONE})
    other_name = merge(DOCUMENTS, [], incoming(DOCUMENTS, passport("E1"), name="孙某"), known)
    assert "姓名为“孙某”" in other_name.conflicts[0].reason
    line = {"id_number": TWO} | passport("E1")
    other_number = merge(DOCUMENTS, [], incoming(DOCUMENTS, line), known)
    assert "另一个身份证号" in other_number.conflicts[0].reason


def test_changed_particulars_and_unreadable_lines_go_to_a_human():
    ledger = rows_of(DOCUMENTS, [{"name": "赵虚构", "id_number": ONE} | passport("E1")])
    lines = (passport("E1", state="注销"), passport("E2", expires="不详"), passport(None))
    found = merge(DOCUMENTS, ledger, incoming(DOCUMENTS, *lines))
    assert found.added == ()
    assert "证件状态“有效”→“注销”" in found.conflicts[0].reason
    assert found.conflicts[1].reason == "有效期至认不出"
    assert found.conflicts[2].reason == "证件号码认不出"
