"""Read the people and contents of a query: a block's conditions, or 送公安查询名单."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import FileError, UnusableFile
from addin.forms import ledgers
from addin.forms.columns import Table
from addin.jobs.police.tables import QUERY
from addin.reading.opening import Workbook
from addin.reading.tables import LedgerSheet, read_table
from addin.values import dates
from addin.values.dates import Value

PERIOD = ("since", "until", "answered")
# The required columns of 送公安查询名单; lists made by hand may have any others.
_LIST = Table(
    QUERY.name, tuple(ledgers.QUERY_LOG.by_key[k] for k in ("name", "id_number", "since"))
)


@dataclass(frozen=True, slots=True)
class Period:
    """The period that an answer covers, as written; '' where it is not stated."""

    since: str = ""
    until: str = ""
    answered: str = ""

    def over(self, wider: Period) -> Period:
        """Return this period, with missing ends taken from ``wider``."""
        return Period(*(getattr(self, key) or getattr(wider, key) for key in PERIOD))

    def unreadable(self) -> str:
        """Return the text of an end that is not a date, '' where both can be read."""
        said = {ledgers.QUERY_LOG.by_key[key].title: getattr(self, key) for key in PERIOD}
        unread = (f"{title}“{t}”" for title, t in said.items() if t and not dates.day(t))
        return "、".join(unread)


@dataclass(frozen=True, slots=True)
class Asked:
    """One person of a query: the place (row from 1), and the contents.

    ``contents`` is empty where the query does not state it; ``unread`` are contents whose answer
    is in unknown words.
    """

    name: str
    id_number: Value
    sheet: str
    row: int
    contents: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class AskedList:
    """A 送公安查询名单: the file, and the people on it."""

    path: Path
    people: Sequence[Asked]


def read_asked(path: Path) -> AskedList:
    """Return a 送公安查询名单; raise UnusableFile where the file is not one."""
    sheets = [sheet for grid in Workbook(path).grids() if (sheet := read_table(grid, _LIST))]
    people = [asked for sheet in sheets for asked in _people(sheet)]
    if not people:
        raise UnusableFile(
            f"“{path.name}”不是送公安查询名单：没有认出“姓名”“身份证号”两栏，或者一个人也没有，"
            "请选“公安导出”写出、送给公安的那一份",
            FileError.NO_SUCH_FORM,
        )
    return AskedList(path, people)


def _people(sheet: LedgerSheet) -> Iterator[Asked]:
    if not {"name", "id_number"} <= sheet.layout.positions.keys():
        return
    for row in sheet.rows:
        if row.text("id_number"):
            name, since = row.text("name"), Period(since=row.text("since"))
            yield Asked(name, row["id_number"], row.layout.sheet, row.number, period=since)
