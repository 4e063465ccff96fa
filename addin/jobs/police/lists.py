"""Build the lists for the police (规格 §5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from addin.forms import codes
from addin.forms.columns import Table
from addin.forms.text import squeeze
from addin.jobs.police.tables import BATCH, QUERY
from addin.model.archive import person_key
from addin.model.changes import compare
from addin.model.parameters import Parameters
from addin.model.rows import Form, Person
from addin.values import dates, names
from addin.values.dates import compact

ADD, CHANGE, WITHDRAW = "新增", "变更", "撤销"
_LONGEST_QUERY = 5  # years of border crossings that the police look up at most

_REGISTERED = ("surname", "given_name", "sex", "birth", "residence", "post", "authority")
_PROVINCE = re.compile(r"^([^省]{2,3})省")

Line = tuple[str | int, ...]


@dataclass(frozen=True)
class Sending:
    """A list for the police: its rows, and notes for the clerk."""

    table: Table
    rows: tuple[Line, ...]
    notes: tuple[str, ...]


def query_list(form: Form, settings: Parameters) -> Sending:
    """Return 送公安查询名单: one line for each person, from 核查起始日 on.

    People without a usable identity number cannot be looked up; the notes name them.
    """
    rows: list[Line] = []
    notes: list[str] = []
    for person in _once_each(form.people):
        if not person.identity.is_sound:
            notes.append(f"{person.name}（{person.row.reference}）身份证号有误，未列入查询名单。")
            continue
        born = person.identity.birth
        assert born
        rows.append(
            QUERY.row(
                serial=len(rows) + 1,
                name=person.name,
                blank="",
                id_number=person.identity.key,
                sex=codes.SEX.values.index(person.identity.sex) + 1,
                birth=compact(born),
                since=compact(settings.start),
            )
        )
    if settings.as_of.year - settings.start.year > _LONGEST_QUERY:
        notes.append(
            f"起始日期{settings.start}距今超过 {_LONGEST_QUERY} 年，"
            "公安机关一般最多查近 5 年，更早的记录请在公函中说明。"
        )
    return Sending(QUERY, tuple(rows), tuple(notes))


def registration_batch(form: Form, previous: Form | None = None) -> Sending:
    """Return 登记备案批量表: the people to add to, change in or remove from the police register.

    With the previous 附件1, 新增 are the people new on the form, 变更 those whose registered
    particulars differ, 撤销 those no longer on it. In either case people with 未备案 are 新增, and
    people with 变更备案 are 变更.
    """
    actions: dict[str, tuple[str, Person]] = {}
    if previous is not None:
        found = compare(previous, form)
        actions |= {person_key(p): (WITHDRAW, p) for p in found.removed}
        actions |= {
            person_key(each.new): (CHANGE, each.new)
            for each in found.changed
            if any(change.key in _REGISTERED for change in each.changes)
        }
        actions |= {person_key(p): (ADD, p) for p in found.added}
    by_status = dict(zip(codes.REGISTRATION.values, (None, ADD, CHANGE), strict=True))
    for person in _once_each(form.people):
        action = by_status.get(person.meant("status"))
        if action == ADD or (action and person_key(person) not in actions):
            actions[person_key(person)] = (action, person)
    order = (ADD, CHANGE, WITHDRAW)
    ordered = sorted(actions.values(), key=lambda pair: order.index(pair[0]))
    unit = form.unit
    rows = tuple(_batch_row(i, what, who, unit) for i, (what, who) in enumerate(ordered, 1))
    return Sending(BATCH, rows, ("“政治面貌”不在附件1中，请补填后报送。",) if rows else ())


def _batch_row(serial: int, action: str, person: Person, unit: str) -> Line:
    number = person.identity
    born = dates.day(person.row["birth"]) or number.birth
    surname, given_name = squeeze(person.text("surname")), squeeze(person.text("given_name"))
    if not surname:
        surname, given_name = names.cut(person.name) if not given_name else ("", given_name)
    return BATCH.row(
        serial=serial,
        surname=surname,
        given_name=given_name or person.name,
        sex=person.meant("sex") or number.sex,
        birth=compact(born) if born else "",
        id_number=number.key,
        residence=_PROVINCE.sub(r"\1", person.text("residence")),
        party="",
        action=action,
        unit=unit,
        post=person.text("post"),
        authority=person.text("authority"),
    )


def _once_each(people: Iterable[Person]) -> Iterator[Person]:
    seen: set[str] = set()
    for person in people:
        key = person_key(person)
        if key not in seen:
            seen.add(key)
            yield person
