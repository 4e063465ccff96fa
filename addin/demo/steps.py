"""The steps of the demonstration: command lines in the order of an office's work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.forms import annex2, sheets
from addin.reading.unit import form_of
from addin.samples import city, corrected, incomplete, previous

_DAY = corrected.AS_OF  # the day of the custody moves below
_LENT, _BACK, _LOST, _TRAVELLED = "E00000242", "E00000236", "E00000014", "E00000246"


@dataclass(frozen=True)
class Step:
    """One command as typed, its purpose, and how many lines of its output are shown."""

    title: str
    why: str
    arguments: tuple[str, ...]
    lines: int = 4


def steps(samples: Path, results: Path) -> Iterator[Step]:
    """Yield the steps; a step may need a file that an earlier one wrote."""
    yield from _first_reports(samples, results)
    yield from _custody(samples, results)
    yield from _second_reports(samples, results)
    yield from _handing_in(samples, results)


def _first_reports(samples: Path, results: Path) -> Iterator[Step]:
    units, asked = samples / city.NAME, samples / city.NAME / city.ASKED
    listed = samples / previous.EXPECTED
    yield Step(
        "校验", "逐个文件报全，坏文件不影响别的；标注过的副本另放，原文件不动",
        ("check", str(units), "-o", str(results / "标注过的副本")), 6,
    )  # fmt: skip
    yield Step(
        "核查", "每类问题一例，差一点而不算的写在“示例说明”表",
        ("verify", str(units / city.CASES)), 10,
    )  # fmt: skip
    for sample in incomplete.SAMPLES:
        path = samples / incomplete.NAME / sample.path
        yield Step("核查", "资料不全：没有判的写明缺什么、谁来补", ("verify", str(path)), 14)
    yield Step(
        "公安导入", "不带 -o 只报告：新的几行、重复的、要人核对的",
        ("police-import", str(asked), str(samples / city.ANSWERED)),
    )  # fmt: skip
    yield Step(
        "催报", "谁没报、谁的有错误，通知复制就能发",
        ("remind", str(listed), str(units), "-o", str(results / sheets.REMIND_FILE)), 12,
    )  # fmt: skip
    yield Step(
        "汇总", "第一次报来的：坏文件和疑点另列",
        ("rollup", str(units), "-o", str(results / f"{annex2.SHEET}.xlsx")), 24,
    )  # fmt: skip


def _custody(samples: Path, results: Path) -> Iterator[Step]:
    kept = samples / corrected.NAME / corrected.KEPT
    former, own = samples / previous.NAME / previous.FORM, results / kept.name
    owner = {
        number: person.name
        for person in form_of(kept).people
        for number in person.text("documents").split("、")
    }

    def move(file: Path, what: str, number: str, *more: str) -> tuple[str, ...]:
        return ("custody", str(file), owner[number], what, number, "--date", _DAY, *more)

    yield Step(
        "变更比对", "新增名册用附件1样式，可直接报送",
        ("diff", str(former), str(kept), "-o", str(results / sheets.CHANGES_FILE)),
    )  # fmt: skip
    yield Step(
        "公安导出", "新增、变更、撤销由同一次比对得出",
        ("police-export", str(kept), "--previous", str(former), "-o", str(results / "送公安")),
    )  # fmt: skip
    lent = results / "领用" / kept.name
    back = results / "归还" / kept.name
    yield Step(
        "保管登记", "归还期限按审批算出，写出领用单", move(kept, "领用", _LENT, "-o", str(lent))
    )
    yield Step("保管登记", "办不了的说明原因，一项也不记", move(lent, "领用", _LENT))
    yield Step("保管登记", "何时还的记入台账", move(lent, "归还", _BACK, "-o", str(back)))
    yield Step("保管登记", "情况说明的事实已填好", move(back, "挂失", _LOST, "-o", str(own)))
    yield Step("预警", "按紧急程度；已到期的仍要如实登记",
               ("alerts", str(own), "-o", str(results / "预警.xlsx")), 6)  # fmt: skip
    page = results / f"{sheets.DOSSIER}_{owner[_TRAVELLED]}.xlsx"
    yield Step(
        "一人一档", "一页纸看清证件、审批、行程，号码隐去几位",
        ("dossier", owner[_TRAVELLED], str(kept), "-o", str(page)),
    )  # fmt: skip


def _second_reports(samples: Path, results: Path) -> Iterator[Step]:
    units, listed = samples / corrected.NAME, samples / previous.EXPECTED
    before = samples / previous.NAME / previous.SUMMARY
    summary = results / "附件2（更正后）.xlsx"
    yield Step(
        "催报", "催过以后都改好了，可以汇总",
        ("remind", str(listed), str(units), "-o", str(results / "催报（更正后）.xlsx")), 0,
    )  # fmt: skip
    yield Step("汇总", "小计、合计是活公式", ("rollup", str(units), "-o", str(summary)), 24)
    yield Step(
        "情况报告", "每个数字注明出自哪一格，并与上次报送的附件2比出增减",
        ("report", str(summary), "--previous", str(before),
         "-o", str(results / sheets.REPORT_FILE)),
    )  # fmt: skip
    yield Step(
        "抽查", "同一种子抽出同样的人，谁都能重抽核对",
        ("sample", str(units), "-n", "20", "--seed", "7", "-o", str(results / sheets.SAMPLE_FILE)),
    )  # fmt: skip
    yield Step("年度报告", "每年第一季度书面报告",
               ("yearly", str(units), "--year", "2014", "-o", str(results / sheets.YEARLY_FILE)),
               0)  # fmt: skip
    yield Step(
        "在外人员", "人在外的每季度汇报一次",
        ("abroad", str(units), "--quarter", "2015Q3", "-o", str(results / sheets.ABROAD_FILE)),
    )  # fmt: skip


def _handing_in(samples: Path, results: Path) -> Iterator[Step]:
    package = results / sheets.PACKAGE
    before = samples / previous.NAME / previous.SUMMARY
    yield Step(
        "报送包", "剥离底稿，带清单和接收回执",
        ("package", str(samples / corrected.NAME), "-o", str(package), "--previous", str(before)),
    )  # fmt: skip
    yield Step(
        "接收验证", "两边的校验码一样，就是一个字节也没有变",
        ("package", "--verify", str(package)), 0,
    )  # fmt: skip
