"""Tests of 一人一档: every row about the person on one page, with its address; numbers masked."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from addin.forms import ledgers
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.dossier import tables as dossier
from addin.jobs.dossier.timeline import Bar, BarKind, Scale
from addin.model.examples import HEADER, made_up_id
from addin.reading.sources import expand
from addin.ribbon import press
from addin.values.masking import hider
from addin.writing.sheets.annex1 import annex1_workbook
from support import scenarios, workbooks
from support.command_line import chujing

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
PEOPLE = workbooks.people(3)
WHO = PEOPLE[0]
WHO["given_name"] = "虚本人"
NAME, IDENTITY, PASSPORT = (
    f"{WHO['surname']}{WHO['given_name']}", str(WHO["id_number"]), str(WHO["documents"]),
)  # fmt: skip
TRIPS = {  # two approved journeys, one that nobody approved, one approved and not made
    ledgers.POLICE_CROSSINGS.name: [
        *scenarios.journey("2014-06-01", "2014-06-10"),
        *scenarios.journey("2014-08-01", "2014-08-10"),
        *scenarios.journey("2015-02-01", "2015-02-05"),
    ],
    ledgers.APPROVALS.name: [
        scenarios.permit(), scenarios.approved("2014-06-01", "2014-06-10"),
        scenarios.approved("2014-08-01", "2014-08-10"),
        scenarios.approved("2015-03-01", "2015-03-09"),
    ],
}  # fmt: skip
SPELLED = f"{PASSPORT[0]} {PASSPORT[1:5]}-{PASSPORT[5:]}"
OLD = f"{IDENTITY[:6]}{IDENTITY[8:17]}"
TABLES = {table.name: table for table in ledgers.LEDGERS}
RECORDS: dict[str, list[dict[str, Any]]] = {
    ledgers.ROSTER.name: [{"unit": "虚构市档案局", "post": "科长"}],
    ledgers.POLICE_REGISTER.name: [{"date": "2014-01-10", "status": "已备案"}],
    ledgers.POLICE_DOCUMENTS.name: [scenarios.passport(PASSPORT)],
    **TRIPS,
    ledgers.REPORTS.name: [scenarios.reported("2014-06-01", "2014-06-10")],
    ledgers.CUSTODY_LOG.name: [
        scenarios.moved("交存", "2014-03-05"), scenarios.moved("领用", "2014-05-25"),
        {**scenarios.moved("归还", "不详"), "remarks": f"原号 {SPELLED}，旧证 {OLD}"},
    ],
    ledgers.HANDLING.name: [{"date": "2015-06-01", "problem": "违规持有", "penalty": "批评教育"}],
}  # fmt: skip


def saved(path: Path, records: dict[str, list[dict[str, Any]]] | None = None) -> Path:
    """Three people; the records are the first one's, each between two of somebody else."""
    book = annex1_workbook(PEOPLE, HEADER)
    other = {"name": "虚他人", "id_number": PEOPLE[1]["id_number"]}
    mine = {"name": NAME, "id_number": f" {IDENTITY} "}
    for name, lines in (RECORDS if records is None else records).items():
        table = TABLES[name]
        told = [{**lines[0], **other}, *({**line, **mine} for line in lines), {**lines[0], **other}]
        for row, line in enumerate(told, 2):
            for column, key in enumerate(table.keys(), 1):
                value = line.get(key)
                book[table.name].cell(row, column, PASSPORT if value == "{own}" else value)
    return workbooks.saved(book, path)


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("单位") / "单位.xlsx")


@pytest.fixture(scope="module")
def page(unit: Path) -> Path:
    out = unit.parent / "一人一档.xlsx"
    assert chujing("dossier", NAME, unit, "-o", out).returncode == 1
    return out


def lines(path: Path, title: str) -> list[list[str]]:
    """The rows of the page's table of that title, headings left out."""
    rows = [[str(cell) for cell in row if cell is not None]
            for row in openpyxl.load_workbook(path).worksheets[0].values]  # fmt: skip
    start = next(at for at, row in enumerate(rows) if row and row[0].endswith(f"、{title}"))
    rest = rows[start + 2 :]
    return rest[: next((at for at, row in enumerate(rest) if len(row) < 2), len(rest))]


def texts(path: Path) -> str:
    """Everything in the package: cells, drawings, properties."""
    with ZipFile(path) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


def test_every_row_about_the_person_is_listed_once_and_no_other(page: Path) -> None:
    told = Counter(row[-1] for row in lines(page, dossier.CHRONICLE.name))
    wanted = {
        f"{name}!{row}" for name, found in RECORDS.items() for row in range(3, 3 + len(found))
    }
    assert told == Counter(wanted)


def test_the_chronicle_is_in_order_of_time_with_the_undated_last(page: Path) -> None:
    days = [row[0] for row in lines(page, dossier.CHRONICLE.name)]
    dated = [day for day in days if day[0].isdigit()]
    assert days == [*sorted(dated), *["日期不详"] * (len(days) - len(dated))]
    assert len(days) - len(dated) == 2, "名册 and the move without a day"


def test_trips_stand_beside_their_approvals_and_reports(page: Path) -> None:
    first, second, third, unused = lines(page, dossier.JOURNEYS.name)
    assert first[0] == "2014年6月1日出境、2014年6月10日入境（10天）"
    assert "审批台账!4" in first[3]
    assert first[4] == "已报告（报告台账!3）"
    assert first[5] == "与审批一致"
    assert (second[4], second[5]) == ("没有报告", "与审批一致")
    assert "没有对应的审批（线索）" in third
    assert "没有相应的出入境记录" in unused[0]
    assert "批准了，没有查到行程" in unused


def test_leads_carry_evidence_and_the_conclusion_people_wrote(unit: Path, tmp_path: Path) -> None:
    verified = tmp_path / "核查后.xlsx"
    chujing("verify", unit, "-o", verified)
    book = openpyxl.load_workbook(verified)
    sheet = book["问题清单"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 2).value == NAME:
            sheet.cell(row, 9, "不属实")
    workbooks.saved(book, verified)
    out = tmp_path / "一人一档.xlsx"
    chujing("dossier", IDENTITY, verified, "-o", out)
    leads = lines(out, dossier.LEADS.name)
    assert leads
    assert {row[-1] for row in leads} == {"不属实"}
    assert any("公安出入境记录!7" in row[-2] for row in leads)


def test_no_number_is_anywhere_in_the_package_unless_asked(unit: Path, page: Path) -> None:
    hidden = texts(page)
    plain = unit.parent / "全.xlsx"
    chujing("dossier", NAME, unit, "-o", plain, "--unmask")
    shown = texts(plain)
    for number in (IDENTITY, PASSPORT, SPELLED, OLD):
        assert number not in hidden
        assert number in shown
    assert NAME in hidden


@pytest.mark.parametrize("spelled", [
    "E12345678", "e1234 5678", "Ｅ１２３４５６７８", "护照E1234-5678（旧）",
])  # fmt: skip
def test_a_number_is_found_however_it_is_spelled(spelled: str) -> None:
    assert "345" not in hider([], ["E12345678"])(spelled)
    assert "３４５" not in hider([], ["E12345678"])(spelled)


def test_the_picture_has_a_bar_for_everything_that_lasts(page: Path) -> None:
    with ZipFile(page) as package:
        drawing = etree.fromstring(package.read("xl/drawings/drawing1.xml"))
    told = [each.get("descr") for each in drawing.iter("{*}cNvPr") if each.get("descr")]
    count = Counter(kind for kind in BarKind for words in told if f"　{kind.value}　" in words)
    assert count == {BarKind.VALID: 1, BarKind.KEPT: 1, BarKind.LENT: 1, BarKind.APPROVED: 3,
                     BarKind.ABROAD: 3, BarKind.REPORTED: 1}  # fmt: skip


@given(st.lists(DAYS, min_size=2, max_size=2).map(sorted), st.lists(DAYS, min_size=2, max_size=2))
def test_the_scale_keeps_order_and_proportion(ends: list[date], pair: list[date]) -> None:
    scale = Scale(*ends)
    first, last = sorted(pair)
    left, right = scale.span(Bar(BarKind.ABROAD, first, last))
    assert 0 <= left <= right <= 1
    assert scale.at(first) <= scale.at(last)
    if ends[0] <= first <= last <= ends[1]:
        whole = (ends[1] - ends[0]).days + 1
        assert right - left == pytest.approx(((last - first).days + 1) / whole)


def test_the_package_is_as_the_schema_wants_it(page: Path) -> None:
    assert [error.description for error in OpenXmlValidator().validate(page).errors] == []


def test_the_same_workbook_gives_the_same_bytes(unit: Path, page: Path) -> None:
    again = unit.parent / "再来.xlsx"
    chujing("dossier", NAME, unit, "-o", again)
    assert again.read_bytes() == page.read_bytes()


def test_each_unit_with_the_person_has_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "各单位").mkdir()
    saved(tmp_path / "各单位" / "甲局.xlsx")
    saved(tmp_path / "各单位" / "乙局.xlsx", {})
    workbooks.saved(workbooks.new(workbooks.people(9)[5:]), tmp_path / "各单位" / "丙局.xlsx")
    out = tmp_path / "一人一档.xlsx"
    done = chujing("dossier", IDENTITY, tmp_path / "各单位", "-o", out, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert [Path(each["source"]).name for each in answer["units"]] == ["乙局.xlsx", "甲局.xlsx"]
    assert all(each["id_number"] == IDENTITY for each in answer["units"])
    assert len(openpyxl.load_workbook(out).sheetnames) == 2
    (tmp_path / "各单位" / "坏.xlsx").write_bytes(b"PK")
    assert chujing("dossier", IDENTITY, tmp_path / "各单位", "-o", out).returncode == 2


def test_a_person_in_the_ledgers_only_is_shown_as_not_judged(
    tmp_path: Path,
) -> None:
    gone = made_up_id(77)
    book = openpyxl.load_workbook(saved(tmp_path / "单位.xlsx", {}))
    for column, key in enumerate(ledgers.CUSTODY_LOG.keys(), 1):
        line = {**scenarios.moved("交存", "2014-03-05", number="E77777777"), "name": "虚旧人",
                "id_number": gone}  # fmt: skip
        book["保管台账"].cell(2, column, line.get(key))
    path = workbooks.saved(book, tmp_path / "单位.xlsx")
    out = tmp_path / "一人一档.xlsx"
    done = chujing("dossier", gone, path, "-o", out)
    assert done.returncode == 0
    assert "没有核查" in done.stdout
    assert [row[-1] for row in lines(out, dossier.CHRONICLE.name)] == ["保管台账!2"]


def test_a_document_that_nobody_ever_handed_in_has_a_lane_too(tmp_path: Path) -> None:
    path = saved(tmp_path / "单位.xlsx", {k: v for k, v in RECORDS.items() if k != "保管台账"})
    out = tmp_path / "一人一档.xlsx"
    assert chujing("dossier", IDENTITY, path, "-o", out).returncode == 1
    [document] = lines(out, dossier.DOCUMENTS.name)
    assert "没有“保管台账”" in document


def test_no_person_and_two_of_one_name_give_different_sentences(tmp_path: Path) -> None:
    out = tmp_path / "一人一档.xlsx"
    twins = workbooks.people(2)
    twins[1] |= {"surname": twins[0]["surname"], "given_name": twins[0]["given_name"]}
    path = workbooks.saved(workbooks.new(twins), tmp_path / "a.xlsx")
    both = chujing("dossier", f"{twins[0]['surname']}{twins[0]['given_name']}", path, "-o", out)
    assert "有 2 人" in both.stderr
    nobody = chujing("dossier", "虚无人", path, "-o", out)
    assert "没有“虚无人”" in nobody.stderr
    assert (both.returncode, nobody.returncode) == (2, 2)
    assert not out.exists()


# the button


@pytest.mark.parametrize(("answer", "is_hidden"), [("是", True), ("", True), ("否", False)])
def test_the_button_makes_the_page_of_the_row_selected(
    tmp_path: Path, answer: str, is_hidden: bool
) -> None:
    path = saved(tmp_path / "单位.xlsx")
    before = path.read_bytes()
    host = CountingHost(FileHost(path, (ledgers.APPROVALS.name, 3)), answers=[answer])
    press("dossier", host)
    assert host.opened == [tmp_path / f"一人一档_{NAME}.xlsx"]
    assert (IDENTITY in texts(host.opened[0])) is not is_hidden
    assert path.read_bytes() == before


def test_the_button_makes_nothing_when_the_person_changes_their_mind(tmp_path: Path) -> None:
    host = CountingHost(FileHost(saved(tmp_path / "单位.xlsx"), ("附件1", 6)), answers=[None])
    press("dossier", host)
    assert not host.opened
    assert [path.name for path in tmp_path.iterdir()] == ["单位.xlsx"]


def test_our_own_papers_in_a_folder_of_forms_are_taken_for_no_form(tmp_path: Path) -> None:
    workbooks.saved(workbooks.new(workbooks.people(2)), tmp_path / "甲局.xlsx")
    for name in ("领用单_某人_E1_20150915", "一人一档_某人", "变更比对"):
        workbooks.saved(openpyxl.Workbook(), tmp_path / f"{name}.xlsx")
    assert [path.name for path in expand([tmp_path])] == ["甲局.xlsx"]
    named = tmp_path / "一人一档_某人.xlsx"
    assert expand([named]) == [named], "what is named outright is not passed over in silence"


# on paper


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice")
def test_an_ordinary_record_fits_one_page_and_a_long_one_loses_nothing(
    tmp_path: Path, page: Path
) -> None:
    start = date(2013, 1, 10)
    stays = [(start + timedelta(40 * n), start + timedelta(40 * n + 9)) for n in range(60)]
    crossings = [c for leave, back in stays for c in scenarios.journey(str(leave), str(back))]
    long = saved(tmp_path / "long.xlsx", {ledgers.POLICE_CROSSINGS.name: crossings})
    chujing("dossier", NAME, long, "-o", tmp_path / "many.xlsx")
    shutil.copy(page, tmp_path / "one.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "one.xlsx",
         tmp_path / "many.xlsx"],
        check=True, capture_output=True,
    )  # fmt: skip
    said = {name: _printed(tmp_path / f"{name}.pdf") for name in ("one", "many")}
    assert said["one"].count("\f") == 1
    assert all(f"公安出入境记录!{row}" in said["many"] for row in range(3, 123))


def _printed(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True)
    return done.stdout.decode()
