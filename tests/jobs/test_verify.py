"""Tests of 核查: exactly the planted problems are found, in any order of rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.forms import annex1, codes, ledgers
from addin.jobs.check.rules import check
from addin.jobs.verify.catalogue import VerifyRule
from addin.jobs.verify.examples import build, rows_of, settings_of
from addin.jobs.verify.rules import RULES, VerifyResult, categories, verify
from addin.model.examples import faultless, made_up_id, person_from
from addin.model.parameters import SETTINGS as SETTING_LINES
from addin.model.parameters import Parameters, read
from addin.model.rows import Form
from support.histories import LIVES
from support.scenarios import (
    AS_OF,
    SETTINGS,
    SHEETS,
    Workbook,
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

RULES = list(RULES.values())


def judged(book: Workbook, parameters: Parameters = SETTINGS) -> VerifyResult:
    return verify(book.form, book.sheets, parameters)


def pairs(report: VerifyResult) -> set[tuple[str, str]]:
    return {(problem.id_number, problem.category) for problem in report.problems}


@pytest.mark.parametrize("each", LIVES, ids=lambda each: each.title)
def test_each_planted_history_alone(each):
    """One violation is found, and its near-miss twin is not."""
    book = workbook([each, life("somebody else")])
    assert pairs(judged(book)) == book.planted


def test_every_category_is_planted():
    assert {category for each in LIVES for category in each.found} == set(codes.PROBLEM.values)


def test_all_histories_in_one_workbook():
    """People do not affect each other's results."""
    book = workbook(LIVES)
    assert pairs(judged(book)) == book.planted


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    book = workbook(LIVES)
    before = {problem.id: problem.category for problem in judged(book).problems}
    for rows in book.sheets.values():
        random.shuffle(rows)
    people = list(book.form.people)
    random.shuffle(people)
    report = verify(Form(annex1.SHEET, people), book.sheets, SETTINGS)
    assert pairs(report) == book.planted
    assert {problem.id: problem.category for problem in report.problems} == before


def test_numbers_of_problems_are_unique_and_independent_of_rows():
    """The number is the person's, not the row's: inserted rows leave it alone."""
    book = workbook(LIVES)
    first = [problem.id for problem in judged(book).problems]
    assert len(set(first)) == len(first)
    shifted = {
        name: [replace(row, number=row.number + 40) for row in rows]
        for name, rows in book.sheets.items()
    }
    again = verify(book.form, shifted, SETTINGS)
    assert [problem.id for problem in again.problems] == first
    assert all(problem.verdict == "待核实" for problem in again.problems)


def test_the_number_of_a_problem_does_not_depend_on_other_people():
    alone = judged(workbook([life("plain"), life("plain"), LIVES[1]])).problems
    among = judged(workbook([LIVES[0], LIVES[0], LIVES[1]])).problems
    assert alone
    assert {problem.id for problem in alone} < {problem.id for problem in among}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_of_the_catalogue(rule: VerifyRule):
    """Nothing is found in the first, in the second its category and what that implies; the third
    is 未判, with a reason.
    """
    form, sheets = build(rule.passing)
    assert verify(form, sheets, settings_of(rule.passing)).problems == ()
    form, sheets = build(rule.failing)
    found = {p.category for p in verify(form, sheets, settings_of(rule.failing)).problems}
    assert found == {rule.category, rule.implies} - {""}
    form, sheets = build(rule.unjudged)
    report = verify(form, sheets, settings_of(rule.unjudged))
    (counts,) = (each for each in report.coverage if each.category == rule.category)
    assert (counts.judged, counts.unjudged) == (0, counts.people)
    assert [each for each in report.unjudged if each.category == rule.category and each.reason]


def test_the_catalogue_is_the_code_list():
    assert [rule.category for rule in RULES] == list(codes.PROBLEM.values)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(LIVES), min_size=1, max_size=12),
    st.sets(st.sampled_from(sorted(SHEETS))),
)
def test_categories_of_a_row_are_those_of_verify(lives, absent):
    """The formula and 核查 are one judgement, whichever ledgers are there."""
    book = workbook(lives)
    sheets = {
        n: rows for n, rows in book.sheets.items() if n not in {SHEETS[a].name for a in absent}
    }
    report = verify(book.form, sheets, SETTINGS)
    people = book.form.people
    for person, (found, lacking) in zip(people, categories(people, sheets, SETTINGS), strict=True):
        mine = {p.category for p in report.problems if p.id_number == person.identity.key}
        assert found == [category for category in codes.PROBLEM.values if category in mine]
        assert not set(found) & set(lacking)
        assert categories([person], sheets, SETTINGS)[0] == (found, lacking)


@given(
    st.fixed_dictionaries(
        {
            "holds": st.sampled_from(["是", "否", None]),
            "documents": st.sampled_from(["E10000000", "无", None, "E10000000、C10000000"]),
            "custody": st.sampled_from(["是", "否", None]),
            "status": st.sampled_from(["已备案", "未备案", "变更备案", None]),
        }
    )
)
def test_a_row_alone_shows_what_check_calls_unsurrendered_and_unregistered(differences):
    person = person_from(faultless() | differences, 6)
    found = {finding.code for finding in check(Form(annex1.SHEET, [person]))}
    expected = [codes.ILLICIT_HOLDING] * ("unsurrendered" in found)
    expected += [codes.UNREGISTERED] * ("unregistered" in found)
    assert categories([person], {}, Parameters(AS_OF))[0][0] == expected


NEEDS = {
    ledgers.APPROVALS.name: {
        codes.ILLICIT_ISSUE, codes.UNAPPROVED_TRIP, codes.DEVIATING_TRIP, codes.LAX_APPROVAL,
        codes.POLICE_UNAPPROVED_ISSUE, codes.POLICE_CERTIFICATE,
    },
    ledgers.REPORTS.name: {codes.HIDDEN_TRIP},
}  # fmt: skip


@pytest.mark.parametrize("absent", NEEDS)
def test_what_depends_on_an_absent_sheet_is_not_judged_of_anybody(absent):
    book = workbook(LIVES)
    sheets = {name: rows for name, rows in book.sheets.items() if name != absent}
    report = verify(book.form, sheets, replace(SETTINGS, without_records=frozenset()))
    gone = NEEDS[absent]
    assert not gone & {problem.category for problem in report.problems}
    told = {each.category for each in report.unjudged if absent in each.reason}
    assert gone <= told
    for each in report.coverage:
        if each.category in gone:
            assert (each.judged, each.unjudged) == (0, each.people)
    # Kinds of people without a body that may approve, and people who are not on 附件1.
    # A lead of the same category stands for whom it was judged in part.
    lacking = {e.category for e in judged(book).unjudged if not (e.person and e.partial)}
    assert lacking == {codes.POLICE_CERTIFICATE, codes.HIDDEN_DOCUMENT, codes.POLICE_FORGED}


def test_without_ledgers_nothing_is_cleared_but_what_the_form_itself_says():
    report = verify(workbook([life("plain")]).form, {}, Parameters(AS_OF))
    assert report.problems == ()
    unjudged = {each.category for each in report.coverage if each.unjudged}
    assert unjudged == set(codes.PROBLEM.values) - {codes.ILLICIT_HOLDING}
    assert unjudged <= {each.category for each in report.unjudged}


def test_fifteen_digits_are_the_same_person():
    born = "19700101"
    full = made_up_id(123, born)
    old = full[:6] + full[8:17]
    for written in (full.lower(), old, f" {full[:6]} {full[6:]}"):
        book = workbook([life("plain", person={"id_number": full, "birth": born})])
        crossings = [{"name": "赵虚构0", "id_number": written} | line
                     for line in journey("2014-06-01", "2014-06-03")]  # fmt: skip
        book.sheets["公安出入境记录"] = rows_of(ledgers.POLICE_CROSSINGS, crossings)
        assert (full, codes.UNAPPROVED_TRIP) in pairs(judged(book))


def test_several_problems_of_one_category_have_different_numbers():
    trips = [*journey("2014-06-01", "2014-06-03"), *journey("2014-07-01", "2014-07-03")]
    told = [reported("2014-06-01", "2014-06-03"), reported("2014-07-01", "2014-07-03")]
    report = judged(workbook([life("two trips", crossings=trips, reports=told)]))
    assert [p.category for p in report.problems] == [codes.UNAPPROVED_TRIP] * 2
    assert report.problems[0].evidence == ("公安出入境记录!2", "公安出入境记录!3")
    assert "2014年7月1日" in report.problems[1].message


def test_tolerance_is_the_last_day_that_still_passes():
    late = life("late", codes.DEVIATING_TRIP, crossings=journey("2014-05-30", "2014-06-12"),
                approvals=[permit(), approved("2014-06-01", "2014-06-10")],
                reports=[reported("2014-06-01", "2014-06-10")])  # fmt: skip
    book = workbook([late])
    assert pairs(judged(book, replace(SETTINGS, tolerance=1))) == book.planted
    assert pairs(judged(book, replace(SETTINGS, tolerance=2))) == set()


def test_unusable_rows_are_named_never_dropped_silently():
    book = workbook([life("plain")])
    who = {"name": "赵虚构0", "id_number": book.form.people[0].identity.key}
    book.sheets["公安出入境记录"] = rows_of(ledgers.POLICE_CROSSINGS, [
        crossed("出境", "2014-06-01") | {"name": "钱某", "id_number": None},
        who | crossed("出境", "六月一日"), who | crossed("不明", "2014-06-01")])  # fmt: skip
    book.sheets["保管台账"] += rows_of(ledgers.CUSTODY_LOG, [who | moved("领用", None)])
    notes = "".join(judged(book).notes)
    assert "“公安出入境记录”第 2 行“身份证号”读不出，也没有同名的人" in notes
    assert "“公安出入境记录”第 3 行“出入境日期”读不出" in notes
    assert "“公安出入境记录”第 4 行“出入标志”读不出" in notes
    assert "“保管台账”第 2 行“证件号码”、“日期”读不出" in notes


def test_names_and_numbers_that_do_not_agree_are_notes():
    book = workbook([life("plain"), life("plain too")])
    first = book.form.people[0].identity.key
    book.sheets["报告台账"] = rows_of(ledgers.REPORTS, [
        {"name": "别名", "id_number": first} | reported("2014-06-01", "2014-06-02"),
        {"name": "赵虚构1", "id_number": made_up_id(999)} | reported("2014-06-01", "2014-06-02"),
    ])  # fmt: skip
    report = judged(book)
    notes = "\n".join(report.notes)
    assert "同一身份证号有不同姓名：赵虚构0（附件1!6）、别名（报告台账!2）" in notes
    assert "“赵虚构1”有 2 个不同的身份证号（附件1!7、报告台账!3）" in notes
    assert "有 1 人只出现在底稿中" in notes
    assert report.problems == ()
    assert first not in notes


def test_half_trips_are_hints():
    lines = [crossed("入境", "2013-01-05"), crossed("出境", "2014-06-01"),
             *journey("2014-07-01", "2014-07-02")]  # fmt: skip
    told = [reported("2014-06-01", "2014-06-30"), reported("2014-07-01", "2014-07-02")]
    hints = judged(workbook([life("half", crossings=lines, reports=told)])).hints
    assert [(hint.kind, hint.evidence) for hint in hints] == [
        ("出境记录缺失", ("公安出入境记录!2",)),
        ("入境记录缺失", ("公安出入境记录!3", "公安出入境记录!4")),
    ]


def test_messages_name_no_identity_number():
    report = judged(workbook(LIVES))
    texts = [problem.message for problem in report.problems] + list(report.notes)
    assert not [text for problem in report.problems for text in texts if problem.id_number in text]


def test_the_same_document_under_two_names_counts_for_both():
    """同一证件号在两人名下: neither is 伪造 for the one whom the police name."""
    shared = passport("E88888888")
    book = workbook([
        life("one", person={"documents": "E88888888"}, documents=[shared], custody=[]),
        life("two", person={"documents": "E88888888"}, documents=[shared], custody=[]),
    ])  # fmt: skip
    assert pairs(judged(book)) == set()


def parameter_rows(*lines: tuple[str, object]):
    table = ledgers.PARAMETERS
    return rows_of(table, [{"name": name, "value": value} for name, value in lines])


def test_parameters_are_read_leniently():
    rows = parameter_rows(
        ("核查起始日", "2012年1月1日"), ("因私证件交存天数", "7 天"), ("行程容差天数", "两天"),
        ("检查基准日", None), ("未知", 3), ("因私证件交存天数", 9),
    )  # fmt: skip
    authority = rows_of(ledgers.AUTHORITY, [
        {"category": "裸官的配偶或子女", "authority": "市委组织部、县委组织部"},
        {"category": codes.ENTERPRISE, "authority": None}])  # fmt: skip
    found, notes = read(rows, authority, AS_OF)
    assert (found.start, found.private_days, found.tolerance) == (date(2012, 1, 1), 7, 0)
    assert found.as_of == AS_OF
    assert found.may_approve(codes.NAKED_KIN, "虚构县委组织部") is True
    assert found.may_approve(codes.NAKED_KIN, "虚构林业局") is False
    assert found.may_approve(codes.ENTERPRISE, "虚构林业局") is None
    assert len(notes) == 3
    assert "参数!4" in notes[0]
    assert "已按默认值0处理" in notes[0]


def test_parameters_absent_are_the_defaults():
    found, notes = read((), (), AS_OF)
    assert notes == ()
    defaults = {line.field: line.default for line in SETTING_LINES if line.default}
    assert {name: getattr(found, name) for name in defaults} == defaults
