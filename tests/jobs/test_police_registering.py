"""Tests of 公安查询登记: all people of the query have an answer, 查无 included; no others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from addin.cli.app import app
from addin.forms import codes, ledgers, sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.police.tables import IMPORT_CONFLICTS, QUERY
from addin.model.coverage import Answer, police_answers
from addin.model.examples import made_up_id
from addin.reading.ledgers import SHEETS, read_ledgers
from addin.ribbon import press
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.police_files import (
    CROSSING_HEADINGS,
    DOCUMENT_HEADINGS,
    PEOPLE,
    added,
    blocks,
    crossing,
    document,
    ledger,
    listed,
    name,
    run,
)

LOG = ledgers.QUERY_LOG.name
DOCUMENTS, CROSSINGS = ledgers.POLICE_DOCUMENTS.name, ledgers.POLICE_CROSSINGS.name
REGISTER = ledgers.POLICE_REGISTER.name
WITH_NUMBER = (*CROSSING_HEADINGS, "身份证号")
SINCE = "20130101"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    return workbooks.saved(annex1_workbook(PEOPLE), tmp_path / "单位.xlsx")


def crossed(person: dict[str, Any], day: str = "20140601") -> list[Any]:
    return [*crossing(person, "出境", day, "083000"), person["id_number"]]


def sent(path: Path, *people: dict[str, Any], since: Any = SINCE) -> Path:
    """A 送公安查询名单 of these people."""
    rows = [
        QUERY.row(serial=n, name=name(each), blank="", id_number=each["id_number"],
                  sex=1, birth=each["birth"], since=since)
        for n, each in enumerate(people, 1)
    ]  # fmt: skip
    return listed(path, QUERY.titles(), rows)


def registered(report: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Result by person and content."""
    return {(each["person"], each["content"]): each["result"] for each in report["registered"]}


def answers(path: Path) -> dict[str, dict[str, Answer]]:
    """What coverage makes of the workbook, by table and identity."""
    return police_answers(read_ledgers(FileHost(path).sheets(SHEETS)).rows)[0]


def answered(path: Path, table: str) -> list[str]:
    """The people of PEOPLE whom the table answers for."""
    known = answers(path)[table]
    return [name(each) for each in PEOPLE if each["id_number"] in known]


def test_a_block_answers_for_its_own_person_only(unit: Path, tmp_path: Path) -> None:
    one, two, three = PEOPLE[:3]
    result = blocks(
        tmp_path / "块.xlsx",
        (one, [document(one)], [crossing(one, "出境", "20140601")]),
        (two, [], []),
        since=SINCE,
    )

    report, code = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert code == 0
    assert registered(report) == {
        (name(one), "证件"): "有记录", (name(one), "出入境"): "有记录",
        (name(two), "证件"): "查无", (name(two), "出入境"): "查无"}  # fmt: skip
    assert report["registered"][3] == {
        "person": name(two), "id_number": two["id_number"], "content": "出入境", "result": "查无",
        "since": "2013-01-01", "until": "", "answered": "", "source": "块.xlsx"}  # fmt: skip
    rows = ledger(tmp_path / "出.xlsx", LOG)
    assert [row["查询起始日"] for row in rows] == [None, "2013-01-01"] * 2
    assert [row["结果"] for row in rows] == ["有记录", "有记录", "查无", "查无"]
    for table in (DOCUMENTS, CROSSINGS):
        assert answered(tmp_path / "出.xlsx", table) == [name(one), name(two)]
    assert name(three) not in {row["姓名"] for row in rows}
    assert answers(tmp_path / "出.xlsx")[CROSSINGS][two["id_number"]] == Answer(date(2013, 1, 1))


def test_a_block_without_a_part_for_crossings_does_not_answer_them(
    unit: Path, tmp_path: Path
) -> None:
    """Unless it says since when they were asked for."""
    one, two = PEOPLE[:2]
    result = blocks(tmp_path / "块.xlsx", (one, [document(one)], []), (two, [], []))

    report, _ = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert registered(report) == {(name(one), "证件"): "有记录", (name(two), "证件"): "查无"}
    assert answered(tmp_path / "出.xlsx", CROSSINGS) == []


def test_what_a_block_says_of_its_time_is_written_down(unit: Path, tmp_path: Path) -> None:
    """The period and the day of the answer, however they are written."""
    for words in (
        "出入境起始时间：2013年1月1日，出入境截止时间：2015.5.31，答复日期：2015-6-3 10:20",
        "出入境起止时间：20130101至20150531；回复时间20150603",
    ):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        about = f"查询条件：姓名：{name(PEOPLE[0])}，身份证号：{PEOPLE[0]['id_number']}，{words}"
        sheet.append([about, "证件信息", "未查到证件"])
        sheet.append([None, "出入境记录", "未查到"])
        result = workbooks.saved(book, tmp_path / "块.xlsx")

        report, _ = run("police-import", unit, result)

        documents, crossings = report["registered"]
        assert (documents["since"], documents["until"], documents["answered"]) == (
            "", "", "2015-06-03")  # fmt: skip
        assert (crossings["since"], crossings["until"], crossings["answered"]) == (
            "2013-01-01", "2015-05-31", "2015-06-03")  # fmt: skip


@pytest.mark.parametrize("words", ["见附页", "无法查询，请另函", "系统未查询"])
def test_a_block_with_other_words_is_not_an_answer(words: str, unit: Path, tmp_path: Path) -> None:
    result = blocks(tmp_path / "块.xlsx", (PEOPLE[0], [], []), (PEOPLE[1], [], []))
    book = openpyxl.load_workbook(result)
    book.worksheets[0]["B3"] = words
    book.save(result)

    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:2])
    with_list, _ = run("police-import", unit, result, "--asked", asked)
    report, _ = run("police-import", unit, result)

    for each in (report, with_list):
        assert registered(each) == {(name(PEOPLE[1]), "证件"): "查无"}
    assert [each["person"] for each in report["nothing_found"]] == [name(PEOPLE[1])]
    assert any("第 3 行认不出" in note for note in report["notes"])


def test_a_list_answers_for_those_who_are_on_it(unit: Path, tmp_path: Path) -> None:
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])] * 2)

    report, _ = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert registered(report) == {(name(PEOPLE[0]), "证件"): "有记录"}
    assert answered(tmp_path / "出.xlsx", DOCUMENTS) == [name(PEOPLE[0])]
    assert answered(tmp_path / "出.xlsx", CROSSINGS) == []


def test_a_person_of_the_query_who_is_not_on_the_list_has_no_record(
    unit: Path, tmp_path: Path
) -> None:
    """Only for the kinds of tables that the answer holds, and only the people of the list."""
    one, two, three = PEOPLE[:3]
    documents = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(one)])
    crossings = listed(tmp_path / "出入境.xlsx", WITH_NUMBER, [crossed(two)])
    asked = sent(tmp_path / "名单.xlsx", one, two)

    report, code = run("police-import", unit, documents, crossings, "--asked", asked,
                       "-o", tmp_path / "出.xlsx")  # fmt: skip

    assert code == 0
    assert registered(report) == {
        (name(one), "证件"): "有记录", (name(one), "出入境"): "查无",
        (name(two), "证件"): "查无", (name(two), "出入境"): "有记录"}  # fmt: skip
    by_content = {each["content"]: each for each in report["registered"]}
    assert by_content["证件"]["since"] == ""
    assert by_content["出入境"]["since"] == "2013-01-01"
    assert {each["source"] for each in report["registered"]} == {"证件.xlsx", "出入境.xlsx"}
    known = answers(tmp_path / "出.xlsx")
    assert known[CROSSINGS].keys() == known[DOCUMENTS].keys() == {
        one["id_number"], two["id_number"]}  # fmt: skip
    assert three["id_number"] not in known[DOCUMENTS]
    assert known[REGISTER] == {}


def test_a_table_without_a_line_answers_that_there_is_nothing(unit: Path, tmp_path: Path) -> None:
    result = listed(tmp_path / "出入境.xlsx", WITH_NUMBER, [])
    book = openpyxl.load_workbook(result)
    book.worksheets[0]["A1"] = "出入境记录查询结果（查询日期：2015-06-03）"
    book.save(result)
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:2])

    report, _ = run("police-import", unit, result, "--asked", asked)

    assert set(registered(report).values()) == {"查无"}
    assert len(report["registered"]) == 2
    assert report["registered"][0]["answered"] == "2015-06-03"


def test_the_exported_list_goes_out_and_comes_back(unit: Path, tmp_path: Path) -> None:
    """送公安查询名单 lies among the answers, too: it is none, and no fault."""
    folder = tmp_path / "公安"
    run("police-export", unit, "-o", folder)
    listed(folder / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    asked = folder / f"{sheets.POLICE_QUERY}.xlsx"

    report, code = run("police-import", unit, folder, "--asked", asked, "-o", tmp_path / "出.xlsx")

    assert (code, report["skipped"], report["notes"]) == (0, [], [])
    assert len(report["registered"]) == len(PEOPLE)
    assert answered(tmp_path / "出.xlsx", DOCUMENTS) == [name(each) for each in PEOPLE]


def test_a_list_made_by_hand_is_read_under_other_headings(unit: Path, tmp_path: Path) -> None:
    asked = listed(
        tmp_path / "名单.xlsx",
        ("单位", "人员姓名", "公民身份号码", "起始日期"),
        [["甲局", name(PEOPLE[1]), PEOPLE[1]["id_number"].lower(), "2014-01-01"]],
    )
    crossings = listed(tmp_path / "出入境.xlsx", WITH_NUMBER, [])

    report, _ = run("police-import", unit, crossings, "--asked", asked)

    (line,) = report["registered"]
    assert (line["id_number"], line["since"]) == (PEOPLE[1]["id_number"], "2014-01-01")


def test_importing_again_repeats_no_line(unit: Path, tmp_path: Path) -> None:
    one, two, three = PEOPLE[:3]
    block = blocks(tmp_path / "块.xlsx", (one, [document(one)], []), (two, [], []), since=SINCE)
    documents = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(three)])
    given = (block, documents, "--asked", sent(tmp_path / "名单.xlsx", *PEOPLE))
    first, second, third = (tmp_path / f"{n}.xlsx" for n in "一二三")

    before, _ = run("police-import", unit, *given, "-o", first)
    again, code = run("police-import", first, *given, "-o", second)
    without_list, _ = run("police-import", second, block, documents, "-o", third)

    assert len(before["registered"]) == 2 * len(PEOPLE)
    assert (again["registered"], again["conflicts"], code) == ([], [], 0)
    assert without_list["registered"] == []
    assert third.read_bytes() == second.read_bytes() == first.read_bytes()


def test_a_later_answer_about_another_time_is_one_more_line(unit: Path, tmp_path: Path) -> None:
    crossings = listed(tmp_path / "出入境.xlsx", WITH_NUMBER, [])
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    late, early = (
        sent(tmp_path / f"{since}.xlsx", PEOPLE[0], since=since) for since in ("20140101", SINCE)
    )

    run("police-import", unit, crossings, "--asked", late, "-o", first)
    report, code = run("police-import", first, crossings, "--asked", early, "-o", second)

    assert (code, len(report["registered"])) == (0, 1)
    assert [row["查询起始日"] for row in ledger(second, LOG)] == ["2014-01-01", "2013-01-01"]
    assert answers(second)[CROSSINGS][PEOPLE[0]["id_number"]] == Answer(date(2013, 1, 1))


def log_line(person: dict[str, Any], **changes: Any) -> dict[str, Any]:
    plain = {"name": name(person), "id_number": person["id_number"], "content": "证件",
             "since": "", "until": "", "result": "查无", "answered": "",
             "source": "复函"}  # fmt: skip
    return plain | changes


def with_log(path: Path, *lines: dict[str, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    for line in lines:
        book[LOG].append([line[key] for key in ledgers.QUERY_LOG.keys()])
    book.save(path)
    return path


def test_an_answer_that_contradicts_a_line_goes_to_a_human(unit: Path, tmp_path: Path) -> None:
    one, two = PEOPLE[:2]
    with_log(unit, log_line(one, content="证件、出入境"), log_line(two, result="有记录"))
    result = blocks(tmp_path / "块.xlsx", (one, [document(one)], []), (two, [], []))
    out = tmp_path / "出.xlsx"

    report, code = run("police-import", unit, result, "-o", out)

    assert (code, report["registered"]) == (1, [])
    assert [(each["table"], each["person"]) for each in report["conflicts"]] == [
        (LOG, name(one)), (LOG, name(two))]  # fmt: skip
    assert f"{LOG}!2“查无”不一致" in report["conflicts"][0]["reason"]
    assert len(ledger(out, LOG)) == 2
    assert [row["底稿表"] for row in ledger(out, IMPORT_CONFLICTS.name)] == [LOG, LOG]
    again, _ = run("police-import", out, result, "-o", tmp_path / "又.xlsx")
    assert len(again["conflicts"]) == 2
    assert (tmp_path / "又.xlsx").read_bytes() == out.read_bytes()


def test_an_earlier_answer_is_no_contradiction(unit: Path, tmp_path: Path) -> None:
    """Nothing in 2014, something in 2015: the police were right both times."""
    with_log(unit, log_line(PEOPLE[0], answered="2014-06-01"))
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])

    report, code = run("police-import", unit, result)

    assert (code, registered(report)) == (0, {(name(PEOPLE[0]), "证件"): "有记录"})


def test_nothing_where_the_ledger_has_records_goes_to_a_human(unit: Path, tmp_path: Path) -> None:
    """For crossings only where the record is of the time that was asked about."""
    one, two = PEOPLE[:2]
    records = listed(tmp_path / "出入境.xlsx", WITH_NUMBER, [crossed(one), crossed(two)])
    first = tmp_path / "一.xlsx"
    run("police-import", unit, records, "-o", first)
    book = openpyxl.load_workbook(first)
    book[LOG].delete_rows(2, 2)
    book.save(first)
    nothing = listed(tmp_path / "又.xlsx", WITH_NUMBER, [])
    for since, expected in ((SINCE, 2), ("20140602", 0)):
        asked = sent(tmp_path / "名单.xlsx", one, two, since=since)

        report, _ = run("police-import", first, nothing, "--asked", asked)

        assert len(report["conflicts"]) == expected
        assert len(report["registered"]) == 2 - expected


UNSURE = {
    "number lost": document(PEOPLE[1], id=3.207e17),
    "no number": document(PEOPLE[1], id=""),
    "number mistyped": document(PEOPLE[1], id="32070519710101999X"),
    "another number": document(PEOPLE[1], id=made_up_id(99)),
}


@pytest.mark.parametrize("case", UNSURE)
def test_a_person_who_may_be_meant_by_a_line_is_not_registered_as_no_record(
    case: str, unit: Path, tmp_path: Path
) -> None:
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [UNSURE[case]])
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:3])

    report, _ = run("police-import", unit, result, "--asked", asked, "-o", tmp_path / "出.xlsx")

    assert name(PEOPLE[1]) not in {who for who, _ in registered(report)}
    assert answered(tmp_path / "出.xlsx", DOCUMENTS) == [name(PEOPLE[0]), name(PEOPLE[2])]
    assert any(name(PEOPLE[1]) in note and "没有登记为查无" in note for note in report["notes"])


def test_records_that_wait_for_a_human_are_no_answer_yet(unit: Path, tmp_path: Path) -> None:
    """A line under another name gives neither 有记录 nor 查无 for that number."""
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0], name="别名")])
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:2])

    report, code = run("police-import", unit, result, "--asked", asked)

    assert code == 1
    assert len(report["conflicts"]) == 1
    assert registered(report) == {(name(PEOPLE[1]), "证件"): "查无"}


def test_a_name_that_does_not_fit_its_number_goes_to_a_human(unit: Path, tmp_path: Path) -> None:
    stranger = PEOPLE[0] | {"given_name": "别名"}
    result = blocks(tmp_path / "块.xlsx", (stranger, [], []))

    report, code = run("police-import", unit, result)

    assert (code, report["registered"]) == (1, [])
    assert "姓名为“赵别名”" in report["conflicts"][0]["reason"]


def test_after_an_unreadable_file_no_one_is_registered_as_no_record(
    unit: Path, tmp_path: Path
) -> None:
    """What the police have on somebody may be in that very file."""
    good = listed(tmp_path / "好.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(good.read_bytes()[:3000])
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE)

    report, code = run("police-import", unit, good, bad, "--asked", asked)

    assert code == 2
    assert registered(report) == {(name(PEOPLE[0]), "证件"): "有记录"}
    assert any("没有登记为查无" in note for note in report["notes"])


def test_an_unreadable_beginning_is_no_beginning(unit: Path, tmp_path: Path) -> None:
    documents = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    crossings = listed(tmp_path / "出入境.xlsx", WITH_NUMBER, [])
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:2], since="去年")

    report, _ = run("police-import", unit, documents, crossings, "--asked", asked)

    assert {content for _, content in registered(report)} == {"证件"}
    assert any("查询起始日“去年”读不出" in note for note in report["notes"])


@pytest.mark.parametrize("given", ["附件1", "结果", "空"])
def test_what_is_no_list_is_refused_by_name(given: str, unit: Path, tmp_path: Path) -> None:
    result = listed(tmp_path / "结果.xlsx", ("甲", "乙"), [["一", "二"]])
    files = {"附件1": unit, "结果": result, "空": sent(tmp_path / "空.xlsx")}
    good = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])

    report, code = run("police-import", unit, good, "--asked", files[given])

    assert code == 2
    assert "不是送公安查询名单" in report["error"]


def test_the_sheet_is_made_where_there_is_none(unit: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(unit)
    del book[LOG]
    book.save(unit)
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])

    run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    (row,) = ledger(tmp_path / "出.xlsx", LOG)
    assert list(row) == list(ledgers.QUERY_LOG.titles())
    assert (row["姓名"], row["来源"]) == (name(PEOPLE[0]), "证件.xlsx")


def test_lines_go_below_those_of_the_clerk_under_their_headings(unit: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(unit)
    del book[LOG]
    sheet = book.create_sheet(LOG)
    sheet.append(["序号", "答复文件", "身份证号码", "姓名", "查询项目", "查询结果", "备注"])
    sheet.append([1, "复函一号", PEOPLE[1]["id_number"], name(PEOPLE[1]), "持证", "未查到", "已看"])
    sheet["D2"].font = openpyxl.styles.Font(name="楷体")
    book.save(unit)
    result = blocks(tmp_path / "块.xlsx", (PEOPLE[0], [], []), (PEOPLE[1], [], []))

    report, _ = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert registered(report) == {(name(PEOPLE[0]), "证件"): "查无"}
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx")[LOG]
    assert [cell.value for cell in sheet[2]][:7] == [
        1, "复函一号", PEOPLE[1]["id_number"], name(PEOPLE[1]), "持证", "未查到",
        "已看"]  # fmt: skip
    assert [cell.value for cell in sheet[3]][1:6] == [
        "块.xlsx", PEOPLE[0]["id_number"], name(PEOPLE[0]), "证件", "查无"]  # fmt: skip
    assert answered(tmp_path / "出.xlsx", DOCUMENTS) == [name(each) for each in PEOPLE[:2]]


def test_new_lines_look_like_those_above(unit: Path, tmp_path: Path) -> None:
    result = blocks(tmp_path / "块.xlsx", (PEOPLE[0], [], []), since=SINCE)

    run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx")[LOG]
    assert sheet["B2"].number_format == "@"
    assert sheet["D3"].number_format == "yyyy-mm-dd"
    assert sheet["B2"].font.name == sheet.column_dimensions["B"].font.name


def test_the_button_asks_for_the_list_that_was_sent(unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    folder.mkdir()
    listed(folder / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:3])
    with_list = CountingHost(FileHost(unit), picked=folder, file=asked)
    without = CountingHost(FileHost(unit), picked=folder)

    press("police_import", with_list)
    press("police_import", without)

    assert not with_list.alerts + without.alerts
    assert f"3 条答复记入“{LOG}”" in with_list.said[-1]
    assert "名单 名单.xlsx" in with_list.said[-1]
    assert f"1 条答复记入“{LOG}”" in without.said[-1]
    assert "没有选名单" in without.said[-1]
    assert isinstance(with_list.host, FileHost)
    grid = with_list.host.sheet(LOG)
    assert grid
    assert [grid.text(row, 5) for row in range(1, 4)] == ["有记录", "查无", "查无"]


def test_a_wrong_list_is_reported_by_the_button_and_nothing_is_written(
    unit: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "结果"
    folder.mkdir()
    listed(folder / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    host = CountingHost(FileHost(unit), picked=folder, file=unit)

    press("police_import", host)

    (alert,) = host.alerts
    assert "不是送公安查询名单" in alert
    assert host.writes == 0


def test_the_terminal_says_how_many_and_shows_no_number(unit: Path, tmp_path: Path) -> None:
    result = blocks(tmp_path / "块.xlsx", (PEOPLE[0], [], []), (PEOPLE[1], [], []))

    done = CliRunner().invoke(app, ["police-import", str(unit), str(result)])

    assert f"2 条答复记入“{LOG}”" in done.stdout
    assert not any(person["id_number"] in done.stdout for person in PEOPLE)


def test_the_json_always_has_the_answers(unit: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["police-import", str(unit), str(tmp_path / "没有.xlsx"), "--json"]
    )
    assert json.loads(done.stdout)["registered"] == []


def test_a_line_with_a_day_that_cannot_be_read_is_no_answer(unit: Path) -> None:
    """Else it would be an answer without limit."""
    one, two = PEOPLE[:2]
    with_log(unit, log_line(one, content="出入境", since="去年"), log_line(two, answered="六月"))

    rows = read_ledgers(FileHost(unit).sheets(SHEETS)).rows
    known, notes = police_answers(rows)

    assert (known[CROSSINGS], known[DOCUMENTS]) == ({}, {})
    assert [f"{LOG}!{row}：查询起止或答复日期读不出，不算答复。" for row in (2, 3)] == notes


def test_the_register_is_answered_by_its_own_table(unit: Path, tmp_path: Path) -> None:
    headings = ("姓名", "身份证号", "备案单位", "备案日期", "备案状态")
    line = [name(PEOPLE[0]), PEOPLE[0]["id_number"], "虚构局", "20140110", "新增"]
    result = listed(tmp_path / "备案.xlsx", headings, [line])
    asked = sent(tmp_path / "名单.xlsx", *PEOPLE[:2])

    report, _ = run("police-import", unit, result, "--asked", asked, "-o", tmp_path / "出.xlsx")

    assert registered(report) == {
        (name(PEOPLE[0]), codes.REGISTER_ASKED): "有记录",
        (name(PEOPLE[1]), codes.REGISTER_ASKED): "查无",
    }
    assert answered(tmp_path / "出.xlsx", REGISTER) == [name(each) for each in PEOPLE[:2]]
    assert added(report) == {REGISTER: 1}
