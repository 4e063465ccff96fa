"""Build the contents of a page of 一人一档: facts, tables and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from addin.forms import codes, ledgers
from addin.forms.columns import Table
from addin.jobs.dossier import tables as dossier
from addin.jobs.dossier.collecting import PersonRecord
from addin.jobs.dossier.sheet import DossierPage, Section
from addin.jobs.dossier.timeline import Lane, lanes, scale
from addin.model.approvals import Review
from addin.model.custody import where
from addin.model.dossier import Dossier
from addin.model.entries import TRAVEL, Approval, latest
from addin.model.trips import Trip
from addin.values import dates, documents
from addin.values.dates import iso, spoken
from addin.values.identity import parse
from addin.values.masking import hider

Cells = Mapping[str, str]
_NUMBERS = ("number", "documents")  # columns that hold document numbers


def page(life: PersonRecord, sheet: str, *, masked: bool) -> DossierPage:
    """Return the page about a person, with numbers masked or not."""
    found = life.dossier
    as_of = found.settings.as_of
    drawn = lanes(found, as_of)
    whole = DossierPage(
        sheet,
        dossier.TITLE,
        list(_facts(life)),
        drawn,
        scale(drawn, found.settings.start, as_of),
        [
            _section(dossier.DOCUMENTS, _documents(found), "没有证件记录。"),
            _section(dossier.JOURNEYS, _journeys(found), "没有出入境、审批记录。"),
            _section(dossier.LEADS, _leads(life), "没有问题线索。"),
            _section(dossier.REMINDERS, _reminders(life), "没有预警，附件1的这一行没有查出错误。"),
            _section(dossier.CHRONICLE, _chronicle(life), "底稿中没有记录。"),
        ],
        [
            *life.notes,
            f"{_source(life)}问题线索供核实，不是结论；时间线和各表的出处是工作表名和行号。",
        ],
    )
    if not masked:
        return whole
    identities = [found.id_number] if found.id_number else []
    births = {day for person in found.people if (day := dates.day(person.row["birth"]))}
    return _masked(whole, hider(identities, set(_known(found)), births))


def _source(life: PersonRecord) -> str:
    return f"依据工作簿“{Path(life.source).name}”整理。" if life.source else ""


def _section(table: Table, rows: Iterable[Cells], empty: str) -> Section:
    lines = [[row.get(key, "") for key in table.keys()] for row in rows]
    spans = [round(column.width) for column in table.columns]
    return Section(table.name, table.titles(), spans, lines, empty)


def _facts(life: PersonRecord) -> Iterator[tuple[str, str]]:
    found = life.dossier
    person = found.people[0] if found.people else None
    identity = parse(found.id_number)
    said = person.text if person else lambda _: ""
    yield "姓名", found.name
    yield "性别", said("sex") or identity.sex
    yield "身份证号", found.id_number
    yield "单位", life.unit
    yield "出生日期", said("birth") or iso(identity.birth)
    yield "现任职务", found.post
    yield "人员类型", found.category
    yield "登记备案状态", said("status")
    yield "公安备案库", _registered(found)
    yield "是否持证", said("holds")
    yield "是否集中保管", said("custody")
    yield "检查基准日", spoken(found.settings.as_of)


def _registered(found: Dossier) -> str:
    if ledgers.POLICE_REGISTER.name not in found.sheets:
        return f"（没有“{ledgers.POLICE_REGISTER.name}”）"
    if not found.registrations:
        return "没有此人"
    last = latest(found.registrations)
    since = spoken(last.day) if last.day else "日期不详"
    return f"{since}{'撤销' if last.is_withdrawn else '备案'}（{last.row.reference}）"


def _known(found: Dossier) -> Iterator[str]:
    """Yield all document numbers of the person in the sheets, normalised."""
    for table in (found.police, found.crossings, found.reports, found.custody):
        yield from (entry.number for entry in table if entry.number)
    yield from (each.document.number for each in found.declared)
    for row in found.rows:
        yield from (documents.normal(row[key]) for key in _NUMBERS if row.text(key))


def _documents(found: Dossier) -> Iterator[Cells]:
    declared = {each.document.number: each for each in found.declared}
    numbers = dict.fromkeys((*(d.number for d in found.police), *found.moves, *declared))
    on_form, log = bool(found.people), ledgers.CUSTODY_LOG.name
    for number in numbers:
        police = [each for each in found.police if each.number == number]
        moves = found.moves.get(number, ())
        mine = declared.get(number)
        kinds = (*(d.kind for d in police), *(m.kind for m in moves), documents.kind_of(number))
        expires = max((d.expires for d in police if d.expires), default=None)
        rows = (*(d.row for d in police), *(mine.document.rows if mine else ()))
        kept = found.whereabouts(number, found.settings.as_of)
        moved = (kept.move.row,) if kept else ()
        yield {
            "kind": next(filter(None, kinds), ""),
            "number": number,
            "issued": iso(min((d.issued for d in police if d.issued), default=None)),
            "expires": iso(expires),
            "state": _state([d.row.text("state") for d in police], expires, found.settings.as_of),
            "declared": _declared(mine.custody if mine else None, mine is not None, on_form),
            "place": where(kept) if log in found.sheets else f"没有“{log}”",
            "evidence": _places(row.reference for row in (*rows, *moved)),
        }


def _state(written: Iterable[str], expires: date | None, on: date) -> str:
    said = "、".join(dict.fromkeys(filter(None, written)))
    return "、".join(filter(None, (said, "已到期" if expires and expires < on else "")))


def _declared(custody: str | None, is_there: bool, on_form: bool) -> str:
    if not is_there:
        return "没有登记" if on_form else "此人不在附件1"
    return f"已登记，集中保管：{custody}" if custody else "已登记"


def _journeys(found: Dossier) -> Iterator[Cells]:
    reviews = {id(review.trip): review for review in found.reviews}
    trips = found.travels.trips
    lines = [(trip.start, _trip(found, trip, reviews.get(id(trip)))) for trip in trips]
    for approval in found.approvals:
        period = approval.period
        if TRAVEL in approval.matters and not (period and any(t.overlaps(*period) for t in trips)):
            lines.append((period[0] if period else date.max, _unused(found, approval)))
    for _, line in sorted(lines, key=lambda pair: pair[0]):
        yield line


def _trip(found: Dossier, trip: Trip, review: Review | None) -> Cells:
    reports = found.reports_on(trip)
    approvals = (*review.timely, *review.late) if review else ()
    days = f"（{(trip.end - trip.start).days + 1}天）" if trip.end else ""
    return {
        "days": f"{trip.spoken()}{days}",
        "country": "、".join(filter(None, (trip.exit.country, trip.exit.port))),
        "document": "".join((trip.exit.kind, trip.exit.number)),
        "approval": "；".join(map(_granted, approvals)),
        "report": _reported(found, [report.row.reference for report in reports]),
        "result": _result(found, trip, review),
        "evidence": _places(crossing.row.reference for crossing in trip.crossings),
    }


def _result(found: Dossier, trip: Trip, review: Review | None) -> str:
    if trip.is_official:
        return "使用因公证件，不与因私审批对照"
    if review is None:
        return f"早于核查起始日（{spoken(found.settings.start)}），没有对照"
    if ledgers.APPROVALS.name not in found.sheets:
        return f"没有“{ledgers.APPROVALS.name}”，没有对照"
    if not review.timely:
        return "出境以后才批准（线索）" if review.late else "没有对应的审批（线索）"
    return "；".join(review.deviations) + "（线索）" if review.deviations else "与审批一致"


def _reported(found: Dossier, references: list[str]) -> str:
    if ledgers.REPORTS.name not in found.sheets:
        return f"没有“{ledgers.REPORTS.name}”"
    return f"已报告（{_places(references)}）" if references else "没有报告"


def _unused(found: Dossier, approval: Approval) -> Cells:
    known = ledgers.POLICE_CROSSINGS.name in found.sheets
    return {
        "days": "没有相应的出入境记录" if known else f"没有“{ledgers.POLICE_CROSSINGS.name}”",
        "country": approval.row.text("country"),
        "document": approval.row.text("kind"),
        "approval": _granted(approval),
        "result": "批准了，没有查到行程" if known else "",
        "evidence": approval.row.reference,
    }


def _granted(approval: Approval) -> str:
    row, period = approval.row, approval.period
    granted = f"{spoken(approval.granted)}批准" if approval.granted else "批准日期不详"
    words = (
        f"{row.text('authority')}{granted}",
        f"{spoken(period[0])}至{spoken(period[1])}" if period else "",
        row.text("country"),
        row.text("reference"),
    )
    return "，".join(filter(None, words)) + f"（{row.reference}）"


def _leads(life: PersonRecord) -> Iterator[Cells]:
    for problem in life.problems:
        yield {
            "number": problem.id,
            "problem": problem.category,
            "message": problem.message,
            "basis": problem.basis,
            "evidence": _places(problem.evidence),
            "verdict": problem.verdict,
        }
    for row in life.kept:
        verdict = codes.VERDICT.meant(row.text("verdict")) or row.text("verdict")
        yield {key: row.text(key) for key in dossier.LEADS.keys()} | {"verdict": verdict}


def _reminders(life: PersonRecord) -> Iterator[Cells]:
    for alert in life.alerts:
        yield {
            "matter": alert.matter.value,
            "message": alert.message,
            "evidence": _places(alert.evidence),
        }
    for finding in life.findings:
        cell = finding.cell
        yield {
            "matter": f"{finding.severity.value}：{cell.title}",
            "message": f"{finding.message}{finding.fix}",
            "evidence": f"{cell.sheet}!{cell.address}",
        }


def _chronicle(life: PersonRecord) -> Iterator[Cells]:
    for event in life.events:
        yield {
            "day": iso(event.day) or "日期不详",
            "what": event.what,
            "words": event.words,
            "evidence": event.reference,
        }


def _places(references: Iterable[str]) -> str:
    """Return rows as evidence, grouped by sheet: ``公安出入境记录!3、4；审批台账!5``."""
    found: dict[str, dict[str, None]] = {}
    for reference in references:
        sheet, _, row = reference.rpartition("!")
        found.setdefault(sheet, {})[row] = None
    return "；".join(f"{sheet}!{'、'.join(rows)}" for sheet, rows in found.items())


def _masked(whole: DossierPage, hide: Callable[[str], str]) -> DossierPage:
    return replace(
        whole,
        facts=[(label, hide(text)) for label, text in whole.facts],
        lanes=[Lane(hide(lane.title), lane.bars) for lane in whole.lanes],
        sections=[
            replace(section, rows=[[hide(text) for text in row] for row in section.rows])
            for section in whole.sections
        ],
        notes=[hide(note) for note in whole.notes],
    )
