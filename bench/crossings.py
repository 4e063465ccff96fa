"""核查 of a whole city, compared with only reading the same workbook.

``python -m bench.crossings`` takes a tenth of the size that issue 4 names, ``--share 1`` all of it.
The workbook is made beforehand, untimed; the contestants take turns, and the median counts. Time
is that of the processor: all of them use one, and what else the machine does is left out.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from rich.console import Console
from rich.table import Table

from addin.forms import annex1, ledgers
from addin.jobs.verify.rules import verify
from addin.reading.unit import UnitBook
from bench import people

PEOPLE, CROSSINGS, APPROVALS = 20_000, 500_000, 60_000
TODAY = date(2015, 6, 30)
_PERIOD = (datetime(2013, 1, 1), 880)  # days
_COUNTRIES = ("日本", "韩国", "泰国", "香港", "美国")

Line = list[Any]


def make(path: Path, share: float, seed: int = 1) -> int:
    """Write a workbook of that share of the city; return how many rows it has."""
    dice = random.Random(seed)
    staff = list(people.people(round(PEOPLE * share)))
    trips = [_trip(dice.choice(staff), dice) for _ in range(round(CROSSINGS * share / 2))]
    approvals = [_approval(trip) for trip in dice.sample(trips, round(APPROVALS * share))]
    crossings = [line for trip in trips for line in trip]
    dice.shuffle(crossings)
    form = [[person[key] for key in annex1.TABLE.keys()] for person in staff]
    book = openpyxl.Workbook(write_only=True)
    for table, lines in (
        (annex1.TABLE, form),
        (ledgers.POLICE_CROSSINGS, crossings),
        (ledgers.APPROVALS, approvals),
    ):
        sheet = book.create_sheet(table.name)
        sheet.append(table.titles())
        for line in lines:
            sheet.append(line)
    book.save(path)
    return len(form) + len(crossings) + len(approvals)


def _trip(person: dict[str, Any], dice: random.Random) -> tuple[Line, Line]:
    """Return an exit and an entry one to ten days later."""
    who = [person["surname"] + person["given_name"], person["id_number"]]
    left = _PERIOD[0] + timedelta(days=dice.randrange(_PERIOD[1]), minutes=dice.randrange(1440))
    back = left + timedelta(days=dice.randrange(1, 11))
    where = [dice.choice(_COUNTRIES), "机场"]
    out, home = (
        [*who, "护照", person["documents"], direction, f"{when:%Y-%m-%d %H:%M}", *where]
        for direction, when in (("出境", left), ("入境", back))
    )
    return out, home


def _approval(trip: tuple[Line, Line]) -> Line:
    """Return an approval of exactly the days of a trip."""
    out, home = trip
    leave, back = out[5][:10], home[5][:10]
    return [*out[:2], "出国（境）", "护照", out[6], leave, back, "2012-12-01", "市委组织部", "一号"]


def simply_read(path: Path) -> object:
    """Read every value with python-calamine."""
    book = python_calamine.load_workbook(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def judge(book: UnitBook) -> object:
    """Run 核查 on a workbook."""
    settings, _ = book.ledgers.settings(TODAY)
    return verify(book.form, book.ledgers.rows, settings).problems


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def race(contestants: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run the contestants in turn; return the median of each."""
    taken = [{name: seconds(work) for name, work in contestants.items()} for _ in range(rounds)]
    return {name: statistics.median(turn[name] for turn in taken) for name in contestants}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--share", type=float, default=0.1, help="of the full size")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "全市.xlsx"
        rows = make(path, chosen.share)
        book = UnitBook(path)
        _ = book.form, book.ledgers  # read now, so that ``judge`` finds them read
        times = race(
            {
                "python-calamine 只读": lambda: simply_read(path),
                "核查（从文件到问题）": lambda: judge(UnitBook(path)),
                "核查（已读入的行）": lambda: judge(book),
            },
            chosen.rounds,
        )
    report(rows, times)


def report(rows: int, times: dict[str, float]) -> None:
    """Print the table."""
    table = Table("做什么", "秒（CPU）", "行/秒", "比只读", title=f"{rows:,} 行")
    reference = next(iter(times.values()))
    for name, taken in times.items():
        table.add_row(name, f"{taken:.2f}", f"{rows / taken:,.0f}", f"{taken / reference:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
