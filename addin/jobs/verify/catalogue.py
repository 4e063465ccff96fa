"""The catalogue of 核查: one entry per category of problem, declared beside its functions.

A category is declared with :func:`verify_rule`. It has one or more triggers. Each trigger names
the tables and facts that it needs::

    verify_rule(
        "W6", codes.HIDDEN_TRIP,
        basis="连委组通〔2015〕23号 三（六）",
        trigger="行程在报告台账“出国（境）”中找不到",
        triggers=(Trigger(
            hidden_trips,                       # yields a Lead for every problem of a dossier
            needs=(answered(ledgers.POLICE_CROSSINGS), supplied(ledgers.REPORTS)),
            from_rows={ledgers.POLICE_CROSSINGS.name: ("time", "direction")},
            against=(ledgers.REPORTS.name,),
        ),),
        message="{trip}，报告台账中没有与之对应的出国（境）报告。",
        passing=scenario(...), failing=scenario(...), unjudged=scenario(...),
    )

Where something needed is missing, the person is 未判 (:mod:`addin.jobs.verify.judging`). Docs,
tests and the help sheet are made from the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from addin.forms import codes, ledgers
from addin.forms.columns import Table
from addin.model.dossier import Dossier
from addin.model.rows import Row
from addin.values.dates import spoken

SHORT_ID = 8  # hexadecimal digits of a problem's number
_SHEETS = {
    "roster": ledgers.ROSTER,
    "register": ledgers.POLICE_REGISTER,
    "documents": ledgers.POLICE_DOCUMENTS,
    "crossings": ledgers.POLICE_CROSSINGS,
    "approvals": ledgers.APPROVALS,
    "reports": ledgers.REPORTS,
    "custody": ledgers.CUSTODY_LOG,
    "asked": ledgers.QUERY_LOG,
}


@dataclass(frozen=True, slots=True)
class Lead:
    """One problem found in a person's dossier.

    ``subject`` is the document, trip or approval it is about, in words that do not change when
    rows move; ``rows`` are the evidence; ``details`` fill the rule's message.
    """

    subject: str
    rows: tuple[Row, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A small example workbook, given as differences from a person without problems.

    ``person`` is None for a workbook whose 附件1 lists another person. ``sheets`` gives the rows
    of the ledgers by table name; a row without name and number is about the
    person. ``authorities`` is the 审批权限 table, ``settings``
    are parameters that differ from the defaults. ``addin.jobs.verify.examples`` builds it.
    """

    person: Mapping[str, Any] | None
    sheets: Mapping[str, Sequence[Mapping[str, Any]]]
    authorities: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


Rows = Sequence[Mapping[str, Any]]


def scenario(
    person: Mapping[str, Any] | None = None,
    *,
    listed: bool = True,
    authorities: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
    **sheets: Rows,
) -> Scenario:
    """Return a :class:`Scenario`; ledgers that are not given are absent."""
    rows = {_SHEETS[short].name: given for short, given in sheets.items()}
    return Scenario((person or {}) if listed else None, rows, authorities or {}, settings or {})


Judge = Callable[[Dossier], Iterable[Lead]]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something needed that is missing; with ``blocks`` the category is not judged at all.

    ``is_common`` is true where it is missing from the workbook, not only for the person.
    """

    reason: str
    blocks: bool = True
    is_common: bool = False


Need = Callable[[Dossier], Lack | None]  # returns what is missing for one person, or None


@dataclass(frozen=True)
class Trigger:
    """One function that finds leads of a category, and the tables that it needs.

    ``from_rows`` are the cells that a lead comes from, by table: where one of them cannot be
    read, a lead may be missed. ``against`` are the tables that can refute a lead: where a row of
    them cannot be read, a lead is reported only if no content of the row could refute it.
    """

    judge: Judge
    needs: tuple[Need, ...] = ()
    from_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class VerifyRule:
    """One category of 核查.

    ``parts`` maps an optional sheet to what is not examined without it.
    ``beyond`` are the tables that name people who are not on 附件1.
    ``message`` has ``{placeholders}``. ``implies`` is the category that is always found together
    with this one. The examples are one person without a lead, one with a lead, and one who is 未判.
    """

    code: str
    category: str
    basis: str
    trigger: str
    triggers: tuple[Trigger, ...]
    message: str
    passing: Scenario
    failing: Scenario
    unjudged: Scenario
    parts: Mapping[str, str] = field(default_factory=dict)
    beyond: tuple[Table, ...] = ()
    implies: str = ""

    def notes(self, sheets: frozenset[str]) -> Iterator[str]:
        """Yield a sentence for each part that is not examined because a sheet is absent."""
        for sheet, part in self.parts.items():
            if sheet not in sheets:
                yield f"缺“{sheet}”，“{self.category}”中未判{part}。"


def supplied(table: Table, when: Callable[[Dossier], bool] = lambda _: True) -> Need:
    """Return the condition that the table is present."""

    def lack(dossier: Dossier) -> Lack | None:
        if table.name in dossier.sheets or not when(dossier):
            return None
        return Lack(missing(table), is_common=True)

    return lack


def answered(table: Table, when: Callable[[Dossier], bool] = lambda _: True) -> Need:
    """Return the condition that the police answered about the person from 核查起始日 on."""
    asked = ledgers.ASKED[table.name]

    def lack(dossier: Dossier) -> Lack | None:
        if not when(dossier):
            return None
        found = dossier.answer(table.name)
        if found is None:
            return _unanswered(dossier, table)
        start = dossier.settings.start
        if found.since and found.since > start:
            words = f"公安的{asked}只查到{spoken(found.since)}以后，{spoken(start)}至此之间未判"
            return Lack(f"{words}，请公安机关补查", blocks=False)
        return None

    return lack


def listed(dossier: Dossier) -> Lack | None:
    """Return what is missing where the person is not on 附件1, else None."""
    return None if dossier.people else Lack("附件1没有此人，无从比对，请填表单位补报")


def authorised(dossier: Dossier) -> Lack | None:
    """Return what is missing where 审批权限 has no approver for this 人员类型, else None."""
    if dossier.settings.may_approve(dossier.category, "") is not None:
        return None
    kind = dossier.category or "（未填人员类型）"
    by = ledgers.SUPPLIER[ledgers.AUTHORITY.name]
    return Lack(f"“{ledgers.AUTHORITY.name}”没有填“{kind}”的有权批准机关，请{by}补上")


def missing(table: Table) -> str:
    """Return the sentence that a table was not supplied, and who can supply it."""
    return f"没有提供“{table.name}”，请{ledgers.SUPPLIER[table.name]}补上"


def _unanswered(dossier: Dossier, table: Table) -> Lack:
    coverage = dossier.context.coverage
    if table.name not in coverage.supplied and not coverage.answers.get(table.name):
        return Lack(missing(table), is_common=True)
    if dossier.identity in coverage.unsound:
        return Lack("附件1的身份证号校验不过，公安的答复对不上此人，请先改正号码再查")
    asked, by = ledgers.ASKED[table.name], ledgers.SUPPLIER[table.name]
    return Lack(f"公安没有就此人的{asked}作出答复，请{by}补上")


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of 问题清单: a lead that a person has to examine."""

    id: str
    person: str
    id_number: str
    kind: str
    category: str
    basis: str
    evidence: tuple[str, ...]
    message: str
    verdict: str = codes.VERDICT.values[0]

    def as_json(self) -> dict[str, Any]:
        """Return one entry of ``findings`` (规格 §6)."""
        return {
            "id": self.id,
            "person": self.person,
            "id_number": self.id_number,
            "category": self.category,
            "basis": self.basis,
            "evidence": list(self.evidence),
            "message": self.message,
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that is not a lead (规格 §3.3)."""

    person: str
    id_number: str
    kind: str
    message: str
    evidence: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return one entry of ``hints`` (规格 §6)."""
        return {
            "person": self.person,
            "id_number": self.id_number,
            "kind": self.kind,
            "message": self.message,
            "evidence": list(self.evidence),
        }


# Filled by the modules that declare categories; ``addin.jobs.verify.rules.RULES`` has all.
declared: dict[str, VerifyRule] = {}


def verify_rule(code: str, category: str, **entry: Any) -> VerifyRule:
    """Declare a category and add it to the catalogue; each code may be used only once."""
    if code in declared:
        raise ValueError(f"rule code taken twice: {code}")
    declared[code] = VerifyRule(code, category, **entry)
    return declared[code]


def put_in_words(
    rule: VerifyRule, found: Iterable[tuple[Dossier, Lead]]
) -> Iterator[tuple[str, Problem]]:
    """Yield the leads of one rule as (identity, problem); the problem numbers are stable.

    The number depends on rule, person and subject alone. Two leads about the same subject
    are one problem with the evidence of both.
    """
    subjects: dict[tuple[str, str], list[tuple[Dossier, Lead]]] = {}
    for dossier, lead in found:
        subjects.setdefault((dossier.identity, lead.subject), []).append((dossier, lead))
    taken: set[str] = set()
    for identity, subject in sorted(subjects):
        same = subjects[identity, subject]
        dossier, lead = same[0]
        number = _number(rule.code, identity, subject, taken)
        taken.add(number)
        rows = (row for _, each in same for row in each.rows)
        yield (
            identity,
            Problem(
                number,
                dossier.name,
                dossier.id_number,
                dossier.category,
                rule.category,
                rule.basis,
                tuple(dict.fromkeys(row.reference for row in rows)),
                rule.message.format_map(lead.details),
            ),
        )


def _number(code: str, identity: str, subject: str, taken: set[str]) -> str:
    digest = blake2b(f"{code}|{identity}|{subject}".encode()).hexdigest()
    length = SHORT_ID
    while f"{code}-{digest[:length]}" in taken:
        length += 1
    return f"{code}-{digest[:length]}"
