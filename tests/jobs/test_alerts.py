"""预警: what is due on the day, with the number of days, the most urgent first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.forms import annex1, codes, ledgers
from addin.jobs.alerts.rules import Alerts, Matter, alerts
from addin.jobs.verify.rules import verify
from addin.model.parameters import Parameters
from addin.model.rows import Form
from support.histories import LIVES
from support.scenarios import (
    AS_OF,
    SETTINGS,
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

JUNE = approved("2015-06-01", "2015-06-10", date="2015-05-20")
TOLD = [reported("2015-06-01", "2015-06-30")]
LENT = [moved("交存", "2014-03-05"), moved("领用", "2015-05-30")]
OFFICIAL = {"purpose": "因公", "kind": "公务护照", "number": "SE1234567"}
MISSION = {"kind": "公务护照", "number": "SE1234567"}


def raised(*lives, **changes) -> list[tuple[Matter, int | None]]:
    book = workbook(lives)
    found = alerts(book.form, book.sheets, replace(SETTINGS, **changes))
    return [(alert.matter, alert.days) for alert in found.alerts]


def test_a_faultless_life_raises_nothing():
    assert raised(life("faultless")) == []


@pytest.mark.parametrize(("entry", "days"), [("2015-06-20", None), ("2015-06-19", 1)])
def test_lent_and_not_returned(entry, days):
    """The tenth day after the return is in time, the eleventh is a day late."""
    late = life("late", custody=LENT, crossings=journey("2015-06-01", entry), reports=TOLD,
                approvals=[permit(), approved("2015-06-01", entry, date="2015-05-20")])  # fmt: skip
    assert raised(late) == ([(Matter.OVERDUE, days)] if days else [])


def test_lent_without_any_approved_trip_counts_from_the_loan():
    assert raised(life("lent", custody=LENT)) == [(Matter.OVERDUE, 31)]


def test_a_later_approved_trip_does_not_put_off_the_return():
    trips = [approved("2015-06-01", "2015-06-10", date="2015-05-20"),
             approved("2015-07-05", "2015-07-10", date="2015-05-20")]  # fmt: skip
    assert raised(life("lent", custody=LENT, approvals=[permit(), *trips])) == [
        (Matter.OVERDUE, 10)]  # fmt: skip


@pytest.mark.parametrize(("back", "days"), [("2015-06-29", 1), ("2015-06-30", None)])
def test_return_date_passed_without_entry(back, days):
    away = life("away", crossings=[crossed("出境", "2015-06-05")], reports=TOLD, approvals=[
        permit(), approved("2015-06-05", back, date="2015-05-20")])  # fmt: skip
    assert raised(away) == ([(Matter.NOT_BACK, days)] if days else [])


@pytest.mark.parametrize(
    ("expires", "days"),
    [("2015-12-27", 180), ("2015-12-28", None), ("2015-06-30", 0), ("2015-06-29", None)],
)
def test_expiring_documents(expires, days):
    """180 days ahead counts, the day itself counts, the day after is over."""
    book = life("expiring", documents=[passport(expires=expires)])
    assert raised(book) == ([] if days is None else [(Matter.EXPIRING, days)])


def test_held_and_not_surrendered_counts_from_the_deadline_or_the_issue():
    early = life("early", person={"custody": "否"}, custody=[])
    late = life("late", person={"custody": "否"}, custody=[], documents=[
        passport(issued="2015-06-10")], approvals=[permit(date="2015-06-10")])  # fmt: skip
    assert raised(early) == [(Matter.UNDEPOSITED, 30)]
    assert raised(late) == [(Matter.UNDEPOSITED, 20)]


def test_exit_without_approval():
    trip = life("trip", crossings=journey("2015-06-01", "2015-06-10"), reports=TOLD)
    assert raised(trip) == [(Matter.UNAPPROVED, 29)]
    assert raised(replace(trip, ledgers=dict(trip.ledgers) | {"approvals": [permit(), JUNE]})) == []


def test_register_and_form_disagree():
    assert raised(
        life("unknown to the police", register=[]),
        life("withdrawn", register=[{"date": "2015-01-01", "status": "撤销"}]),
        life("registered after all", person={"status": "未备案"}),
        life("a change not known", person={"status": "变更备案"}, register=[]),
        life("not on the form", listed=False, custody=[], documents=[], approvals=[]),
        life("left, and withdrawn", listed=False, custody=[], documents=[], approvals=[],
             register=[{"date": "2014-01-01", "status": "已备案"},
                       {"date": "2015-01-01", "status": "撤销"}]),
    ) == [(Matter.MISMATCH, None)] * 5  # fmt: skip


@pytest.mark.parametrize(("entry", "days"), [("2015-06-15", None), ("2015-06-14", 1)])
def test_official_documents_have_fifteen_days(entry, days):
    custody = [moved("交存", "2014-03-05"), moved("领用", "2015-05-25", **OFFICIAL)]
    away = life("official", crossings=journey("2015-06-01", entry, **MISSION), custody=custody)
    assert raised(away) == ([(Matter.OFFICIAL_OVERDUE, days)] if days else [])


def test_official_documents_abroad_or_returned_are_in_order():
    out = moved("领用", "2015-05-01", **OFFICIAL)
    held = moved("交存", "2014-03-05")
    assert raised(life("abroad", custody=[held, out],
                       crossings=[crossed("出境", "2015-05-02", **MISSION)])) == []  # fmt: skip
    assert raised(life("back", custody=[held, out, moved("归还", "2015-05-30", **OFFICIAL)])) == []
    assert raised(life("unused", custody=[held, out])) == [(Matter.OFFICIAL_OVERDUE, 45)]


def test_the_most_urgent_first():
    """Not back, unapproved, overdue, undeposited, disagreeing, expiring; the longest first."""
    found = raised(
        life("expiring", documents=[passport(expires="2015-07-10")]),
        life("sooner", documents=[passport(expires="2015-07-01")]),
        life("lent", custody=LENT),
        life("lent longer", custody=[moved("交存", "2014-03-05"), moved("领用", "2015-05-01")]),
        life("not back", crossings=[crossed("出境", "2015-06-01")], approvals=[permit(), JUNE],
             reports=TOLD),
    )  # fmt: skip
    assert found == [(Matter.NOT_BACK, 20), (Matter.OVERDUE, 60), (Matter.OVERDUE, 31),
                     (Matter.EXPIRING, 1), (Matter.EXPIRING, 10)]  # fmt: skip


def everything(form, sheets) -> Alerts:
    return alerts(form, sheets, SETTINGS)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    def told(found: Alerts):
        return [(a.matter, a.id_number, a.days) for a in found.alerts]

    book = workbook(LIVES)
    before = told(everything(book.form, book.sheets))
    for rows in book.sheets.values():
        random.shuffle(rows)
    people = list(book.form.people)
    random.shuffle(people)
    assert told(everything(Form(annex1.SHEET, people), book.sheets)) == before


def test_alerts_agree_with_verify():
    """出境而无审批 is the same judgement as 未经批准."""
    book = workbook(LIVES)
    warned = {a.id_number for a in everything(book.form, book.sheets).alerts
              if a.matter is Matter.UNAPPROVED}  # fmt: skip
    problems = verify(book.form, book.sheets, SETTINGS).problems
    assert warned == {p.id_number for p in problems if p.category == codes.UNAPPROVED_TRIP}


def test_absent_sheets_are_named():
    book = workbook([life("plain")])
    told = {each.category for each in alerts(book.form, {}, Parameters(AS_OF)).unjudged}
    assert {matter.value for matter in set(Matter) - {Matter.UNDEPOSITED, Matter.OVERDUE}} <= told


PAST = "2015-06-29"  # a day before 检查基准日


def past(*lives, **changes) -> Alerts:
    book = workbook(lives)
    return alerts(book.form, book.sheets, replace(SETTINGS, **changes))


@pytest.mark.parametrize(
    ("expires", "days"), [("2015-06-30", None), (PAST, 1), ("2014-06-30", 365)]
)
def test_documents_past_their_last_day_are_listed_and_raise_no_alert(expires, days):
    found = past(life("past", documents=[passport(expires=expires)]))
    assert [each.days for each in found.expired] == ([days] if days else [])
    assert [a.matter for a in found.alerts] == ([] if days else [Matter.EXPIRING])


def test_an_expired_document_that_the_form_leaves_out_is_a_lead():
    """Declared, left out, and a person who is only on the roster."""
    old = passport("E20000000", expires="2012-01-01")
    found = past(
        life("declared", documents=[passport(expires=PAST)]),
        life("left out", documents=[passport(), old]),
        life("off the form", listed=False, documents=[passport("E20000001", expires=PAST)],
             roster=[{"unit": "虚构局"}], custody=[]),
    )  # fmt: skip
    first, *others = found.expired
    assert (first.number, first.declared, first.is_lead) == ("E20000000", "没有登记", True)
    assert sorted((e.declared, e.is_lead) for e in others) == [
        ("已登记", False), ("此人不在附件1", False)]  # fmt: skip
    assert "如实登记说明" in first.message
    assert first.evidence == ("公安证件查询!4", "附件1!7")


@pytest.mark.parametrize(
    ("custody", "place"),
    [
        ([moved("交存", "2014-03-05")], "在管"),
        (LENT, "领用未还（2015年5月30日领用）"),
        ([], "保管台账没有登记（附件1称已交存）"),
        ([moved("交存", "2014-03-05"), moved("注销", "2015-05-30")], None),
        ([moved("挂失", "2015-05-30")], None),
    ],
)  # fmt: skip
def test_the_list_says_where_an_expired_document_is(custody, place):
    """What was cancelled or lost is nowhere any more."""
    found = past(life("past", documents=[passport(expires=PAST)], custody=custody))
    assert [each.place for each in found.expired] == ([place] if place else [])


@pytest.mark.parametrize(
    ("state", "listed"),
    [("有效", True), ("过期", True), ("已失效", True), ("注销", False), ("过期后缴销", False)],
)
def test_documents_cancelled_by_the_police_are_not_listed(state, listed):
    found = past(life("past", documents=[passport(expires=PAST, state=state)]))
    assert bool(found.expired) is listed


def test_without_the_police_expired_documents_are_not_judged():
    book = workbook([life("past", documents=[passport(expires=PAST)])])
    del book.sheets["公安证件查询"], book.sheets["公安查询登记"]
    found = alerts(book.form, book.sheets, replace(SETTINGS, without_records=frozenset()))
    assert found.expired == ()
    assert [each.reason for each in found.unjudged if each.category == "已到期证件"] == [
        "没有提供“公安证件查询”，请公安机关（用“公安导入”）补上"
    ]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.dates(date(2012, 1, 1), date(2015, 12, 31)), st.booleans()),
                min_size=1, max_size=6))  # fmt: skip
def test_leads_first_then_the_longest_expired(documents):
    lives = [
        life(f"{index}", documents=[passport("{own}" if declared else f"E3000000{index}",
                                             expires=day.isoformat())])
        for index, (day, declared) in enumerate(documents)
    ]  # fmt: skip
    found = past(*lives).expired
    over = [(not declared, (SETTINGS.as_of - day).days) for day, declared in documents]
    assert [(e.is_lead, e.days) for e in found] == sorted(
        (each for each in over if each[1] > 0), key=lambda each: (not each[0], -each[1])
    )


def said(*lives) -> list[tuple[Matter, str]]:
    book = workbook(lives)
    found = alerts(book.form, book.sheets, SETTINGS).alerts
    return [(alert.matter, alert.message) for alert in found if alert.matter is not Matter.EXPIRING]


def test_somebody_abroad_since_before_the_period_is_not_forgotten():
    plan = approved("2012-05-01", "2012-06-01", date="2012-04-01")
    gone = [crossed("出境", "2012-05-01")]
    away = life("away", crossings=gone, custody=[], approvals=[permit(), plan])
    assert [matter for matter, _ in said(away)] == [Matter.NOT_BACK]
    nobody = life("nobody approved", crossings=gone, custody=[])
    ((matter, message),) = said(nobody)
    assert matter is Matter.UNAPPROVED_ABROAD
    assert "没有批准，至2015年6月30日无入境记录" in message


def test_unapproved_and_not_back_is_told_once():
    away = life("away", crossings=[crossed("出境", "2015-05-01")])
    assert [matter for matter, _ in said(away)] == [Matter.UNAPPROVED_ABROAD]
    back = life("back", crossings=journey("2015-05-01", "2015-05-09"))
    assert [matter for matter, _ in said(back)] == [Matter.UNAPPROVED]


def test_a_passport_in_custody_contradicts_the_border_records():
    """The ledger has the passport back: no days are counted, both places are named."""
    custody = [
        moved("交存", "2014-03-05"),
        moved("领用", "2014-06-05"),
        moved("归还", "2014-06-20"),
    ]
    away = life("away", crossings=[crossed("出境", "2014-06-10")], custody=custody,
                reports=[reported("2014-06-10", "2014-06-18")],
                approvals=[permit(), approved("2014-06-10", "2014-06-18")])  # fmt: skip
    ((matter, message),) = said(away)
    assert matter is Matter.NOT_BACK
    assert "保管台账2014年6月20日证件已交回，两处矛盾" in message
    assert "天" not in message
    book = workbook([away])
    assert verify(book.form, book.sheets, SETTINGS).problems == ()


@pytest.mark.parametrize(("day", "is_raised"), [("2015-05-31", True), ("2015-06-01", False)])
def test_a_loss_that_the_police_have_not_revoked_in_a_month(day, is_raised):
    lost = [moved("交存", "2014-03-05"), moved("挂失", day)]
    raised_by = [matter for matter, _ in said(life("lost", custody=lost))]
    assert raised_by == ([Matter.NOT_REVOKED] if is_raised else [])
    revoked = life("revoked", custody=lost, documents=[passport(state="注销")])
    assert said(revoked) == []


def test_days_ahead_are_no_negative_numbers():
    book = workbook([life("expiring", documents=[passport(expires="2015-07-10")])])
    (alert,) = alerts(book.form, book.sheets, SETTINGS).alerts
    assert (alert.days, alert.when) == (10, "还有10天")


def test_what_is_not_judged_raises_no_alert():
    away = life("away", crossings=[crossed("出境", "2015-05-01")], approvals=[permit()])
    book = workbook([away])
    del book.sheets[ledgers.APPROVALS.name]
    found = alerts(book.form, book.sheets, replace(SETTINGS, without_records=frozenset()))
    assert not {alert.matter for alert in found.alerts} & {Matter.UNAPPROVED, Matter.NOT_BACK}
    lacking = {each.category for each in found.unjudged}
    assert {Matter.UNAPPROVED.value, Matter.UNAPPROVED_ABROAD.value} <= lacking


@pytest.mark.parametrize(("ends", "days"), [("2015-05-29", 31), ("2015-05-30", 21)])
def test_an_approval_that_ends_on_the_day_of_the_loan_is_what_it_was_for(ends, days):
    granted = [permit(), approved("2015-05-20", ends, date="2015-05-10")]
    found = raised(life("lent", custody=LENT, approvals=granted))
    assert (Matter.OVERDUE, days) in found


def test_of_several_returns_the_last_counts():
    trips = [*journey("2015-05-31", "2015-06-02"), *journey("2015-06-05", "2015-06-21")]
    granted = [permit(), approved("2015-05-31", "2015-06-10", date="2015-05-20")]
    found = raised(life("twice", custody=LENT, crossings=trips, approvals=granted, reports=TOLD))
    assert Matter.OVERDUE not in [matter for matter, _ in found]


def test_a_mission_that_begins_on_the_day_of_the_loan_is_what_it_was_for():
    lent = [moved("交存", "2014-03-05", **OFFICIAL), moved("领用", "2015-06-01", **OFFICIAL)]
    made = journey("2015-06-01", "2015-06-20", **MISSION)
    held = life("mission", custody=[moved("交存", "2014-03-05"), *lent], crossings=made,
                documents=[passport(), passport("SE1234567", kind="公务护照")])  # fmt: skip
    assert Matter.OFFICIAL_OVERDUE not in [matter for matter, _ in raised(held)]
