"""All entries of 附件1 and of the ledgers on one person, and values worked out from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

from addin.forms import codes, ledgers
from addin.forms.text import squeeze
from addin.model.approvals import Review, review
from addin.model.coverage import Answer, Coverage, Unread
from addin.model.custody import INWARD, Location, Whereabouts, whereabouts
from addin.model.entries import (
    JOURNEY,
    TRAVEL,
    Approval,
    Crossing,
    CustodyMove,
    PoliceDocument,
    Registration,
    ReportEntry,
    assumed_approval,
    assumed_report,
    least_approval,
)
from addin.model.parameters import Parameters
from addin.model.rows import Person, Row
from addin.model.trips import Travels, Trip, pair
from addin.values import documents

_CANCELLED = codes.MOVE.values[3]
_OF_A_REPORT = frozenset(("id_number", "matter", "number", "kind"))  # cells that say of what
_WHETHER_HELD = frozenset(("id_number", "number", "expires"))  # cells that say if it is valid


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """One private document of a person, over all the rows that speak of it.

    ``number`` is '' where a person declares to hold documents without saying which.
    """

    number: str
    kind: str
    rows: tuple[Row, ...]
    issued: date | None = None
    expires: date | None = None
    is_valid: bool = True

    @property
    def spoken(self) -> str:
        """Name it in a sentence, e.g. ``护照E10000000``."""
        return f"{self.kind}{self.number}" or "所持证件（未填号码）"


@dataclass(frozen=True, slots=True)
class Declared:
    """One document that a person writes on 附件1; ``custody`` is 是, 否 or ''."""

    document: HeldDocument
    custody: str


@dataclass(frozen=True)
class Context:
    """What all dossiers of a workbook share.

    ``sheets`` are the names of the tables that are there, 附件1 and 审批权限 included. ``holders``
    gives for a document number the identities under which the police have it, each with a row.
    """

    settings: Parameters
    coverage: Coverage
    sheets: frozenset[str]
    holders: Mapping[str, Mapping[str, Row]]


@dataclass(eq=False)
class Dossier:
    """All entries on one person.

    ``people`` are the person's entries on 附件1 (several where the person is listed twice);
    ``roster`` the rows of 应备人员名册. ``identity`` is what the person is matched by.
    """

    identity: str
    context: Context
    people: list[Person] = field(default_factory=list)
    roster: list[Row] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    police: list[PoliceDocument] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    reports: list[ReportEntry] = field(default_factory=list)
    custody: list[CustodyMove] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    is_favourable: bool = False
    is_adverse: bool = False

    @cached_property
    def favourable(self) -> Dossier:
        """The same person with every cell that cannot be read taken in the person's favour."""
        unread: defaultdict[str, dict[int, Unread]] = defaultdict(dict)
        for each in self.unread:
            unread[each.table][each.row.number] = each
        approvals, reports = unread[ledgers.APPROVALS.name], unread[ledgers.REPORTS.name]
        doubtful = unread[ledgers.POLICE_DOCUMENTS.name]
        return replace(
            self,
            approvals=[
                *(each for each in self.approvals if each.row.number not in approvals),
                *(assumed_approval(each.row, each.cells) for each in approvals.values()),
            ],
            reports=[
                *(each for each in self.reports if each.row.number not in reports),
                *(assumed_report(each.row, each.cells) for each in reports.values()),
            ],
            police=[
                each
                for each in self.police
                if not _WHETHER_HELD.intersection(_cells(doubtful.get(each.row.number)))
            ],
            is_favourable=True,
        )

    @cached_property
    def adverse(self) -> Dossier:
        """The same person with cells of approvals and reports that cannot be read not counted."""
        approvals = {e.row.number: e for e in self.unread if e.table == ledgers.APPROVALS.name}
        reports = {e.row.number: e for e in self.unread if e.table == ledgers.REPORTS.name}
        least = (least_approval(each.row, each.cells) for each in approvals.values())
        return replace(
            self,
            approvals=[
                *(each for each in self.approvals if each.row.number not in approvals),
                *filter(None, least),
            ],
            reports=[
                each
                for each in self.reports
                if not _OF_A_REPORT.intersection(_cells(reports.get(each.row.number)))
            ],
            is_adverse=True,
        )

    def answer(self, table: str) -> Answer | None:
        """Return what the police answered about the person; None where they did not."""
        return self.context.coverage.answer(self.identity, table)

    @property
    def is_unsound(self) -> bool:
        """Whether the identity number on 附件1 cannot be right."""
        return self.identity in self.context.coverage.unsound

    @cached_property
    def has_police_documents(self) -> bool:
        """Whether the police answered which documents the person holds."""
        return self.answer(ledgers.POLICE_DOCUMENTS.name) is not None

    @cached_property
    def seen_until(self) -> date:
        """The last day that the border records of the person cover."""
        found = self.answer(ledgers.POLICE_CROSSINGS.name)
        until = found.until if found else None
        return min(self.settings.as_of, until or self.settings.as_of)

    @property
    def settings(self) -> Parameters:
        """What the person is judged by."""
        return self.context.settings

    @property
    def sheets(self) -> frozenset[str]:
        """Names of the tables that are there."""
        return self.context.sheets

    @property
    def holders(self) -> Mapping[str, Mapping[str, Row]]:
        """Whose each document number is, as the police say."""
        return self.context.holders

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that name the person: on 附件1, else on the roster."""
        return tuple(person.row for person in self.people) or tuple(self.roster)

    @cached_property
    def name(self) -> str:
        """The person's name, as on 附件1 where it is there."""
        named = (person.name for person in self.people)
        return next((name for name in chain(named, map(_name, self._ledger_rows)) if name), "")

    @cached_property
    def id_number(self) -> str:
        """The identity number, '' where 附件1 has none that can be used."""
        return "" if self.identity.startswith("?") else self.identity

    @cached_property
    def category(self) -> str:
        """Kind of person, official wording where it is understood, '' where nobody says it."""
        texts = [
            *(p.text("category") for p in self.people),
            *(r.text("category") for r in self.roster),
        ]
        text = next((text for text in texts if text), "")
        return codes.CATEGORY.meant(text) or text

    @cached_property
    def post(self) -> str:
        """现任职务, '' where nobody says it."""
        return next((text for row in self.rows if (text := row.text("post"))), "")

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        """The documents written on 附件1, whatever the person answers to 是否持有."""
        return tuple(
            Declared(
                HeldDocument(
                    document.number,
                    document.mention.kind,
                    (document.row,),
                    is_valid=not documents.is_void(document.mention.note),
                ),
                codes.CUSTODY.meant(document.row.text("custody")) or person.meant("custody"),
            )
            for person in self.people
            for document in person.documents
        )

    @cached_property
    def private_documents(self) -> tuple[HeldDocument, ...]:
        """The private documents the police know of, in order of their numbers."""
        by_number: defaultdict[str, list[PoliceDocument]] = defaultdict(list)
        for document in self.police:
            if not document.is_official:
                by_number[document.number].append(document)
        return tuple(self._merged(by_number[number]) for number in sorted(by_number))

    @cached_property
    def moves(self) -> Mapping[str, Sequence[CustodyMove]]:
        """The moves of each document in 保管台账, by its number."""
        found: defaultdict[str, list[CustodyMove]] = defaultdict(list)
        for move in self.custody:
            found[move.number].append(move)
        return found

    def whereabouts(self, number: str, on: date) -> Whereabouts | None:
        """Return where 保管台账 says a document is at the end of a day.

        In the favourable reading it is cancelled where a line about it cannot be read.
        """
        if self.is_favourable and (assumed := self._assumed_move(number, on)):
            return Whereabouts(Location.GONE, assumed)
        return whereabouts(self.moves.get(number, ()), on)

    def has_unread(self, table: str) -> bool:
        """Whether a line of the table that may be about the person cannot be read."""
        return any(each.table == table for each in self.unread)

    def may_have(self, number: str) -> bool:
        """Whether a line of 公安证件查询 that cannot be read may be about the document."""
        return any(
            each.table == ledgers.POLICE_DOCUMENTS.name
            and ("number" in each.cells or documents.normal(each.row["number"]) == number)
            for each in self.unread
        )

    def _assumed_move(self, number: str, on: date) -> CustodyMove | None:
        for each in self.unread:
            if each.table == ledgers.CUSTODY_LOG.name:
                written = documents.normal(each.row["number"])
                if "number" in each.cells or written == number:
                    return CustodyMove(each.row, False, "", number, _CANCELLED, on)
        return None

    @cached_property
    def travels(self) -> Travels:
        """All trips on whatever document, and the entries without an exit."""
        paired = pair(self.crossings)
        found = replace(paired, trips=tuple(map(self._with_return, paired.trips)))
        if not (self.is_favourable and self.may_miss_a_crossing):
            return found
        trips = (replace(trip, is_uncertain=True) for trip in found.trips)
        return replace(found, trips=tuple(trips))

    @property
    def may_miss_a_crossing(self) -> bool:
        """Whether a crossing cannot be placed in time: 前往国家 alone does not matter."""
        table = ledgers.POLICE_CROSSINGS.name
        return any(each.table == table and each.cells != ("country",) for each in self.unread)

    def _with_return(self, trip: Trip) -> Trip:
        """Return the trip; without an entry, with the day its document was returned to custody."""
        if not trip.is_open:
            return trip
        back = [
            move.day
            for move in self.moves.get(trip.exit.number, ())
            if move.move in INWARD and trip.start <= move.day <= self.settings.as_of
        ]
        return replace(trip, handed_in=min(back, default=None))

    @cached_property
    def private_trips(self) -> tuple[Trip, ...]:
        """The trips that were not made on a document for official travel."""
        return tuple(trip for trip in self.travels.trips if not trip.is_official)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The private trips since 核查起始日, each held against the approvals."""
        return tuple(
            review(trip, self.approvals, self.settings, self.seen_until)
            for trip in self.private_trips
            if trip.start >= self.settings.start
        )

    def may_deviate(self, trip: Trip) -> bool:
        """Whether cells that cannot be read leave open if the trip was made as approved."""
        unread = [each for each in self.unread if each.table == ledgers.APPROVALS.name]
        numbers = {each.row.number for each in unread}
        possible = [assumed_approval(each.row, each.cells) for each in unread]
        if any(TRAVEL in a.matters and a.period and trip.overlaps(*a.period) for a in possible):
            sure = [each for each in self.approvals if each.row.number not in numbers]
            found = review(trip, sure, self.settings, self.seen_until)
            return not found.timely or bool(found.deviations)
        found = review(trip, self.approvals, self.settings, self.seen_until)
        return bool(found.measure and found.measure.places) and any(
            each.row == trip.exit.row and "country" in each.cells for each in self.unread
        )

    def reports_on(self, trip: Trip) -> list[ReportEntry]:
        """Return the reports of journeys whose days overlap the trip's."""
        return [
            report
            for report in self.reports
            if JOURNEY in report.matters and report.period and trip.overlaps(*report.period)
        ]

    @property
    def _ledger_rows(self) -> Iterator[Row]:
        yield from self.roster
        yield from (entry.row for entry in self.registrations)
        yield from (entry.row for entry in self.police)
        yield from (entry.row for entry in self.crossings)
        yield from (entry.row for entry in self.approvals)
        yield from (entry.row for entry in self.reports)
        yield from (entry.row for entry in self.custody)

    def _merged(self, same: Sequence[PoliceDocument]) -> HeldDocument:
        ordered = sorted(same, key=lambda document: document.row.number)
        on = self.settings.as_of
        place = self.whereabouts(ordered[0].number, on)
        is_gone = place is not None and place.place is Location.GONE
        latest = max((d.expires for d in ordered if d.expires), default=None)
        return HeldDocument(
            ordered[0].number,
            next((d.kind for d in ordered if d.kind), ""),
            tuple(document.row for document in ordered),
            min((d.issued for d in ordered if d.issued), default=None),
            latest,
            not is_gone
            and not any(d.is_void for d in ordered)
            and any(d.is_valid(on) for d in ordered),
        )


def _name(row: Row) -> str:
    return squeeze(row.text("name"))


def _cells(unread: Unread | None) -> tuple[str, ...]:
    return unread.cells if unread else ()
