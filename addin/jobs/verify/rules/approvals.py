"""Rules about approvals: late, by the wrong body, incomplete, or with a document overdue."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import codes, ledgers
from addin.jobs.verify.catalogue import (
    Lead,
    Trigger,
    authorised,
    scenario,
    supplied,
    verify_rule,
)
from addin.model.dossier import Dossier
from addin.model.entries import ISSUE, TRAVEL, Approval
from addin.model.holding import loans
from addin.model.rows import Row
from addin.values import dates
from addin.values.dates import spoken

_BODY = "虚构市委组织部"
_APPROVED = {
    "matter": "出国（境）", "country": "日本", "leave": "2014-06-01", "back": "2014-06-10",
    "date": "2014-05-20", "authority": _BODY, "reference": "虚组出〔2014〕2号",
}  # fmt: skip
_PERMITTED = {
    "matter": "办证", "date": "2014-03-01", "authority": _BODY, "reference": "虚组出〔2014〕1号",
}  # fmt: skip
_AUTHORITIES = {codes.CITY_MIDDLE: "市委组织部"}
_ELEMENTS = {"date": "批准日期", "authority": "批准机关", "reference": "批准文号"}
_TRAVEL_ELEMENTS = {"leave": "批准出境日期", "back": "批准返回日期"}


def lax_approvals(dossier: Dossier) -> Iterator[Lead]:
    """Yield 审批把关不严: four kinds of fault, each a lead of its own."""
    yield from _granted_afterwards(dossier)
    for approval in dossier.approvals:
        if not _is_in_scope(approval, dossier):
            continue
        missing = _missing(approval)
        if missing:
            yield _fault(approval, "要素", f"要素不全，缺{'、'.join(missing)}")
        if _is_beyond_authority(approval, dossier):
            yield _fault(approval, "越权", _beyond(approval, dossier), *dossier.rows)
        yield from _granted_while_overdue(approval, dossier)
        if _may_be_faulty(approval, dossier):
            yield _fault(approval, "读不全", "")


verify_rule(
    "W7", codes.LAX_APPROVAL,
    basis="连委组通〔2015〕23号 三（七）；2004年通知 二（一）、三（三）、四（三）",
    trigger="批准日期晚于实际出境（事后补批）；批准机关不在该类型的审批权限内（越权）；"
            "文号、机关、日期要素不全；该人另有证件逾期未交时仍批准",
    triggers=(Trigger(
        lax_approvals,
        needs=(supplied(ledgers.APPROVALS),),
        from_rows={ledgers.APPROVALS.name: ("matter", "leave", "back", "date")},
        against=(
            ledgers.APPROVALS.name, ledgers.POLICE_CROSSINGS.name, ledgers.CUSTODY_LOG.name,
            ledgers.POLICE_DOCUMENTS.name,
        ),
    ),),
    parts={
        ledgers.POLICE_CROSSINGS.name: "事后补批的",
        ledgers.AUTHORITY.name: "越权批准的",
        ledgers.CUSTODY_LOG.name: "证件逾期未交时仍批准的",
    },
    message="{approval}{finding}。",
    passing=scenario(approvals=(_APPROVED,), authorities=_AUTHORITIES),
    failing=scenario(approvals=(_APPROVED | {"reference": None},)),
    unjudged=scenario(),
)  # fmt: skip


def certified_beyond_authority(dossier: Dossier) -> Iterator[Lead]:
    """Yield 擅自出具证明: 办证 approved by a body without authority for this 人员类型."""
    for approval in dossier.approvals:
        if (
            ISSUE in approval.matters
            and _is_in_scope(approval, dossier)
            and _is_beyond_authority(approval, dossier)
        ):
            yield _fault(approval, "越权", _beyond(approval, dossier), *dossier.rows)


verify_rule(
    "G3", codes.POLICE_CERTIFICATE,
    basis="连委组通〔2015〕23号 三（公安机关重点核查三）",
    trigger="办证审批的批准机关不在审批权限内",
    implies=codes.LAX_APPROVAL,
    triggers=(Trigger(
        certified_beyond_authority,
        needs=(supplied(ledgers.APPROVALS), authorised),
        from_rows={ledgers.APPROVALS.name: ("matter",)},
        against=(ledgers.APPROVALS.name,),
    ),),
    message="{approval}{finding}，据此出具的办证证明不合干部管理权限。",
    passing=scenario(approvals=(_PERMITTED,), authorities=_AUTHORITIES),
    failing=scenario(approvals=(_PERMITTED | {"authority": "虚构县林业局"},),
                  authorities=_AUTHORITIES),
    unjudged=scenario(approvals=(_PERMITTED,)),
)  # fmt: skip


def _granted_afterwards(dossier: Dossier) -> Iterator[Lead]:
    """Yield 事后补批, unless an approval in time covers the trip or this is for another."""
    timely = {id(approval) for review in dossier.reviews for approval in review.timely}
    for review in dossier.reviews:
        if review.trip.is_uncertain or (review.timely and not review.deviations):
            continue  # when it began, and so what its approval came after, is not known
        for approval in review.late:
            if review.timely and id(approval) in timely:
                continue
            start = review.trip.start
            why = f"晚于实际出境日期{spoken(start)}，属事后补批"
            yield _fault(approval, f"补批{start}", why, review.trip.exit.row)


def _granted_while_overdue(approval: Approval, dossier: Dossier) -> Iterator[Lead]:
    if TRAVEL not in approval.matters or approval.granted is None:
        return
    for loan in loans(dossier, approval.granted, ignoring=approval):
        if loan.is_overdue and loan.due:
            why = f"批准时{loan.spoken(approval.granted)}"
            yield _fault(approval, f"逾期{loan.held.number}", why, loan.move.row)


def _may_be_faulty(approval: Approval, dossier: Dossier) -> bool:
    """Return whether a row that cannot be read may hide the trip, or the loan, before it."""
    return (
        dossier.is_adverse
        and TRAVEL in approval.matters
        and (
            dossier.may_miss_a_crossing
            or dossier.has_unread(ledgers.CUSTODY_LOG.name)
            or dossier.has_unread(ledgers.POLICE_DOCUMENTS.name)
        )
    )


def _is_in_scope(approval: Approval, dossier: Dossier) -> bool:
    """Return whether any of its days is 核查起始日 or later; without days it is in scope."""
    days = [day for day in (approval.granted, approval.leave, approval.back) if day]
    return not days or max(days) >= dossier.settings.start


def _missing(approval: Approval) -> list[str]:
    """Return the blank columns of the approval; a column absent from the ledger is not counted."""
    elements = _ELEMENTS | (_TRAVEL_ELEMENTS if TRAVEL in approval.matters else {})
    row = approval.row
    missing = {key: t for key, t in elements.items() if row.has(key) and not row.text(key)}
    for end, other in (("leave", "back"), ("back", "leave")):
        if row.text(end) and dates.day(row[end]) is None:
            missing.pop(other, None)  # both may stand in one cell: 2014.6.1-6.10
    return list(missing.values())


def _is_beyond_authority(approval: Approval, dossier: Dossier) -> bool:
    authority = approval.row.text("authority")
    return bool(authority) and (dossier.settings.may_approve(dossier.category, authority) is False)


def _beyond(approval: Approval, dossier: Dossier) -> str:
    authority = approval.row.text("authority")
    return f"的批准机关“{authority}”不在“{dossier.category}”的审批权限内"


def _fault(approval: Approval, fault: str, why: str, *rows: Row) -> Lead:
    row = approval.row
    keys = ("reference", "matter", "date", "leave", "back")
    identity = "|".join([*(row.text(key) for key in keys), fault])
    what = f"{spoken(approval.granted)}批准" if approval.granted else "没有批准日期"
    reference = row.text("reference")
    name = f"{what}的{'、'.join(sorted(approval.matters))}审批" + (
        f"（{reference}）" if reference else ""
    )
    return Lead(identity, (row, *rows), {"approval": name, "finding": why})
