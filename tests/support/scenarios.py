"""Made-up workbooks in memory, each person with a violation or a near miss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from addin.forms import annex1, codes, ledgers
from addin.forms.text import wording
from addin.jobs.verify.examples import identity_of, rows_of
from addin.model.examples import FIRST_ROW, faultless, person_from
from addin.model.parameters import RECORDS, Parameters
from addin.model.rows import Form, Row

AS_OF = date(2015, 6, 30)
SHEETS = {
    "roster": ledgers.ROSTER,
    "register": ledgers.POLICE_REGISTER,
    "documents": ledgers.POLICE_DOCUMENTS,
    "crossings": ledgers.POLICE_CROSSINGS,
    "approvals": ledgers.APPROVALS,
    "reports": ledgers.REPORTS,
    "custody": ledgers.CUSTODY_LOG,
    "asked": ledgers.QUERY_LOG,
}
BODY = "虚构市委组织部"
# Every sheet is known: those without rows are truly empty, and the police answered for everybody.
SETTINGS = Parameters(
    AS_OF,
    authorities={wording(codes.CITY_MIDDLE): ("市委组织部",)},
    without_records=frozenset(RECORDS),
)

Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Life:
    """One person: differences from a faultless one, ledger rows, the categories to find.

    A faultless life has one passport, issued with approval and handed in, and is registered.
    A ledger named here replaces what the faultless life has in it.
    """

    title: str
    found: frozenset[str] = frozenset()
    person: Mapping[str, Any] | None = field(default_factory=dict)
    ledgers: Mapping[str, Lines] = field(default_factory=dict)


def life(
    title: str,
    *found: str,
    person: Mapping[str, Any] | None = None,
    listed: bool = True,
    **lines: Lines,
) -> Life:
    return Life(title, frozenset(found), (person or {}) if listed else None, lines)


def passport(number: str = "{own}", **changes: Any) -> dict[str, Any]:
    plain = {"kind": "护照", "number": number, "issued": "2014-03-01", "expires": "2024-02-29",
             "issuer": "虚构市公安局", "state": "有效"}  # fmt: skip
    return plain | changes


def permit(**changes: Any) -> dict[str, Any]:
    plain = {"matter": "办证", "kind": "护照", "date": "2014-02-20", "authority": BODY,
             "reference": "虚组出〔2014〕1号"}  # fmt: skip
    return plain | changes


def approved(leave: str, back: str, **changes: Any) -> dict[str, Any]:
    plain = {"matter": "出国（境）", "kind": "护照", "country": "日本", "leave": leave,
             "back": back, "date": "2014-05-20", "authority": BODY,
             "reference": f"虚组出〔2014〕{leave}"}  # fmt: skip
    return plain | changes


def crossed(direction: str, time: Any, **changes: Any) -> dict[str, Any]:
    plain = {"kind": "护照", "number": "{own}", "direction": direction, "time": time,
             "country": "日本", "port": "虚构机场"}  # fmt: skip
    return plain | changes


def journey(leave: Any, back: Any, **changes: Any) -> list[dict[str, Any]]:
    return [crossed("出境", leave, **changes), crossed("入境", back, **changes)]


def reported(leave: str, back: str) -> dict[str, Any]:
    return {"matter": "出国（境）", "kind": "护照", "number": "{own}", "leave": leave, "back": back}


def moved(move: str, day: Any, **changes: Any) -> dict[str, Any]:
    plain = {"purpose": "因私", "kind": "护照", "number": "{own}", "move": move, "date": day}
    return plain | changes


def after(day: str, days: int) -> date:
    return date.fromisoformat(day) + timedelta(days)


FAULTLESS: Mapping[str, Lines] = {
    "register": [{"date": "2014-01-10", "status": "已备案"}],
    "documents": [passport()],
    "crossings": [],
    "approvals": [permit()],
    "reports": [],
    "custody": [moved("交存", "2014-03-05")],
}


@dataclass(frozen=True)
class Workbook:
    """The arguments of verify(), and the (identity, category) pairs it must find."""

    form: Form
    sheets: dict[str, list[Row]]
    planted: frozenset[tuple[str, str]]


def workbook(lives: Sequence[Life]) -> Workbook:
    """Return one workbook of these people; ``{own}`` stands for each person's passport number."""
    people = []
    lines: dict[str, list[Mapping[str, Any]]] = {short: [] for short in SHEETS}
    planted = set()
    for index, each in enumerate(lives):
        values = faultless(index) | {"surname": "赵", "given_name": f"虚构{index}"}
        own = str(values["documents"])
        values |= _owned(each.person or {}, own)
        about = identity_of(values)
        if each.person is not None:
            people.append(person_from(values, FIRST_ROW + len(people)))
        said = FAULTLESS | dict(each.ledgers)
        for short, given in ({"asked": _asked(said)} | said).items():
            lines[short] += [about | _owned(line, own) for line in given]
        planted |= {(str(about["id_number"]), category) for category in each.found}
    sheets = {SHEETS[short].name: rows_of(SHEETS[short], given) for short, given in lines.items()}
    return Workbook(Form(annex1.SHEET, people), sheets, frozenset(planted))


def _asked(said: Mapping[str, Lines]) -> Lines:
    """Return the answers of the police about every content."""
    contents = {"documents": codes.DOCUMENTS_ASKED, "crossings": codes.CROSSINGS_ASKED,
                "register": codes.REGISTER_ASKED}  # fmt: skip
    return [
        {"content": content, "result": codes.SOME_RECORD if said[short] else codes.NO_RECORD}
        for short, content in contents.items()
    ]


def _owned(line: Mapping[str, Any], own: str) -> dict[str, Any]:
    return {k: v.replace("{own}", own) if isinstance(v, str) else v for k, v in line.items()}
