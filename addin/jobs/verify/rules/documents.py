"""Documents: issued without approval, not in custody, hidden, or not the person's at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from addin.forms import annex1, codes, ledgers
from addin.jobs.verify.catalogue import Lead, scenario, verify_rule
from addin.model.dossier import Dossier, HeldDocument
from addin.model.entries import HOLDING, ISSUE, latest
from addin.model.holding import loans, undeposited
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


@verify_rule(
    "W1", codes.ILLICIT_ISSUE,
    basis="连委组通〔2015〕23号 三（一）；2004年通知 二（一）、三（二）",
    trigger=_UNPERMITTED,
    needs=(ledgers.POLICE_DOCUMENTS.name, ledgers.APPROVALS.name),
    message="{document}于{issued}签发，审批台账中没有该日（含）以前批准办理此类证件的记录。",
    passing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED,)),
    failing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED | {"date": "2014-03-02"},)),
)  # fmt: skip
def issued_without_approval(dossier: Dossier) -> Iterator[Lead]:
    """违规办理: documents issued since 核查起始日 that nobody approved in time."""
    for held, issued in _unpermitted(dossier):
        details = {"document": held.spoken, "issued": spoken(issued)}
        yield Lead(held.number, held.rows, details)


@verify_rule(
    "W2", codes.ILLICIT_HOLDING,
    basis="连委组通〔2015〕23号 二、三（二）；2004年通知 三（三）",
    trigger="有效证件在检查基准日不在集中保管，"
            "也不在批准行程内或返回后 10 天内；同种有效证件两本以上",
    parts={
        annex1.SHEET: "保管台账没有登记的证件",
        ledgers.POLICE_DOCUMENTS.name: "附件1和保管台账都没有的证件、同种证件两本以上的",
        ledgers.APPROVALS.name: "领用未归还的证件",
    },
    message="{finding}。",
    passing=scenario({"custody": "是"}),
    failing=scenario({"custody": "否"}),
)  # fmt: skip
def not_in_custody(dossier: Dossier) -> Iterator[Lead]:
    """违规持有: lent out too long, never handed in, or two valid documents of a kind."""
    as_of = dossier.settings.as_of
    for loan in loans(dossier, as_of):
        if loan.is_overdue:
            yield Lead(
                loan.held.number, (loan.move.row, *loan.held.rows), {"finding": loan.spoken(as_of)}
            )
    for held in undeposited(dossier):
        why = f"{held.spoken}至{spoken(as_of)}没有交由组织集中保管"
        yield Lead(held.number, (*held.rows, *_own_rows(dossier, held)), {"finding": why})
    for kind, same in _several_of_a_kind(dossier):
        numbers = "、".join(held.number for held in same)
        why = f"同时有{len(same)}本有效的{kind}：{numbers}"
        rows = tuple(row for held in same for row in held.rows)
        yield Lead(f"同种{kind}", rows, {"finding": why})


@verify_rule(
    "W3", codes.HIDDEN_DOCUMENT,
    basis="连委组通〔2015〕23号 三（三）；2004年通知 三（二）",
    trigger="公安查到的有效证件号不在附件1证件号之内，报告台账“持证”也没有",
    needs=(annex1.SHEET, ledgers.POLICE_DOCUMENTS.name),
    parts={ledgers.REPORTS.name: "是否已另行报告持证（只与附件1比对）"},
    message="公安查到有效的{document}，附件1填的证件号是“{declared}”，报告台账也没有持证报告。",
    passing=scenario(documents=(_ISSUED,), reports=()),
    failing=scenario(documents=(_ISSUED, _ISSUED | {"kind": codes.TAIWAN, "number": "T10000001"})),
)  # fmt: skip
def hidden_documents(dossier: Dossier) -> Iterator[Lead]:
    """瞒报持有: valid documents that the person declared nowhere."""
    if not dossier.people:
        return
    declared = {each.document.number for each in dossier.declared}
    written = "；".join(person.text("documents") for person in dossier.people)
    for held in dossier.private_documents:
        if held.is_valid and held.number not in declared and not _is_reported(dossier, held):
            rows = (*held.rows, *dossier.rows)
            yield Lead(held.number, rows, {"document": held.spoken, "declared": written})


@verify_rule(
    "G1", codes.POLICE_FORGED,
    basis="连委组通〔2015〕23号 三（公安机关重点核查一）；2004年通知 四（三）",
    trigger="附件1所填证件号在公安证件查询中查无此号，或属于他人",
    needs=(annex1.SHEET, ledgers.POLICE_DOCUMENTS.name),
    message="附件1填写的证件号{number}在公安证件查询中{finding}。",
    passing=scenario(documents=(_ISSUED,)),
    failing=scenario({"documents": "E10000000、E10000009"}, documents=(_ISSUED,)),
)  # fmt: skip
def forged(dossier: Dossier) -> Iterator[Lead]:
    """弄虚作假线索: declared numbers that the police have under nobody, or somebody else.

    A document declared as expired or cancelled may be missing: the police answer with valid ones.
    """
    for each in dossier.declared:
        number = each.document.number
        holders = dossier.holders.get(number, {})
        if dossier.identity in holders or documents.is_official("", number):
            continue
        if holders:
            rows = (*each.document.rows, *holders.values())
            names = "、".join(sorted({row.text("name") for row in holders.values()}))
            yield Lead(number, rows, {"number": number, "finding": f"属于他人（{names}）"})
        elif each.document.is_valid:
            details = {"number": number, "finding": "查无此号"}
            yield Lead(number, each.document.rows, details)


@verify_rule(
    "G2", codes.POLICE_UNAPPROVED_ISSUE,
    basis="连委组通〔2015〕23号 三（公安机关重点核查二）",
    trigger=f"{_UNPERMITTED}，且签发日期晚于公安备案日期",
    implies=codes.ILLICIT_ISSUE,
    needs=(
        ledgers.POLICE_DOCUMENTS.name, ledgers.APPROVALS.name, ledgers.POLICE_REGISTER.name,
    ),
    message="{registered}已在公安登记备案，{document}于其后的{issued}签发，没有组织人事部门的办证审批。",
    passing=scenario(documents=(_ISSUED,), approvals=(_PERMITTED,),
                  register=({"date": "2014-02-28", "status": "已备案"},)),
    failing=scenario(documents=(_ISSUED,), approvals=(),
                  register=({"date": "2014-02-28", "status": "已备案"},)),
)  # fmt: skip
def issued_to_registered(dossier: Dossier) -> Iterator[Lead]:
    """未经审批擅自办证: as 违规办理, and the police already had the person on register."""
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
