"""Build the previous reports and the list of units that should report.

附件1 of 财政局 as of May: two people fewer, one more, one since promoted, one before the loss of
the passport. 附件2 as of May. 应报单位名单: the units that should report, with made-up contacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from addin.forms import annex2
from addin.forms.columns import Column, Table
from addin.jobs.remind.tables import ROSTER
from addin.samples import city, corrected, form_styles
from addin.samples.city import Sample
from addin.samples.form_styles import Unit
from addin.samples.people import passport, person, who
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.tables import add_table_sheet

NAME = "上次报送"
FORM, SUMMARY = "虚构市财政局.xlsx", "附件2.xlsx"
EXPECTED = f"{ROSTER.name}.xlsx"
_LISTED = ("unit", "superior", "contact", "phone")
_CITY = "虚构市委组织部"
_NEW = (10, 12)  # positions of the two new people in the present list


def _finance() -> Unit:
    name = "虚构市财政局"
    now = corrected.finance_people()
    then = [dict(p) for at, p in enumerate(now) if at not in _NEW]
    then[1]["post"] = f"{name}办公室主任（正科级）"
    then[-2] |= {"holds": "是", "documents": passport(244), "custody": "是"}
    return Unit(name, (*then, person(18, "中层", name)))


_ROWS: tuple[dict[str, int | str], ...] = (
    {"unit": "虚构市档案局", "units": 1, "county_up": 2, "bureau_retired": 1, "sensitive": 1,
     "registered": 4, "illicit_holding": 1},
    {"unit": "虚构市财政局", "units": 1, "county_up": 2, "sensitive": 1, "registered": 13,
     "illicit_issue": 1, "deviating_trip": 1, "handling_units": 1, "county": 1, "criticised": 1,
     "remarks": "另有市直属单位的中层负责人10人"},
    {"unit": "虚构市发展改革委", "units": 1, "county_up": 1, "registered": 1},
    {"unit": "虚构市教育局", "units": 1, "county_up": 3, "registered": 3, "hidden_document": 2},
    {"unit": "虚构市国有资产经营公司", "units": 1, "enterprise": 5, "registered": 5,
     "illicit_holding": 2, "handling_units": 1, "other_rank": 1, "criticised": 1},
    {"unit": "云上县公路站", "units": 1, "county_up": 1, "registered": 1, "hidden_trip": 1},
)  # fmt: skip


def _expected() -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    columns = (Column("serial", "序号", 7), *(ROSTER.by_key[key] for key in _LISTED))
    add_table_sheet(workbook, Table(ROSTER.name, columns), list(_contacts()))
    return deterministic(workbook)


def _contacts() -> Iterator[tuple[Any, ...]]:
    """Yield every unit in the order of ``corrected``, the county with its own 附件2 last."""
    for number, sample in enumerate(corrected.SAMPLES, 1):
        area, _, file = sample.path.rpartition("/")
        name = file.removesuffix(".xlsx")
        superior = _CITY if area == "市直" else f"{area}委组织部"
        if name == annex2.SHEET:
            name, superior = area, _CITY
        made_up = who(person(300 + number, "中层", name))
        yield number, name, superior, made_up["name"], f"000-000000{number:02d}"


SAMPLES = (
    city.made_by(form_styles.official, FORM, _finance()),
    Sample(SUMMARY, None, lambda: form_styles.summary(city.NAME, _ROWS)),
)
LISTS = (Sample(EXPECTED, None, _expected),)
