"""Turn results of the police into lines for 公安查询登记: person, content, and what was found.

The content of an answer follows from the kinds of tables in the files, empty tables included: a
table of documents answers 证件, of crossings 出入境, of the register 备案. Blocks name their person
and content (``blocks``). A list names only people with a record; the other people of the query
are on 送公安查询名单 only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from addin.forms import codes, ledgers
from addin.forms.text import listed
from addin.jobs.police.asking import PERIOD, Asked, AskedList, Period
from addin.jobs.police.merging import Incoming, KnownPeople
from addin.jobs.police.reading import Results
from addin.model.archive import key_of
from addin.model.rows import Layout, Row
from addin.values import dates, names
from addin.values.identity import parse

_LOG = ledgers.QUERY_LOG
_LAYOUT = Layout(
    _LOG.name,
    {key: at for at, key in enumerate(_LOG.keys())},
    {column.key: column.title for column in _LOG.columns},
)


def answered(
    results: Sequence[tuple[str, Results]], asked: AskedList | None, people: KnownPeople
) -> tuple[list[Incoming], list[str]]:
    """Return one line for each person and content, and what is not registered and why.

    People with a line are 有记录, the others of the query 查无. People who may be meant by a line
    without a usable number, or by one that a human has to decide on, are neither.
    """
    found = _Found(results, people)
    lines: dict[tuple[str, str], Incoming] = {}
    unsure: defaultdict[str, dict[str, None]] = defaultdict(dict)  # reason -> the people
    for asked_one, content, source, origin in found.asked(asked):
        identity = key_of(asked_one.id_number)
        reason = found.doubt(asked_one, content)
        if reason:
            unsure[reason][asked_one.name or f"{origin} 第 {asked_one.row} 行"] = None
        elif (identity, content) not in lines and not found.is_objected(identity, content):
            lines[identity, content] = found.line(asked_one, content, source, origin)
    for content, by_person in found.lines.items():
        for identity, first in by_person.items():
            if (identity, content) not in lines:
                lines[identity, content] = found.line_of(first, content)
    notes = [f"{listed(who, len(who), '人')}：{reason}" for reason, who in unsure.items()]
    return list(lines.values()), notes


class _Found:
    """What the files contain, by content and person."""

    def __init__(self, results: Sequence[tuple[str, Results]], people: KnownPeople) -> None:
        self.results = results
        self.lines: defaultdict[str, dict[str, Incoming]] = defaultdict(dict)
        self.objected: defaultdict[str, set[str]] = defaultdict(set)
        self.in_question: defaultdict[str, set[str]] = defaultdict(set)
        self.unread: set[tuple[str, str]] = set()
        self.sources: defaultdict[str, list[str]] = defaultdict(list)
        self.periods: defaultdict[str, dict[str, Period]] = defaultdict(dict)
        for source, each in results:
            for table, incoming in each.lines.items():
                content = ledgers.ASKED[table]
                self.periods[content][source] = each.periods.get(table, Period())
                self._take(content, incoming, people)
            tables = {ledgers.ASKED[table] for table in each.lines}
            self.unread.update((key_of(o.id_number), c) for o in each.asked for c in o.unread)
            for content in tables.union(*(one.contents for one in each.asked)):
                self.sources[content].append(source)

    def _take(self, content: str, incoming: Sequence[Incoming], people: KnownPeople) -> None:
        for line in incoming:
            objection = people.objection(line)
            if objection or not parse(line.row["id_number"]).is_sound:
                self.in_question[content].add(names.normal(line.row.text("name")))
            if objection:
                self.objected[content].add(line.identity)
            elif line.identity:
                self.lines[content].setdefault(line.identity, line)

    def asked(self, asked: AskedList | None) -> Iterator[tuple[Asked, str, str, str]]:
        """Yield each person of the query, the content, the file with the answer, and the place."""
        for source, each in self.results:
            for one in each.asked:
                yield from ((one, content, source, source) for content in one.contents)
        for one in asked.people if asked else ():
            for content, sources in sorted(self.sources.items()):
                whole = replace(one, period=self._covered(content).over(one.period))
                files = listed(sources, len(sources), "个文件")
                yield whole, content, files, asked.path.name if asked else ""

    def _covered(self, content: str) -> Period:
        """Return the shortest period that the files of a content cover, where they state one."""
        said = self.periods[content].values()
        texts = {key: [t for each in said if (t := getattr(each, key))] for key in PERIOD}
        return Period(*(_least(texts[key], max if key == "since" else min) for key in PERIOD))

    def doubt(self, asked: Asked, content: str) -> str:
        """Return why no answer can be registered for a person, '' where one can."""
        identity = key_of(asked.id_number)
        if not identity:
            return "没有身份证号或末几位已丢失，没有登记"
        if unreadable := _told(asked.period, content).unreadable():
            return f"{unreadable}读不出，“{content}”没有登记"
        is_meant = names.normal(asked.name) in self.in_question[content] and asked.name
        if is_meant and identity not in self.lines[content]:
            return f"答复中有同名而号码对不上的“{content}”记录，没有登记为{codes.NO_RECORD}，请核对"
        if (identity, content) in self.unread and identity not in self.lines[content]:
            return f"答复中有认不出的“{content}”内容，没有登记，请核对"
        return ""

    def is_objected(self, identity: str, content: str) -> bool:
        """Return whether a human has to decide on all lines of a person."""
        return identity in self.objected[content] and identity not in self.lines[content]

    def line(self, asked: Asked, content: str, source: str, origin: str) -> Incoming:
        """Return the line about a person of the query."""
        first = self.lines[content].get(key_of(asked.id_number))
        result = codes.SOME_RECORD if first else codes.NO_RECORD
        source = first.source if first and origin != source else source
        who = {"name": asked.name, "id_number": key_of(asked.id_number), "source": source}
        said = _told(asked.period, content)
        return Incoming(_row(asked.row, who, content, result, said), origin)

    def line_of(self, first: Incoming, content: str) -> Incoming:
        """Return the line about a person who has a record in a list."""
        said = _told(self.periods[content][first.source], content)
        said = replace(said, **{k: "" for k in PERIOD if not dates.day(getattr(said, k))})
        who = {"name": first.row.text("name"), "id_number": first.identity, "source": first.source}
        return Incoming(_row(first.row.number, who, content, codes.SOME_RECORD, said), first.source)


def _told(period: Period, content: str) -> Period:
    """Return the period for 出入境, only the day of the answer for other contents."""
    return period if content == codes.CROSSINGS_ASKED else Period(answered=period.answered)


def _least(texts: Sequence[str], choose: Callable[[Iterable[str]], str]) -> str:
    """Return the text of the chosen day; a text without a day takes precedence."""
    days = {str(dates.day(text) or ""): text for text in texts}
    return days.get("") or (days[choose(days)] if days else "")


def _row(number: int, who: Mapping[str, str], content: str, result: str, said: Period) -> Row:
    when = {key: dates.day(getattr(said, key)) for key in PERIOD}
    return Row(_LAYOUT, number, _LOG.row(**who, **when, content=content, result=result))
