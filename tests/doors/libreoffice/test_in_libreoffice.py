"""Tests of the add-in in a real headless LibreOffice: formulas, menu, marks.

Pictures of what was seen are put into ``out/libreoffice``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from addin.declare import FORMULAS, TITLE
from addin.errors import ChujingError
from addin.forms import ledgers, sheets
from addin.forms.annex1 import SHEET, UNIT
from addin.host.file import FileHost
from addin.jobs.police.tables import IMPORT_CONFLICTS
from addin.libreoffice.bridge import MODULE, install_bridge, remove_bridge
from addin.model.examples import HEADER, made_up_id
from addin.reading.sources import beside
from addin.ribbon import press
from addin.samples import police_results
from addin.samples.form_styles import Unit
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.libreoffice import LABELS, Office, bridged

pytestmark = pytest.mark.libreoffice

# A headless office shows no folder picker and no box; the person's answer is put in its place.
PICKED = """
_desk = sys.modules["addin.libreoffice.inside.document"]
_desk.Document.pick_folder = lambda *_: {folder!r}
_desk.Document.pick_file = lambda *_: ""
_desk.Document.ask = lambda _, question, default: default
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("用户配置 与 & 空格")
    return bridged(folder, PICKED.format(folder=str(folder / "报送")))


@pytest.fixture(scope="module")
def office(profile: Path) -> Iterator[Office]:
    running = Office(profile)
    try:
        yield running
    finally:
        running.end()


@pytest.fixture
def opened(office: Office) -> Iterator[Callable[[Path], Office]]:
    def open_file(path: Path) -> Office:
        office.do("open", path)
        return office

    yield open_file
    office.do("close_all")


def faulty_form(path: Path, **of_first: Any) -> Path:
    """附件1 on the official sheet: three people, two of them with faults."""
    people = workbooks.people(3)
    people[0] |= {"sex": "女", **of_first}
    people[1] |= {"custody": "否"}
    annex1_workbook(people, HEADER).save(path)
    return path


def with_formulas(path: Path) -> Path:
    """Return a workbook without stored values whose cells call the add-in."""
    book = annex1_workbook(workbooks.people(3), HEADER)
    sheet = book[SHEET]
    sheet.column_dimensions["Q"].width = 40
    sheet["Q5"] = "违规类型"
    for row in range(6, 9):
        sheet[f"Q{row}"] = f"=违规类型(A{row}:N{row})"
    sheet["Q9"] = f'=身份证性别("{made_up_id(2)}")'
    sheet["Q10"] = "=身份证校验(12345)"
    sheet["Q11"] = "=加载项自检()"
    sheet["Q12"] = "=INDEX(身份证性别(E6:E8),2)"
    return workbooks.saved(book, path)


def test_formulas_answer_recalculate_and_are_saved_as_typed(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = opened(with_formulas(tmp_path / "公式.xlsx"))
    assert [row[0] for row in office.do("values", "附件1", "Q6:Q9")] == ["", "", "", "女"]
    assert "位" in office.do("text", "附件1", "Q10")
    assert "正常" in office.do("text", "附件1", "Q11")
    assert office.do("text", "附件1", "Q12") == "男"
    office.do("set_text", "附件1", "M7", "否")
    assert office.do("text", "附件1", "Q7") == "违规持有因私出国（境）证件"
    office.do("set_text", "附件1", "N7", "未备案")
    assert office.do("text", "附件1", "Q7") == "违规持有因私出国（境）证件；应备未备"
    office.show("附件1", "A1:Q14", "公式")
    office.do("save", tmp_path / "存.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "存.xlsx")["附件1"]
    assert saved["Q7"].value == "=违规类型(A7:N7)"
    assert saved["Q11"].value == "=加载项自检()"


def test_every_declared_formula_is_known(opened: Callable[[Path], Office], tmp_path: Path) -> None:
    office = opened(workbooks.saved(workbooks.new([]), tmp_path / "a.xlsx"))
    for row, formula in enumerate(FORMULAS, 20):
        arguments = ";".join("A20" for argument in formula.arguments if not argument.optional)
        office.do("set_formula", "附件1", f"C{row}", f"={formula.name}({arguments})")
        shown = office.do("text", "附件1", f"C{row}")
        assert not shown.startswith(("#", "Err:")), formula.name
        assert "没有回答" not in shown, formula.name


def test_the_menu_offers_every_declared_button(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    assert office.do("menu", TITLE) == list(LABELS.values())


def marked(office: Office) -> None:
    office.press("check")
    office.until(lambda: "校验结果" in office.do("sheets"))


def test_pressing_check_marks_the_form_as_the_command_line_does(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    path = faulty_form(tmp_path / "附件1.xlsx")
    office = opened(path)
    marked(office)
    file = FileHost(path)
    press("check", file)
    expected = file.sheet("校验结果")
    assert expected
    shown = office.do("values", "校验结果", f"A1:J{len(expected.rows)}")
    assert [[_same(cell) for cell in row] for row in shown] == [
        [_same(cell) for cell in row[:10]] for row in expected.rows
    ]
    form = file.form()
    column = office.do("values", "附件1", "P5:P8")
    assert [row[0] for row in column] == [form.text(row, 15) for row in range(4, 8)]
    office.show("附件1", "A1:P16", "校验")
    office.show("校验结果", "A1:J6", "校验结果")


def _same(value: Any) -> str:
    return "" if value is None else str(value).removesuffix(".0")


def test_the_marked_cells_are_coloured(opened: Callable[[Path], Office], tmp_path: Path) -> None:
    """On a sheet without checks of its own, so that the colour can only be ours."""
    people = workbooks.people(2)
    people[0] |= {"residence": None, "sex": "女"}
    office = opened(workbooks.saved(workbooks.new(people), tmp_path / "a.xlsx"))
    red = (0xFF, 0xC7, 0xCE)
    assert red not in office.colours("附件1", "A5:N8", tmp_path)
    marked(office)
    assert red in office.colours("附件1", "A5:N8", tmp_path)
    file = FileHost(tmp_path / "a.xlsx")
    press("check", file)
    file.save(tmp_path / "b.xlsx")
    office.do("open", tmp_path / "b.xlsx")
    assert red in office.colours("附件1", "A5:N8", tmp_path)


def test_ours_show_beside_the_checks_of_the_official_sheet(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    """A doubtful region in column E, where the sheet's own check is content."""
    number = made_up_id(1, region="990101")
    office = opened(faulty_form(tmp_path / "a.xlsx", sex="男", id_number=number))
    yellow = (0xFF, 0xEB, 0x9C)
    assert yellow not in office.colours("附件1", "A5:N8", tmp_path)
    marked(office)
    assert yellow in office.colours("附件1", "A5:N8", tmp_path)


def test_the_links_jump_to_the_cells(opened: Callable[[Path], Office], tmp_path: Path) -> None:
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    marked(office)
    formulas = office.do("formulas", "校验结果", "C2:C3")
    assert formulas[0][0] == '=HYPERLINK("#\'附件1\'!D6";"D6")'


def decorated(path: Path) -> Path:
    """A form on which the clerk has painted, commented and set widths."""
    book = openpyxl.load_workbook(faulty_form(path))
    sheet = book["附件1"]
    sheet["B6"].fill = PatternFill("solid", fgColor="92D050")
    sheet["C7"].comment = Comment("请核对", "钱一")
    sheet["J6"] = '="虚构市委"&"组织部"'
    sheet.merge_cells("A7:A8")
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["H"].hidden = True
    sheet.column_dimensions["P"].width = 13
    return workbooks.saved(book, path)


def test_clearing_leaves_the_form_as_it_was(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = opened(decorated(tmp_path / "a.xlsx"))
    before = office.do("look", "附件1", 20)
    values = office.do("formulas", "附件1", "A1:T30")
    marked(office)
    assert office.do("look", "附件1", 20) != before
    office.press("clear")
    office.until(lambda: "校验结果" not in office.do("sheets"))
    assert office.do("look", "附件1", 20) == before
    assert office.do("formulas", "附件1", "A1:T30") == values


def test_checking_twice_is_checking_once(opened: Callable[[Path], Office], tmp_path: Path) -> None:
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    marked(office)
    once = office.do("look", "附件1", 20), office.do("values", "校验结果", "A1:K9")
    office.do("set_text", "校验结果", "A2", "已改")
    office.press("check")
    office.until(lambda: office.do("values", "校验结果", "A2")[0][0] == 1)
    twice = office.do("look", "附件1", 20), office.do("values", "校验结果", "A1:K9")
    assert once == twice


def test_marks_of_the_command_line_are_cleared_in_libreoffice(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    file = FileHost(faulty_form(tmp_path / "a.xlsx"))
    press("check", file)
    file.save(tmp_path / "b.xlsx")
    office = opened(tmp_path / "b.xlsx")
    assert "校验结果" in office.do("sheets")
    office.press("clear")
    office.until(lambda: "校验结果" not in office.do("sheets"))
    assert office.do("text", "附件1", "P5") == ""
    look = office.do("look", "附件1", 20)
    assert not any("【" in formula for formula in look["conditions"])


def test_marks_of_libreoffice_are_cleared_by_the_command_line(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = opened(workbooks.saved(workbooks.new(workbooks.people(2)), tmp_path / "a.xlsx"))
    marked(office)
    office.until(lambda: office.do("is_drawn", "校验结果"))
    office.do("save", tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["附件1"].print_area
    file = FileHost(tmp_path / "b.xlsx")
    press("clear", file)
    file.save(tmp_path / "c.xlsx")
    cleared = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert cleared.sheetnames == ["附件1"]
    assert not cleared["附件1"].print_area
    assert not any(cell.value for cell in cleared["附件1"]["P"])


def test_normalising_twice_restores_what_was_there(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    number = made_up_id(1).lower()
    office = opened(faulty_form(tmp_path / "a.xlsx", id_number=f" {number}", status="备案"))
    before = office.do("formulas", "附件1", "A6:N8")
    office.press("normalize")
    office.until(lambda: office.do("text", "附件1", "N6") == "已备案")
    assert office.do("text", "附件1", "E6") == number.upper()
    office.press("normalize")
    office.until(lambda: "规范记录" not in office.do("sheets"))
    assert office.do("formulas", "附件1", "A6:N8") == before


def test_a_protected_sheet_gives_a_sentence(
    opened: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    office.do("protect", "附件1", "")
    office.press("check")
    assert "受保护" in office.do("answer_box", 10)
    assert "校验结果" not in office.do("sheets")


def test_help_is_a_sheet(opened: Callable[[Path], Office], tmp_path: Path) -> None:
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    office.press("help")
    office.until(lambda: "使用说明" in office.do("sheets"))
    office.show("使用说明", "A1:E20", "使用说明")


def test_rollup_makes_annex2_and_opens_it(
    opened: Callable[[Path], Office], profile: Path, tmp_path: Path
) -> None:
    folder = profile / "报送"
    folder.mkdir()
    for name in ("档案局", "史志办"):
        annex1_workbook(workbooks.people(3), HEADER | {UNIT: f"虚构市{name}"}).save(
            folder / f"{name}.xlsx"
        )
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    office.press("rollup")
    office.until(lambda: len(office.do("documents")) == 2)
    made = openpyxl.load_workbook(beside(folder, sheets.ROLLUP_FILE))["附件2"]
    texts = {str(cell.value) for row in made.iter_rows() for cell in row}
    assert {"虚构市档案局", "虚构市史志办", "合计"} <= texts
    office.do("turn_to", beside(folder, sheets.ROLLUP_FILE).name)
    office.show("附件2", "A1:AE12", "汇总")


def test_results_of_the_police_are_put_under_the_ledger_once(
    opened: Callable[[Path], Office], profile: Path, tmp_path: Path
) -> None:
    folder = profile / "报送"
    folder.mkdir(exist_ok=True)
    people = [p | {"given_name": f"虚{n}"} for n, p in enumerate(workbooks.people(7))]
    office = opened(faulty_form(tmp_path / "a.xlsx"))
    documents = ledgers.POLICE_DOCUMENTS.name
    for name, asked, cell, expected in (
        ("一.xlsx", people[3:5], "B2", people[4]),
        ("二.xlsx", people[3:7], "B3", people[5]),
    ):
        (folder / name).write_bytes(police_results.in_a_list(Unit("虚构市某局", asked)))
        office.press("police_import")
        number = expected["id_number"]
        office.until(lambda at=cell, n=number: office.do("text", documents, at) == n)
    assert [office.do("text", documents, at) for at in ("E2", "I2")] == ["2014-03-01", "一.xlsx"]
    assert office.do("text", documents, "B4") == ""
    office.until(lambda: IMPORT_CONFLICTS.name in office.do("sheets"))


def test_installing_while_libreoffice_runs_is_refused(office: Office, profile: Path) -> None:
    assert office.do("documents") is not None
    with pytest.raises(ChujingError, match="请先关闭"):
        install_bridge(profile)


def test_removing_leaves_nothing_behind(profile: Path, tmp_path: Path) -> None:
    user = tmp_path / "profile"
    shutil.copytree(profile, user)
    (user / ".lock").unlink(missing_ok=True)
    remove_bridge(user)
    left = [
        path
        for path in (user / "user").rglob("*")
        if path.is_file() and ("chujing" in path.name.lower() or _mentions(path))
    ]
    assert left == []
    assert "没有装过" in remove_bridge(user)[0]


def _mentions(path: Path) -> bool:
    content = path.read_bytes()
    return MODULE.encode() in content or b"org.chujing" in content
