"""Generate a unit's ledger rows for people who hold documents and travel.

By default a holder's documents were approved and handed in, and the holder is registered with the
police. A :class:`Journey` is applied for, approved and made, and the document is returned, each on
its own day and in its own ledger. Only differences are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from addin.forms import annex1, codes, ledgers
from addin.model.parameters import SETTINGS, shown_default
from addin.samples.people import Values, asked, who
from addin.values import documents

AUTHORITY = "虚构市委组织部"
HANDLER = "虚一"
_AUTHORISED = (codes.CITY_MIDDLE, codes.COUNTY_UP, codes.SENSITIVE, codes.ENTERPRISE)
_DEPOSIT, _LOAN, _RETURN, _, _LOSS = codes.MOVE.values
_ISSUE, _TRAVEL = codes.PERMIT.values
_OUT, _IN = codes.DIRECTION.values

Line = tuple[str, dict[str, Any]]  # the table's name, and the row without the person


@dataclass(frozen=True)
class Journey:
    """A journey approved from ``leave`` to ``back`` on one of the person's documents.

    ``entered`` is the day of the entry, None where there was none; ``kept`` the day on which the
    document was returned, None where it was not. By default both follow the approval. A journey
    that is only ``planned`` is approved and reported, but not made.
    """

    country: str
    leave: str
    back: str
    entered: str | None = ""
    kept: str | None = ""
    number: str = ""
    planned: bool = False

    def lines(self, number: str, reference: str) -> Iterator[Line]:
        """Yield the journey's row in each ledger."""
        first = date.fromisoformat(self.leave)
        kind = documents.kind_of(number)
        plan = {"kind": kind, "country": self.country, "leave": self.leave, "back": self.back}
        entered = self.back if self.entered == "" else self.entered
        yield ledgers.APPROVALS.name, {**plan, "matter": _TRAVEL, "date": _day(first, -21),
                                       "authority": AUTHORITY, "reference": reference}  # fmt: skip
        yield ledgers.REPORTS.name, {**plan, "matter": _TRAVEL, "number": number,
                                     "date": _day(first, -18)}  # fmt: skip
        if self.planned:
            return
        crossed = {"kind": kind, "number": number, "port": "虚构机场"}
        yield ledgers.POLICE_CROSSINGS.name, {**crossed, "direction": _OUT, "time": self.leave,
                                              "country": self.country}  # fmt: skip
        yield moved(number, _LOAN, _day(first, -3))
        if entered:
            yield ledgers.POLICE_CROSSINGS.name, {**crossed, "direction": _IN, "time": entered}
            kept = _day(date.fromisoformat(entered), 4) if self.kept == "" else self.kept
            if kept:
                yield moved(number, _RETURN, kept)


@dataclass(frozen=True)
class Life:
    """The history of one person: dates of documents by number, journeys, a loss."""

    person: Values
    journeys: Sequence[Journey] = ()
    issued: str = "2013-06-10"
    expires: str = "2023-06-09"
    lost: tuple[str, str] | None = None  # the document, and the day
    further: Sequence[Line] = ()

    def lines(self, unit: str, number: int) -> Iterator[Line]:
        """Yield all ledger rows about the person."""
        yield ledgers.ROSTER.name, {"unit": unit, "post": self.person["post"],
                                    "category": self.person["category"]}  # fmt: skip
        yield ledgers.POLICE_REGISTER.name, {"unit": unit, "date": "2013-05-10",
                                             "status": codes.ON_FILE}  # fmt: skip
        for document in self._documents():
            yield from self._held(document, number)
        for at, journey in enumerate(self.journeys, 1):
            own = journey.number or next(iter(self._documents()))
            yield from journey.lines(own, f"虚组出〔{journey.leave[:4]}〕{number}{at:02d}号")
        if self.lost:
            yield moved(self.lost[0], _LOSS, self.lost[1], "随身行李遗失")
        yield from self.further

    def _documents(self) -> list[str]:
        if self.lost:
            return [self.lost[0]]
        named = str(self.person["documents"])
        return [] if named == annex1.NONE else [text.split("（")[0] for text in named.split("、")]

    def _held(self, number: str, reference: int) -> Iterator[Line]:
        kind = documents.kind_of(number)
        first = date.fromisoformat(self.issued)
        yield ledgers.POLICE_DOCUMENTS.name, {
            "kind": kind, "number": number, "issued": self.issued, "expires": self.expires,
            "issuer": "虚构市公安局", "state": "挂失" if self.lost else "有效",
        }  # fmt: skip
        yield ledgers.APPROVALS.name, {
            "matter": _ISSUE, "kind": kind, "date": _day(first, -20), "authority": AUTHORITY,
            "reference": f"虚组证〔{first.year}〕{reference}号",
        }  # fmt: skip
        yield moved(number, _DEPOSIT, _day(first, 5))


def moved(number: str, move: str, on: str, remarks: str = "", purpose: str = "因私") -> Line:
    """Return one line of 保管台账."""
    return ledgers.CUSTODY_LOG.name, {
        "purpose": purpose, "kind": documents.kind_of(number), "number": number, "move": move,
        "date": on, "handler": HANDLER, "remarks": remarks,
    }  # fmt: skip


def told(unit: str, lives: Sequence[Life], as_of: str) -> dict[str, list[dict[str, Any]]]:
    """Return the unit's ledger rows by table name, logs sorted by date."""
    found: dict[str, list[dict[str, Any]]] = {table.name: [] for table in ledgers.LEDGERS}
    for number, life in enumerate(lives, 1):
        for table, row in life.lines(unit, number):
            found[table].append(who(life.person) | row)
    for name, key in ((ledgers.CUSTODY_LOG.name, "date"), (ledgers.POLICE_CROSSINGS.name, "time")):
        found[name].sort(key=lambda row, key=key: str(row[key]))  # type: ignore[misc]
    del found[ledgers.HANDLING.name]
    found[ledgers.QUERY_LOG.name] = asked([life.person for life in lives], found, as_of)
    found[ledgers.PARAMETERS.name] = parameters(as_of)
    found[ledgers.AUTHORITY.name] = [
        {"category": category, "authority": "市委组织部"} for category in _AUTHORISED
    ]
    return found


def parameters(as_of: str) -> list[dict[str, Any]]:
    """Return the rows of the blank 参数 sheet with 检查基准日 filled in."""
    return [
        {"name": each.name, "note": each.note,
         "value": as_of if each.field == "as_of" else shown_default(each)}
        for each in SETTINGS
    ]  # fmt: skip


def _day(from_day: date, days: int) -> str:
    return (from_day + timedelta(days)).isoformat()
