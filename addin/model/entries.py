"""Ledger rows as understood: dates, kinds and numbers read once, unreadable cells named.

Each reader takes a row and returns an entry, or None when the row cannot be used, and the keys of
the decisive cells that cannot be read, so that no row is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, TypeVar

from addin.forms import codes
from addin.forms.columns import CodeList
from addin.model.rows import Row
from addin.values import dates, documents, places

ISSUE, TRAVEL = codes.PERMIT.values
HOLDING, JOURNEY = codes.REPORT.values
_KINDS = frozenset(codes.DOCUMENT_KIND.values)
_ALWAYS = (date.min, date.max)
_WITHDRAWN = ("撤销", "撤控", "注销", "未备案")


@dataclass
class Remarks:
    """What could not be used of the ledgers: row numbers by sheet and reason."""

    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, row: Row, reason: str) -> None:
        """Add a remark on a row."""
        self.rows.setdefault((row.layout.sheet, reason), []).append(row.number)

    def sentences(self) -> Iterator[str]:
        """Return one sentence for each sheet and reason, with all row numbers."""
        for (sheet, reason), numbers in sorted(self.rows.items()):
            yield f"“{sheet}”第 {_ranges(numbers)} 行{reason}。"


@dataclass(frozen=True, slots=True)
class Crossing:
    """One line of 公安出入境记录. ``time`` at midnight means that only the day is known."""

    row: Row
    leaving: bool
    time: datetime
    kind: str
    number: str

    @property
    def country(self) -> str:
        """前往国家（地区） as written."""
        return self.row.text("country")

    @property
    def port(self) -> str:
        """口岸 as written."""
        return self.row.text("port")

    @property
    def day(self) -> date:
        """The calendar day."""
        return self.time.date()

    @property
    def is_timed(self) -> bool:
        """Whether the time of day is known."""
        return self.time.time() != time()

    @property
    def is_official(self) -> bool:
        """Whether the border was crossed on a document for official travel."""
        return documents.is_official(self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Approval:
    """One line of 审批台账; no ``kinds`` or ``places`` means that none are named."""

    row: Row
    matters: frozenset[str]
    kinds: frozenset[str]
    places: frozenset[str]
    leave: date | None
    back: date | None
    granted: date | None
    is_open: bool = False

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day of the approved absence.

        Where only one is known, the other is left open: nothing is held against anybody by it.
        ``is_open`` leaves both open where neither is.
        """
        if not (self.leave or self.back or self.is_open):
            return None
        return self.leave or date.min, self.back or date.max

    def covers_kind(self, kind: str) -> bool:
        """Return whether a document of this kind may be used; True where either is not known."""
        return not kind or not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One line of 报告台账."""

    row: Row
    matters: frozenset[str]
    kind: str
    number: str
    period: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class CustodyMove:
    """One line of 保管台账."""

    row: Row
    is_official: bool
    kind: str
    number: str
    move: str
    day: date


@dataclass(frozen=True, slots=True)
class PoliceDocument:
    """One line of 公安证件查询."""

    row: Row
    kind: str
    number: str
    issued: date | None
    expires: date | None
    is_void: bool

    @property
    def is_official(self) -> bool:
        """Whether it is a document for official travel."""
        return documents.is_official(self.kind, self.number)

    def is_valid(self, on: date) -> bool:
        """Return whether it was valid on a day; the day it expires counts."""
        return not (
            self.is_void
            or (self.expires is not None and self.expires < on)
            or (self.issued is not None and self.issued > on)
        )


@dataclass(frozen=True, slots=True)
class Registration:
    """One line of 公安备案库."""

    row: Row
    day: date | None
    is_withdrawn: bool


def crossing_minute(row: Row) -> datetime | None:
    """Return day and minute of a crossing; the time of day may stand in a column of its own."""
    when = dates.moment(row["time"])
    if when is None:
        return None
    if row.has("clock") and when.time() == time() and (clock := dates.clock(row["clock"])):
        when = datetime.combine(when, clock)
    return when.replace(second=0, microsecond=0) if when.second or when.microsecond else when


E = TypeVar("E")
ReadAs = tuple[E | None, tuple[str, ...]]  # the entry, and the keys of the cells unread
Read = ReadAs[Any]


def crossing(row: Row) -> Read:
    """Read a border crossing; there is none without direction and date."""
    direction = codes.DIRECTION.meant(row.text("direction"))
    when = crossing_minute(row)
    if direction is None or when is None:
        return None, _unread(direction=direction, time=when)
    number = documents.normal(row["number"])
    kind = documents.named_kind(row.text("kind"), number)
    leaving = direction == codes.DIRECTION.values[0]
    return Crossing(row, leaving, when, kind, number), _unread_place(row)


def approval(row: Row) -> ReadAs[Approval]:
    """Read an approval; there is none that does not say what was approved."""
    matters = _codes(codes.PERMIT, row.text("matter"))
    kinds = frozenset(documents.named_kind(kind, "") for kind in _pieces(row.text("kind")))
    leave, back, granted = (dates.day(row[key]) for key in ("leave", "back", "date"))
    unread = [*_unread(matter=matters, date=granted), *_unread_place(row)]
    if TRAVEL in matters:
        unread += _unread(leave=leave, back=back)
    else:
        unread += _unread_words(row, ("leave", "back"))
    if not kinds <= _KINDS:
        unread.append("kind")
        kinds = frozenset()
    places_named = places.named(row.text("country"))
    found = Approval(row, matters, kinds, places_named, leave, back, granted)
    return (found if matters else None), tuple(unread)


def report(row: Row) -> ReadAs[ReportEntry]:
    """Read a report; there is none that does not say what was reported."""
    matters = _codes(codes.REPORT, row.text("matter"))
    leave, back = dates.day(row["leave"]), dates.day(row["back"])
    number = _number(row)
    kind = documents.named_kind(row.text("kind"), number)
    unread = [*_unread(matter=matters)]
    if JOURNEY in matters:
        unread += _unread(leave=leave, back=back)
    else:
        unread += _unread_words(row, ("leave", "back"))
    if row.text("number") and not number:
        unread.append("number")
    if kind and kind not in _KINDS:
        unread.append("kind")
        kind = ""
    first, last = leave or back, back or leave
    period = (first, last) if first and last else None
    found = ReportEntry(row, matters, kind, number, period)
    return (found if matters else None), tuple(unread)


def custody_move(row: Row) -> Read:
    """Read a custody move; there is none without document number, move and date."""
    number = _number(row)
    move = codes.MOVE.meant(row.text("move"))
    when = dates.day(row["date"])
    if move is None or when is None or not number:
        return None, _unread(number=number, move=move, date=when)
    kind = documents.named_kind(row.text("kind"), number)
    purpose = codes.PURPOSE.meant(row.text("purpose"))
    official = purpose == codes.PURPOSE.values[1] or documents.is_official(kind, number)
    return CustodyMove(row, official, kind, number, move, when), ()


def police_document(row: Row) -> Read:
    """Read a document known to the police; there is none without a number."""
    number = _number(row)
    kind = documents.named_kind(row.text("kind"), number)
    issued, expires = dates.day(row["issued"]), dates.day(row["expires"])
    state = row.text("state")
    unread = [*_unread(number=number)]
    if issued is None:
        unread.append("issued")
    if expires is None and (row.text("expires") or not state):
        unread.append("expires")
    found = PoliceDocument(row, kind, number, issued, expires, documents.is_void(state))
    return (found if number else None), tuple(unread)


def roster(row: Row) -> Read:
    """Return the line of the roster unchanged; all its columns are text."""
    return row, ()


def registration(row: Row) -> Read:
    """Read a line of the police register."""
    withdrawn = any(word in row.text("status") for word in _WITHDRAWN)
    found = dates.day(row["date"])
    return Registration(row, found, withdrawn), _unread(date=found)


# What the entry would be with each unread cell read in the person's favour (规格 §3.1).


def assumed_approval(row: Row, unread: Collection[str]) -> Approval:
    """Return the approval that covers whatever its unread cells leave open."""
    found, _ = approval(row)
    matters = frozenset(codes.PERMIT.values) if "matter" in unread or not found else found.matters
    kinds = frozenset(documents.named_kind(kind, "") for kind in _pieces(row.text("kind")))
    granted = date.min if "date" in unread else dates.day(row["date"])
    is_anywhere = "country" in unread
    return Approval(
        row,
        matters,
        frozenset() if "kind" in unread else kinds,
        frozenset() if is_anywhere else places.named(row.text("country")),
        dates.day(row["leave"]),
        dates.day(row["back"]),
        granted,
        is_open="leave" in unread or "back" in unread or "matter" in unread,
    )


def least_approval(row: Row, unread: Collection[str]) -> Approval | None:
    """Return the approval that covers no more than its read cells say; None where that is nothing.

    Of a period of which one end is read, it covers that day.
    """
    found, _ = approval(row)
    decisive = {"id_number", "matter", "date"} | (
        {"kind"} if found and ISSUE in found.matters else set()
    )
    if found is None or decisive.intersection(unread):
        return None
    only = found.leave or found.back
    return replace(found, leave=found.leave or only, back=found.back or only)


def assumed_report(row: Row, unread: Collection[str]) -> ReportEntry:
    """Return the report that covers whatever its unread cells leave open."""
    found, _ = report(row)
    number = _number(row)
    kind = "" if "kind" in unread else documents.named_kind(row.text("kind"), number)
    if "matter" in unread or found is None:
        return ReportEntry(row, frozenset(codes.REPORT.values), kind, number, _ALWAYS)
    if {"leave", "back"}.intersection(unread):
        first, last = dates.day(row["leave"]), dates.day(row["back"])
        return replace(found, period=(first or date.min, last or date.max))
    return found


def _number(row: Row) -> str:
    """Return the document's number, '' where none can be read or it is cut short."""
    number = documents.normal(row["number"])
    return number if documents.is_readable(number) else ""


def _unread_place(row: Row) -> tuple[str, ...]:
    return () if places.are_known(row.text("country")) else ("country",)


def _unread(**cells: object) -> tuple[str, ...]:
    """Return the keys of those that came to nothing."""
    return tuple(key for key, value in cells.items() if not value)


def _unread_words(row: Row, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if row.text(key) and dates.day(row[key]) is None]


def latest(registrations: Iterable[Registration]) -> Registration:
    """Return the last of some entries; of one day's entries, one that is not a withdrawal."""
    return max(registrations, key=lambda entry: (entry.day or date.min, not entry.is_withdrawn))


def _pieces(text: str) -> list[str]:
    return [piece for piece in text.replace("，", "、").replace(",", "、").split("、") if piece]


def _codes(known: CodeList, text: str) -> frozenset[str]:
    meant = (known.meant(piece) for piece in _pieces(text))
    return frozenset(code for code in meant if code)


def _ranges(numbers: list[int]) -> str:
    """Return row numbers as people write them: ``3、5–9``."""
    ordered = sorted(set(numbers))
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(ordered), 1) if b > a + 1), len(ordered)]
    runs = (ordered[start:end] for start, end in pairwise(breaks))
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
