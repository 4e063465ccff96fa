"""Tests of the three outcomes: missing data give neither a lead nor 未发现 (规格 §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from addin.forms import codes, ledgers
from addin.forms.columns import Table
from addin.jobs.verify.examples import rows_of
from addin.jobs.verify.rules import VerifyResult, categories, verify
from addin.model.parameters import Parameters
from addin.model.rows import Form, Row
from support.histories import LIVES
from support.scenarios import (
    AS_OF,
    SETTINGS,
    Life,
    approved,
    crossed,
    journey,
    life,
    moved,
    passport,
    permit,
    reported,
    workbook,
)

PLAIN = replace(SETTINGS, without_records=frozenset())  # both scope parameters blank
Sheets = Mapping[str, Sequence[Row]]
LEAD, CLEAR, UNJUDGED = "线索", "未发现", "未判"


def outcomes(
    form: Form, sheets: Sheets, parameters: Parameters = PLAIN
) -> dict[tuple[str, str], str]:
    """The outcome of each person of 附件1 and category."""
    found = {}
    for person, (leads, lacking) in zip(
        form.people, categories(form.people, sheets, parameters), strict=True
    ):
        for category in codes.PROBLEM.values:
            word = LEAD if category in leads else UNJUDGED if category in lacking else CLEAR
            found[person.identity.key, category] = word
    return found


def report_on(*lives: Life, **changes: Any) -> VerifyResult:
    book = workbook(lives)
    return verify(book.form, book.sheets, replace(PLAIN, **changes))


def outcome_of(category: str, each: Life, **changes: Any) -> str:
    book = workbook([each, life("somebody else", approvals=[permit()], reports=[
        reported("2014-01-01", "2014-01-02")])])  # fmt: skip
    key = book.form.people[0].identity.key
    return outcomes(book.form, book.sheets, replace(PLAIN, **changes))[key, category]


# ---- what the contract names


def test_a_blank_ledger_of_the_template_gives_no_lead():
    trip = life("trip", crossings=journey("2014-06-01", "2014-06-10"), approvals=[], reports=[])
    book = workbook([trip])
    found = outcomes(book.form, book.sheets)
    for category in (codes.UNAPPROVED_TRIP, codes.HIDDEN_TRIP, codes.ILLICIT_ISSUE):
        assert found[book.form.people[0].identity.key, category] == UNJUDGED


def test_a_blank_ledger_that_is_said_to_be_truly_empty_counts():
    trip = life("trip", crossings=journey("2014-06-01", "2014-06-10"), approvals=[], reports=[])
    book = workbook([trip])
    empty = frozenset((ledgers.APPROVALS.name, ledgers.REPORTS.name))
    found = outcomes(book.form, book.sheets, replace(PLAIN, without_records=empty))
    assert found[book.form.people[0].identity.key, codes.UNAPPROVED_TRIP] == LEAD
    assert found[book.form.people[0].identity.key, codes.HIDDEN_TRIP] == LEAD


def test_half_an_answer_of_the_police_gives_no_lead_for_the_other_half():
    silent = life("silent", documents=[], asked=[])
    assert outcome_of(codes.POLICE_FORGED, silent) == UNJUDGED
    assert outcome_of(codes.POLICE_FORGED, life("asked", documents=[])) == LEAD


def test_the_parameter_makes_a_missing_row_an_answer():
    silent = life("silent", documents=[], asked=[])
    found = outcome_of(codes.POLICE_FORGED, silent, asked_about_everybody=True)
    assert found == LEAD


def test_some_record_without_a_row_is_no_answer():
    said = [{"content": "证件", "result": "有记录"}]
    assert outcome_of(codes.POLICE_FORGED, life("?", documents=[], asked=said)) == UNJUDGED
    blank = [{"content": "证件", "result": "待查"}]
    assert outcome_of(codes.POLICE_FORGED, life("?", documents=[], asked=blank)) == UNJUDGED


def test_several_contents_in_one_line():
    said = [{"content": "证件、出入境", "result": "查无"}]
    none = life("none", documents=[], asked=said, person={"holds": "否", "documents": "无",
                                                          "custody": None})  # fmt: skip
    assert outcome_of(codes.HIDDEN_DOCUMENT, none) == CLEAR
    assert outcome_of(codes.UNAPPROVED_TRIP, none) == CLEAR
    assert outcome_of(codes.POLICE_UNAPPROVED_ISSUE, none) == CLEAR  # its row in the register


def test_a_number_with_a_wrong_check_digit_is_unjudged():
    wrong = life("wrong", person={"id_number": "320705197001010010"})
    book = workbook([wrong])
    (key,) = {person.identity.key for person in book.form.people}
    assert outcomes(book.form, book.sheets)[key, codes.UNAPPROVED_TRIP] == UNJUDGED


@pytest.mark.parametrize(
    ("line", "category"),
    [
        (permit(date="三月初"), codes.ILLICIT_ISSUE),
        (permit(matter="？？"), codes.ILLICIT_ISSUE),
        (permit(kind="本本"), codes.ILLICIT_ISSUE),
        (permit(id_number="32070519700101"), codes.ILLICIT_ISSUE),
        (permit(date=None), codes.ILLICIT_ISSUE),
    ],
)
def test_an_unreadable_approval_that_may_be_the_one_makes_it_unjudged(line, category):
    assert outcome_of(category, life("?", approvals=[line])) == UNJUDGED


@pytest.mark.parametrize(
    "line",
    [
        permit(date="三月初", kind="往来港澳通行证"),  # whatever the day, another kind
        permit(date="2014-03-02"),  # too late, and all of it is readable
    ],
)
def test_an_approval_that_cannot_match_does_not_remove_the_lead(line):
    assert outcome_of(codes.ILLICIT_ISSUE, life("?", approvals=[line])) == LEAD


def test_a_row_of_the_same_name_without_a_number_may_be_anybodys():
    line = permit(id_number=None)
    assert outcome_of(codes.ILLICIT_ISSUE, life("?", approvals=[line])) == UNJUDGED
    other = permit(id_number=None, name="钱某")
    assert outcome_of(codes.ILLICIT_ISSUE, life("?", approvals=[other])) == LEAD
    both = permit(id_number=None, name="钱某、赵虚构0")
    assert outcome_of(codes.ILLICIT_ISSUE, life("?", approvals=[both])) == UNJUDGED


def test_the_reason_names_sheet_row_cell_and_what_stands_there():
    found = report_on(life("?", approvals=[permit(date="三月初")]))
    (lack,) = (each for each in found.unjudged if each.category == codes.ILLICIT_ISSUE)
    assert lack.reason == "“审批台账”第 2 行“批准日期”是“三月初”，读不出，请补正后重新核查"
    assert lack.evidence == ("审批台账!2",)
    assert not lack.partial


def test_an_unreadable_crossing_hides_a_trip():
    for cells in ({"time": "六月初"}, {"direction": "？"}):
        line = crossed("出境", "2014-06-01") | cells
        assert outcome_of(codes.UNAPPROVED_TRIP, life("?", crossings=[line])) == UNJUDGED
        assert outcome_of(codes.HIDDEN_TRIP, life("?", crossings=[line])) == UNJUDGED


def test_an_unreadable_return_is_no_late_return():
    trip = [crossed("出境", "2015-05-01"), crossed("入境", "五月底")]
    plan = [permit(), approved("2015-05-01", "2015-05-10", date="2015-04-20")]
    told = [reported("2015-05-01", "2015-05-10")]
    late = life("?", crossings=trip, approvals=plan, reports=told)
    assert outcome_of(codes.DEVIATING_TRIP, late) == UNJUDGED
    open_trip = life("open", crossings=trip[:1], approvals=plan, reports=told)
    assert outcome_of(codes.DEVIATING_TRIP, open_trip) == LEAD


def test_an_answer_that_ends_earlier_says_nothing_of_later_days():
    said = [{"content": "证件、出入境、备案", "result": "有记录", "until": "2015-05-09"}]
    plan = [permit(), approved("2015-05-01", "2015-05-10", date="2015-04-20")]
    away = life("away", crossings=[crossed("出境", "2015-05-01")], approvals=plan,
                reports=[reported("2015-05-01", "2015-05-10")], asked=said)  # fmt: skip
    assert outcome_of(codes.DEVIATING_TRIP, away) == CLEAR


def test_an_answer_that_begins_later_leaves_the_time_before_unjudged():
    said = [{"content": "出入境", "result": "查无", "since": "2014-01-01"},
            {"content": "证件、备案", "result": "有记录"}]  # fmt: skip
    assert outcome_of(codes.UNAPPROVED_TRIP, life("?", asked=said)) == UNJUDGED
    early = [said[0] | {"since": "2013-01-01"}, said[1]]
    assert outcome_of(codes.UNAPPROVED_TRIP, life("?", asked=early)) == CLEAR


def test_custody_without_any_entry_is_unjudged():
    blank = life("blank", person={"custody": None}, custody=[])
    assert outcome_of(codes.ILLICIT_HOLDING, blank) == UNJUDGED
    unread = life("unread", person={"custody": "否"}, custody=[moved("？", "2014-03-05")])
    assert outcome_of(codes.ILLICIT_HOLDING, unread) == UNJUDGED
    lent = life("lent", custody=[moved("交存", "2014-03-05"), moved("领用", "2015-06-01")])
    book = workbook([lent])
    del book.sheets[ledgers.APPROVALS.name]
    key = book.form.people[0].identity.key
    assert outcomes(book.form, book.sheets)[key, codes.ILLICIT_HOLDING] == UNJUDGED


def test_a_lead_and_a_part_not_judged_is_a_lead_with_the_part_listed():
    found = report_on(life("both", crossings=[*journey("2014-06-01", "2014-06-03"),
                                              crossed("出境", "七月")]))  # fmt: skip
    assert codes.UNAPPROVED_TRIP in {p.category for p in found.problems}
    lacks = [each for each in found.unjudged if each.category == codes.UNAPPROVED_TRIP]
    assert [each.partial for each in lacks] == [True]
    (counts,) = (each for each in found.coverage if each.category == codes.UNAPPROVED_TRIP)
    assert (counts.found, counts.unjudged) == (1, 0)


def spoilt_everywhere(each: Life, table: Table, key: str) -> dict[str, str]:
    """The outcomes of one person where the table lacks the column."""
    book = workbook([each])
    book.sheets[table.name] = [without(row, key) for row in book.sheets[table.name]]
    (person,) = book.form.people
    found = outcomes(book.form, book.sheets)
    return {category: found[person.identity.key, category] for category in codes.PROBLEM.values}


def test_a_ledger_without_the_day_of_approval_accuses_nobody():
    """Neither of a document, nor of a trip (规格 §3.1: 不该空而空着)."""
    plan = [permit(), approved("2014-06-01", "2014-06-10")]
    away = life("away", crossings=journey("2014-06-01", "2014-06-10"), approvals=plan,
                reports=[reported("2014-06-01", "2014-06-10")])  # fmt: skip
    found = spoilt_everywhere(away, ledgers.APPROVALS, "date")
    for category in (codes.ILLICIT_ISSUE, codes.UNAPPROVED_TRIP, codes.POLICE_UNAPPROVED_ISSUE):
        assert found[category] == UNJUDGED
    book = workbook([away])
    book.sheets[ledgers.APPROVALS.name] = [
        without(row, "date") for row in book.sheets[ledgers.APPROVALS.name]
    ]
    reasons = {each.reason for each in verify(book.form, book.sheets, PLAIN).unjudged}
    assert "“审批台账”第 2 行“批准日期”这一栏没有，请补正后重新核查" in reasons


def test_a_police_document_of_which_nobody_says_if_it_is_valid_is_no_lead():
    other = passport("T00000999", kind=codes.TAIWAN, issued="2012-03-01", expires="2014-03-01",
                     state=None)  # fmt: skip
    owner = life("expired", documents=[passport(), other])
    assert outcome_of(codes.HIDDEN_DOCUMENT, owner) == CLEAR
    found = spoilt_everywhere(owner, ledgers.POLICE_DOCUMENTS, "expires")
    assert found[codes.HIDDEN_DOCUMENT] == UNJUDGED


@pytest.mark.parametrize(
    ("approval", "crossing"),
    [({"country": "详见批件"}, {}), ({}, {"country": "东南亚某国"}), ({"kind": "待补？"}, {})],
)
def test_a_place_or_kind_that_is_not_understood_is_no_deviation(approval, crossing):
    trip = [line | crossing for line in journey("2014-06-01", "2014-06-10")]
    plan = [permit(), approved("2014-06-01", "2014-06-10", **approval)]
    away = life("away", crossings=trip, approvals=plan)
    assert outcome_of(codes.DEVIATING_TRIP, away) == UNJUDGED
    assert outcome_of(codes.UNAPPROVED_TRIP, away) == CLEAR


@pytest.mark.parametrize(
    "line",
    [{"back": "2014.6月上旬"}, {"back": None}, {"matter": "待补？"}, {"id_number": None}],
)
def test_a_trip_held_against_an_approval_that_is_read_in_part_is_not_as_approved(line):
    plan = [permit(), approved("2014-06-01", "2014-06-09") | line]
    late = life("late", crossings=journey("2014-06-01", "2014-06-10"), approvals=plan)
    assert outcome_of(codes.DEVIATING_TRIP, late) == UNJUDGED


def test_an_unread_approval_of_other_days_leaves_the_trip_judged():
    plan = [permit(), approved("2014-06-01", "2014-06-10"), approved("2015-01-05", "元月")]
    away = life("away", crossings=journey("2014-06-01", "2014-06-10"), approvals=plan)
    assert outcome_of(codes.DEVIATING_TRIP, away) == CLEAR
    assert outcome_of(codes.UNAPPROVED_TRIP, away) == CLEAR


def test_a_loan_for_a_trip_whose_end_cannot_be_read_is_not_in_order():
    plan = [permit(), approved("2015-05-01", "五月上旬", date="2015-04-20")]
    lent = life("lent", crossings=[crossed("出境", "2015-05-01")], approvals=plan, custody=[
        moved("交存", "2014-03-05"), moved("领用", "2015-04-28")])  # fmt: skip
    assert outcome_of(codes.ILLICIT_HOLDING, lent) == UNJUDGED


def test_a_report_whose_number_cannot_be_read_may_be_of_the_document():
    other = passport("T00000999", kind=codes.TAIWAN)
    said = {"matter": "持证", "kind": codes.TAIWAN, "number": "见复印件"}
    owner = life("reported", documents=[passport(), other], reports=[said])
    assert outcome_of(codes.HIDDEN_DOCUMENT, owner) == UNJUDGED


@pytest.mark.parametrize("number", ["E0000？", "E0000", "E1000000", "见系统"])
def test_a_number_cut_short_by_the_police_accuses_nobody(number):
    owner = life("cut", documents=[passport(number)])
    assert outcome_of(codes.HIDDEN_DOCUMENT, owner) == UNJUDGED
    assert outcome_of(codes.POLICE_FORGED, owner) == UNJUDGED


def test_a_period_in_one_cell_is_no_missing_return():
    plan = [permit(), approved("2014.6.1-6.10", None)]
    assert outcome_of(codes.LAX_APPROVAL, life("period", approvals=plan)) == UNJUDGED


def test_a_period_of_months_is_no_day():
    plan = [permit(date="2014.1-2")]
    assert outcome_of(codes.ILLICIT_ISSUE, life("months", approvals=plan)) == UNJUDGED


# ---- laws

# 附件1's own word carries these leads, or a loan that is past its approved return (issue 13).
_OWN_WORD = (codes.ILLICIT_HOLDING, codes.UNREGISTERED, codes.HIDDEN_DOCUMENT)
_UNREADABLE = "读不出的字"
_DECISIVE = {
    ledgers.POLICE_DOCUMENTS.name: ("number", "issued", "expires", "id_number"),
    ledgers.POLICE_CROSSINGS.name: ("time", "direction", "country", "id_number"),
    ledgers.POLICE_REGISTER.name: ("date", "id_number"),
    ledgers.APPROVALS.name: ("matter", "leave", "back", "date", "kind", "country", "id_number"),
    ledgers.REPORTS.name: ("matter", "leave", "back", "number", "kind", "id_number"),
    ledgers.CUSTODY_LOG.name: ("move", "date", "number", "id_number"),
}
# Each once: two people with the same number under one police record are another matter.
lives = st.lists(st.sampled_from(LIVES), min_size=1, max_size=5, unique_by=lambda each: each.title)


def checked(before: Mapping[tuple[str, str], str], after: Mapping[tuple[str, str], str]) -> None:
    for key, word in after.items():
        if word == LEAD and before[key] != LEAD:
            assert key[1] in _OWN_WORD, (key, before[key])
        if word == CLEAR:
            assert before[key] != UNJUDGED, key


@settings(max_examples=60, deadline=None)
@given(lives, st.sampled_from([t.name for t in ledgers.LEDGERS]))
def test_removing_a_sheet_adds_no_lead_and_no_cleared_person(chosen, sheet):
    book = workbook(chosen)
    less = {name: rows for name, rows in book.sheets.items() if name != sheet}
    checked(outcomes(book.form, book.sheets), outcomes(book.form, less))


@settings(max_examples=60, deadline=None)
@given(lives, st.sampled_from(list(ledgers.ASKED)), st.data())
def test_removing_an_answer_of_the_police_adds_no_lead_and_no_cleared_person(chosen, table, data):
    book = workbook(chosen)
    assume(book.form.people)
    person = data.draw(st.sampled_from(book.form.people))
    about = person.identity.key
    less = dict(book.sheets)
    for name in (table, ledgers.QUERY_LOG.name):
        less[name] = [row for row in less[name] if row.text("id_number") != about]
    checked(outcomes(book.form, book.sheets), outcomes(book.form, less))


@settings(max_examples=200, deadline=None)
@given(lives, st.data())
def test_making_a_row_unreadable_adds_no_lead_and_no_cleared_person(chosen, data):
    book = workbook(chosen)
    table = data.draw(st.sampled_from([name for name in _DECISIVE if book.sheets[name]]))
    at = data.draw(st.integers(0, len(book.sheets[table]) - 1))
    key = data.draw(st.sampled_from(_DECISIVE[table]))
    row = book.sheets[table][at]
    spoilt = list(row.values)
    spoilt[row.layout.positions[key]] = _UNREADABLE
    less = dict(book.sheets)
    less[table] = [*less[table][:at], Row(row.layout, row.number, spoilt), *less[table][at + 1 :]]
    before, after = outcomes(book.form, book.sheets), outcomes(book.form, less)
    checked(before, after)
    assert {k for k, w in after.items() if w == LEAD} <= {k for k, w in before.items() if w == LEAD}
    assert not [k for k, w in before.items() if w == LEAD and after.get(k) == CLEAR]


@settings(max_examples=100, deadline=None)
@given(lives, st.data())
def test_a_column_that_is_absent_adds_no_lead_and_no_cleared_person(chosen, data):
    book = workbook(chosen)
    table = data.draw(st.sampled_from([name for name in _DECISIVE if book.sheets[name]]))
    key = data.draw(st.sampled_from([k for k in _DECISIVE[table] if k != "id_number"]))
    less = dict(book.sheets)
    less[table] = [without(row, key) for row in book.sheets[table]]
    checked(outcomes(book.form, book.sheets), outcomes(book.form, less))


def without(row: Row, key: str) -> Row:
    """The row in a table that has no such column."""
    positions = {k: at for k, at in row.layout.positions.items() if k != key}
    return Row(replace(row.layout, positions=positions), row.number, row.values)


@settings(max_examples=40, deadline=None)
@given(lives, st.sampled_from(LIVES))
def test_a_further_person_changes_nothing_for_the_others(chosen, other):
    few, many = workbook(chosen), workbook([*chosen, other])
    before, after = outcomes(few.form, few.sheets), outcomes(many.form, many.sheets)
    assert {key: word for key, word in after.items() if key in before} == {
        **before,
        **{k: after[k] for k in before if before[k] == UNJUDGED and after[k] != UNJUDGED},
    }  # a sheet that had no row at all is supplied by the other's rows


@settings(max_examples=40, deadline=None)
@given(lives, st.sets(st.sampled_from([t.name for t in ledgers.LEDGERS]), max_size=4))
def test_everybody_has_exactly_one_outcome(chosen, absent):
    book = workbook(chosen)
    sheets = {name: rows for name, rows in book.sheets.items() if name not in absent}
    report = verify(book.form, sheets, PLAIN)
    names = {p.identity.key for p in book.form.people}
    names |= {row.text("id_number") for row in sheets.get(ledgers.ROSTER.name, ())}
    for each in report.coverage:
        leads = {p.id_number for p in report.problems if p.category == each.category}
        assert each.people == len(names)
        assert each.found == len(leads)
        assert each.people == each.judged + each.unjudged
        assert each.found <= each.judged


def test_a_form_alone_leaves_everyone_unjudged():
    book = workbook([life("plain")])
    report = verify(book.form, {}, Parameters(AS_OF))
    for each in report.coverage:
        assert each.judged == (1 if each.category == codes.ILLICIT_HOLDING else 0)
    assert all(each.person == "" for each in report.unjudged if "没有提供" in each.reason)


def test_a_table_of_another_person_supplies_the_sheet():
    line = {"name": "钱某", "id_number": "320705198601011532"} | permit()
    book = workbook([life("?", approvals=[])])
    book.sheets[ledgers.APPROVALS.name] = rows_of(ledgers.APPROVALS, [line])
    key = book.form.people[0].identity.key
    assert outcomes(book.form, book.sheets)[key, codes.ILLICIT_ISSUE] == LEAD
    assert passport()["issued"] == "2014-03-01"
