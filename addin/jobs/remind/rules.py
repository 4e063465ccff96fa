"""The rules of 催报: match units of a list with the files received.

Source: 规格 §5, issue 6; 连委组通〔2015〕23号 五. A unit is matched by the name its form says, as
written but for width, white space and （盖章）. A similar name is only
proposed (疑似). Texts hold cell addresses, but no personal data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from pathlib import PurePath
from typing import NamedTuple

from addin.forms.text import squeeze
from addin.jobs.remind.tables import STATES

_SEAL = re.compile(r"\((?:盖?章|公章|签章|印章?)\)$")
# Words that clerks add to a unit's name in a file name.
_ASIDE = re.compile(
    r"\([^()]*\)|(?:[-_]?(?:副本|复件|更正|修改|定稿|最终版?|附件[12一二]))+$|^附件[12一二][-_]?"
)
_SIMILAR = 0.8  # from here on two names are proposed as one
_SHORTEST = 3  # characters of a name that is looked for within another


class State(Enum):
    """The states of a unit of the list; the value is the Chinese word shown."""

    CLEAN = STATES["clean"]
    FAULTY = STATES["faulty"]
    TWICE = STATES["twice"]
    UNREADABLE = STATES["unreadable"]
    MISSING = STATES["missing"]


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit that should hand in, as the list has it; ``row`` counts from 1."""

    name: str
    row: int
    superior: str = ""
    contact: str = ""
    phone: str = ""
    deadline: date | None = None


class CellRef(NamedTuple):
    """A cell to correct: its address, and the heading of its column.

    For 附件2 ``address`` is '' and the heading is a sentence about its numbers.
    """

    address: str
    what: str


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file received.

    ``unit`` is the name in the form. Where it is blank or the file cannot be read, it is the file's
    name and ``is_named`` is False. ``mistakes`` are the places to correct. ``covers``
    are the units that a subordinate 附件2 speaks for. ``reason`` is why it cannot be read.
    """

    source: str
    unit: str
    is_named: bool = True
    sha256: str = ""
    mistakes: tuple[CellRef, ...] = ()
    covers: tuple[str, ...] = ()
    reason: str = ""

    @property
    def file(self) -> str:
        """Return the file's name without its folders."""
        return PurePath(self.source).name

    @property
    def place(self) -> str:
        """Return the names of the file and its folder, since many units use the same file name."""
        return "/".join(PurePath(self.source).parts[-2:])


@dataclass(frozen=True)
class UnitStatus:
    """One unit of the list, its files, and similar names that a person has to check.

    ``via`` is the subordinate 附件2 that includes the unit, where it has no file of its own.
    """

    expected: Expected
    files: tuple[ReceivedFile, ...] = ()
    via: ReceivedFile | None = None
    near: tuple[ReceivedFile, ...] = ()

    @property
    def readable(self) -> list[ReceivedFile]:
        """Return the files that can be read."""
        return [each for each in self.files if not each.reason]

    @property
    def sources(self) -> tuple[ReceivedFile, ...]:
        """Return the files that its state follows from."""
        return self.files or ((self.via,) if self.via else ())

    @property
    def state(self) -> State:
        """Return its state."""
        if len(self.readable) > 1:
            return State.TWICE
        if self.readable:
            return State.FAULTY if self.mistakes else State.CLEAN
        if self.via:
            return State.CLEAN
        return State.UNREADABLE if self.files else State.MISSING

    @property
    def mistakes(self) -> list[CellRef]:
        """Return the places to correct in all its files."""
        return [place for each in self.readable for place in each.mistakes]


@dataclass(frozen=True)
class Matched:
    """The list compared with the files received; ``unlisted`` belong to no unit of the list.

    Each unlisted file is paired with similar names on the list. ``copies`` are files left out
    because another has the same content, each with that other file.
    """

    standings: tuple[UnitStatus, ...]
    unlisted: tuple[tuple[ReceivedFile, tuple[str, ...]], ...]
    copies: tuple[tuple[ReceivedFile, ReceivedFile], ...] = ()

    @property
    def is_done(self) -> bool:
        """Return whether every unit has handed in without errors and no file is unlisted."""
        return not self.unlisted and all(s.state is State.CLEAN for s in self.standings)


def key(name: str) -> str:
    """Return a unit's name for comparison: no white space, one width, no （盖章）."""
    return _SEAL.sub("", squeeze(name))


def match(expected: Iterable[Expected], handed: Iterable[ReceivedFile]) -> Matched:
    """Compare the files received with the list; the order of the files does not matter."""
    wanted = {key(each.name): each for each in expected}
    files, copies = _without_copies(handed)
    own: dict[str, list[ReceivedFile]] = defaultdict(list)
    others = []
    for each in files:
        found = next((name for name in _names(each) if name in wanted), None)
        if found is None:
            others.append(each)
        else:
            own[found].append(each)
    spoken_for = {key(unit): each for each in files for unit in each.covers}
    standings = [
        UnitStatus(unit, tuple(own[name]), None if own[name] else spoken_for.get(name))
        for name, unit in wanted.items()
    ]
    missing = {key(s.expected.name): s for s in standings if s.state is State.MISSING}
    alike = [(each, tuple(_alike(each, missing))) for each in others]
    return Matched(
        tuple(_with_near(standing, alike) for standing in standings),
        tuple((each, tuple(missing[n].expected.name for n in names)) for each, names in alike),
        tuple(copies),
    )


def _without_copies(
    handed: Iterable[ReceivedFile],
) -> tuple[list[ReceivedFile], list[tuple[ReceivedFile, ReceivedFile]]]:
    first: dict[str, ReceivedFile] = {}
    files, copies = [], []
    for each in sorted(handed, key=lambda each: (len(each.source), each.source)):
        known = first.setdefault(each.sha256 or each.source, each)
        if known is each:
            files.append(each)
        else:
            copies.append((each, known))
    return files, copies


def _names(each: ReceivedFile) -> Iterator[str]:
    """Yield the names of a file: its unit, else the file's name, with and without additions."""
    name = key(each.unit)
    yield name
    if not each.is_named:
        yield _ASIDE.sub("", name)


def _alike(each: ReceivedFile, missing: Mapping[str, UnitStatus]) -> list[str]:
    """Return the missing units that an unlisted file may belong to, the likeliest first."""
    found: dict[str, None] = {}
    for written in {key(each.unit): None, key(PurePath(each.source).stem): None}:
        name = _ASIDE.sub("", written)
        within = (n for n in missing if min(len(n), len(name)) >= _SHORTEST and _holds(n, name))
        found |= dict.fromkeys([*within, *get_close_matches(name, missing, 2, _SIMILAR)])
    return list(found)


def _holds(one: str, other: str) -> bool:
    return one in other or other in one


def _with_near(
    standing: UnitStatus, alike: Sequence[tuple[ReceivedFile, Sequence[str]]]
) -> UnitStatus:
    name = key(standing.expected.name)
    near = tuple(each for each, names in alike if name in names)
    return UnitStatus(standing.expected, standing.files, standing.via, near)
