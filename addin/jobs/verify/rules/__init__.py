"""The rules of 核查: 附件1 compared with the ledgers (规格 §3), one module per topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addin.forms import codes, ledgers
from addin.gcpause import gc_paused
from addin.jobs.verify.catalogue import Hint, Problem, VerifyRule, declared
from addin.jobs.verify.judging import judge, outcome
from addin.jobs.verify.rules import approvals, documents, registration, trips
from addin.model.archive import Archive, gather, person_key
from addin.model.coverage import CategoryCoverage, Unjudged
from addin.model.parameters import Parameters
from addin.model.rows import Form, Person, Row
from addin.model.trips import Trip
from addin.values.dates import spoken

__all__ = [
    "RULES", "Problem", "Report", "approvals", "documents", "registration", "trips", "verify",
]  # fmt: skip


# By code, in the order of the code list (附件2's seven first).
RULES: Mapping[str, VerifyRule] = dict(
    sorted(declared.items(), key=lambda item: codes.PROBLEM.values.index(item[1].category))
)


@dataclass(frozen=True)
class VerifyResult:
    """The result of 核查: problems, what is 未判 and why, the counts, hints and notes."""

    problems: tuple[Problem, ...]
    unjudged: tuple[Unjudged, ...]
    coverage: tuple[CategoryCoverage, ...]
    hints: tuple[Hint, ...]
    notes: tuple[str, ...]


@gc_paused()
def verify(
    form: Form | None, sheets: Mapping[str, Sequence[Row]], settings: Parameters
) -> VerifyResult:
    """Compare 附件1 with the ledgers; ``sheets`` are their rows by table name.

    Problems and what is 未判 come in the order of 附件1, then of the code list.
    """
    archive = gather(form, sheets, settings)
    judged = [judge(rule, archive.dossiers, archive.sheets) for rule in RULES.values()]
    problems = sorted((pair for each in judged for pair in each.problems), key=_position)
    unjudged = sorted((pair for each in judged for pair in each.unjudged), key=_position)
    return VerifyResult(
        tuple(problem for _, problem in problems),
        tuple(each for _, each in unjudged),
        tuple(each.coverage for each in judged),
        tuple(_incomplete_trips(archive)),
        (
            *archive.notes,
            *(note for rule in RULES.values() for note in rule.notes(archive.sheets)),
            *_unknown_authorities(archive),
        ),
    )


def _position(pair: tuple[int, Any]) -> int:
    return pair[0]


def categories(
    people: Sequence[Person], sheets: Mapping[str, Sequence[Row]], settings: Parameters
) -> list[tuple[list[str], list[str]]]:
    """Return for each person the categories with a lead, and those that are 未判.

    Both are in the code list's order. Without any ledger only what a row of 附件1 shows by itself
    is judged.
    """
    archive = gather(Form("", people), sheets, settings)
    found = []
    for dossier in (archive.dossiers[person_key(person)] for person in people):
        outcomes = [(rule.category, outcome(rule.triggers, dossier)) for rule in RULES.values()]
        found.append((
            [category for category, each in outcomes if each.leads],
            [category for category, each in outcomes if not each.is_judged],
        ))  # fmt: skip
    return found


def _incomplete_trips(archive: Archive) -> Iterator[Hint]:
    """Yield a hint for each entry without exit and exit without entry, to ask the police again."""
    for dossier in archive.dossiers.values():
        who = dossier.name, dossier.id_number
        for entry in dossier.travels.strays if dossier.crossings else ():
            yield Hint(
                *who,
                "出境记录缺失",
                f"{spoken(entry.day)}有入境记录而没有对应的出境记录：出境记录缺失，或出境早于查询起始日，"
                "请向公安机关补查。",
                (entry.row.reference,),
            )
        for trip in dossier.travels.trips if dossier.crossings else ():
            then = _afterwards(trip)
            if then:
                yield Hint(
                    *who,
                    "入境记录缺失",
                    f"{spoken(trip.start)}出境后没有入境记录，{then}：入境记录缺失，请向公安机关补查。",
                    tuple(each.row.reference for each in (trip.exit, trip.resumed) if each),
                )


def _afterwards(trip: Trip) -> str:
    """Return what shows that the person came back although no entry is recorded; else ''."""
    if trip.resumed:
        return f"{spoken(trip.resumed.day)}又再次出境"
    return f"{spoken(trip.handed_in)}证件已交回保管" if trip.handed_in else ""


def _unknown_authorities(archive: Archive) -> Iterator[str]:
    if ledgers.AUTHORITY.name not in archive.sheets:
        return
    silent = {
        dossier.category or "（未填人员类型）"
        for dossier in archive.dossiers.values()
        if dossier.approvals and archive.settings.may_approve(dossier.category, "") is None
    }
    for category in sorted(silent):
        yield f"审批权限表没有填“{category}”的有权批准机关，这一类型未判越权。"
