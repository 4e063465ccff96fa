"""核查: 附件1 against the ledgers (规格 §3), one module per theme; leads for a human to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.forms import codes, ledgers
from addin.gcpause import gc_paused
from addin.jobs.verify.catalogue import Problem, VerifyRule, declared, put_in_words
from addin.jobs.verify.rules import approvals, documents, registration, trips
from addin.model.archive import Archive, gather, person_key
from addin.model.parameters import Parameters
from addin.model.rows import Form, Person, Row

__all__ = [
    "RULES", "Problem", "Report", "approvals", "documents", "registration", "trips", "verify",
]  # fmt: skip


# By code, in the order of the code list (附件2's seven first).
RULES: Mapping[str, VerifyRule] = dict(
    sorted(declared.items(), key=lambda item: codes.PROBLEM.values.index(item[1].category))
)


@dataclass(frozen=True)
class VerifyResult:
    """What 核查 found, what it could not judge for want of a sheet, and what struck it."""

    problems: tuple[Problem, ...]
    not_judged: tuple[str, ...]
    notes: tuple[str, ...]


@gc_paused()
def verify(
    form: Form | None, sheets: Mapping[str, Sequence[Row]], settings: Parameters
) -> VerifyResult:
    """Hold 附件1 against the ledgers; ``sheets`` are their rows by table name.

    Problems come in the order of 附件1, then of the code list. A sheet that is absent is not
    held against anybody: what depends on it is listed in ``not_judged``.
    """
    archive = gather(form, sheets, settings)
    position = {key: index for index, key in enumerate(archive.dossiers)}
    found: list[tuple[int, Problem]] = []
    for rule in RULES.values():
        if not archive.sheets.issuperset(rule.needs):
            continue
        leads_found = [
            (dossier, lead) for dossier in archive.dossiers.values() for lead in rule.judge(dossier)
        ]
        for identity, problem in put_in_words(rule, leads_found):
            found.append((position[identity], problem))
    found.sort(key=lambda pair: pair[0])
    return VerifyResult(
        tuple(problem for _, problem in found),
        tuple(line for rule in RULES.values() for line in rule.not_judged(archive.sheets)),
        (*archive.notes, *_stray_entries(archive), *_unknown_authorities(archive)),
    )


def categories(
    people: Sequence[Person], sheets: Mapping[str, Sequence[Row]], settings: Parameters
) -> list[list[str]]:
    """Return for each person the categories :func:`verify` finds, in the code list's order.

    Without any ledger these are the two that a row of 附件1 shows by itself.
    """
    archive = gather(Form("", people), sheets, settings)
    rules = RULES.values()
    return [
        [rule.category for rule in rules if any(True for _ in rule.leads(dossier))]
        for dossier in (archive.dossiers[person_key(person)] for person in people)
    ]


def _stray_entries(archive: Archive) -> Iterator[str]:
    """入境 without 出境: told apart from the trips, because nothing follows from it."""
    for dossier in archive.dossiers.values():
        if not dossier.crossings:
            continue
        for entry in dossier.travels.strays:
            yield (
                f"{dossier.name}（{entry.row.reference}）有入境记录而没有对应的出境记录："
                "出境记录缺失，或出境早于查询起始日，请向公安机关补查。"
            )
        for trip in dossier.travels.trips:
            if trip.resumed:
                yield (
                    f"{dossier.name}（{trip.exit.row.reference}）出境后没有入境记录又再次出境"
                    f"（{trip.resumed.row.reference}）：入境记录缺失，请向公安机关补查。"
                )


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
