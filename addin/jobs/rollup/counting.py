"""Counting one unit's workbook: 附件1, 问题清单 and 处理台账 (规格 §4)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from addin.forms import annex2, codes
from addin.jobs.rollup.contribution import DoubtKind, Entry, Member
from addin.model.remarks import APART, CATEGORY_REMARK
from addin.model.rows import Form, Person, Row
from addin.values.identity import Identity
from addin.values.identity import parse as parse_identity

_OPEN, _TRUE, _ = codes.VERDICT.values
_SEPARATORS = re.compile(r"[、，,；;/／\n]+")


class UnitCount:
    """The count of one workbook: ``entries`` to be tallied, ``members`` of 附件1."""

    def __init__(self) -> None:
        self.entries: set[Entry] = {("units", "")}
        self.members: list[Member] = []
        self._repeats: Counter[Entry] = Counter()
        self._rows: dict[tuple[DoubtKind, str, str], list[int]] = defaultdict(list)
        self._said: list[tuple[DoubtKind, str]] = []

    @property
    def doubts(self) -> Iterator[tuple[DoubtKind, str]]:
        """What is doubtful, the same about several rows in one sentence."""
        yield from self._said
        for (kind, sheet, words), numbers in self._rows.items():
            yield kind, f"{sheet}第{'、'.join(map(str, numbers))}行{words}"

    def doubt(self, kind: DoubtKind, message: str) -> None:
        """Note something that is not about a row."""
        self._said.append((kind, message))

    def add_form(self, form: Form) -> None:
        """Count the people of 附件1 by type and 登记备案状态."""
        by_key: dict[str, list[Person]] = defaultdict(list)
        said = zip(form.meant("status"), form.meant("category"), strict=True)
        who = zip(form.people, form.identities, form.names, said, strict=True)
        for person, number, name, (status, category) in who:
            reference = person.row.reference
            key = person_key(number, name) or reference
            by_key[key].append(person)
            self.members.append(Member(key, name, reference))
            self._add_person(key, person, status, category)
        for people in by_key.values():
            if len(people) > 1:
                self.doubt(DoubtKind.REPEATED, _repeated(people))

    def add_problems(self, rows: Sequence[Row]) -> None:
        """Count a 问题清单: 属实 by person and category, 待核实 by line."""
        for row in rows:
            who = self._who(row)
            verdict = codes.VERDICT.meant(row.text("verdict")) or _OPEN
            if who and verdict == _OPEN:
                keys = ("number", "problem", "evidence", "message")
                self._add_record("pending", who, *map(row.text, keys))
            elif who and verdict == _TRUE:
                self._add_problem(row, who)

    def add_open(self, findings: Iterable[str]) -> None:
        """Count what 核查 has just found (by its 编号) and nobody has decided on yet."""
        self.entries.update(("pending", number) for number in findings)

    def add_handling(self, rows: Sequence[Row]) -> None:
        """Count 处理台账: people once, by rank; every way of handling each time it was used."""
        for row in rows:
            who = self._who(row)
            if who:
                self.entries.add(("handling_units", ""))
                self._add_rank(row, who)
                self._add_penalties(row, who)

    def _add_person(self, key: str, person: Person, status: str, category: str) -> None:
        if status == codes.NOT_ON_FILE:
            self.entries.add(("unregistered", key))
        elif status in (codes.ON_FILE, codes.CHANGED):
            self.entries.add((self._column(person, category), key))
        else:
            self._leave_out(person.row, "status")

    def _column(self, person: Person, category: str) -> str:
        column = annex2.CATEGORY_COLUMN.get(category) or CATEGORY_REMARK.get(category)
        if column:
            return column
        self._remark(person.row, "category", "不在通知所列七类之内，计入小计，备注列为其他类型人员")
        return APART[-1]

    def _add_problem(self, row: Row, who: str) -> None:
        problem = codes.PROBLEM.meant(row.text("problem"))
        if problem is None:
            self._leave_out(row, "problem")
        elif problem in annex2.PROBLEM_COLUMN:
            self.entries.add((annex2.PROBLEM_COLUMN[problem], who))
        else:
            self.entries.add(("beyond", f"{who}|{problem}"))

    def _add_rank(self, row: Row, who: str) -> None:
        rank = codes.RANK.meant(row.text("rank"))
        if rank is None:
            rank = codes.RANK.values[-1]
            self._remark(row, "rank", f"认不出是哪一级，计入“{rank}”")
        self.entries.add((annex2.RANK_COLUMN[rank], who))

    def _add_penalties(self, row: Row, who: str) -> None:
        for written in _SEPARATORS.split(row.text("penalty")):
            way = codes.PENALTY.meant(written)
            if way:
                column = annex2.PENALTY_COLUMN[way]
                self._add_record(column, who, row.text("problem"), row.text("date"))
            else:
                self._leave_out(row, "penalty", written)

    def _add_record(self, column: str, *record: str) -> None:
        """Count a record; the same again in this workbook is another one, in its copy it is not."""
        entry = column, "|".join(record)
        self._repeats[entry] += 1
        self.entries.add((column, f"{entry[1]}|{self._repeats[entry]}"))

    def _who(self, row: Row) -> str:
        key = person_key(parse_identity(row["id_number"]), row.text("name"))
        if not key:
            self._note(DoubtKind.UNCOUNTED, row, "没有姓名和身份证号，没有计入")
        return key

    def _leave_out(self, row: Row, key: str, written: str | None = None) -> None:
        said = row.text(key) if written is None else written.strip()
        self._note(DoubtKind.UNCOUNTED, row, _about(row, key, said, "不在代码表内，没有计入"))

    def _remark(self, row: Row, key: str, words: str) -> None:
        self._note(DoubtKind.REMARK, row, _about(row, key, row.text(key), words))

    def _note(self, kind: DoubtKind, row: Row, words: str) -> None:
        self._rows[kind, row.layout.sheet, words].append(row.number)


def person_key(number: Identity, name: str) -> str:
    """Return the key of a person: the identity number, and the name where the number is invalid."""
    return number.key + (name if number.says_nothing else "")


def _about(row: Row, key: str, said: str, words: str) -> str:
    shown = f"填的是“{said}”" if said else "空白"
    return f"“{row.layout.titles.get(key, '')}”{shown}，{words}"


def _repeated(people: Sequence[Person]) -> str:
    listed = "、".join(f"{person.row.reference}{person.name}" for person in people)
    differing = [
        title
        for title, values in (
            ("姓名", {person.name for person in people}),
            ("人员类型", {person.meant("category") for person in people}),
            ("登记备案状态", {person.meant("status") for person in people}),
        )
        if len(values) > 1
    ]
    more = f"；{'、'.join(differing)}不一致，请核对" if differing else ""
    return f"{people[0].identity.text}在附件1中出现{len(people)}次（{listed}），只计一人{more}"
