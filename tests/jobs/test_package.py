"""Tests of 报送包: no ledger content is included, and every later change is detected."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from addin.forms import annex1, sheets
from addin.jobs.package import manifest
from addin.jobs.package.stripping import alone
from addin.model.examples import HEADER, made_up_id
from addin.reading.unit import UnitBook
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.command_line import chujing

SECRET = "底稿里才有的字"
SHEET = annex1.SHEET


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def talkative(path: Path) -> Path:
    """A unit's workbook whose ledgers say SECRET wherever a workbook can say anything."""
    book = workbooks.new(workbooks.people(3))
    ledger = book.create_sheet("保管台账")
    ledger.append(["姓名", "身份证号", "备注"])
    ledger.append([SECRET, made_up_id(7), SECRET])
    ledger["A2"].comment = Comment(f"{SECRET}批注", f"{SECRET}作者")
    hidden = book.create_sheet(f"{SECRET}表")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = f"{SECRET}隐藏"
    book.defined_names["名册"] = DefinedName("名册", attr_text="保管台账!$A$1:$A$9")
    form = book[SHEET]
    form["P6"] = "=保管台账!A2"
    choice = DataValidation("list", formula1="保管台账!$A$1:$A$9")
    choice.add("G6:G9")
    form.add_data_validation(choice)
    book.properties.title = "附件1"
    return workbooks.saved(book, path)


def test_no_part_of_the_stripped_form_tells_of_the_ledgers(tmp_path: Path) -> None:
    path = talkative(tmp_path / "单位.xlsx")
    assert any(SECRET.encode() in part for part in parts(path.read_bytes()).values())

    out = alone(path.read_bytes(), SHEET)

    for name, part in parts(out).items():
        assert SECRET.encode() not in part, name
        assert made_up_id(7).encode() not in part, name
        assert "保管台账".encode() not in part, name
        assert SECRET not in name
    book = openpyxl.load_workbook(io.BytesIO(out))
    assert book.sheetnames == [SHEET]
    before, after = UnitBook(path).form, UnitBook(path, out).form
    assert [[row.text(k) for k in annex1.TABLE.keys()] for p in after.people for row in p.rows] == [
        [row.text(k) for k in annex1.TABLE.keys()] for p in before.people for row in p.rows
    ]


def test_the_forms_own_sheet_keeps_its_bytes(tmp_path: Path) -> None:
    data = workbooks.saved(
        annex1_workbook(workbooks.people(3), HEADER), tmp_path / "a"
    ).read_bytes()
    out = alone(data, SHEET)
    assert len(openpyxl.load_workbook(io.BytesIO(data)).sheetnames) > 1
    assert parts(out)["xl/worksheets/sheet1.xml"] == parts(data)["xl/worksheets/sheet1.xml"]


def test_what_is_handed_in_starts_no_program(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(2))
    book[SHEET]["P6"] = "=cmd|'/c calc'!A1"
    book.defined_names["甲"] = DefinedName("甲", attr_text="cmd|'/c calc'!A1")
    data = workbooks.saved(book, tmp_path / "a.xlsx").read_bytes()
    assert not any(b"/c calc" in part for part in parts(alone(data, SHEET)).values())


def unit(folder: Path, name: str, people: list[dict[str, Any]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    header = dict(HEADER) | {annex1.UNIT: name}
    return workbooks.saved(annex1_workbook(people, header), folder / f"{name}.xlsx")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    people = workbooks.people(6)
    unit(tmp_path / "来源", "甲局", people[:4])
    unit(tmp_path / "来源", "乙局", people[4:])
    return tmp_path / "来源"


def packed(units: Path, *options: object) -> tuple[Path, dict[str, Any], int]:
    folder = units.with_name("报送包")
    done = chujing("package", units, "-o", folder, *options, "--json")
    return folder, json.loads(done.stdout), done.returncode


def test_a_package_holds_what_the_notice_asks_for_and_is_proved(units: Path) -> None:
    before = {path: path.read_bytes() for path in units.iterdir()}
    folder, said, exit_code = packed(units)

    assert exit_code == 0
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {
        "附件1/甲局.xlsx", "附件1/乙局.xlsx", "附件2.xlsx", "情况报告.docx", "报送清单.xlsx",
        "SHA256SUMS",
    }  # fmt: skip
    assert before == {path: path.read_bytes() for path in units.iterdir()}
    for each in said["files"]:
        data = (folder / each["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == each["sha256"]
        assert len(data) == each["size"]
    assert {each["unit"]: each["people"] for each in said["files"] if each["unit"]} == {
        "甲局": 4, "乙局": 2,
    }  # fmt: skip
    assert openpyxl.load_workbook(folder / "附件2.xlsx").sheetnames == ["附件2"]
    lists = openpyxl.load_workbook(folder / "报送清单.xlsx")
    for name in (sheets.PACKAGE_LIST, sheets.RECEIPT):
        texts = [str(cell.value) for row in lists[name].iter_rows() for cell in row]
        assert any(said["code"] in text for text in texts)
    proof = chujing("package", "--verify", folder, "--json")
    assert proof.returncode == 0
    assert json.loads(proof.stdout)["code"] == said["code"]


def test_the_list_says_how_many_were_judged_and_what_nobody_has_looked_at(units: Path) -> None:
    folder, said, _ = packed(units)
    lists = openpyxl.load_workbook(folder / "报送清单.xlsx")
    assert lists.sheetnames == [sheets.PACKAGE_LIST, sheets.RECEIPT, sheets.COVERAGE]
    texts = [str(c.value) for row in lists[sheets.PACKAGE_LIST].iter_rows() for c in row if c.value]
    assert any("违规办理因私出国（境）证件：已判0人，应判6人，未核查" in text for text in texts)
    assert any("既不等于有问题，也不等于没有问题" in text for text in texts)
    assert said["coverage"] == [text.partition("．")[2] for text in texts if "判" in text]
    units_told = [row[2].value for row in lists[sheets.COVERAGE].iter_rows(min_row=2)]
    assert sorted(units_told) == ["乙局", "甲局"]


def test_no_paper_of_a_package_clears_units_with_nothing_but_their_form(units: Path) -> None:
    folder, _, _ = packed(units)
    report = Document(str(folder / "情况报告.docx"))
    words = [p.text for p in report.paragraphs]
    words += [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert not any("未发现" in text for text in words)
    assert any("违规办理因私出国（境）证件未核查（6人）" in text for text in words)
    assert any("违规办理因私出国（境）证件0人（应判6人）" in text for text in words)
    sheet = openpyxl.load_workbook(folder / "附件2.xlsx", data_only=True)["附件2"]
    issue, hidden = (
        [sheet.cell(row, column).value for row in (8, 9, 10)] for column in (10, 12)
    )  # 违规办理, 瞒报持有
    assert issue == hidden == [None] * 3


def test_any_sha256sum_proves_it_too(units: Path) -> None:
    folder, _, _ = packed(units)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0


def verified(folder: Path) -> dict[str, Any]:
    done = chujing("package", "--verify", folder, "--json")
    assert done.returncode == 1
    return json.loads(done.stdout)


def test_one_byte_is_seen(units: Path) -> None:
    folder, _, _ = packed(units)
    path = folder / "附件2.xlsx"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert verified(folder)["changed"] == ["附件2.xlsx"]


def test_renamed_missing_and_added_files_are_seen(units: Path) -> None:
    folder, _, _ = packed(units)
    (folder / "附件1" / "甲局.xlsx").rename(folder / "附件1" / "丙局.xlsx")
    (folder / "情况报告.docx").unlink()
    (folder / "备注.txt").write_text("多的")
    said = verified(folder)
    assert said["renamed"] == [{"from": "附件1/甲局.xlsx", "to": "附件1/丙局.xlsx"}]
    assert said["missing"] == ["情况报告.docx"]
    assert said["added"] == ["备注.txt"]


def test_a_list_made_to_fit_is_given_away_by_its_code_and_the_sums(units: Path) -> None:
    """Changing 附件2 and SHA256SUMS does not change the printed list, totals and code."""
    folder, said, _ = packed(units)
    path = folder / "附件2.xlsx"
    book = openpyxl.load_workbook(path)
    book["附件2"]["E8"] = 99
    book.save(path)
    hashes = manifest.read_sums((folder / "SHA256SUMS").read_text(encoding="utf-8"))
    assert hashes
    hashes["附件2.xlsx"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(manifest.sums(hashes), encoding="utf-8")
    found = verified(folder)
    assert found["changed"] == []
    assert found["code"] != said["code"]
    assert any("不一致" in doubt for doubt in found["doubts"])
    assert any("按所附各表统计" in doubt for doubt in found["doubts"])


def test_mistakes_hold_a_package_up_and_facts_are_said(units: Path) -> None:
    people = workbooks.people(9)[6:]
    people[0] |= {"custody": "否"}  # 应交未交
    people[1] |= {"status": "未备案"}  # 应备未备
    unit(units, "丙局", people)
    folder, said, exit_code = packed(units)
    assert exit_code == 1
    assert {"应交未交 1 人", "应备未备 1 人"} <= set(said["notes"])

    wrong = workbooks.people(10)[9:]
    wrong[0] |= {"sex": "女" if wrong[0]["sex"] == "男" else "男"}
    unit(units, "丁局", wrong)
    (units / "坏.xlsx").write_bytes(b"PK")
    other = folder.with_name("第二次")
    refused = chujing("package", units, "-o", other, "--json")
    assert refused.returncode == 2
    assert not other.exists()
    obstacles = json.loads(refused.stdout)["obstacles"]
    assert len(obstacles) == 2
    assert any("丁局.xlsx：D6 性别" in each for each in obstacles)

    insisted = chujing("package", units, "-o", other, "--with-errors", "--json")
    assert insisted.returncode == 2
    assert len(json.loads(insisted.stdout)["obstacles"]) == 2
    texts = [
        str(cell.value)
        for row in openpyxl.load_workbook(other / "报送清单.xlsx")[sheets.PACKAGE_LIST].iter_rows()
        for cell in row
    ]
    assert any("丁局.xlsx" in text and "性别" in text for text in texts)
    assert any("坏.xlsx" in text for text in texts)


def test_a_password_locks_the_workbooks_and_nothing_else(
    units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUJING_PASSWORD", "虚构口令1")
    folder, _, exit_code = packed(units, "--password")
    assert exit_code == 0
    assert not zipfile.is_zipfile(folder / "附件1" / "甲局.xlsx")
    assert zipfile.is_zipfile(folder / "报送清单.xlsx")
    assert chujing("check", folder / "附件1" / "甲局.xlsx").returncode == 2
    assert chujing("package", "--verify", folder).returncode == 0
    assert chujing("package", "--verify", folder, "--password").returncode == 0
    monkeypatch.setenv("CHUJING_PASSWORD", "另一个")
    wrong = chujing("package", "--verify", folder, "--password")
    assert wrong.returncode == 2
    assert "密码不对" in wrong.stderr


def test_nothing_of_a_folder_that_is_there_is_lost(units: Path) -> None:
    folder = units.with_name("报送包")
    folder.mkdir()
    (folder / "别人的.txt").write_text("留着")
    done = chujing("package", units, "-o", folder)
    assert done.returncode == 2
    assert "已经有内容" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["别人的.txt"]


def test_the_same_sources_make_the_same_package(units: Path) -> None:
    first, said, _ = packed(units)
    again = first.with_name("又一次")
    second = json.loads(chujing("package", units, "-o", again, "--json").stdout)
    assert said["code"] == second["code"]


HASHES = st.dictionaries(
    st.text("甲乙丙丁 /.x", min_size=1, max_size=6).filter(lambda p: p == p.strip()),
    st.integers(0, 3).map(lambda n: hashlib.sha256(bytes([n])).hexdigest()),
    min_size=1,
    max_size=6,
)


@given(HASHES, HASHES)
def test_comparison_accounts_for_every_file_once(
    listed: dict[str, str], found: dict[str, str]
) -> None:
    changes = manifest.compare(listed, found)
    olds = [
        *changes.unchanged,
        *changes.changed,
        *changes.missing,
        *(a for a, _ in changes.renamed),
    ]
    news = [*changes.unchanged, *changes.changed, *changes.added, *(b for _, b in changes.renamed)]
    assert sorted(olds) == sorted(listed)
    assert sorted(news) == sorted(found)
    assert changes.is_intact == (listed == found)
    assert manifest.read_sums(manifest.sums(listed)) == listed


@given(HASHES, HASHES)
def test_lists_that_differ_have_different_codes(one: dict[str, str], other: dict[str, str]) -> None:
    assert (manifest.code(one) == manifest.code(other)) == (one == other)
