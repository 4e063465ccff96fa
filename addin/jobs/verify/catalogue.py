"""The catalogue of 核查: every category of problem is one entry, written where its judgement is.

A category is declared with :func:`verify_rule`::

    @verify_rule(
        "W6", codes.HIDDEN_TRIP,
        basis="连委组通〔2015〕23号 三（六）",
        trigger="行程在报告台账“出国（境）”中找不到",
        needs=(ledgers.POLICE_CROSSINGS.name, ledgers.REPORTS.name),
        message="{trip}，报告台账中没有与之对应的出国（境）报告。",
        passing=scenario(...), failing=scenario(...),
    )
    def hidden_trips(dossier): ...      # yields a Lead for every problem

Docs, tests and the help sheet read the entries; nothing else repeats them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from addin.forms import codes, ledgers
from addin.model.dossier import Dossier
from addin.model.rows import Row

SHORT_ID = 8  # hexadecimal digits of a problem's number
_SHEETS = {
    "roster": ledgers.ROSTER,
    "register": ledgers.POLICE_REGISTER,
    "documents": ledgers.POLICE_DOCUMENTS,
    "crossings": ledgers.POLICE_CROSSINGS,
    "approvals": ledgers.APPROVALS,
    "reports": ledgers.REPORTS,
    "custody": ledgers.CUSTODY_LOG,
}


@dataclass(frozen=True, slots=True)
class Lead:
    """One problem of a dossier.

    ``subject`` is the document, trip or approval it is about, in words that do not change when
    rows move; ``rows`` are the evidence; ``details`` fill the rule's message.
    """

    subject: str
    rows: tuple[Row, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A workbook small enough to read, as differences from a faultless person.

    ``person`` is None for a workbook whose 附件1 lists somebody else. ``sheets`` gives the rows
    of the ledgers that are there, by table name; a row without name and number is about the
    person. ``authorities`` is the 审批权限 table. ``addin.jobs.verify.examples`` builds it.
    """

    person: Mapping[str, Any] | None
    sheets: Mapping[str, Sequence[Mapping[str, Any]]]
    authorities: Mapping[str, str] = field(default_factory=dict)


Rows = Sequence[Mapping[str, Any]]


def scenario(
    person: Mapping[str, Any] | None = None,
    *,
    listed: bool = True,
    authorities: Mapping[str, str] | None = None,
    **sheets: Rows,
) -> Scenario:
    """Build a :class:`Scenario`; a ledger that is not given is an absent sheet."""
    rows = {_SHEETS[short].name: given for short, given in sheets.items()}
    return Scenario((person or {}) if listed else None, rows, authorities or {})


Judge = Callable[[Dossier], Iterable[Lead]]


@dataclass(frozen=True)
class VerifyRule:
    """One category of 核查.

    ``needs`` are the sheets without which nothing of it can be judged; ``parts`` says for a
    further sheet what of it cannot be judged without. ``message`` has ``{placeholders}``.
    ``implies`` is the category that by its trigger is found wherever this one is.
    """

    code: str
    category: str
    basis: str
    trigger: str
    needs: tuple[str, ...]
    parts: Mapping[str, str]
    message: str
    passing: Scenario
    failing: Scenario
    judge: Judge
    implies: str = ""

    def leads(self, dossier: Dossier) -> Iterable[Lead]:
        """Judge one dossier; nothing where a sheet it needs is absent."""
        return self.judge(dossier) if dossier.sheets.issuperset(self.needs) else ()

    def not_judged(self, sheets: frozenset[str]) -> Iterator[str]:
        """Say what cannot be judged because it is not among the sheets that are there."""
        missing = [name for name in self.needs if name not in sheets]
        if missing:
            yield f"缺{_quoted(missing)}，未判“{self.category}”。"
            return
        for sheet, part in self.parts.items():
            if sheet not in sheets:
                yield f"缺“{sheet}”，“{self.category}”中未判{part}。"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of 问题清单: a lead for a human, never a verdict."""

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


# Filled by the modules that declare categories; ``addin.jobs.verify.rules.RULES`` is the whole.
declared: dict[str, VerifyRule] = {}


def verify_rule(
    code: str,
    category: str,
    *,
    basis: str,
    trigger: str,
    message: str,
    passing: Scenario,
    failing: Scenario,
    needs: tuple[str, ...] = (),
    parts: Mapping[str, str] | None = None,
    implies: str = "",
) -> Callable[[Judge], Judge]:
    """Declare a category and put it into the catalogue; a code may be taken only once."""

    def declare(judge: Judge) -> Judge:
        if code in declared:
            raise ValueError(f"rule code taken twice: {code}")
        declared[code] = VerifyRule(
            code, category, basis, trigger, needs, parts or {}, message, passing, failing, judge,
            implies,
        )  # fmt: skip
        return judge

    return declare


def put_in_words(
    rule: VerifyRule, found: Iterable[tuple[Dossier, Lead]]
) -> Iterator[tuple[str, Problem]]:
    """Turn the leads of one rule into problems with stable numbers, each with its identity.

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


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
