"""Judge each person and category: 线索, 未发现 or 未判.

A lead stands where it is found with every unreadable cell read in the person's favour; nothing is
found where there is none with those cells not counted. A person is 未判, neither a lead nor
未发现, where something needed is missing (规格 §3): a table, an answer of the police, or a readable
row. This module works it out from the needs that each trigger declares, so that the rules need
not repeat it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from addin.jobs.verify.catalogue import Lead, Problem, Trigger, VerifyRule, missing, put_in_words
from addin.model.coverage import CategoryCoverage, Unjudged, Unread
from addin.model.dossier import Dossier

_MOST_TOLD = 5  # unreadable rows named for one person and category


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason why a category could not be judged, with its evidence."""

    text: str
    evidence: tuple[str, ...] = ()
    is_common: bool = False


@dataclass(frozen=True)
class Outcome:
    """The result of one category for one person: the leads, and what could not be judged."""

    leads: tuple[Lead, ...]
    lacks: tuple[Reason, ...]

    @property
    def is_judged(self) -> bool:
        """Return whether the outcome is 线索 or 未发现."""
        return bool(self.leads) or not self.lacks


def outcome(triggers: Iterable[Trigger], dossier: Dossier) -> Outcome:
    """Return the outcome of one category's triggers for one person."""
    leads: list[Lead] = []
    lacks: dict[Reason, None] = {}
    for trigger in triggers:
        found, lacking = _pulled(trigger, dossier)
        leads.extend(found)
        for reason in lacking:
            lacks[reason] = None
    return Outcome(tuple(leads), tuple(lacks))


def _pulled(trigger: Trigger, dossier: Dossier) -> tuple[Iterable[Lead], list[Reason]]:
    lacking = [lack for need in trigger.needs if (lack := need(dossier))]
    reasons = [Reason(lack.reason, is_common=lack.is_common) for lack in lacking]
    if any(lack.blocks for lack in lacking):
        return (), reasons
    if not dossier.unread:
        return trigger.judge(dossier), reasons
    leads = list(trigger.judge(dossier))
    hidden = [each for each in dossier.unread if _is_from(trigger, each)]
    against = [each for each in dossier.unread if each.table in trigger.against]
    if against or hidden:
        sure = {lead.subject for lead in trigger.judge(dossier.favourable)}
        possible = {lead.subject for lead in trigger.judge(dossier.adverse)}
        found = {lead.subject for lead in leads}
        leads = [lead for lead in leads if lead.subject in sure]
        if (found | possible | sure) - (found & sure):
            hidden += [each for each in against if each not in hidden]
    return leads, [*reasons, *_unreadable(hidden)]


def _is_from(trigger: Trigger, unread: Unread) -> bool:
    cells = trigger.from_rows.get(unread.table)
    return cells is not None and bool({"id_number", *cells}.intersection(unread.cells))


def _unreadable(rows: Sequence[Unread]) -> Iterator[Reason]:
    for each in rows[:_MOST_TOLD]:
        yield Reason(f"{each.spoken()}，请补正后重新核查", (each.reference,))
    if len(rows) > _MOST_TOLD:
        yield Reason(f"另有 {len(rows) - _MOST_TOLD} 行读不出")


@dataclass(frozen=True)
class Judged:
    """The results of one category for all people: problems by position, 未判, the counts."""

    problems: tuple[tuple[int, Problem], ...]
    unjudged: tuple[tuple[int, Unjudged], ...]
    coverage: CategoryCoverage


def judge(rule: VerifyRule, dossiers: Mapping[str, Dossier], sheets: frozenset[str]) -> Judged:
    """Return the results of one category for all people; positions count the dossiers from 0.

    ``sheets`` are the names of the tables that are present.
    """
    position = {identity: at for at, identity in enumerate(dossiers)}
    outcomes = [(dossier, outcome(rule.triggers, dossier)) for dossier in dossiers.values()]
    leads = [(dossier, lead) for dossier, each in outcomes for lead in each.leads]
    problems = tuple((position[key], problem) for key, problem in put_in_words(rule, leads))
    judged = sum(each.is_judged for _, each in outcomes)
    found = sum(bool(each.leads) for _, each in outcomes)
    coverage = CategoryCoverage(rule.category, len(outcomes), judged, found, len(outcomes) - judged)
    nobody = [
        (-1, Unjudged("", "", rule.category, missing(table), partial=True))
        for table in rule.beyond
        if table.name not in sheets
    ]
    return Judged(problems, (*nobody, *unjudged(rule.category, outcomes)), coverage)


def unjudged(
    category: str, outcomes: Sequence[tuple[Dossier, Outcome]]
) -> Iterator[tuple[int, Unjudged]]:
    """Yield (position of the person, what was not judged) for a category.

    What is missing from the workbook for all people is yielded once, at -1 without a person.
    """
    shared = _shared([each for _, each in outcomes])
    for reason in shared:
        partial = any(each.is_judged for _, each in outcomes)
        yield -1, Unjudged("", "", category, reason.text, partial=partial)
    for at, (dossier, each) in enumerate(outcomes):
        for reason in each.lacks:
            if reason not in shared:
                yield (
                    at,
                    Unjudged(
                        dossier.name,
                        dossier.id_number,
                        category,
                        reason.text,
                        reason.evidence,
                        partial=bool(each.leads),
                    ),
                )


def _shared(outcomes: Sequence[Outcome]) -> list[Reason]:
    """Return the reasons that concern the workbook and apply to all people."""
    count = Counter(reason for each in outcomes for reason in each.lacks if reason.is_common)
    return [reason for reason, times in count.items() if times == len(outcomes)]
