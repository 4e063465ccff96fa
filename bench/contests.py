"""The comparisons and their budgets (issue 5, point 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import files
from bench.racing import Time, code, command, race, reading, task
from bench.tasks import FORMULA_ROWS, ROWS

MANY, FEW = 3_000, 300
PROVINCE = 20_000  # workbooks: 13 cities, 100 counties (docs/规模.md)


@dataclass(frozen=True)
class Line:
    """One line of the table; ``met`` is None where there is no budget."""

    what: str
    ours: str
    against: str
    figure: str
    budget: str = ""
    met: bool | None = None


Contest = Callable[[Path], Iterator[Line]]


def rules(_: Path) -> Iterator[Line]:
    """(a) The rules on a table in memory."""
    ours, pandera, checksum = "our_five", "pandera_five", "pandera_five_and_checksum"
    names = (ours, "our_rules", pandera, checksum)
    times = race({name: task(name) for name in names})
    times |= race({"frictionless_five": task("frictionless_five")}, 1)
    size = f"{ROWS:,} 行×14 列"
    yield _ratio(f"五项规则，{size}，对 pandera 五项", times[ours], times[pandera], at_most=1)
    yield _ratio("五项规则，对 pandera 五项加校验码", times[ours], times[checksum], at_most=1)
    yield _ratio("全部规则，对 pandera 五项", times["our_rules"], times[pandera], at_most=5)
    yield _ratio("全部规则，对 frictionless", times["our_rules"], times["frictionless_five"])


def check(folder: Path) -> Iterator[Line]:
    """(b) ``check`` from start to end."""
    path = files.county(folder / "county.xlsx", ROWS)
    runners = {"ours": command("check", "--json", path), "read": reading("calamine", path)}
    times = race(runners, 3)
    what = f"check 全程（{ROWS:,} 行），对 calamine 只读"
    yield _ratio(what, times["ours"], times["read"], at_most=2.5)


def rollup(folder: Path) -> Iterator[Line]:
    """(c) ``rollup`` of units' workbooks with 60 people each."""
    few, many = (files.units(folder / str(count), count) for count in (FEW, MANY))

    def run(source: Path, jobs: int) -> tuple[str, ...]:
        return "rollup", "--jobs", str(jobs), str(source), "-o", str(folder / "附件2.xlsx")

    times = race(
        {
            "one": command(*run(few, 1)),
            "two": command(*run(few, 2)),
            "read": reading("calamine", few),
        },
        3,
    )
    long = race(
        {
            "one": command(*run(many, 1)),
            "two": command(*run(many, 2)),
            "read": reading("calamine", many),
            "openpyxl": reading("openpyxl", few),
        },
        1,
    )
    what = "rollup {} 本（每本 60 人），{} 个进程，对 {}"
    yield _ratio(what.format(FEW, 1, "calamine 只读"), times["one"], times["read"], at_most=3)
    yield _ratio(what.format(FEW, 2, "calamine 只读"), times["two"], times["read"], at_most=3)
    yield _ratio(what.format(MANY, 1, "calamine 只读"), long["one"], long["read"], at_most=3)
    yield _ratio(what.format(MANY, 2, "calamine 只读"), long["two"], long["read"], at_most=3)
    yield _ratio(
        f"openpyxl 只读 {FEW} 本，对 rollup 1 个进程", long["openpyxl"], times["one"], at_least=5
    )
    yield _ratio(
        f"rollup {MANY} 本，对 {FEW} 本（1 个进程）", long["one"], times["one"], at_most=11
    )
    yield _ratio(f"rollup {MANY} 本，1 个进程对 2 个", long["one"], long["two"], at_least=1.6)
    memory = long["two"].memory / 2**20
    yield Line(
        f"rollup {MANY} 本，最大的进程", f"{memory:.0f} MB", "", "", "≤ 200 MB", memory <= 200
    )
    for name, jobs in (("one", 1), ("two", 2)):
        whole = _extrapolated(times[name], long[name])
        what = f"外推：rollup {PROVINCE:,} 本，{jobs} 个进程"
        yield Line(what, f"{whole.seconds:.0f} s，{whole.memory / 2**20:.0f} MB", "", "")


def marking(folder: Path) -> Iterator[Line]:
    """(d) One form checked and marked in a process that is warm."""
    path = next(files.units(folder / "one", 1).iterdir())
    time = race({"mark": task("mark_form", path)})["mark"].seconds * 1000
    yield Line("校验并标注一份 60 行的表", f"{time:.0f} ms", "", "", "≤ 100 ms", time <= 100)


def starting(_: Path) -> Iterator[Line]:
    """(e) What a person waits for before anything happens."""
    times = race(
        {
            "bare": code("pass"),
            "help": command("--help"),
            "xlwings": code("import xlwings"),
            "udfs": code("import xlwings, addin.udfs"),
            "lean": code("import sys; sys.modules['pandas'] = None; import xlwings"),
            "lean udfs": code(
                "import sys; sys.modules['pandas'] = None; import xlwings, addin.udfs"
            ),
        },
        9,
    )
    yield _more("chujing --help，对空的解释器", times["help"], times["bare"], 150)
    yield _more(
        "import xlwings 与 addin.udfs，对只有 xlwings", times["udfs"], times["xlwings"], 100
    )
    yield _more("同上，没有安装 pandas", times["lean udfs"], times["lean"], 100)
    yield _ratio("import xlwings，没有 pandas 对有 pandas", times["lean"], times["xlwings"])
    loaded = "import addin.udfs, sys; sys.exit(bool({'pandas', 'openpyxl'} & set(sys.modules)) * 2)"
    race({"loaded": code(loaded)}, 1)
    yield Line("import addin.udfs 带入 pandas、openpyxl", "没有", "", "", "没有", met=True)


def formulas(_: Path) -> Iterator[Line]:
    """(f) One formula over a block of rows, and one in each row."""
    times = race({name: task(name) for name in ("formula_singles", "formula_block")}, 3)
    what = f"=校验结果：{FORMULA_ROWS:,} 行各一次，对一片一次"
    yield _ratio(what, times["formula_singles"], times["formula_block"])


CONTESTS: tuple[Contest, ...] = (rules, check, rollup, marking, starting, formulas)


def _extrapolated(few: Time, many: Time) -> Time:
    """Return the time for a province, extrapolated from the time of each further workbook."""
    further = (PROVINCE - MANY) / (MANY - FEW)
    return Time(
        many.seconds + further * (many.seconds - few.seconds),
        many.memory + round(further * (many.memory - few.memory)),
    )


def _ratio(
    what: str,
    ours: Time,
    against: Time,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Line:
    ratio = ours.seconds / against.seconds
    budget, met = "", None
    if at_most is not None:
        budget, met = f"≤ {at_most:g}", ratio <= at_most
    elif at_least is not None:
        budget, met = f"≥ {at_least:g}", ratio >= at_least
    return Line(what, _said(ours), _said(against), f"{ratio:.2f} 倍", budget, met)


def _more(what: str, ours: Time, against: Time, at_most: int) -> Line:
    more = (ours.seconds - against.seconds) * 1000
    budget = f"≤ {at_most} ms"
    return Line(what, _said(ours), _said(against), f"多 {more:.0f} ms", budget, more <= at_most)


def _said(time: Time) -> str:
    return f"{time.seconds:.2f} s" if time.seconds >= 1 else f"{time.seconds * 1000:.0f} ms"
