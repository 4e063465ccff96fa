"""Rules about documents: issued without approval, not in custody, undeclared, or someone else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from addin.forms import codes, ledgers
from addin.jobs.verify.catalogue import (
    Lack,
    Lead,
    Trigger,
    answered,
    listed,
    scenario,
    supplied,
    verify_rule,
)
from addin.model.custody import Location
from addin.model.dossier import Dossier, HeldDocument
from addin.model.entries import HOLDING, ISSUE, latest
from addin.model.holding import in_question, loans, unanswered, undeposited
from addin.model.rows import Row
from addin.values import documents
from addin.values.dates import spoken

_ISSUED = {"kind": "护照", "number": "E10000000", "issued": "2014-03-01", "expires": "2024-02-29"}
_PERMITTED = {
    "matter": "办证", "kind": "护照", "date": "2014-03-01", "authority": "虚构市委组织部",
    "reference": "虚组出〔2014〕1号",
}  # fmt: skip
_UNPERMITTED = (
    "签发日期 ≥ 核查起始日的证件，没有同一人、同一证件种类、批准日期 ≤ 签发日期的办证审批"
)


_DOCUMENTS = ledgers.POLICE_DOCUMENTS
_ISSUE_CELLS = {_DOCUMENTS.name: ("number", "issued")}
_HELD_CELLS = {_DOCUMENTS.name: ("number", "expires")}


def issued_without_approval(dossier: Dossier) -> Iterator[Lead]:
    """Yield 违规办理: documents issued since 核查起始日 without an approval in time."""
    for held, issued in _unpermitted(dossier):
        details = {"document": held.spoken, "issued": spoken(issued)}
        yield Lead(held.number, held.rows, details)


verify_rule(
    "W1", codes.ILLICIT_ISSUE,
    basis="连委组通〔2015〕23号 三（一）；2004年通知 二（一）、三（二）",
    trigger=_UNPERMITTED,
    triggers=(Trigger(
        issued_without_approval,
        needs=(answered(_DOCUMENTS), supplied(ledgers.APPROVALS)),
        from_rows=_ISSUE_CELLS,
        against=(ledgers.APPROVALS.name,),
    ),),
    message="{document}于{issued}签发，审批台账中没有该日（含）以前批准办理此类证件的记录。",
    passing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED,)),
    failing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED | {"date": "2014-03-02"},)),
    unjudged=scenario(documents=(_ISSUED,), approvals=(_PERMITTED | {"date": "三月初"},)),
)  # fmt: skip


def _lent_too_long(dossier: Dossier) -> Iterator[Lead]:
    """Yield loans without an approved trip, or returned too late."""
    as_of = dossier.settings.as_of
    for loan in loans(dossier, as_of):
        if loan.is_overdue:
            yield Lead(
                loan.held.number, (loan.move.row, *loan.held.rows), {"finding": loan.spoken(as_of)}
            )


def _never_handed_in(dossier: Dossier) -> Iterator[Lead]:
    as_of = dossier.settings.as_of
    for held in undeposited(dossier):
        why = f"{held.spoken}至{spoken(as_of)}没有交由组织集中保管"
        yield Lead(held.number, (*held.rows, *_own_rows(dossier, held)), {"finding": why})


def _two_of_a_kind(dossier: Dossier) -> Iterator[Lead]:
    for kind, same in _several_of_a_kind(dossier):
        numbers = "、".join(held.number for held in same)
        why = f"同时有{len(same)}本有效的{kind}：{numbers}"
        rows = tuple(row for held in same for row in held.rows)
        yield Lead(f"同种{kind}", rows, {"finding": why})


def _has_loan(dossier: Dossier) -> bool:
    """Return whether a private document is on loan on the day."""
    as_of = dossier.settings.as_of
    places = (dossier.whereabouts(held.number, as_of) for held in in_question(dossier))
    return any(p and p.place is Location.LENT and not p.move.is_official for p in places)


def _says_none(dossier: Dossier) -> bool:
    """Return whether 附件1 does not say that the person holds a document."""
    return not any(person.holds == "是" for person in dossier.people)


def _custody_unknown(dossier: Dossier) -> Lack | None:
    """Return what is missing where neither 附件1 nor 保管台账 says where a document is."""
    unknown = unanswered(dossier)
    if not unknown:
        return None
    named = "、".join(held.spoken for held in unknown)
    ledger = ledgers.CUSTODY_LOG
    where = "里也没有" if ledger.name in dossier.sheets else "又没有提供"
    reason = f"{named}：附件1没有填是否交由组织集中保管，“{ledger.name}”{where}"
    return Lack(f"{reason}，请{ledgers.SUPPLIER[ledger.name]}补上", blocks=False)


verify_rule(
    "W2", codes.ILLICIT_HOLDING,
    basis="连委组通〔2015〕23号 二、三（二）；2004年通知 三（三）",
    trigger="有效证件在检查基准日不在集中保管，"
            "也不在批准行程内或返回后 10 天内；同种有效证件两本以上",
    triggers=(
        Trigger(
            _lent_too_long,
            needs=(supplied(ledgers.APPROVALS, _has_loan),),
            against=(
                ledgers.CUSTODY_LOG.name, ledgers.APPROVALS.name, ledgers.POLICE_CROSSINGS.name,
                _DOCUMENTS.name,
            ),
        ),
        Trigger(
            _never_handed_in,
            needs=(answered(_DOCUMENTS, _says_none), _custody_unknown),
            from_rows=_HELD_CELLS | {ledgers.CUSTODY_LOG.name: ("number", "move", "date")},
            against=(ledgers.CUSTODY_LOG.name, _DOCUMENTS.name),
        ),
        Trigger(_two_of_a_kind, from_rows=_HELD_CELLS, against=(_DOCUMENTS.name,)),
    ),
    message="{finding}。",
    passing=scenario({"custody": "是"}),
    failing=scenario({"custody": "否"}),
    unjudged=scenario({"custody": None}),
)  # fmt: skip


def hidden_documents(dossier: Dossier) -> Iterator[Lead]:
    """Yield 瞒报持有: valid documents that the person did not declare anywhere."""
    declared = {each.document.number for each in dossier.declared}
    written = "；".join(person.text("documents") for person in dossier.people)
    for held in dossier.private_documents:
        if held.is_valid and held.number not in declared and not _is_reported(dossier, held):
            rows = (*held.rows, *dossier.rows)
            details = {"document": held.spoken, "declared": written, "reported": _reported(dossier)}
            yield Lead(held.number, rows, details)


def _reported(dossier: Dossier) -> str:
    """Return the lead's words about 报告台账; without it only 附件1 is compared."""
    if ledgers.REPORTS.name in dossier.sheets:
        return "报告台账也没有持证报告"
    return "报告台账没有提供，没有比对是否另行报告"


verify_rule(
    "W3", codes.HIDDEN_DOCUMENT,
    basis="连委组通〔2015〕23号 三（三）；2004年通知 三（二）",
    trigger="公安查到的有效证件号不在附件1证件号之内，报告台账“持证”也没有",
    triggers=(Trigger(
        hidden_documents,
        needs=(listed, answered(_DOCUMENTS)),
        from_rows=_HELD_CELLS,
        against=(ledgers.REPORTS.name, _DOCUMENTS.name, ledgers.CUSTODY_LOG.name),
    ),),
    message="公安查到有效的{document}，附件1填的证件号是“{declared}”，{reported}。",
    passing=scenario(documents=(_ISSUED,), reports=()),
    failing=scenario(documents=(_ISSUED, _ISSUED | {"kind": codes.TAIWAN, "number": "T10000001"})),
    unjudged=scenario({"holds": "否", "documents": "无", "custody": None}),
)  # fmt: skip


def _somebody_elses(dossier: Dossier) -> Iterator[Lead]:
    """Yield declared numbers that the police have only under another person."""
    for each in dossier.declared:
        number = each.document.number
        holders = dossier.holders.get(number, {})
        if dossier.is_favourable and dossier.may_have(number):
            continue
        if dossier.is_unsound and any(row.text("name") == dossier.name for row in holders.values()):
            continue  # the police may know the person by the right number
        if holders and dossier.identity not in holders and not documents.is_official("", number):
            rows = (*each.document.rows, *holders.values())
            names = "、".join(sorted({row.text("name") for row in holders.values()}))
            yield Lead(number, rows, {"number": number, "finding": f"属于他人（{names}）"})


def _nobodys(dossier: Dossier) -> Iterator[Lead]:
    """Yield declared numbers that the police do not have.

    Documents declared as expired or cancelled may be missing: the police list valid ones only.
    """
    for each in dossier.declared:
        number = each.document.number
        known = dossier.holders.get(number) or documents.is_official("", number)
        if dossier.is_favourable and dossier.may_have(number):
            continue
        if each.document.is_valid and not known:
            yield Lead(number, each.document.rows, {"number": number, "finding": "查无此号"})


verify_rule(
    "G1", codes.POLICE_FORGED,
    basis="连委组通〔2015〕23号 三（公安机关重点核查一）；2004年通知 四（三）",
    trigger="附件1所填证件号在公安证件查询中查无此号，或属于他人",
    triggers=(
        Trigger(_somebody_elses, needs=(listed,), against=(_DOCUMENTS.name,)),
        Trigger(
            _nobodys, needs=(listed, answered(_DOCUMENTS)), against=(_DOCUMENTS.name,)
        ),
    ),
    message="附件1填写的证件号{number}在公安证件查询中{finding}。",
    passing=scenario(documents=(_ISSUED,)),
    failing=scenario({"documents": "E10000000、E10000009"}, documents=(_ISSUED,)),
    unjudged=scenario(),
)  # fmt: skip


def issued_to_registered(dossier: Dossier) -> Iterator[Lead]:
    """Yield 未经审批擅自办证: as 违规办理, for a person already registered with the police."""
    if dossier.is_favourable and dossier.has_unread(ledgers.POLICE_REGISTER.name):
        return
    for held, issued in _unpermitted(dossier):
        past = [entry for entry in dossier.registrations if entry.day and entry.day < issued]
        if not past or (last := latest(past)).is_withdrawn or not last.day:
            continue
        details = {
            "document": held.spoken,
            "issued": spoken(issued),
            "registered": spoken(last.day),
        }
        yield Lead(held.number, (*held.rows, last.row), details)


verify_rule(
    "G2", codes.POLICE_UNAPPROVED_ISSUE,
    basis="连委组通〔2015〕23号 三（公安机关重点核查二）",
    trigger=f"{_UNPERMITTED}，且签发日期晚于公安备案日期",
    implies=codes.ILLICIT_ISSUE,
    triggers=(Trigger(
        issued_to_registered,
        needs=(
            answered(_DOCUMENTS), supplied(ledgers.APPROVALS), answered(ledgers.POLICE_REGISTER),
        ),
        from_rows=_ISSUE_CELLS | {ledgers.POLICE_REGISTER.name: ("date",)},
        against=(ledgers.APPROVALS.name, ledgers.POLICE_REGISTER.name),
    ),),
    message="{registered}已在公安登记备案，{document}于其后的{issued}签发，没有组织人事部门的办证审批。",
    passing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED,),
                  register=({"date": "2014-02-28", "status": "已备案"},)),
    failing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED | {"date": "2014-03-02"},),
                  register=({"date": "2014-02-28", "status": "已备案"},)),
    unjudged=scenario(documents=(_ISSUED,), approvals=(_PERMITTED | {"date": "2014-03-02"},)),
)  # fmt: skip


def _unpermitted(dossier: Dossier) -> Iterator[tuple[HeldDocument, date]]:
    permits = [a for a in dossier.approvals if ISSUE in a.matters and a.granted]
    for held in dossier.private_documents:
        issued = held.issued
        if issued is None or issued < dossier.settings.start:
            continue
        if not any(a.granted and a.granted <= issued and a.covers_kind(held.kind) for a in permits):
            yield held, issued


def _is_reported(dossier: Dossier, held: HeldDocument) -> bool:
    return any(
        HOLDING in report.matters
        and (report.number == held.number if report.number else report.kind in ("", held.kind))
        for report in dossier.reports
    )


def _several_of_a_kind(dossier: Dossier) -> Iterable[tuple[str, list[HeldDocument]]]:
    if not dossier.police:
        return ()
    by_kind: defaultdict[str, list[HeldDocument]] = defaultdict(list)
    for held in dossier.private_documents:
        if held.is_valid and held.kind:
            by_kind[held.kind].append(held)
    return [(kind, same) for kind, same in sorted(by_kind.items()) if len(same) > 1]


def _own_rows(dossier: Dossier, held: HeldDocument) -> tuple[Row, ...]:
    return tuple(row for row in dossier.rows if row not in held.rows)
