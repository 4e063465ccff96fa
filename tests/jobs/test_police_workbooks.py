"""公安对接 on workbooks: lists go out, results in both layouts come back beside their source."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from addin.cli.app import app
from addin.forms import codes, ledgers, sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.police.tables import IMPORT_CONFLICTS
from addin.model.examples import made_up_id
from addin.ribbon import press
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.ledger_books import ledger_book, own
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

DOCUMENTS, CROSSINGS = ledgers.POLICE_DOCUMENTS.name, ledgers.POLICE_CROSSINGS.name


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    approved = own(PEOPLE[0]) | {"matter": "办证", "kind": "护照", "date": "2014-02-01",
                                 "authority": "虚构市委组织部", "reference": "一"}  # fmt: skip
    book = ledger_book(PEOPLE, **{ledgers.APPROVALS.name: [approved], DOCUMENTS: []})
    return workbooks.saved(book, tmp_path / "单位.xlsx")


def test_both_layouts_say_the_same(unit: Path, tmp_path: Path) -> None:
    one, two = PEOPLE[:2]
    trip = [
        crossing(one, "出境", "20140601", "083015"),
        crossing(one, "入境", "20140605", "201000"),
    ]
    block = blocks(tmp_path / "块.xlsx", (one, [document(one)], trip), (two, [document(two)], []))
    papers = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(one), document(two)])
    with_number = [[*line, one["id_number"]] for line in trip]
    crossings = listed(tmp_path / "出入境.xlsx", (*CROSSING_HEADINGS, "身份证号"), with_number)
    outs = tmp_path / "一.xlsx", tmp_path / "二.xlsx"

    first, code = run("police-import", unit, block, "-o", outs[0])
    second, _ = run("police-import", unit, papers, crossings, "-o", outs[1])

    assert code == 0
    assert added(first) == added(second) == {DOCUMENTS: 2, CROSSINGS: 2}
    assert first["notes"] == second["notes"] == []
    said = [
        [{k: v for k, v in row.items() if not k.startswith("来源")} for row in ledger(out, sheet)]
        for sheet in (DOCUMENTS, CROSSINGS)
        for out in outs
    ]
    assert said[0] == said[1]
    assert said[2] == said[3]
    assert [row["出入境日期"] for row in said[2]] == ["2014-06-01 08:30", "2014-06-05 20:10"]
    assert [row["身份证号"] for row in said[2]] == [one["id_number"]] * 2
    assert said[0][0]["签发日期"] == "2014-03-01"


def test_every_line_says_where_it_is_from(unit: Path, tmp_path: Path) -> None:
    one, two = PEOPLE[:2]
    result = blocks(tmp_path / "块.xlsx", (one, [document(one)], []), (two, [document(two)], []))

    run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    rows = ledger(tmp_path / "出.xlsx", DOCUMENTS)
    assert [(row["来源文件"], row["来源行号"]) for row in rows] == [("块.xlsx", 4), ("块.xlsx", 7)]
    sheet = openpyxl.load_workbook(result).worksheets[0]
    assert sheet.cell(4, 8).value == rows[0]["证件号码"]


def test_people_without_documents_are_reported_not_guessed(unit: Path, tmp_path: Path) -> None:
    one, two, three = PEOPLE[:3]
    result = blocks(
        tmp_path / "块.xlsx", (one, [], []), (two, [document(two)], []), (three, [], [])
    )

    report, code = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert code == 0
    assert added(report) == {DOCUMENTS: 1}
    assert [each["id_number"] for each in report["nothing_found"]] == [
        one["id_number"], three["id_number"]]  # fmt: skip
    assert report["nothing_found"][0]["row"] == 2


def test_query_text_in_one_cell_beside_the_parts(unit: Path, tmp_path: Path) -> None:
    """The person's cell spans the whole block; the parts are labelled in the next column."""
    one = PEOPLE[0]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    trip = crossing(one, "出境", "20140601", "0830")
    lines = [
        [
            f"查询条件：姓名：{name(one)}，身份证号：{one['id_number']}",
            "证件信息",
            *DOCUMENT_HEADINGS,
        ],
        [None, None, *document(one)],
        [None, "出入境记录", *CROSSING_HEADINGS],
        [None, None, *trip],
    ]
    for line in lines:
        sheet.append(line)
    for area in ("A1:A4", "B1:B2", "B3:B4"):
        sheet.merge_cells(area)
    result = workbooks.saved(book, tmp_path / "块.xlsx")

    report, _ = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert added(report) == {DOCUMENTS: 1, CROSSINGS: 1}
    assert ledger(tmp_path / "出.xlsx", CROSSINGS)[0]["身份证号"] == one["id_number"]


def test_importing_twice_changes_nothing(unit: Path, tmp_path: Path) -> None:
    one, two = PEOPLE[:2]
    result = blocks(
        tmp_path / "块.xlsx",
        (one, [document(one)], [crossing(one, "出境", "20140601", "083000")]),
        (two, [document(two, name="别名")], []),
    )
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"

    run("police-import", unit, result, "-o", first)
    report, code = run("police-import", first, result, "-o", second)

    assert second.read_bytes() == first.read_bytes()
    assert added(report) == {}
    assert sum(each["repeated"] for each in report["tables"]) == 2
    assert (code, len(report["conflicts"])) == (1, 1)


def test_what_the_clerk_has_on_the_ledger_stays(unit: Path, tmp_path: Path) -> None:
    one, two = PEOPLE[:2]
    book = openpyxl.load_workbook(unit)
    del book[DOCUMENTS]
    sheet = book.create_sheet(DOCUMENTS)
    sheet.append(["制表：虚一"])
    sheet.append(["序号", "证件号", "姓名", "身份证号码", "证照类型", "发证日期", "我的备注"])
    sheet.append([1, "E99999999", name(two), two["id_number"], "护照", 20120101, "已看"])
    sheet["G3"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    sheet["H3"] = "=1+1"
    sheet.freeze_panes = "C3"
    book.save(unit)
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(one)])

    run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx")[DOCUMENTS]
    assert [cell.value for cell in sheet[3]][:8] == [
        1, "E99999999", name(two), two["id_number"], "护照", 20120101, "已看", "=1+1"]  # fmt: skip
    assert sheet["G3"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.freeze_panes == "C3"
    assert [cell.value for cell in sheet[4]][1:6] == [
        one["documents"], name(one), one["id_number"], "普通护照", "2014-03-01"]  # fmt: skip
    assert [cell.value for cell in sheet[2]][8:] == ["有效期至", "签发机关", "来源文件", "来源行号"]
    again = FileHost(tmp_path / "出.xlsx").sheet(DOCUMENTS)
    assert again
    assert again.text(3, 10) == "证件.xlsx"


def test_new_lines_look_like_the_official_sheet(tmp_path: Path) -> None:
    unit = workbooks.saved(annex1_workbook(PEOPLE), tmp_path / "样表.xlsx")
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])

    run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx")[DOCUMENTS]
    number, issued = sheet["B2"], sheet["E2"]
    assert (number.value, number.number_format) == (PEOPLE[0]["id_number"], "@")
    assert number.font.name == sheet.column_dimensions["B"].font.name
    assert issued.number_format == "yyyy-mm-dd"
    assert sheet.dimensions == "A1:J2"


def test_without_output_the_file_is_only_read(unit: Path, tmp_path: Path) -> None:
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    before = unit.read_bytes()

    report, code = run("police-import", unit, result)

    assert added(report) == {DOCUMENTS: 1}
    assert code == 0
    assert unit.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["单位.xlsx", "证件.xlsx"]


def test_own_workbook_is_written_on_request_after_a_backup(unit: Path, tmp_path: Path) -> None:
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    before = unit.read_bytes()

    run("police-import", unit, result, "-o", unit)

    (backup,) = tmp_path.glob("单位.备份-*.xlsx")
    assert backup.read_bytes() == before
    assert len(ledger(unit, DOCUMENTS)) == 1


CONFLICTS = {
    "same number, another name": (document(PEOPLE[0], name="别名"), "姓名为“别名”"),
    "same name, another number": (document(PEOPLE[0], id=PEOPLE[1]["id_number"]), "姓名为"),
    "same name, unknown number": (document(PEOPLE[0], id=made_up_id(99)), "另一个身份证号"),
    "unreadable day": (document(PEOPLE[0], issued="三月一日"), "签发日期认不出"),
    "number lost": (document(PEOPLE[0], id=3.207e17), "末几位已丢失"),
    "no document number": (document(PEOPLE[0], number=""), "证件号码认不出"),
}
TWINS = {
    "padded name": document(PEOPLE[0], name=" ".join(name(PEOPLE[0]))),
    "old number": document(PEOPLE[0], id=PEOPLE[0]["id_number"][:6] + PEOPLE[0]["id_number"][8:17]),
    "day spelled": document(PEOPLE[0], issued="2014年3月1日"),
    "small x": document(PEOPLE[0], id=PEOPLE[0]["id_number"].lower()),
    "document lower case": document(PEOPLE[0], number=PEOPLE[0]["documents"].lower()),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_disagrees_goes_to_a_human_and_nowhere_else(
    case: str, unit: Path, tmp_path: Path
) -> None:
    line, reason = CONFLICTS[case]
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [line, document(PEOPLE[2])])

    report, code = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert code == 1
    assert added(report) == {DOCUMENTS: 1}
    (conflict,) = report["conflicts"]
    assert reason in conflict["reason"]
    (row,) = ledger(tmp_path / "出.xlsx", IMPORT_CONFLICTS.name)
    assert (row["底稿表"], row["来源文件"], row["来源行号"]) == (DOCUMENTS, "证件.xlsx", 3)
    assert reason in row["待核原因"]
    assert len(ledger(tmp_path / "出.xlsx", DOCUMENTS)) == 1


@pytest.mark.parametrize("case", TWINS)
def test_near_misses_of_a_conflict_are_taken_and_known_again(
    case: str, unit: Path, tmp_path: Path
) -> None:
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [TWINS[case]])
    plain = listed(tmp_path / "又.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])

    report, code = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")
    again, _ = run("police-import", tmp_path / "出.xlsx", plain)

    assert (code, added(report)) == (0, {DOCUMENTS: 1})
    assert (added(again), again["conflicts"]) == ({}, [])


def test_former_conflicts_stay_with_what_was_written_beside_them(
    unit: Path, tmp_path: Path
) -> None:
    one, two = PEOPLE[:2]
    out = tmp_path / "出.xlsx"
    listed(tmp_path / "甲.xlsx", DOCUMENT_HEADINGS, [document(one, name="别名")])
    listed(tmp_path / "乙.xlsx", DOCUMENT_HEADINGS, [document(two, name="又名")])
    run("police-import", unit, tmp_path / "甲.xlsx", "-o", out)
    book = openpyxl.load_workbook(out)
    book[IMPORT_CONFLICTS.name]["H2"] = "已电话核对"
    book.save(out)

    run("police-import", out, tmp_path / "乙.xlsx", "-o", out)

    rows = list(openpyxl.load_workbook(out)[IMPORT_CONFLICTS.name].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["别名", "又名"]
    assert rows[1][7] == "已电话核对"


def test_bad_files_do_not_stop_the_good_ones(unit: Path, tmp_path: Path) -> None:
    good = listed(tmp_path / "好.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(good.read_bytes()[:3000])
    no_number = listed(
        tmp_path / "缺号.xlsx", CROSSING_HEADINGS, [crossing(PEOPLE[0], "出境", "20140601")]
    )
    other = workbooks.saved(workbooks.new(PEOPLE), tmp_path / "他单位.xlsx")

    report, code = run("police-import", unit, good, bad, no_number, other)

    assert code == 2
    assert added(report) == {DOCUMENTS: 1}
    reasons = {Path(each["source"]).name: each["reason"] for each in report["skipped"]}
    assert "不完整" in reasons["坏.xlsx"]
    assert "没有“身份证号”栏" in reasons["缺号.xlsx"]
    assert "不是公安查询结果" in reasons["他单位.xlsx"]
    assert [each["code"] for each in report["skipped"]] == [
        "truncated", "incomplete-form", "no-such-form",
    ]  # fmt: skip


def test_unknown_columns_and_lines_are_named(unit: Path, tmp_path: Path) -> None:
    result = listed(
        tmp_path / "证件.xlsx", (*DOCUMENT_HEADINGS, "神秘栏"), [[*document(PEOPLE[0]), "甲"]]
    )
    block = blocks(tmp_path / "块.xlsx", (PEOPLE[1], [document(PEOPLE[1]), ["见附页"]], []))

    report, _ = run("police-import", unit, result, block)

    assert added(report) == {DOCUMENTS: 2}
    assert any("L 列“神秘栏”认不出" in note for note in report["notes"])
    assert any("第 5 行认不出" in note for note in report["notes"])
    assert not any("性别" in note for note in report["notes"])


def test_a_ledger_with_unknown_headings_is_not_written_into(unit: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(unit)
    book[DOCUMENTS].delete_rows(1)
    book[DOCUMENTS]["A1"] = "随手记的"
    book.save(unit)
    result = listed(tmp_path / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])

    report, code = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert code == 2
    assert "表头认不出" in report["error"]
    assert not (tmp_path / "出.xlsx").exists()


def test_verify_works_on_what_was_imported(unit: Path, tmp_path: Path) -> None:
    one, two = PEOPLE[:2]
    hidden = document(two, kind="往来台湾通行证", number="T00000001", issued="20100101")
    result = blocks(
        tmp_path / "块.xlsx",
        (one, [document(one)], [crossing(one, "出境", "20140601", "083000"),
                                crossing(one, "入境", "20140605", "200000")]),
        (two, [document(two, issued="20100101"), hidden], []),
        *((person, [document(person, issued="20100101")], []) for person in PEOPLE[2:]),
    )  # fmt: skip
    run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    report, _ = run("verify", tmp_path / "出.xlsx")

    assert {(f["id_number"], f["category"]) for f in report["findings"]} == {
        (one["id_number"], codes.UNAPPROVED_TRIP),
        (two["id_number"], codes.HIDDEN_DOCUMENT),
    }
    (hidden_one,) = (f for f in report["findings"] if f["category"] == codes.HIDDEN_DOCUMENT)
    assert f"{DOCUMENTS}!4" in hidden_one["evidence"]
    assert not any("来源" in note for note in report["notes"])


def test_the_police_register_is_a_list_with_days(unit: Path, tmp_path: Path) -> None:
    headings = (
        "序号",
        "中文姓",
        "中文名",
        "出生日期",
        "身份证号",
        "户口所在地",
        "工作单位",
        "入库日期",
        "入库标识",
    )
    one = PEOPLE[0]
    line = [1, one["surname"], one["given_name"], one["birth"], one["id_number"], "江苏", "虚构局",
            "20140110", "新增"]  # fmt: skip
    result = listed(tmp_path / "备案.xlsx", headings, [line])

    report, code = run("police-import", unit, result, "-o", tmp_path / "出.xlsx")

    assert (code, added(report)) == (0, {ledgers.POLICE_REGISTER.name: 1})
    (row,) = ledger(tmp_path / "出.xlsx", ledgers.POLICE_REGISTER.name)
    assert (row["身份证号"], row["备案日期"], row["备案单位"]) == (
        one["id_number"], "2014-01-10", "虚构局")  # fmt: skip


def test_numbers_are_masked_on_the_terminal(unit: Path, tmp_path: Path) -> None:
    result = blocks(
        tmp_path / "块.xlsx",
        (PEOPLE[0], [document(PEOPLE[0], name="别名")], []),
        (PEOPLE[1], [], []),
    )

    done = CliRunner().invoke(app, ["police-import", str(unit), str(result)])

    assert done.exit_code == 1
    assert "待核" in done.stdout
    assert "未查到证件" in done.stdout
    assert not any(person["id_number"] in done.stdout for person in PEOPLE)


def test_lists_for_the_police_are_written(unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "送公安"

    report, code = run("police-export", unit, "-o", folder)

    assert code == 0
    assert report["files"] == [
        str(folder / f"{sheets.POLICE_QUERY}.xlsx")
    ]  # nobody to put on the register
    rows = list(
        openpyxl.load_workbook(report["files"][0])[sheets.POLICE_QUERY].iter_rows(values_only=True)
    )
    assert rows[0][:2] == ("序号", "姓名")
    assert [row[3] for row in rows[1:]] == [person["id_number"] for person in PEOPLE]
    assert {row[6] for row in rows[1:]} == {"20130101"}


def test_the_batch_compares_with_the_previous_form(unit: Path, tmp_path: Path) -> None:
    left = workbooks.people(7)[6]
    old = [PEOPLE[0] | {"post": "原职务"}, *PEOPLE[2:], left]
    previous = workbooks.saved(workbooks.new(old), tmp_path / "上次.xlsx")

    report, _ = run("police-export", unit, "-o", tmp_path, "--previous", previous)

    assert report["batch"] == 3
    sheet = openpyxl.load_workbook(tmp_path / f"{sheets.POLICE_BATCH}.xlsx")[sheets.POLICE_BATCH]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[5], row[8]) for row in rows] == [
        (PEOPLE[1]["id_number"], "新增"), (PEOPLE[0]["id_number"], "变更"),
        (left["id_number"], "撤销")]  # fmt: skip


def test_a_completed_list_is_never_lost(unit: Path, tmp_path: Path) -> None:
    target = tmp_path / f"{sheets.POLICE_QUERY}.xlsx"
    run("police-export", unit, "-o", tmp_path)
    run("police-export", unit, "-o", tmp_path)
    assert not list(tmp_path.glob("*备份*"))  # the same list again is no new list
    book = openpyxl.load_workbook(target)
    book.worksheets[0]["C2"] = "经办人补填"
    book.save(target)
    completed = target.read_bytes()

    run("police-export", unit, "-o", tmp_path)

    (backup,) = tmp_path.glob("*备份*")
    assert backup.read_bytes() == completed


def test_people_who_cannot_be_looked_up_are_reported(tmp_path: Path) -> None:
    people = [PEOPLE[0], PEOPLE[1] | {"id_number": "123"}]
    path = workbooks.saved(workbooks.new(people), tmp_path / "单位.xlsx")

    report, code = run("police-export", path, "-o", tmp_path)

    assert (code, report["query"]) == (1, 1)
    assert any(name(people[1]) in note for note in report["notes"])


def test_the_lists_that_went_out_are_never_taken_for_an_answer(unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "送公安"
    previous = workbooks.saved(workbooks.new(PEOPLE[:2]), tmp_path / "上次.xlsx")
    run("police-export", unit, "-o", folder, "--previous", previous)

    report, code = run("police-import", unit, folder)

    assert code == 2
    assert added(report) == {}
    assert len(report["skipped"]) == 2


def test_the_buttons_ask_for_folders_and_do_the_same(unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    folder.mkdir()
    listed(
        folder / "证件.xlsx",
        DOCUMENT_HEADINGS,
        [document(PEOPLE[0]), document(PEOPLE[1], name="别名")],
    )
    host = CountingHost(FileHost(unit), picked=folder)

    press("police_import", host)
    press("police_export", host)

    assert not host.alerts
    assert "新增 公安证件查询 1 行，1 行待人工核对" in host.said[0]
    assert IMPORT_CONFLICTS.name in host.said[0]
    assert (folder / f"{sheets.POLICE_QUERY}.xlsx").exists()
    nowhere = CountingHost(FileHost(unit))
    press("police_import", nowhere)
    press("police_export", nowhere)
    assert nowhere.said == ["“公安导入”已取消：没有选文件夹", "“公安导出”已取消：没有选文件夹"]
    assert nowhere.writes == 0


def marks_in(folder: Path) -> dict[str, str]:
    """入库标识 of each identity number in 登记备案批量表."""
    book = openpyxl.load_workbook(folder / f"{sheets.POLICE_BATCH}.xlsx")
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    number, mark = headings.index("身份证号"), headings.index("入库标识")
    return {row[number]: row[mark] for row in rows}


def test_the_button_holds_the_form_against_the_former_one(unit: Path, tmp_path: Path) -> None:
    gone = workbooks.people(9)[8]
    moved = PEOPLE[1] | {"post": "虚构市财政局副局长（副处级）"}
    former = workbooks.saved(workbooks.new([PEOPLE[0], moved, gone]), tmp_path / "上次.xlsx")
    new = tmp_path / "名单"
    host = CountingHost(FileHost(unit), picked=new, file=former)

    press("police_export", host)

    assert not host.alerts
    assert "与 上次.xlsx 比对" in host.said[-1]
    run("police-export", unit, "-o", tmp_path / "命令行", "--previous", former)
    marks = marks_in(new)
    assert marks == marks_in(tmp_path / "命令行")
    assert (marks[moved["id_number"]], marks[gone["id_number"]]) == ("变更", "撤销")


def test_an_unreadable_previous_form_is_reported_and_nothing_is_written(
    unit: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "上次.xlsx"
    bad.write_bytes(b"PK")
    host = CountingHost(FileHost(unit), picked=tmp_path / "名单", file=bad)

    press("police_export", host)

    (alert,) = host.alerts
    assert "不完整" in alert
    assert not (tmp_path / "名单").exists()


def test_esc_stops_the_import_before_anything_is_written(unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "结果"
    folder.mkdir()
    listed(folder / "证件.xlsx", DOCUMENT_HEADINGS, [document(PEOPLE[0])])
    full = CountingHost(FileHost(unit), picked=folder)
    press("police_import", full)
    for stop_at in range(1, full.reports + 1):
        host = CountingHost(FileHost(unit), picked=folder, stop_at=stop_at)
        press("police_import", host)
        assert host.writes == 0
        assert "已停止" in host.said[-1]
