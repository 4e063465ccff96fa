"""What can be judged at all: the sources supplied, the people answered for, the rows unread.

Source: 规格 §3.1.

Missing data are neither guilt nor innocence: a rule that lacks a source, an answer or a cell does
not clear anybody. This module says what is there; ``addin.jobs.verify`` turns a lack into 未判.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from addin.forms import codes, ledgers
from addin.model.parameters import Parameters
from addin.model.rows import Row
from addin.values import dates
from addin.values.identity import parse


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What could not be judged of one person and category, and why.

    ``person`` and ``id_number`` are '' where the same lack concerns everybody. ``partial`` means
    that something else of the category was judged and is a lead, or that nobody is 未判 by it.
    """

    person: str
    id_number: str
    category: str
    reason: str
    evidence: tuple[str, ...] = ()
    partial: bool = False

    def as_json(self) -> dict[str, object]:
        """Return one entry of ``unjudged`` (规格 §6)."""
        return {
            "person": self.person,
            "id_number": self.id_number,
            "category": self.category,
            "reason": self.reason,
            "evidence": list(self.evidence),
            "partial": self.partial,
        }


@dataclass(frozen=True, slots=True)
class CategoryCoverage:
    """How many people one category was judged of: ``people`` = ``judged`` + ``unjudged``.

    ``found`` of the judged have a lead; of the others nothing was found.
    """

    category: str
    people: int
    judged: int
    found: int
    unjudged: int

    def as_json(self) -> dict[str, object]:
        """Return one entry of ``coverage`` (规格 §6)."""
        return {
            "category": self.category,
            "people": self.people,
            "judged": self.judged,
            "found": self.found,
            "unjudged": self.unjudged,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the police about one person; None means without limit."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Unread:
    """A row in which a decisive cell cannot be read; ``cells`` are its columns' keys."""

    table: str
    row: Row
    cells: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Where it is, e.g. ``审批台账!5``."""
        return self.row.reference

    def spoken(self) -> str:
        """Return the sheet, the row and the cell, and the text in it, as words."""
        said = "、".join(
            f"“{self.row.layout.titles.get(key, key)}”{_quoted(self.row, key)}"
            for key in self.cells
        )
        return f"“{self.table}”第 {self.row.number} 行{said}"


def _quoted(row: Row, key: str) -> str:
    if not row.has(key):
        return "这一栏没有"
    return f"是“{text}”，读不出" if (text := row.text(key)) else "空着"


@dataclass(frozen=True)
class Coverage:
    """What is there to judge by.

    ``supplied`` are the tables that are there, by name. ``answers`` gives for a police table the
    people who are answered for; ``everybody`` are the police tables that answer for all but the
    ``unsound``, whose identity number on 附件1 is none. ``unread`` are the rows that cannot be
    read, by the person they may be about.
    """

    supplied: frozenset[str]
    everybody: frozenset[str] = frozenset()
    unsound: frozenset[str] = frozenset()
    answers: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    unread: Mapping[str, Sequence[Unread]] = field(default_factory=dict)

    def answer(self, identity: str, table: str) -> Answer | None:
        """Return what the police answered about a person; None where they did not."""
        known = self.answers.get(table, {}).get(identity)
        if known or table not in self.everybody or identity in self.unsound:
            return known
        return Answer()

    def unread_of(self, identity: str, tables: Iterable[str]) -> list[Unread]:
        """Return the rows of these tables that may be about the person and cannot be read."""
        wanted = set(tables)
        return [each for each in self.unread.get(identity, ()) if each.table in wanted]


def supplied(sheets: Mapping[str, Sequence[Row]], settings: Parameters) -> frozenset[str]:
    """Return the tables with data rows, and those that the parameters say are truly empty."""
    return frozenset(name for name, rows in sheets.items() if rows) | settings.without_records


def everybody(there: frozenset[str], settings: Parameters) -> frozenset[str]:
    """Return the police tables that answer for everybody, where 公安查询范围 says so."""
    return there & frozenset(ledgers.ASKED) if settings.asked_about_everybody else frozenset()


def police_answers(
    sheets: Mapping[str, Sequence[Row]], unsound: frozenset[str] = frozenset()
) -> tuple[dict[str, dict[str, Answer]], list[str]]:
    """Return about whom the police answered, by table and identity, and what is odd about it.

    Somebody with a row in a police table is answered for; else 公安查询登记 says so. People of
    ``unsound`` identities never are: the police were asked about another number.
    """
    found: dict[str, dict[str, Answer]] = {}
    notes: list[str] = []
    logged = _logged(sheets.get(ledgers.QUERY_LOG.name, ()), notes)
    for table, content in ledgers.ASKED.items():
        written = {row["id_number"] for row in sheets.get(table, ())}
        listed = {parse(number).key for number in written} - {""}
        answers = {identity: Answer() for identity in listed}
        for identity, rows in logged[content].items():
            answer = _answer(rows, has_records=identity in listed)
            if answer is not None:
                answers[identity] = answer
            if identity in listed and any(_result(row) == codes.NO_RECORD for row in rows):
                notes.append(
                    f"{rows[0].reference}：登记“{codes.NO_RECORD}”，而“{table}”中有此人的记录，"
                    "以表为准，请核对。"
                )
        found[table] = {key: each for key, each in answers.items() if key not in unsound}
    return found, notes


def _logged(rows: Sequence[Row], notes: list[str]) -> dict[str, dict[str, list[Row]]]:
    """Sort the rows of 公安查询登记 by what was asked and by person."""
    found: defaultdict[str, dict[str, list[Row]]] = defaultdict(dict)
    for row in rows:
        number = parse(row["id_number"])
        contents = contents_of(row)
        if number.says_nothing or None in contents or not contents:
            notes.append(f"{row.reference}：身份证号或查询内容读不出，不算答复。")
            continue
        # A day that cannot be read is no day without limit.
        days = ("since", "until", "answered")
        if any(row.text(key) and dates.day(row[key]) is None for key in days):
            notes.append(f"{row.reference}：查询起止或答复日期读不出，不算答复。")
            continue
        for content in contents:
            found[str(content)].setdefault(number.key, []).append(row)
    return found


def contents_of(row: Row) -> set[str | None]:
    """Return what a row of 公安查询登记 is about, None for what cannot be read."""
    return {codes.QUERY_CONTENT.meant(each) for each in _pieces(row.text("content"))}


def _pieces(text: str) -> list[str]:
    pieces = text.replace("，", "、").replace(",", "、").replace("；", "、").replace("/", "、")
    return [piece for piece in pieces.split("、") if piece.strip()]


def _result(row: Row) -> str | None:
    return codes.QUERY_RESULT.meant(row.text("result"))


def _answer(rows: Sequence[Row], *, has_records: bool) -> Answer | None:
    """Return the widest answer; 有记录 without a row in the table is none, and so is a blank."""
    told = [row for row in rows if has_records or _result(row) == codes.NO_RECORD]
    if not told:
        return None
    sinces = [dates.day(row["since"]) for row in told]
    untils = [dates.day(row["until"]) or dates.day(row["answered"]) for row in told]
    return Answer(
        None if None in sinces else min(each for each in sinces if each),
        None if None in untils else max(each for each in untils if each),
    )
