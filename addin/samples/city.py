"""虚构市: the first reports of three counties and a dozen units, some with errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from addin.forms import codes, ledgers
from addin.forms.lists import PROBLEM_LIST
from addin.samples import cases, form_styles, police_results
from addin.samples.form_styles import Unit
from addin.samples.people import passport, people, person, who

NAME = "虚构市"
CASES = "市直/虚构市外事办公室（核查示例）.xlsx"
ASKED = "市直/虚构市财政局.xlsx"  # the people of the query to the police
ANSWERED = "公安查询结果"  # the folder with the results of the police
OPEN, TRUE, FALSE = codes.VERDICT.values


@dataclass(frozen=True)
class Sample:
    """One file: its path, the unit reported (None where the file is unusable), its bytes."""

    path: str
    unit: Unit | None
    data: Callable[[], bytes]


def made_by(hand: Callable[[Unit], bytes], path: str, unit: Unit) -> Sample:
    """Return the file of the unit's report in this form style."""
    return Sample(path, unit, lambda: hand(unit))


def _problem(number: int, about: dict[str, Any], problem: str, verdict: str) -> dict[str, Any]:
    return {
        "number": f"示例{number:02d}",
        **who(about),
        "category": about["category"],
        "problem": problem,
        "basis": "连委组通〔2015〕23号 三",
        "evidence": "公安证件查询!2",
        "message": "虚构的示例",
        "verdict": verdict,
    }


def _handled(
    about: dict[str, Any], rank: str, problem: str, penalty: str, unit: str
) -> dict[str, Any]:
    return {**who(about), "rank": rank, "problem": problem, "penalty": penalty,
            "date": "2015-07-10", "unit": unit}  # fmt: skip


def _archives() -> Unit:
    """Return a unit without errors, all problems verified and all people dealt with."""
    name = "虚构市档案局"
    staff = people(1, "离退 处级 处级 中层 中层 中层 涉密 裸官", name)
    return Unit(name, staff, {
        PROBLEM_LIST.name: [
            _problem(1, staff[1], codes.ILLICIT_HOLDING, TRUE),
            _problem(2, staff[1], codes.ILLICIT_HOLDING, TRUE),  # a second passport: counts once
            _problem(3, staff[1], codes.UNAPPROVED_TRIP, TRUE),
            _problem(4, staff[3], codes.HIDDEN_DOCUMENT, FALSE),
            _problem(5, staff[5], codes.HIDDEN_TRIP, OPEN),
        ],
        ledgers.HANDLING.name: [
            _handled(staff[1], "副处级", codes.ILLICIT_HOLDING, "批评教育、诫勉谈话", name),
            _handled(staff[1], "县处级", codes.UNAPPROVED_TRIP, "诫勉谈话", name),
            _handled(staff[5], "乡科级", codes.HIDDEN_TRIP, "批评教育", name),
        ],
    })  # fmt: skip


def _finance() -> Unit:
    """Return a unit without errors; its third person is also listed by the planning office."""
    name = "虚构市财政局"
    staff = people(
        11, "处级 处级 中层 中层 中层 涉密", name,
        p4={"status": "变更备案"}, p5={"status": "未备案"},
    )  # fmt: skip
    return Unit(name, staff, {
        PROBLEM_LIST.name: [
            _problem(1, staff[1], codes.ILLICIT_ISSUE, TRUE),
            _problem(2, staff[3], codes.DEVIATING_TRIP, TRUE),
            _problem(3, staff[4], codes.UNREGISTERED, TRUE),
            _problem(4, staff[5], codes.LAX_APPROVAL, OPEN),
        ],
        ledgers.HANDLING.name: [
            _handled(staff[1], "县处级", codes.ILLICIT_ISSUE, "移交纪检监察机关", name),
        ],
    })  # fmt: skip


def _planning() -> Unit:
    name = "虚构市发展改革委"
    shared = person(13, "中层", "虚构市财政局")
    return Unit(name, (*people(21, "处级 中层 中层", name), shared), {PROBLEM_LIST.name: []})


def _education() -> Unit:
    """Return a unit with typing errors: numbers, dates, sexes, contradictory cells."""
    name = "虚构市教育局"
    good = people(31, " ".join(["处级"] * 3 + ["中层"] * 11), name)
    numbers = [str(values["id_number"]) for values in good]
    wrong_check = numbers[1][:17] + ("1" if numbers[1][17] != "1" else "2")
    faults: tuple[dict[str, Any], ...] = (
        {},
        {"id_number": wrong_check},
        {"id_number": float(numbers[2][:15] + "000")},  # typed as a number: the end is lost
        {"id_number": numbers[3][:6] + numbers[3][8:17]},  # an old number of 15 digits
        {"id_number": numbers[4][:17]},
        {"id_number": f" {numbers[5][:6]} {numbers[5][6:14]} {numbers[5][14:].lower()}"},
        {"sex": "男" if good[6]["sex"] == "女" else "女"},
        {"birth": "1966-13-01"},
        {"holds": "否", "documents": passport(39)},
        {"holds": "是", "documents": "无", "custody": "是"},
        {"holds": "是", "documents": "E0000OO41", "custody": "否"},
        {"holds": "否", "documents": "—", "custody": ""},
        {"surname": "欧", "given_name": "阳虚", "custody": "已交"},
        {"holds": "是", "documents": "SE0000044", "custody": ""},
    )
    return Unit(
        name, tuple(a | b for a, b in zip(good, faults, strict=True)), {PROBLEM_LIST.name: []}
    )


def _water() -> Unit:
    return Unit("虚构市水利局", people(51, "处级 处级 中层 中层 中层 涉密", "虚构市水利局"))


def _health() -> Unit:
    return Unit("虚构市卫生局", people(61, "处级 中层 中层 中层 涉密", "虚构市卫生局"))


def _assets() -> Unit:
    """Return a unit with several documents per person, some of them expired."""
    name = "虚构市国有资产经营公司"
    several = {"holds": "是", "custody": "是"}
    return Unit(name, people(
        71, "企业 企业 企业 企业 企业", name,
        p1={**several, "documents": f"{passport(71)}、C00000071"},
        p3={**several, "documents": f"{passport(73)}、C00000073、T00000073"},
    ))  # fmt: skip


def _petitions() -> Unit:
    """Return a unit with non-standard wording and a type that the notice does not list."""
    name = "虚构市信访局"
    return Unit(name, people(
        81, "处级 处级 中层 中层 中层 裸官 中层", name,
        p2={"category": "县处级以上的在职干部"},
        p5={"category": "工勤人员"},
        p6={"category": "'裸官'的配偶或子女"},
        p7={"status": "撤销"},
    ))  # fmt: skip


def _roads() -> Unit:
    return Unit("云上县公路站", people(91, "处级 乡科 乡科 涉密", "云上县公路站"))


def _civil_affairs() -> Unit:
    """Return a unit with one person entered twice, the second time with the 15-digit number."""
    name = "云上县民政局"
    staff = people(101, "处级 乡科 乡科 乡科", name)
    number = str(staff[2]["id_number"])
    again = {**staff[2], "id_number": number[:6] + number[8:17]}
    return Unit(name, (*staff, again), {
        PROBLEM_LIST.name: [_problem(1, staff[2], codes.HIDDEN_TRIP, TRUE)],
        ledgers.HANDLING.name: [
            _handled(staff[2], "副科", codes.HIDDEN_TRIP, "警告、诫勉", name),
        ],
    })  # fmt: skip


def _district_schools() -> Unit:
    return Unit("云间区教育局", people(111, "处级 乡科 乡科", "云间区教育局"))


def _district_schools_again() -> Unit:
    """Return a corrected report: one more person, one registered since."""
    return Unit("云间区教育局", people(111, "处级 乡科 乡科 涉密", "云间区教育局"))


def _district_water() -> Unit:
    return Unit("云间区水务局", people(121, "处级 乡科", "云间区水务局"))


COUNTY_ROWS: tuple[dict[str, int | str], ...] = (
    {
        "unit": "云下县委组织部", "units": 1, "county_up": 4, "bureau_retired": 0, "sensitive": 2,
        "registered": 9, "illicit_holding": 1, "handling_units": 1, "county": 1, "criticised": 1,
        "remarks": "另有县（区）管乡科级党政领导干部3人；未备案1人",
    },
    {
        "unit": "云下县水务局", "units": 1, "county_up": 2, "registered": 7,
        "remarks": "另有县（区）管乡科级党政领导干部5人；待核实2条",
    },
    {
        "unit": "云下县酒厂", "units": 1, "enterprise": 3, "hidden_document": 1,
        "handling_units": 1, "other_rank": 1, "admonished": 1, "transferred": 1,
        "remarks": "厂长已于8月离任",
    },
)  # fmt: skip

_FOREIGN_AFFAIRS = Unit(cases.UNIT, cases.people(), cases.sheets())

SAMPLES = (
    made_by(form_styles.official, "市直/虚构市档案局.xlsx", _archives()),
    made_by(form_styles.official, ASKED, _finance()),
    made_by(form_styles.official, "市直/虚构市发展改革委.xlsx", _planning()),
    made_by(form_styles.official, "市直/虚构市教育局（填错多处）.xlsx", _education()),
    made_by(form_styles.moved, "市直/虚构市水利局（自制表）.xlsx", _water()),
    made_by(form_styles.legacy, "市直/虚构市卫生局（旧格式）.xls", _health()),
    made_by(
        form_styles.one_row_per_document, "市直/虚构市国有资产经营公司（一证一行）.xlsx", _assets()
    ),
    made_by(form_styles.sectioned, "市直/虚构市信访局（分段）.xlsx", _petitions()),
    Sample(CASES, _FOREIGN_AFFAIRS,
           lambda: form_styles.explained(_FOREIGN_AFFAIRS, cases.explained())),
    made_by(form_styles.official, "云上县/云上县公路站.xlsx", _roads()),
    made_by(form_styles.official, "云上县/云上县公路站 - 副本.xlsx", _roads()),
    made_by(form_styles.official, "云上县/云上县民政局.xlsx", _civil_affairs()),
    Sample("云下县/附件2.xlsx", None, lambda: form_styles.summary("云下县", COUNTY_ROWS)),
    made_by(form_styles.official, "云间区/云间区教育局.xlsx", _district_schools()),
    made_by(form_styles.official, "云间区/云间区教育局（更正）.xlsx", _district_schools_again()),
    Sample("云间区/云间区卫生局（没有传完）.xlsx", None,
           lambda: form_styles.official(_district_schools())[:20_000]),
    Sample("云间区/云间区财政局（不是表格）.xlsx", None,
           "云间区财政局没有登记备案人员。（虚构）\n".encode),
    Sample("云间区/云间区水务局（改了表头）.xlsx", None,
           lambda: form_styles.with_renamed_headings(_district_water())),
)  # fmt: skip

ANSWERS = (
    Sample("财政局（分块）.xlsx", None, lambda: police_results.in_blocks(_finance())),
    Sample("财政局（清单）.xlsx", None, lambda: police_results.in_a_list(_finance())),
)
