"""Made-up people: for every trigger of 规格 §3 a violation, and a near miss that must pass."""

from __future__ import annotations

from addin.forms import codes
from support.scenarios import (
    after,
    approved,
    crossed,
    journey,
    life,
    moved,
    passport,
    permit,
    reported,
)

HK = {"kind": "往来港澳通行证", "number": "C10000001", "country": "香港"}
JUNE = ("2014-06-01", "2014-06-10")
TOLD = {"reports": [reported(*JUNE)]}
MADE = {"crossings": journey(*JUNE), **TOLD}
OUT = [moved("交存", "2014-03-05"), moved("领用", "2015-06-01")]
LEAVE = approved("2015-06-05", "2015-06-20", date="2015-05-20")


def returned(day: object) -> dict[str, object]:
    """A June 2015 trip under LEAVE that ended on a day; the passport is still out."""
    return {
        "approvals": [permit(), approved("2015-06-05", "2015-06-20", date="2015-05-20")],
        "crossings": journey("2015-06-05", day),
        "reports": [reported("2015-06-05", "2015-06-20")],
        "custody": OUT,
    }


ISSUE = [
    life("issued without any approval", codes.ILLICIT_ISSUE, codes.POLICE_UNAPPROVED_ISSUE,
         approvals=[]),
    life("issued the day before the approval", codes.ILLICIT_ISSUE, codes.POLICE_UNAPPROVED_ISSUE,
         approvals=[permit(date="2014-03-02")]),
    life("approved on the day of issue", approvals=[permit(date="2014-03-01")]),
    life("approved for another kind", codes.ILLICIT_ISSUE, codes.POLICE_UNAPPROVED_ISSUE,
         approvals=[permit(kind="往来港澳通行证")]),
    life("approved without naming the kind", approvals=[permit(kind=None)]),
    life("issued before the period", documents=[passport(issued="2012-12-31")], approvals=[]),
    life("issued on the first day of the period", codes.ILLICIT_ISSUE,
         documents=[passport(issued="2013-01-01")], approvals=[]),
    life("issued on the day of registration", codes.ILLICIT_ISSUE, approvals=[],
         register=[{"date": "2014-03-01", "status": "已备案"}]),
    life("issued after the registration was withdrawn", codes.ILLICIT_ISSUE, approvals=[],
         register=[{"date": "2012-01-01", "status": "已备案"}, {"date": "2013-12-01",
                   "status": "撤销"}, {"date": "2015-05-20", "status": "已备案"}]),
    life("an official passport needs no private approval", documents=[passport(), passport(
         "SE1234567", kind="公务护照")]),
]  # fmt: skip

HOLDING = [
    life("not handed in by 附件1, ledger silent", codes.ILLICIT_HOLDING,
         person={"custody": "否"}, custody=[]),
    life("handed in by 附件1, ledger silent", custody=[]),
    life("in custody by the ledger, whatever 附件1 says", person={"custody": "否"}),
    life("taken out for no approved trip", codes.ILLICIT_HOLDING, custody=OUT),
    life("taken out and brought back the same day",
         custody=[*OUT, moved("归还", "2015-06-01")]),
    life("brought back and taken out again the same day", codes.ILLICIT_HOLDING,
         custody=[*OUT, moved("领用", "2015-06-10"), moved("归还", "2015-06-10")]),
    life("between two approved trips", codes.ILLICIT_HOLDING, custody=OUT, approvals=[
         permit(), approved("2015-06-05", "2015-06-10", date="2015-05-20"),
         approved("2015-07-05", "2015-07-10", date="2015-05-20")]),
    life("brought back", custody=[*OUT, moved("归还", "2015-06-29")]),
    life("out during the approved trip", custody=OUT, approvals=[permit(), approved(
         "2015-06-05", "2015-06-30", date="2015-05-20")]),
    life("fetched before the approved trip", custody=OUT, approvals=[permit(), approved(
         "2015-07-05", "2015-07-20", date="2015-05-20")]),
    life("ten days after the return", **returned("2015-06-20")),
    life("eleven days after the return", codes.ILLICIT_HOLDING, custody=OUT,
         approvals=[permit(), approved("2015-06-05", "2015-06-19", date="2015-05-20")],
         crossings=journey("2015-06-05", "2015-06-19"),
         reports=[reported("2015-06-05", "2015-06-19")]),
    life("ten days after the approved return, no border records", custody=OUT,
         approvals=[permit(), LEAVE]),
    life("eleven days after it", codes.ILLICIT_HOLDING, custody=OUT, approvals=[
         permit(), approved("2015-06-05", "2015-06-19", date="2015-05-20")]),
    life("taken out again after the trip was over", codes.ILLICIT_HOLDING,
         custody=[moved("交存", "2014-03-05"), moved("领用", "2015-06-22")],
         approvals=[permit(), approved("2015-06-05", "2015-06-20", date="2015-05-20")]),
    life("expired", documents=[passport(expires="2015-06-29")], custody=[],
         person={"custody": "否"}),
    life("expires on the day itself", codes.ILLICIT_HOLDING, custody=[],
         documents=[passport(expires="2015-06-30")], person={"custody": "否"}),
    life("cancelled", documents=[passport(state="注销")], custody=[], person={"custody": "否"}),
    life("reported lost to the unit", custody=[*OUT, moved("挂失", "2015-06-10")]),
    life("two valid passports", codes.ILLICIT_HOLDING,
         person={"documents": "E10009998、E10009999"}, custody=[],
         documents=[passport("E10009998"), passport("E10009999")]),
    life("an old passport replaced by a new one", person={"documents": "E20009998、E20009999"},
         custody=[], documents=[passport("E20009998", state="作废"), passport("E20009999")]),
    life("one of each kind", person={"documents": "E30009998、C30009999"}, custody=[],
         documents=[passport("E30009998"), passport("C30009999", kind="往来港澳通行证")],
         approvals=[permit(), permit(kind="往来港澳通行证")]),
    life("the same passport twice in the answer", documents=[passport(), passport()]),
]  # fmt: skip

HIDDEN = [
    life("a document 附件1 does not mention", codes.HIDDEN_DOCUMENT, custody=[],
         documents=[passport(), passport("T40000001", kind="往来台湾通行证")],
         approvals=[permit(kind=None)]),
    life("reported, though not on 附件1", custody=[], approvals=[permit(kind=None)],
         documents=[passport(), passport("T40000002", kind="往来台湾通行证")],
         reports=[{"matter": "持证", "kind": "往来台湾通行证", "number": "T40000002"}]),
    life("an expired one not mentioned", approvals=[permit(kind=None)],
         documents=[passport(), passport("T40000003", kind="往来台湾通行证",
                                         expires="2015-01-01")]),
    life("one reported lost to the unit", approvals=[permit(kind=None)],
         documents=[passport(), passport("T40000004", kind="往来台湾通行证")],
         custody=[moved("交存", "2014-03-05"), moved("挂失", "2015-06-01", number="T40000004")]),
    life("says none and has one", codes.HIDDEN_DOCUMENT, codes.ILLICIT_HOLDING, custody=[],
         person={"holds": "否", "documents": "无", "custody": None}),
    life("says none and has none", person={"holds": "否", "documents": "无", "custody": None},
         documents=[], custody=[]),
    life("written with spaces and small letters", person={"documents": " e5000 0001 "},
         documents=[passport("E50000001")], custody=[]),
]  # fmt: skip

TRIPS = [
    life("no approval", codes.UNAPPROVED_TRIP, **MADE),
    life("approved", approvals=[permit(), approved(*JUNE)], **MADE),
    life("approved on the day of exit", approvals=[permit(), approved(*JUNE, date=JUNE[0])],
         **MADE),
    life("approved the day after", codes.UNAPPROVED_TRIP, codes.LAX_APPROVAL,
         approvals=[permit(), approved(*JUNE, date="2014-06-02")], **MADE),
    life("approved for other days", codes.UNAPPROVED_TRIP, **MADE,
         approvals=[permit(), approved("2014-07-01", "2014-07-10")]),
    life("before the period", crossings=journey("2012-12-31", "2013-01-05")),
    life("on the first day of the period", codes.UNAPPROVED_TRIP, codes.HIDDEN_TRIP,
         crossings=journey("2013-01-01", "2013-01-05")),
    life("an entry without exit", crossings=[crossed("入境", "2013-01-05")]),
    life("on an official passport", crossings=journey(*JUNE, kind="公务护照", number="SE7654321")),
    life("left a day early", codes.DEVIATING_TRIP, **TOLD,
         crossings=journey("2014-05-31", "2014-06-10"), approvals=[permit(), approved(*JUNE)]),
    life("came back a day late", codes.DEVIATING_TRIP, **TOLD,
         crossings=journey("2014-06-01", "2014-06-11"), approvals=[permit(), approved(*JUNE)]),
    life("went elsewhere", codes.DEVIATING_TRIP, **MADE,
         approvals=[permit(), approved(*JUNE, country="韩国")]),
    life("one of several countries", **MADE,
         approvals=[permit(), approved(*JUNE, country="韩国/日本国")]),
    life("approved for another document", codes.DEVIATING_TRIP, **MADE,
         approvals=[permit(), approved(*JUNE, kind="往来港澳通行证")]),
    life("approved until the day of exit only", codes.DEVIATING_TRIP, **MADE, approvals=[permit(),
         approved("2014-05-25", "2014-06-01")]),
    life("approved until the day before", codes.UNAPPROVED_TRIP, **MADE, approvals=[permit(),
         approved("2014-05-25", "2014-05-31")]),
    life("approved for any document", **MADE, approvals=[permit(), approved(*JUNE, kind=None)]),
    life("港澳 covers Hong Kong", **TOLD, crossings=journey(*JUNE, **HK),
         approvals=[permit(), approved(*JUNE, kind="港澳通行证", country="港澳")]),
    life("港澳 covers Macao", **TOLD, crossings=journey(*JUNE, **HK | {"country": "中国澳门"}),
         approvals=[permit(), approved(*JUNE, kind="港澳通行证", country="港澳地区")]),
    life("Macao is not Hong Kong", codes.DEVIATING_TRIP, **TOLD,
         crossings=journey(*JUNE, **HK | {"country": "澳门特别行政区"}),
         approvals=[permit(), approved(*JUNE, kind="港澳通行证", country="中国香港")]),
    life("two trips under one approval", **TOLD,
         crossings=[*journey("2014-06-01", "2014-06-03"), *journey("2014-06-08", "2014-06-10")],
         approvals=[permit(), approved(*JUNE)]),
    life("several crossings a day", **TOLD, approvals=[permit(), approved(*JUNE)], crossings=[
         *journey("2014-06-02 08:00", "2014-06-02 12:00"),
         *journey("2014-06-02 14:00", "2014-06-02 22:10")]),
    life("two approvals that overlap", **MADE, approvals=[
         permit(), approved("2014-06-01", "2014-06-05"), approved("2014-06-04", "2014-06-10")]),
    life("two approvals with a gap", codes.DEVIATING_TRIP, **MADE, approvals=[
         permit(), approved("2014-06-01", "2014-06-03"), approved("2014-06-07", "2014-06-10")]),
    life("one of two approvals fits", **MADE, approvals=[
         permit(), approved(*JUNE), approved("2014-06-05", "2014-06-30", country="韩国")]),
    life("prolonged while away", **MADE, approvals=[permit(),
         approved("2014-06-01", "2014-06-05"),
         approved("2014-06-06", "2014-06-10", date="2014-06-04")]),
    life("a later approval that was not used", **MADE, approvals=[permit(), approved(*JUNE),
         approved("2014-06-10", "2014-06-20", date="2014-06-15")]),
    life("late from one trip, the next approved before it began", codes.DEVIATING_TRIP,
         crossings=[*journey("2014-06-01", "2014-06-11"), *journey("2014-06-13", "2014-06-20")],
         approvals=[permit(), approved(*JUNE),
                    approved("2014-06-11", "2014-06-20", date="2014-06-12")],
         reports=[reported("2014-06-01", "2014-06-20")]),
    life("still abroad within the approval", crossings=[crossed("出境", "2015-06-25")],
         approvals=[permit(), approved("2015-06-25", "2015-07-05")],
         reports=[reported("2015-06-25", "2015-07-05")]),
    life("still abroad past the approval", codes.DEVIATING_TRIP,
         crossings=[crossed("出境", "2015-06-10")],
         approvals=[permit(), approved("2015-06-10", "2015-06-29")],
         reports=[reported("2015-06-10", "2015-06-29")]),
    life("not reported", codes.HIDDEN_TRIP, crossings=journey(*JUNE),
         approvals=[permit(), approved(*JUNE)]),
    life("another trip reported", codes.HIDDEN_TRIP, crossings=journey(*JUNE),
         approvals=[permit(), approved(*JUNE)], reports=[reported("2014-06-11", "2014-06-20")]),
    life("reported as holding a document only", codes.HIDDEN_TRIP, crossings=journey(*JUNE),
         approvals=[permit(), approved(*JUNE)],
         reports=[reported(*JUNE) | {"matter": "持证"}]),
]  # fmt: skip

LENT_AGAIN = [moved("交存", "2014-03-05"), moved("领用", "2014-05-25"), moved("归还", "2015-01-15")]

APPROVALS = [
    life("no reference number", codes.LAX_APPROVAL, approvals=[permit(reference=None)]),
    life("an approval from before the period into it", codes.LAX_APPROVAL, approvals=[permit(),
         approved("2012-12-25", "2013-01-05", date="2012-12-20", reference=None)]),
    life("no approving body", codes.LAX_APPROVAL, **MADE,
         approvals=[permit(), approved(*JUNE, authority=None)]),
    life("no day of return", codes.LAX_APPROVAL, approvals=[
         permit(), approved(*JUNE) | {"back": None}]),
    life("incomplete, but of long ago", approvals=[permit(), approved(
         "2012-06-01", "2012-06-10", date="2012-05-01", reference=None)]),
    life("approved beyond authority", codes.LAX_APPROVAL, approvals=[
         permit(), approved(*JUNE, authority="虚构县林业局")]),
    life("a kind of person without rules on authority", person={"category": codes.ENTERPRISE},
         approvals=[permit(), approved(*JUNE, authority="虚构县林业局")]),
    life("issue approved beyond authority", codes.LAX_APPROVAL, codes.POLICE_CERTIFICATE,
         approvals=[permit(authority="虚构县林业局")]),
    life("approved while a document was overdue", codes.LAX_APPROVAL, custody=LENT_AGAIN,
         approvals=[permit(), approved(*JUNE), approved(
             "2014-08-01", "2014-08-10", date=after("2014-06-10", 11))]),
    life("approved on the day of leaving, a document overdue", codes.LAX_APPROVAL,
         custody=LENT_AGAIN, approvals=[permit(), approved(*JUNE), approved(
             "2014-08-01", "2014-08-10", date="2014-08-01")]),
    life("approved on the last day of the time limit", custody=LENT_AGAIN,
         approvals=[permit(), approved(*JUNE), approved(
             "2014-08-01", "2014-08-10", date=after("2014-06-10", 10))]),
]  # fmt: skip

REGISTRATION = [
    life("on the roster, not on 附件1", codes.UNREGISTERED, listed=False,
         roster=[{"unit": "虚构局"}]),
    life("on the roster and on 附件1", roster=[{"unit": "虚构局"}]),
    life("not registered by 附件1", codes.UNREGISTERED, person={"status": "未备案"}),
    life("said to be registered, not known to the police", codes.UNREGISTERED, register=[]),
    life("registration withdrawn", codes.UNREGISTERED, register=[
         {"date": "2014-01-10", "status": "已备案"}, {"date": "2015-01-10", "status": "撤销"}]),
    life("withdrawn, then registered again", register=[
         {"date": "2014-01-10", "status": "撤销"}, {"date": "2015-01-10", "status": "已备案"}]),
    life("left the list", listed=False, approvals=[], custody=OUT, **MADE),
]  # fmt: skip

FORGED = [
    life("a number the police do not know", codes.POLICE_FORGED,
         person={"documents": "{own}、E60000001"}, documents=[passport()]),
    life("a number of somebody else", codes.POLICE_FORGED, documents=[],
         person={"documents": "E77777777"}, custody=[]),
    life("the somebody else", person={"documents": "E77777777"}, custody=[],
         documents=[passport("E77777777")]),
    life("an expired number the police no longer list",
         person={"documents": "{own}、G60000002（已过期）"}, documents=[passport()]),
]  # fmt: skip

LIVES = [*ISSUE, *HOLDING, *HIDDEN, *TRIPS, *APPROVALS, *REGISTRATION, *FORGED]
