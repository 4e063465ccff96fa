"""Ledger rows as understood: dates, kinds and numbers read once, unreadable ones remarked on.

Each reader takes a row and returns an entry, or None when the row cannot be used; either way
what was wrong goes to :class:`Remarks`, so that no row is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise

from addin.forms import codes
from addin.forms.columns import CodeList
from addin.model.rows import Row
from addin.values import dates, documents, places

ISSUE, TRAVEL = codes.PERMIT.values
HOLDING, JOURNEY = codes.REPORT.values
_WITHDRAWN = ("撤销", "撤控", "注销", "未备案")


@dataclass
class Remarks:
    """What could not be used of the ledgers: row numbers by sheet and reason."""

    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, row: Row, reason: str) -> None:
        """Remark on a row."""
        self.rows.setdefault((row.layout.sheet, reason), []).append(row.number)

    def sentences(self) -> Iterator[str]:
        """One sentence for each sheet and reason, with all row numbers."""
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

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day of the approved absence; one day where only one is known."""
        first, last = self.leave or self.back, self.back or self.leave
        return (first, last) if first and last else None

    def covers_kind(self, kind: str) -> bool:
        """Whether a document of this kind may be used; True where either is not known."""
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
        """Whether it was good on a day; the day it expires counts."""
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


def crossing(row: Row, remarks: Remarks) -> Crossing | None:
    """Read a border crossing; unusable without direction or date."""
    direction = codes.DIRECTION.meant(row.text("direction"))
    when = crossing_minute(row)
    if direction is None or when is None:
        remarks.add(row, "出入标志或出入境日期认不出，未参与核查")
        return None
    number = documents.normal(row["number"])
    kind = documents.named_kind(row.text("kind"), number)
    leaving = direction == codes.DIRECTION.values[0]
    return Crossing(row, leaving, when, kind, number)


def approval(row: Row, remarks: Remarks) -> Approval | None:
    """Read an approval; unusable when it does not say what was approved."""
    matters = _codes(codes.PERMIT, row.text("matter"))
    if not matters:
        remarks.add(row, "审批事项认不出，未参与核查")
        return None
    kinds = frozenset(documents.named_kind(kind, "") for kind in _pieces(row.text("kind")))
    found = Approval(
        row,
        matters,
        kinds,
        places.named(row.text("country")),
        _day(row, "leave", remarks),
        _day(row, "back", remarks),
        _day(row, "date", remarks),
    )
    if TRAVEL in matters and not found.period:
        remarks.add(row, "没有批准出境、返回日期，无法与行程对应")
    return found


def report(row: Row, remarks: Remarks) -> ReportEntry | None:
    """Read a report; unusable when it does not say what was reported."""
    matters = _codes(codes.REPORT, row.text("matter"))
    if not matters:
        remarks.add(row, "报告事项认不出，未参与核查")
        return None
    leave, back = _day(row, "leave", remarks), _day(row, "back", remarks)
    number = documents.normal(row["number"])
    kind = documents.named_kind(row.text("kind"), number)
    first, last = leave or back, back or leave
    period = (first, last) if first and last else None
    if JOURNEY in matters and not period:
        remarks.add(row, "没有出境、返回日期，无法与行程对应")
    return ReportEntry(row, matters, kind, number, period)


def custody_move(row: Row, remarks: Remarks) -> CustodyMove | None:
    """Read a custody move; unusable without document number, move or date."""
    number = documents.normal(row["number"])
    move = codes.MOVE.meant(row.text("move"))
    when = dates.day(row["date"])
    if not number or move is None or when is None:
        remarks.add(row, "证件号码、动作或日期空白或认不出，未参与核查")
        return None
    kind = documents.named_kind(row.text("kind"), number)
    purpose = codes.PURPOSE.meant(row.text("purpose"))
    official = purpose == codes.PURPOSE.values[1] or documents.is_official(kind, number)
    return CustodyMove(row, official, kind, number, move, when)


def police_document(row: Row, remarks: Remarks) -> PoliceDocument | None:
    """Read a document known to the police; unusable without a number."""
    number = documents.normal(row["number"])
    if not number:
        remarks.add(row, "证件号码空白，未参与核查")
        return None
    kind = documents.named_kind(row.text("kind"), number)
    issued, expires = _day(row, "issued", remarks), _day(row, "expires", remarks)
    return PoliceDocument(row, kind, number, issued, expires, documents.is_void(row.text("state")))


def roster(row: Row, _: Remarks) -> Row:
    """Take a line of the roster as it is: all of it is words."""
    return row


def registration(row: Row, remarks: Remarks) -> Registration:
    """Read a line of the police register."""
    withdrawn = any(word in row.text("status") for word in _WITHDRAWN)
    return Registration(row, _day(row, "date", remarks), withdrawn)


def latest(registrations: Iterable[Registration]) -> Registration:
    """Return the last of some entries; of one day's entries, one that is not a withdrawal."""
    return max(registrations, key=lambda entry: (entry.day or date.min, not entry.is_withdrawn))


def _day(row: Row, key: str, remarks: Remarks) -> date | None:
    found = dates.day(row[key])
    if found is None and row.text(key):
        remarks.add(row, f"“{row.layout.titles.get(key, key)}”认不出是哪一天")
    return found


def _pieces(text: str) -> list[str]:
    return [piece for piece in text.replace("，", "、").replace(",", "、").split("、") if piece]


def _codes(known: CodeList, text: str) -> frozenset[str]:
    meant = (known.meant(piece) for piece in _pieces(text))
    return frozenset(code for code in meant if code)


def _ranges(numbers: list[int]) -> str:
    """Row numbers as people write them: ``3、5–9``."""
    ordered = sorted(set(numbers))
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(ordered), 1) if b > a + 1), len(ordered)]
    runs = (ordered[start:end] for start, end in pairwise(breaks))
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
