"""Collect what one workbook contains about one person, with the results of 核查."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.forms.sheets import PROBLEMS, possible_names
from addin.host.selection import named
from addin.jobs.alerts.rules import Alert, alerts
from addin.jobs.check.catalogue import Finding
from addin.jobs.check.rules import check
from addin.jobs.dossier.timeline import Event, events
from addin.jobs.verify.command import judged
from addin.jobs.verify.rules import Problem
from addin.model.archive import gather, key_of
from addin.model.coverage import Unjudged
from addin.model.dossier import Dossier
from addin.model.rows import Form, Row
from addin.reading.grid import Grid
from addin.reading.ledgers import SHEETS, read_ledgers
from addin.reading.own import problem_list
from addin.reading.unit import UnitBook

# The sheets that a dossier is made of, beside 附件1.
NAMES = (*SHEETS, *possible_names(PROBLEMS))


@dataclass(frozen=True)
class PersonRecord:
    """What one workbook contains about one person.

    ``kept`` are rows of 问题清单 that people wrote or entered a conclusion on. ``notes`` are
    sentences about what was not judged.
    """

    unit: str
    source: str
    dossier: Dossier
    problems: tuple[Problem, ...]
    kept: tuple[Row, ...]
    alerts: tuple[Alert, ...]
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    notes: tuple[str, ...]


def life(
    form: Form, grids: Mapping[str, Grid], identity: str, source: str, today: date
) -> PersonRecord | None:
    """Return what a workbook contains about a person; None where it has nothing.

    ``grids`` are the sheets of ``NAMES`` that are present; ``identity`` is the number that people
    are matched by.
    """
    ledgers = read_ledgers(grids)
    settings, _ = ledgers.settings(today)
    listed = gather(form, ledgers.rows, settings).dossiers
    # A person removed from 附件1 may still be in the ledgers.
    dossier = listed.get(identity) or gather(None, ledgers.rows, settings).dossiers.get(identity)
    if dossier is None:
        return None
    found = judged(form, ledgers, problem_list(grids), today)
    watched = alerts(form, ledgers.rows, settings)
    own = {(row.layout.sheet, row.number) for person in dossier.people for row in person.rows}
    unlisted = () if identity in listed else ("此人不在附件1和应备人员名册中，没有核查。",)
    return PersonRecord(
        form.unit,
        source,
        dossier,
        tuple(p for p in found.report.problems if _is_of(p, dossier)),
        tuple(row for row in found.kept if key_of(row["id_number"]) == identity),
        tuple(alert for alert in watched.alerts if _is_of(alert, dossier)),
        tuple(f for f in check(form) if (f.cell.sheet, f.cell.row) in own),
        tuple(events(dossier, ledgers.rows)),
        (*unlisted, *_unjudged((*found.report.unjudged, *watched.unjudged), dossier)),
    )


def collect(path: Path, wanted: str, today: date) -> PersonRecord | None:
    """Return what the file contains about the person of that number or name; None if nothing.

    Raises UnusableFile for a file that cannot be used, or a name that several people have.
    """
    book = UnitBook(path)
    identity = named(book.form, wanted)
    return life(book.form, book.grids(NAMES), identity, str(path), today) if identity else None


def _unjudged(found: Iterable[Unjudged], dossier: Dossier) -> Iterator[str]:
    """Yield why a category was not judged, or only in part, for the person."""
    for each in found:
        if not each.person or _is_of(each, dossier):
            part = "（有一部分）" if each.partial else ""
            yield f"未判{part}：{each.category}，{each.reason}。"


def _is_of(found: Problem | Alert | Unjudged, dossier: Dossier) -> bool:
    return (found.id_number or f"?{found.person}") == dossier.identity
