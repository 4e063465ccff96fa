"""Build one workbook to try 核查 on: each category of problem once, and a near miss of each.

By default a person holds one passport, issued with approval after registration and handed in.
The sheet 示例说明 lists what is planted for each person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from addin.forms import codes, ledgers
from addin.samples.histories import parameters
from addin.samples.people import Values, asked, passport, person, who

UNIT = "虚构市外事办公室"
AS_OF = "2015-06-30"
_FIRST = 201
_BODY = "虚构市委组织部"
_OWN = "{own}"  # stands for the person's own passport number

Rows = Sequence[Values]


@dataclass(frozen=True)
class Case:
    """One person: the description, the categories that must be found, and the differences."""

    planted: str
    found: tuple[str, ...] = ()
    person: Values = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)


def _issued(number: str = _OWN, kind: str = codes.PASSPORT) -> Values:
    return {"kind": kind, "number": number, "issued": "2014-03-01", "expires": "2024-02-29",
            "issuer": "虚构市公安局", "state": "有效"}  # fmt: skip


def _permit(**changes: Any) -> Values:
    return {"matter": "办证", "kind": codes.PASSPORT, "date": "2014-02-20", "authority": _BODY,
            "reference": "虚组出〔2014〕1号"} | changes  # fmt: skip


def _trip(leave: str = "2014-06-01", back: str = "2014-06-10") -> Rows:
    plain = {"kind": codes.PASSPORT, "number": _OWN, "country": "日本", "port": "虚构机场"}
    return ({**plain, "direction": "出境", "time": leave},
            {**plain, "direction": "入境", "time": back})  # fmt: skip


def _registered(day: str) -> Rows:
    return ({"unit": UNIT, "date": day, "status": "已备案"},)


def _moves(*moves: tuple[str, str]) -> Rows:
    plain = {"purpose": "因私", "kind": codes.PASSPORT, "number": _OWN, "handler": "虚一"}
    return tuple({**plain, "move": move, "date": day} for move, day in moves)


_APPROVED = {"matter": "出国（境）", "kind": codes.PASSPORT, "country": "日本",
             "leave": "2014-06-01", "back": "2014-06-10", "date": "2014-05-20",
             "authority": _BODY, "reference": "虚组出〔2014〕2号"}  # fmt: skip
_REPORTED = {"matter": "出国（境）", "kind": codes.PASSPORT, "number": _OWN, "country": "日本",
             "leave": "2014-06-01", "back": "2014-06-10", "date": "2014-06-15"}  # fmt: skip
_REGISTER, _DOCUMENTS, _CROSSINGS, _APPROVALS, _REPORTS, _CUSTODY = (
    ledgers.POLICE_REGISTER.name, ledgers.POLICE_DOCUMENTS.name, ledgers.POLICE_CROSSINGS.name,
    ledgers.APPROVALS.name, ledgers.REPORTS.name, ledgers.CUSTODY_LOG.name,
)  # fmt: skip
_PLAIN: Mapping[str, Rows] = {
    _REGISTER: _registered("2014-01-10"),
    _DOCUMENTS: (_issued(),),
    _APPROVALS: (_permit(),),
    _CUSTODY: _moves(("交存", "2014-03-05")),
}
_TAIWAN = "T00000{}"
_TRAVELLED = {_CROSSINGS: _trip(), _APPROVALS: (_permit(), _APPROVED), _REPORTS: (_REPORTED,)}

CASES = (
    Case("证件签发次日才批准办证", (codes.ILLICIT_ISSUE,), rows={
        _REGISTER: _registered("2014-03-01"), _APPROVALS: (_permit(date="2014-03-02"),)}),
    Case("证件签发当日批准办证", rows={
        _REGISTER: _registered("2014-03-01"), _APPROVALS: (_permit(date="2014-03-01"),)}),
    Case("领用后没有归还", (codes.ILLICIT_HOLDING,), rows={
        _CUSTODY: _moves(("交存", "2014-03-05"), ("领用", "2015-06-01"))}),
    Case("领用后已归还", rows={_CUSTODY: _moves(
        ("交存", "2014-03-05"), ("领用", "2015-06-01"), ("归还", "2015-06-29"))}),
    Case("另有台湾通行证，表上没有填，也没有报告", (codes.HIDDEN_DOCUMENT,), rows={
        _DOCUMENTS: (_issued(), _issued(_TAIWAN.format(205), codes.TAIWAN)),
        _APPROVALS: (_permit(kind=None),), _CUSTODY: _moves(("交存", "2014-03-05"))}),
    Case("另有台湾通行证，表上没有填，但报告过", rows={
        _DOCUMENTS: (_issued(), _issued(_TAIWAN.format(206), codes.TAIWAN)),
        _APPROVALS: (_permit(kind=None),),
        _REPORTS: ({"matter": "持证", "kind": codes.TAIWAN, "number": _TAIWAN.format(206)},)}),
    Case("出境没有审批", (codes.UNAPPROVED_TRIP,), rows={
        **_TRAVELLED, _APPROVALS: (_permit(),)}),
    Case("出境当日批准", rows={
        **_TRAVELLED, _APPROVALS: (_permit(), {**_APPROVED, "date": "2014-06-01"})}),
    Case("比批准的晚回一天", (codes.DEVIATING_TRIP,), rows={
        **_TRAVELLED, _CROSSINGS: _trip(back="2014-06-11")}),
    Case("批准三个国家，去了其中一个", rows={
        **_TRAVELLED, _APPROVALS: (_permit(), {**_APPROVED, "country": "韩国、日本、泰国"})}),
    Case("出境没有报告", (codes.HIDDEN_TRIP,), rows={**_TRAVELLED, _REPORTS: ()}),
    Case("出境经批准、已报告、按期回国", rows=_TRAVELLED),
    Case("办证审批没有文号", (codes.LAX_APPROVAL,), rows={_APPROVALS: (_permit(reference=None),)}),
    Case("办证审批要素齐全"),
    Case("登记备案状态填未备案", (codes.UNREGISTERED,), {"status": "未备案"}, {_REGISTER: ()}),
    Case("登记备案状态填变更备案", person={"status": "变更备案"}),
    Case("填了一个公安查无此号的证件", (codes.POLICE_FORGED,),
         {"documents": f"{_OWN}、C00000217"}),
    Case("填了一本已过期、公安不再列出的证件",
         person={"documents": f"{_OWN}、G00000218（已过期）"}),
    Case("备案以后未经审批办证", (codes.ILLICIT_ISSUE, codes.POLICE_UNAPPROVED_ISSUE),
         rows={_APPROVALS: ()}),
    Case("备案以后经审批办证"),
    Case("办证由无权的机关批准", (codes.LAX_APPROVAL, codes.POLICE_CERTIFICATE),
         rows={_APPROVALS: (_permit(authority="虚构市林场"),)}),
    Case("办证由有权的机关批准"),
)  # fmt: skip


def people() -> tuple[dict[str, Any], ...]:
    """Return the people of the workbook, one for each case, in order."""
    return tuple(_filled(number, case) for number, case in enumerate(CASES, _FIRST))


def sheets() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the ledgers, by table name."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in (*_PLAIN, _CROSSINGS, _REPORTS)}
    for number, case in enumerate(CASES, _FIRST):
        about = who(_filled(number, case))
        for name in found:
            rows = case.rows.get(name, _PLAIN.get(name, ()))
            found[name] += [about | _own(row, number) for row in rows]
    found[ledgers.ROSTER.name] = [
        {**who(values), "unit": UNIT, "post": values["post"], "category": values["category"]}
        for values in people()
    ]
    found[ledgers.QUERY_LOG.name] = asked(people(), found, AS_OF)
    found[ledgers.PARAMETERS.name] = parameters(AS_OF)
    found[ledgers.AUTHORITY.name] = [{"category": codes.CITY_MIDDLE, "authority": "市委组织部"}]
    return found


def explained() -> list[tuple[str, str, str]]:
    """Return the rows of 示例说明: the person, what is planted, the categories to find."""
    return [
        (who(values)["name"], case.planted, "、".join(case.found) or "（没有）")
        for values, case in zip(people(), CASES, strict=True)
    ]


def shown() -> Iterator[tuple[str, tuple[Values, Case], tuple[Values, Case]]]:
    """Yield each category once, with the person who has it and the near miss."""
    everybody = list(zip(people(), CASES, strict=True))
    for category in codes.PROBLEM.values:
        first = next(at for at, (_, case) in enumerate(everybody) if category in case.found)
        yield category, everybody[first], everybody[first + 1]


def _filled(number: int, case: Case) -> dict[str, Any]:
    plain = {"holds": "是", "documents": _OWN, "custody": "是"}
    return person(number, "中层", UNIT, **_own({**plain, **case.person}, number))


def _own(values: Values, number: int) -> dict[str, Any]:
    return {
        key: value.replace(_OWN, passport(number)) if isinstance(value, str) else value
        for key, value in values.items()
    }
