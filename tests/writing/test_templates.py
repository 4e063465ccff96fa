"""Tests of the official forms: exact text, print setup, validation, reproducible bytes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from io import BytesIO
from math import ceil
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from addin.build.templates import build_templates
from addin.forms import annex1, annex2
from addin.forms.ledgers import AUTHORITY, LEDGERS, PARAMETERS, QUERY_LOG
from addin.jobs.check.rules import check
from addin.model.examples import HEADER, faultless, made_up_id, person_from
from addin.model.parameters import SETTINGS, shown_default
from addin.model.rows import Form
from addin.model.severity import Severity
from addin.reading.unit import UnitBook
from addin.writing.editing import set_cached
from addin.writing.sheets.annex1 import annex1_workbook
from addin.writing.sheets.annex2 import annex2_workbook, formula_values
from addin.writing.sheets.native_checks import native_checks
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.tables import add_table_sheet
from support import tables

COMMITTED = Path(__file__).parents[2] / "templates"
CHINESE_CHARACTER = 1.7  # units of a column's width that one of 10 points takes
MOST_IN_A_HINT = 256  # Excel takes 255 characters
NAMES = ["附件1.xlsx", "附件2.xlsx"]

TITLE_1 = "登记备案人员因私出国（境）信息查询表（样表）"
HEADINGS_1 = [
    "序号", "姓", "名", "性别", "身份证号", "出生日期\n（8位）", "现任职务\n（职级）",
    "户口所\n在地", "登记备案\n人员类型", "人事主管部门", "是否持有\n因私出国\n（境）证件",
    "因私出\n国（境）\n证件号", "证件是否交由组织集中保管", "登记备\n案状态",
]  # fmt: skip
NOTES_1 = [
    "注：1.请按照省管干部、处级干部、其他干部的顺序填写；",
    "2.本表由各级组织人事部门同时送省委组织部干部监督处及所在地公安机关出入境管理部门；",
    "3.“登记备案人员类型”填写“县（区）管乡科级党政领导干部”、“市直属单位的中层负责人”、"
    "“县处级以上在职干部”、“厅局级以上离退休人员”、“企业法人或领导人员”、“安"
    "全、涉密等重要岗位人员”或者“‘裸官’配偶或子女”等；",
    "4.登记备案人员如无因私出国（境）证件，则在“因私出国（境）证件号”栏填写“无”；",
    "5.“登记备案状态”填写“已备案”、“未备案”或者“变更备案”等。",
]
TITLE_2 = "专项治理工作情况汇总统计表（样表）"
LEAVES_2 = (
    "序号 地区或单位 开展治理的地区和单位数（个） 小计 县处级以上在职干部 厅局级以上离退休人员 "
    "企业法人或领导人员 安全、涉密等重要岗位人员 “裸官”的配偶或子女 违规办理因私出国（境）证件 "
    "违规持有因私出国（境）证件 瞒报持有因私出国（境）证件 未经批准擅自因私出国（境） "
    "未按审批要求因私出国（境） 瞒报因私出国（境）情况 审批因私出国（境）事项把关不严 "
    "处理单位数（个） 小计 省部级 厅局级 县处级 乡科级 其他 批评教育 诫勉谈话 调离岗位 责令辞职 "
    "免职 降职 移交纪检监察机关 备注"
).split()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "templates"
    assert [path.name for path in build_templates(folder)] == NAMES
    return folder


@pytest.fixture(scope="module")
def form1(built: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(built / NAMES[0])


@pytest.fixture(scope="module")
def form2(built: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(built / NAMES[1])


def validation_at(sheet: Worksheet, cell: str) -> DataValidation | None:
    found = [each for each in sheet.data_validations.dataValidation if cell in each.sqref]
    assert len(found) < 2
    return found[0] if found else None


def merged(sheet: Worksheet) -> set[str]:
    return {str(area) for area in sheet.merged_cells.ranges}


class TestMaking:
    @pytest.mark.parametrize("name", NAMES)
    def test_committed_templates_are_what_build_makes(self, built: Path, name: str) -> None:
        assert (COMMITTED / name).read_bytes() == (built / name).read_bytes()

    @pytest.mark.parametrize("name", NAMES)
    def test_no_clock_and_no_compression_gets_into_the_file(self, built: Path, name: str) -> None:
        with ZipFile(built / name) as package:
            parts = package.infolist()
            assert b"2015-05-28T00:00:00Z</dcterms:modified>" in package.read("docProps/core.xml")
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.compress_type for part in parts} == {ZIP_STORED}
        assert parts[0].filename == "[Content_Types].xml"

    @pytest.mark.parametrize("name", NAMES)
    def test_nothing_compares_with_countif(self, built: Path, name: str) -> None:
        with ZipFile(built / name) as package:
            assert not any(b"COUNTIF" in package.read(part) for part in package.namelist())


class TestAnnex1:
    def test_words_are_those_of_the_notice(self, form1: openpyxl.Workbook) -> None:
        sheet = form1["附件1"]
        assert (sheet["A1"].value, sheet["A2"].value) == ("附件1", TITLE_1)
        assert sheet["A4"].value == "填表单位（章）："
        assert sheet["J4"].value == "填表时间：       年   月   日"
        assert [cell.value for cell in sheet[5]] == HEADINGS_1
        assert sheet["A16"].value == "填表人：               （联系电话：            ）"
        assert sheet["J16"].value == "审核人："
        assert [sheet.cell(row, 1).value for row in range(17, 22)] == NOTES_1
        assert sheet.max_row == 21

    def test_data_begins_in_row_6_below_fourteen_headings(self, form1: openpyxl.Workbook) -> None:
        sheet = form1["附件1"]
        assert sheet.max_column == 14
        assert all(cell.value is None for row in sheet["A6:N15"] for cell in row)
        across = {f"A{row}:N{row}" for row in (2, 17, 18, 19, 20, 21)}
        assert across <= merged(sheet)
        assert not [area for area in sheet.merged_cells.ranges if 5 <= area.min_row <= 15]

    def test_prints_one_a4_landscape_page_wide(self, form1: openpyxl.Workbook) -> None:
        sheet = form1["附件1"]
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(setup.fitToWidth), int(setup.fitToHeight)) == (1, 0)
        assert sheet.print_options.horizontalCentered
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.print_area == "'附件1'!$A$1:$N$21"

    def test_every_cell_of_data_is_text(self, form1: openpyxl.Workbook) -> None:
        formats = {cell.number_format for row in form1["附件1"]["A6:N15"] for cell in row}
        assert formats == {"@"}

    @pytest.mark.parametrize(
        ("column", "values", "style"),
        [
            ("D", "男,女", None),
            ("I", "县（区）管乡科级党政领导干部,市直属单位的中层负责人,县处级以上在职干部,"
                  "厅局级以上离退休人员,企业法人或领导人员,安全、涉密等重要岗位人员,"
                  "“裸官”配偶或子女", "warning"),
            ("K", "是,否", None),
            ("M", "是,否", None),
            ("N", "已备案,未备案,变更备案", None),
        ],
    )  # fmt: skip
    def test_coded_columns_offer_their_codes_and_say_what_is_wrong(
        self, form1: openpyxl.Workbook, column: str, values: str, style: str | None
    ) -> None:
        for row in (6, 15):
            found = validation_at(form1["附件1"], f"{column}{row}")
            assert found
            assert (found.type, found.formula1) == ("list", f'"{values}"')
            assert found.showErrorMessage
            assert found.errorStyle in (style, style or "stop")
            assert re.search("请从下拉表中选", found.error)
            assert not found.showDropDown  # openpyxl's name for hiding the arrow

    def test_every_column_explains_itself(self, form1: openpyxl.Workbook) -> None:
        for at in range(1, 15):
            found = validation_at(form1["附件1"], f"{get_column_letter(at)}6")
            assert found
            assert found.showInputMessage
            assert found.prompt

    def test_excel_takes_the_lengths_of_all_messages(self, form1: openpyxl.Workbook) -> None:
        for sheet in form1.worksheets:
            for each in sheet.data_validations.dataValidation:
                assert len(each.errorTitle or "") <= 32
                assert len(each.promptTitle or "") <= 32
                assert len(each.error or "") <= 225
                assert len(each.prompt or "") <= 255
                assert len(each.formula1 or "") <= 255

    def test_filled_form_reads_back(self, tmp_path: Path) -> None:
        people = [faultless(index) for index in range(12)]
        path = tmp_path / "单位.xlsx"
        path.write_bytes(deterministic(annex1_workbook(people, HEADER)))
        form = UnitBook(path).form
        assert [person.text("id_number") for person in form.people] == [
            person["id_number"] for person in people
        ]
        assert {label: field.value for label, field in form.header.items()} == HEADER
        assert not form.notes

    def test_blank_form_has_no_people(self, built: Path) -> None:
        book = UnitBook(built / NAMES[0])
        assert not book.form.people
        assert not any(field.value for field in book.form.header.values())


BAD_CHARACTER = str.maketrans("0", "O")
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def ending_in_x() -> str:
    return next(each for each in map(made_up_id, range(1, 999, 2)) if each.endswith("X"))


def wrong_check(number: str) -> str:
    return number[:17] + ("1" if number[17] == "0" else "0")


GOOD: dict[str, dict[str, object]] = {
    "faultless": {},
    "blank row": dict.fromkeys(annex1.TABLE.keys()),
    "x in lower case": {"id_number": ending_in_x().lower()},
    "full width": {"id_number": ending_in_x().translate(FULL_WIDTH)},
    "padded": {"id_number": f"  {made_up_id(1)[:6]} {made_up_id(1)[6:]}'"},
    "no documents": {"holds": "否", "documents": "无", "custody": None},
    "no documents, said otherwise": {"holds": "否", "documents": "没有", "custody": "否"},
    "woman": {"sex": "女", "id_number": made_up_id(2)},
}
BAD: dict[str, tuple[dict[str, object], set[str]]] = {
    "one digit short": ({"id_number": made_up_id(1)[:17]}, {"id_number"}),
    "old number": ({"id_number": made_up_id(1)[:6] + made_up_id(1)[8:17]}, {"id_number"}),
    "letter for digit": (
        {"id_number": made_up_id(1, "19801212")[:8].translate(BAD_CHARACTER)
         + made_up_id(1, "19801212")[8:], "birth": None}, {"id_number"}),
    "wrong check character": ({"id_number": wrong_check(made_up_id(1))}, {"id_number"}),
    "stored as a number": ({"id_number": 3.2070519700101e17}, {"id_number"}),
    "sex against number": ({"sex": "女"}, {"sex"}),
    "man with a woman's number": ({"id_number": made_up_id(2)}, {"sex"}),
    "birth against number": ({"birth": "19700102"}, {"birth"}),
    "birth on no day": ({"birth": "19700230"}, {"birth"}),
    "birth in full-width on no day": ({"birth": "１９７０１３０１"}, {"birth"}),
    "birth with hyphens": ({"birth": "1970-01-01"}, {"birth"}),
    "holds, but 无": ({"documents": "无"}, {"documents"}),
    "holds, but blank": ({"documents": None}, {"documents"}),
    "does not hold, but number": ({"holds": "否", "custody": None}, {"documents"}),
    "does not hold, blank": ({"holds": "否", "documents": None, "custody": None}, {"documents"}),
    "not handed in": ({"custody": "否"}, {"custody"}),
    "custody blank": ({"custody": None}, {"custody"}),
}  # fmt: skip


def through_libreoffice(tmp_path: Path, *files: Path) -> list[list[list[list[object]]]]:
    """Return the sheets of each file as LibreOffice calculates them."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    out = tmp_path / "calculated"
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(out), *map(str, files)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    books = [CalamineWorkbook.from_path(out / file.name) for file in files]
    return [
        [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
        for book in books
    ]


def worst(values: dict[str, object]) -> dict[str, Severity]:
    """How bad 校验 finds each column of one person to be."""
    keys = list(annex1.TABLE.keys())
    found: dict[str, Severity] = {}
    for finding in check(Form("", [person_from(values, 6)])):
        key = keys[finding.cell.column - 1]
        found[key] = min(
            finding.severity, found.get(key, finding.severity), key=list(Severity).index
        )
    return found


class TestFormulas:
    def test_native_checks_are_on_the_form_and_simple_enough(
        self, form1: openpyxl.Workbook
    ) -> None:
        sheet = form1["附件1"]
        drawn = {
            str(area.sqref): [rule.formula[0] for rule in rules]
            for area, rules in sheet.conditional_formatting._cf_rules.items()
        }
        letters = {"id_number": "E", "sex": "D", "birth": "F", "documents": "L", "custody": "M"}
        declared = defaultdict(list)
        for key, formula, _ in native_checks(6):
            declared[f"{letters[key]}6:{letters[key]}15"].append(formula)
        assert drawn == declared
        for _, formula, _ in native_checks(6):
            assert len(formula) < 1000
            assert not re.search(r"[{}!]|ROW\(", formula)

    def test_calculated_by_a_spreadsheet_program(self, tmp_path: Path) -> None:
        """The checks mark only wrong cells; 附件2 has the expected sums."""
        cases = {name: (change, set[str]()) for name, change in GOOD.items()} | BAD
        keys = [(key, severity) for key, _, severity in native_checks(6)]
        book = annex1_workbook([faultless() | change for change, _ in cases.values()])
        sheet = book["附件1"]
        for row in range(6, 6 + len(cases)):
            for at, (_, formula, _) in enumerate(native_checks(row), start=16):
                sheet.cell(row, at, f"=IF({formula},1,0)")
        checks, sums = tmp_path / "checks.xlsx", tmp_path / "sums.xlsx"
        checks.write_bytes(deterministic(book))
        units = [
            {"unit": "甲", "county_up": 3, "registered": 5, "township": 2, "illicit_issue": 1,
             "lax_approval": 0},
            {"unit": "乙", "units": 4, "sensitive": 7, "county": 1, "criticised": 2,
             "apart_city_middle": 6, "apart_other": 1},
        ]  # fmt: skip
        sums.write_bytes(deterministic(annex2_workbook(units)))
        [form, *_], [table, *_] = through_libreoffice(tmp_path, checks, sums)

        for (name, (change, expected)), row in zip(cases.items(), form[5:], strict=False):
            shown: dict[str, Severity] = {}
            for (key, severity), hit in zip(keys, row[15:], strict=False):
                if hit:
                    shown.setdefault(key, severity)
            assert shown.keys() == expected, name
            assert shown.items() <= worst(faultless() | change).items(), name
        for address, value in formula_values(units).items():
            row, column = coordinate_to_tuple(address)
            assert table[row - 1][column - 1] == value, address
        assert (table[8][3], table[9][3]) == (14, 19), "小计 has the people beside the form"
        assert table[9][9:16] == [1, "", "", "", "", "", 0], "what nobody judged is blank"


class TestLedgers:
    def test_grey_sheets_stand_behind_the_form(self, form1: openpyxl.Workbook) -> None:
        assert form1.sheetnames == [
            "附件1", "应备人员名册", "公安备案库", "公安证件查询", "公安出入境记录", "审批台账",
            "报告台账", "保管台账", "处理台账", "公安查询登记", "参数",
        ]  # fmt: skip
        assert form1["附件1"].sheet_properties.tabColor is None
        for table in LEDGERS:
            assert form1[table.name].sheet_properties.tabColor.rgb == "00A6A6A6"

    @pytest.mark.parametrize("table", LEDGERS, ids=lambda table: table.name)
    def test_headings_stay_in_sight_and_columns_have_their_format(
        self, form1: openpyxl.Workbook, table: object
    ) -> None:
        sheet = form1[table.name]
        titles = [cell.value for cell in sheet[1]]
        assert titles[: len(table.columns)] == list(table.titles())
        assert sheet.freeze_panes in ("A2", "C2")
        formats = {"text": "@", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
        for at, column in enumerate(table.columns, start=1):
            letter = get_column_letter(at)
            assert sheet.column_dimensions[letter].number_format == formats[column.content]
            found = validation_at(sheet, f"{letter}5000")
            assert bool(found and found.formula1) == bool(column.codes)

    def test_days_are_days_and_crossings_have_a_time(self) -> None:
        content = {(t.name, c.title): c.content for t in LEDGERS for c in t.columns}
        assert content["公安出入境记录", "出入境日期"] == "moment"
        dates = {title for (_, title), kind in content.items() if kind == "day"}
        assert dates == {
            "备案日期", "签发日期", "有效期至", "批准出境日期", "批准返回日期", "批准日期",
            "出境日期", "返回日期", "报告日期", "日期", "处理日期", "查询起始日", "查询截止日",
            "答复日期",
        }  # fmt: skip

    def test_one_cell_may_hold_several_ways_of_handling(self, form1: openpyxl.Workbook) -> None:
        found = validation_at(form1["处理台账"], "E2")
        assert found
        assert "批评教育" in found.formula1
        assert not found.showErrorMessage

    def test_one_answer_of_the_police_may_be_about_several_things(
        self, form1: openpyxl.Workbook
    ) -> None:
        sheet = form1[QUERY_LOG.name]
        content, result = validation_at(sheet, "C2"), validation_at(sheet, "F2")
        assert content
        assert result
        assert (content.formula1, content.showErrorMessage) == ('"证件,出入境,备案"', False)
        assert (result.formula1, result.showErrorMessage) == ('"有记录,查无"', True)
        for letter in "CDEFGH":
            found = validation_at(sheet, f"{letter}2")
            assert found
            assert 0 < len(found.prompt) < MOST_IN_A_HINT

    def test_parameters_that_take_words_say_which(self, form1: openpyxl.Workbook) -> None:
        sheet = form1[PARAMETERS.name]
        by_name = {sheet.cell(row, 1).value: row for row in range(2, len(SETTINGS) + 2)}
        asked = validation_at(sheet, f"B{by_name['公安查询范围']}")
        empty = validation_at(sheet, f"B{by_name['确无记录的底稿']}")
        assert asked
        assert empty
        assert (asked.formula1, asked.allow_blank) == ('"全部人员"', True)
        assert empty.formula1 is None
        assert "审批台账" in empty.prompt
        assert max(len(each.prompt) for each in (asked, empty)) < MOST_IN_A_HINT
        assert validation_at(sheet, f"B{by_name['核查起始日']}") is None

    def test_every_note_of_a_parameter_fits_its_row(self, form1: openpyxl.Workbook) -> None:
        sheet = form1[PARAMETERS.name]
        width = sheet.column_dimensions["C"].width
        for row, setting in enumerate(SETTINGS, start=2):
            lines = ceil(len(setting.note) * CHINESE_CHARACTER / (width - 1))
            assert sheet[f"C{row}"].alignment.wrap_text
            assert sheet.row_dimensions[row].height >= lines * 13

    def test_parameters_stand_with_their_defaults(self, form1: openpyxl.Workbook) -> None:
        sheet = form1[PARAMETERS.name]
        rows = [[cell.value or "" for cell in row] for row in sheet[f"A2:C{len(SETTINGS) + 1}"]]
        assert rows == [[each.name, shown_default(each), each.note] for each in SETTINGS]
        assert rows[0][:2] == ["核查起始日", "2013-01-01"]

    def test_authorities_stand_right_of_the_parameters(self, form1: openpyxl.Workbook) -> None:
        sheet = form1[PARAMETERS.name]
        assert sheet["D1"].value is None
        assert (sheet["E1"].value, sheet["F1"].value) == AUTHORITY.titles()
        assert sheet["E2"].value == "县（区）管乡科级党政领导干部"
        assert sheet["E8"].value == "“裸官”配偶或子女"


def three_rows(sheet: Worksheet) -> list[str]:
    """The leaf heading of each column: the lowest text in rows 5 to 7, without breaks."""
    columns = sheet.iter_cols(min_row=5, max_row=7, max_col=sheet.max_column, values_only=True)
    return [next(text for text in reversed(c) if text).replace("\n", "") for c in columns]


class TestAnnex2:
    def test_words_are_those_of_the_notice(self, form2: openpyxl.Workbook) -> None:
        sheet = form2["附件2"]
        assert (sheet["A1"].value, sheet["A2"].value) == ("附件2", TITLE_2)
        assert sheet["A4"].value == "填表单位（章）："
        assert sheet["R4"].value == "填表时间：       年   月   日"
        assert sheet["A19"].value == "填表人：                    （联系电话：                 ）"
        assert sheet["R19"].value == "审核人："
        assert sheet["A18"].value == "合计"
        assert sheet.max_row == 19

    def test_thirty_one_columns_under_three_rows_of_headings(
        self, form2: openpyxl.Workbook
    ) -> None:
        sheet = form2["附件2"]
        assert sheet.max_column == 34
        assert three_rows(sheet)[:31] == LEAVES_2
        assert [sheet[cell].value for cell in ("C5", "J5", "Q5")] == [
            "组织开展情况", "问题排查情况", "处理情况"]  # fmt: skip
        assert [sheet[cell].value for cell in ("D6", "R6", "X6")] == [
            "登记备案人员数（人）", "处理人员（人）", "处理方式（人）"]  # fmt: skip
        upright = {f"{letter}5:{letter}7" for letter in ("A", "B", "AE")}
        upright |= {f"{letter}6:{letter}7" for letter in "CJKLMNOPQ"}
        upright |= {f"{letter}6:{letter}7" for letter in ("AF", "AG", "AH")}
        across = {"C5:I5", "J5:P5", "Q5:AD5", "D6:I6", "R6:W6", "X6:AD6", "AF5:AH5"}
        assert {str(a) for a in sheet.merged_cells.ranges if 5 <= a.min_row <= 7} == (
            upright | across
        )

    def test_prints_one_a3_landscape_page_wide(self, form2: openpyxl.Workbook) -> None:
        sheet = form2["附件2"]
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 8)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(setup.fitToWidth), int(setup.fitToHeight)) == (1, 0)
        assert sheet.print_title_rows == "$5:$7"
        assert sheet.print_area == "'附件2'!$A$1:$AE$19"

    def test_people_without_a_column_stand_grey_beside_the_form(
        self, form2: openpyxl.Workbook
    ) -> None:
        sheet = form2["附件2"]
        assert three_rows(sheet)[31:] == ["县（区）管乡科级", "市直中层", "其他类型"]
        assert sheet.print_area.endswith("$AE$19"), "they are not printed"
        for row in (5, 6, *range(8, 19)):
            assert sheet[f"AF{row}"].fill.fgColor.rgb == "00F2F2F2"
            assert sheet[f"AE{row}"].fill.fill_type is None

    def test_sums_are_live(self, form2: openpyxl.Workbook) -> None:
        sheet = form2["附件2"]
        for row in range(8, 18):
            assert sheet[f"D{row}"].value == f"=SUM(E{row}:I{row},AF{row}:AH{row})"
            assert sheet[f"R{row}"].value == f"=SUM(S{row}:W{row})"
        for at in (*range(3, 31), *range(32, 35)):
            area = f"{get_column_letter(at)}8:{get_column_letter(at)}17"
            assert sheet.cell(18, at).value == f'=IF(COUNT({area})=0,"",SUM({area}))'
        assert sheet["AE18"].value is None

    def test_zeros_do_not_show_but_where_they_say_that_nothing_was_found(
        self, form2: openpyxl.Workbook
    ) -> None:
        sheet = form2["附件2"]
        found = {cell.coordinate for row in sheet["J8:P18"] for cell in row}
        for row in sheet["C8:AD18"]:
            for cell in row:
                assert cell.number_format == ("0" if cell.coordinate in found else "0;-0;;@")

    def test_counts_are_whole_numbers_from_zero(self, form2: openpyxl.Workbook) -> None:
        sheet = form2["附件2"]
        for at in (*range(3, 31), *range(32, 35)):
            letter = get_column_letter(at)
            found = validation_at(sheet, f"{letter}8")
            if letter in "DR":
                assert found is None
            else:
                assert found
                assert (found.type, found.operator, found.formula1) == (
                    "whole", "greaterThanOrEqual", "0")  # fmt: skip
                assert found.showErrorMessage
                assert "非负整数" in found.errorTitle
        assert validation_at(sheet, "C18") is None


COUNTS = st.integers(0, 10_000)
INPUTS = [key for key in annex2.NUMBERS if not annex2.BY_KEY[key].sums]
APART = [leaf.key for leaf in annex2.APART]
UNITS = st.lists(
    st.fixed_dictionaries(
        {"unit": st.text("甲乙丙丁", min_size=1)},
        optional=dict.fromkeys([*INPUTS, *APART, "registered", "handled"], COUNTS),
    ),
    max_size=4,
)


def evaluate(sheet: Worksheet, address: str) -> int | None:
    """Work out a cell: a number, ``=SUM(X1:X9,Z1:Z3)`` with perhaps ``+5`` behind, or a 合计."""
    value = sheet[address].value
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r'=(?:IF\(COUNT\(([^)]+)\)=0,"",)?SUM\(([^)]+)\)\)?([+-]\d+)?', value)
    assert match, value
    areas = [sheet[area] for area in match[2].split(",")]
    numbers = [evaluate(sheet, cell.coordinate) for area in areas for row in area for cell in row]
    if match[1] and not any(number is not None for number in numbers):
        return None
    return sum(number or 0 for number in numbers) + int(match[3] or 0)


class TestRollUpOutput:
    @given(UNITS)
    @settings(max_examples=15, deadline=None)
    def test_stored_values_are_what_the_formulas_give(
        self, units: list[dict[str, int | str]]
    ) -> None:
        sheet = annex2_workbook(units)["附件2"]
        foretold = formula_values(units)
        formulas = {
            cell.coordinate for row in sheet["C8:AH30"] for cell in row if cell.data_type == "f"
        }
        assert {a: evaluate(sheet, a) for a in formulas} == dict.fromkeys(formulas) | foretold

    def test_a_subtotal_that_is_more_than_its_parts_is_kept(self) -> None:
        unit = {"unit": "甲", "county_up": 3, "registered": 5, "county": 2, "handled": 1}
        sheet = annex2_workbook([unit])["附件2"]
        assert sheet["D8"].value == "=SUM(E8:I8,AF8:AH8)+2"
        assert sheet["R8"].value == "=SUM(S8:W8)-1"

    def test_readers_that_do_not_calculate_see_numbers(self) -> None:
        units = [{"unit": "甲", "units": 1, "county_up": 3}, {"unit": "乙", "units": 2}]
        data = set_cached(deterministic(annex2_workbook(units)), "附件2", formula_values(units))
        rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("附件2").to_python()
        assert rows[7][:5] == [1, "甲", 1, 3, 3]
        assert rows[9][:5] == ["合计", "", 3, 3, 3]

    def test_long_remarks_are_not_cut_off(self) -> None:
        short, long = (
            {"unit": "甲", "remarks": "另有市直属单位的中层负责人 1 人；" * n} for n in (1, 9)
        )
        sheet = annex2_workbook([short, long])["附件2"]
        assert sheet.row_dimensions[9].height > 2 * sheet.row_dimensions[8].height

    def test_numbers_in_plain_tables_stay_texts_when_edited(self) -> None:
        book = annex2_workbook([])
        sheet = add_table_sheet(
            book, tables.table("重复与疑点", 身份证号=20, 次数=8), [[made_up_id(1), 2]]
        )
        assert (sheet["A2"].number_format, sheet["B2"].number_format) == ("@", "General")

    def test_texts_stay_texts(self) -> None:
        """A unit or a reason that looks like a formula, or holds what no workbook can hold."""
        book = annex2_workbook([{"unit": "=1+1"}])
        add_table_sheet(
            book, tables.table("未汇总文件", 文件=30, 原因=60), [["=HYPERLINK(1)", "坏\x00了"]]
        )
        data = CalamineWorkbook.from_filelike(BytesIO(deterministic(book)))
        assert data.get_sheet_by_name("附件2").to_python()[7][1] == "=1+1"
        assert data.get_sheet_by_name("未汇总文件").to_python() == [
            ["文件", "原因"],
            ["=HYPERLINK(1)", "坏了"],
        ]
