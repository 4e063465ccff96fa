"""虚构市 after 催报: the reports of the same units, corrected and with conclusions.

Seventeen workbooks and one 附件2 of a county, which 报送包 accepts without an error and without
open problems. 财政局 is the unit for the examples of custody, journeys and dossiers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from addin.forms import codes, ledgers
from addin.forms.lists import PROBLEM_LIST
from addin.jobs.verify import rules as verify
from addin.reading.unit import UnitBook
from addin.samples import cases, city, form_styles
from addin.samples.city import COUNTY_ROWS, Sample
from addin.samples.form_styles import Unit
from addin.samples.histories import Journey, Life, moved, told
from addin.samples.people import Values, passport, people, person, who

NAME = "虚构市（更正后）"
KEPT = "市直/虚构市财政局.xlsx"  # the unit for the examples about single documents
AS_OF = "2015-09-15"
_OPEN, _TRUE, _FALSE = codes.VERDICT.values


def finance_people() -> tuple[dict[str, Any], ...]:
    """Return the people of 财政局, in the order of the form; the last but one lost the passport."""
    name = "虚构市财政局"
    registered = {"status": codes.ON_FILE}
    different = {
        240: {"documents": f"{passport(240)}（已过期）"},
        244: {"holds": "否", "documents": "无", "custody": ""},
        246: {"documents": f"{passport(246)}、C00000246"},
    }
    return (
        *people(11, "处级 处级 中层 中层 中层", name, p4={"status": "变更备案"}, p5=registered),
        *(person(at, "中层", name, **different.get(at, {})) for at in range(232, 248, 2)),
        person(16, "涉密", name),
    )  # fmt: skip


def _finance() -> Unit:
    """Return a unit with a person abroad, passports due, overdue, expired and lost, a long trip."""
    everybody = finance_people()
    by = {int(str(p["documents"])[1:9]): p for p in everybody if p["documents"] != "无"}
    lives = {id(p): Life(p) for p in everybody}

    def tell(number: int, *journeys: Journey, **more: Any) -> None:
        lives[id(by[number])] = Life(by[number], journeys, **more)

    official = "SE0000012"
    service = {"kind": codes.SERVICE_PASSPORT, "number": official, "port": "虚构机场"}
    tell(12, Journey("日本", "2014-06-01", "2014-06-10"), further=(
        moved(official, "交存", "2015-01-12", purpose="因公"),
        moved(official, "领用", "2015-08-20", "因公出访", purpose="因公"),
        (ledgers.POLICE_CROSSINGS.name,
         {**service, "direction": "出境", "time": "2015-08-24", "country": "德国"}),
        (ledgers.POLICE_CROSSINGS.name, {**service, "direction": "入境", "time": "2015-08-29"}),
    ))  # fmt: skip
    tell(14, Journey("泰国", "2014-10-01", "2014-10-07"),
         Journey("新加坡", "2015-09-01", "2015-09-08", kept=None))  # fmt: skip
    tell(16, Journey("韩国", "2015-07-24", "2015-08-02", kept=None))
    tell(232, Journey("法国、意大利", "2015-09-06", "2015-09-21", entered=None))
    tell(234, Journey("澳大利亚", "2015-03-20", "2015-12-31", entered=None))
    tell(236, Journey("加拿大", "2015-05-10", "2015-08-31", entered=None))
    tell(238, Journey("日本", "2015-02-15", "2015-02-22"), expires="2015-11-30")
    tell(240, Journey("俄罗斯", "2014-07-12", "2014-07-20"), expires="2015-08-01")
    tell(242, Journey("马来西亚", "2015-10-01", "2015-10-07", planned=True))
    tell(246, Journey("香港", "2014-12-24", "2014-12-28", number="C00000246"),
         Journey("美国", "2015-01-20", "2015-02-02", entered="2015-02-05"),
         Journey("香港", "2015-05-01", "2015-05-03", number="C00000246"))  # fmt: skip
    loser = everybody[-3]
    lives[id(loser)] = Life(
        loser, (Journey("越南", "2015-07-10", "2015-07-15", kept=None),),
        lost=(passport(244), "2015-07-20"),
    )  # fmt: skip
    rows = told("虚构市财政局", list(lives.values()), AS_OF)
    rows[ledgers.HANDLING.name] = [
        _handled(everybody[-1], "乡科级", codes.ILLICIT_HOLDING, "批评教育"),
        _handled(everybody[-2], "乡科级", codes.DEVIATING_TRIP, "批评教育、诫勉谈话"),
        _handled(everybody[-7], "乡科级", codes.DEVIATING_TRIP, "诫勉谈话"),
    ]
    unit = Unit("虚构市财政局", everybody, rows, "2015年9月15日")
    return _concluded(unit, [(codes.ILLICIT_HOLDING, str(who(by[236])["name"]))])


def _handled(about: Values, rank: str, problem: str, penalty: str) -> dict[str, Any]:
    return {**who(about), "rank": rank, "problem": problem, "penalty": penalty,
            "date": "2015-09-14", "unit": "虚构市财政局"}  # fmt: skip


def _planning() -> Unit:
    """Return a unit with correct ledgers and a trip at Spring Festival, as approved."""
    name = "虚构市发展改革委"
    staff = people(21, "处级 中层 中层", name)
    lives = [Life(p) for p in staff]
    lives[1] = Life(staff[1], (Journey("新西兰", "2014-02-01", "2014-02-09"),
                               Journey("新西兰", "2015-02-19", "2015-02-27")))  # fmt: skip
    return _concluded(Unit(name, staff, told(name, lives, AS_OF)))


def _health() -> Unit:
    """Return a unit with correct ledgers; a passport of a traveller expires this year."""
    name = "虚构市卫生局"
    staff = people(61, "处级 中层 中层 中层 涉密", name)
    lives = [Life(p) for p in staff]
    lives[1] = Life(staff[1], (Journey("英国", "2015-09-10", "2015-09-24", entered=None),),
                    expires="2016-01-31")  # fmt: skip
    lives[3] = Life(staff[3], (Journey("德国", "2014-08-03", "2014-08-12"),))
    return _concluded(Unit(name, staff, told(name, lives, AS_OF)))


def _assets() -> Unit:
    """Return a unit with several documents per person, each in custody."""
    name = "虚构市国有资产经营公司"
    staff = _reported(name).people
    lives = [Life(p) for p in staff]
    lives[2] = Life(staff[2], (Journey("台湾", "2014-11-02", "2014-11-09", number="T00000073"),
                               Journey("澳门", "2015-04-04", "2015-04-06",
                                       number="C00000073")))  # fmt: skip
    return _concluded(Unit(name, staff, told(name, lives, AS_OF)))


def _archives() -> Unit:
    """Return a unit with all problems verified as true."""
    unit = _reported("虚构市档案局")
    problems = [
        {**row, "verdict": _TRUE if row["verdict"] == _OPEN else row["verdict"]}
        for row in unit.ledgers[PROBLEM_LIST.name]
    ]
    return replace(unit, ledgers={**unit.ledgers, PROBLEM_LIST.name: problems})


def _foreign_affairs() -> Unit:
    """Return the cases of 核查, each with a conclusion; all people are registered now."""
    rows = cases.sheets()
    everybody = [dict(p, status="已备案") if p["status"] == "未备案" else p for p in cases.people()]
    registered = {row["id_number"] for row in rows[ledgers.POLICE_REGISTER.name]}
    rows[ledgers.POLICE_REGISTER.name] += [
        {**who(p), "unit": cases.UNIT, "date": "2015-06-20", "status": "已备案"}
        for p in everybody if p["id_number"] not in registered
    ]  # fmt: skip
    rows[ledgers.HANDLING.name] = [
        {**_handled(everybody[0], "乡科级", codes.ILLICIT_ISSUE, "批评教育"), "unit": cases.UNIT},
        {**_handled(everybody[6], "乡科级", codes.UNAPPROVED_TRIP, "诫勉谈话、免职"),
         "unit": cases.UNIT},
    ]  # fmt: skip
    return _concluded(Unit(cases.UNIT, everybody, rows))


def _petitions() -> Unit:
    name = "虚构市信访局"
    return Unit(name, people(81, "处级 处级 中层 中层 中层 中层 裸官", name,
                             p6={"status": "变更备案"}))  # fmt: skip


def _civil_affairs() -> Unit:
    """Return the unit with the duplicate removed and the penalties in the table's words."""
    unit = _reported("云上县民政局")
    handled = [{**row, "rank": "乡科级", "penalty": "诫勉谈话"} for row in unit.ledgers[_HANDLING]]
    return replace(unit, people=unit.people[:-1], ledgers={**unit.ledgers, _HANDLING: handled})


def _plain(name: str, first: int, kinds: str) -> Unit:
    return Unit(name, people(first, kinds, name))


def _reported(name: str) -> Unit:
    """Return the unit of the first reports, the last one where there are several."""
    return [s.unit for s in city.SAMPLES if s.unit and s.unit.name == name][-1]


def _concluded(unit: Unit, untrue: Sequence[tuple[str, str]] = ()) -> Unit:
    """Return the unit with the 问题清单 of 核查; ``untrue`` are categories and names."""
    book = UnitBook(Path(f"{unit.name}.xlsx"), form_styles.official(unit))
    settings, _ = book.ledgers.settings(date.fromisoformat(AS_OF))
    rows = [
        {"number": p.id, "name": p.person, "id_number": p.id_number, "category": p.kind,
         "problem": p.category, "basis": p.basis, "evidence": "；".join(p.evidence),
         "message": p.message, "verdict": _FALSE if (p.category, p.person) in untrue else _TRUE}
        for p in verify.verify(book.form, book.ledgers.rows, settings).problems
    ]  # fmt: skip
    return replace(unit, ledgers={**unit.ledgers, PROBLEM_LIST.name: rows})


_HANDLING = ledgers.HANDLING.name
_COUNTY: Sequence[dict[str, int | str]] = (
    COUNTY_ROWS[0] | {"county_up": 5, "registered": 10,
                      "remarks": "另有县（区）管乡科级党政领导干部3人"},
    COUNTY_ROWS[1] | {"remarks": "另有县（区）管乡科级党政领导干部5人"},
    COUNTY_ROWS[2],
)  # fmt: skip


def _units() -> dict[str, Callable[[], Unit]]:
    return {
        "市直/虚构市档案局": _archives,
        KEPT.removesuffix(".xlsx"): _finance,
        "市直/虚构市发展改革委": _planning,
        "市直/虚构市教育局": lambda: _plain(
            "虚构市教育局", 31, " ".join(["处级"] * 3 + ["中层"] * 11)),
        "市直/虚构市水利局": lambda: _reported("虚构市水利局"),
        "市直/虚构市卫生局": _health,
        "市直/虚构市国有资产经营公司": _assets,
        "市直/虚构市信访局": _petitions,
        "市直/虚构市外事办公室": _foreign_affairs,
        "市直/虚构市史志办公室": lambda: _plain("虚构市史志办公室", 131, "处级 中层 中层"),
        "云上县/云上县公路站": lambda: _reported("云上县公路站"),
        "云上县/云上县民政局": _civil_affairs,
        "云间区/云间区教育局": lambda: _reported("云间区教育局"),
        "云间区/云间区卫生局": lambda: _plain("云间区卫生局", 141, "处级 乡科 乡科"),
        "云间区/云间区财政局": lambda: _plain("云间区财政局", 151, "处级 乡科"),
        "云间区/云间区水务局": lambda: _plain("云间区水务局", 121, "处级 乡科"),
        "云间区/云间区民政局": lambda: _plain("云间区民政局", 161, "处级 乡科 乡科"),
    }  # fmt: skip


def _sample(path: str, make: Callable[[], Unit]) -> Sample:
    return Sample(f"{path}.xlsx", None, lambda: form_styles.official(make()))


SAMPLES = (
    *(_sample(path, make) for path, make in _units().items()),
    Sample("云下县/附件2.xlsx", None, lambda: form_styles.summary("云下县", _COUNTY)),
)
