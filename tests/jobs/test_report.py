"""Tests of 情况报告: every number comes from 附件2 and has its cell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from docx.document import Document as DocumentType
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils import range_boundaries
from openxml_audit import OpenXmlValidator

from addin.build.templates import word_templates
from addin.errors import ChujingError
from addin.forms import annex1, annex2, codes, sheets
from addin.forms.lists import UNIT_COVERAGE
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.report import paper as document
from addin.jobs.report.command import press_report, report, situation_of
from addin.model import gaps, remarks
from addin.writing.editing import set_cached
from addin.writing.sheets.annex2 import annex2_workbook, formula_values
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.tables import add_table_sheet
from addin.writing.word.filling import fill
from support.command_line import chujing

TEMPLATES = Path(__file__).parents[2] / "templates"
COLUMN = {leaf.key: at for at, leaf in enumerate(annex2.LEAVES, 1)}
PROBLEMS = tuple(annex2.PROBLEM_COLUMN.values())
NOTHING: dict[str, int | str] = dict.fromkeys(PROBLEMS, 0)
ROWS: list[dict[str, int | str]] = [
    {**NOTHING, "unit": "甲局", "units": 1, "county_up": 3, "sensitive": 2, "registered": 9,
     "illicit_holding": 2, "hidden_trip": 1, "handling_units": 1, "county": 1, "township": 1,
     "criticised": 2, "admonished": 1,
     "remarks": "另有市直属单位的中层负责人4人；未备案3人；待核实5条；局长已于8月离任"},
    {**NOTHING, "unit": "乙局", "units": 1, "enterprise": 7, "illicit_holding": 1},
]  # fmt: skip
QUIET: list[dict[str, int | str]] = [{**NOTHING, "unit": "丙局", "units": 1, "county_up": 2}]


def filled(
    rows: list[dict[str, int | str]], remark: str = "", unit: str = "虚构县委组织部"
) -> bytes:
    """附件2 as 汇总 writes it, formulas calculated."""
    given = {annex1.UNIT: unit, annex1.FILLED_ON: "2015年9月15日"}
    book = annex2_workbook(rows, given, remark)
    return set_cached(deterministic(book), annex2.SHEET, formula_values(rows))


def opened(data: bytes) -> DocumentType:
    return Document(BytesIO(data))


def body(found: DocumentType) -> str:
    """Everything but 数字出处, 附件2's own name and the notice's number."""
    tables = [cell.text for t in found.tables[:-1] for row in t.rows for cell in row.cells]
    words = [paragraph.text for paragraph in found.paragraphs]
    cut = next(at for at, text in enumerate(words) if text.startswith("数字出处"))
    text = "\n".join((*words[:cut], *tables))
    return re.sub(r"连委组通〔2015〕23号|附件2|[表图][123]　", "", text)


def sources(found: DocumentType) -> list[tuple[int, str, str]]:
    rows = [[cell.text for cell in row.cells] for row in found.tables[-1].rows]
    return [(int(number), label, source) for number, label, source in rows[1:]]


def numbers(text: str) -> set[int]:
    return {int(each) for each in re.findall(r"\d+", text)}


GAPS = {
    "未核查的单位数": gaps.UNITS,
    "未核查的单位的人数": gaps.PEOPLE,
    "另有未判的人数": gaps.OTHERS,
}
GAP_WORDS = {kind: words for words, kind in GAPS.items()}


class Cells:
    """What a person sees who follows a source to its cells."""

    def __init__(self, **books: bytes) -> None:
        self.sheets = {
            name: openpyxl.load_workbook(BytesIO(data), data_only=True)[annex2.SHEET]
            for name, data in books.items()
        }

    def worth(self, source: str, label: str) -> int:
        if "－" in source:
            more, less = source.split("－")
            return self.worth(more, label) - self.worth(less, label)
        name, _, place = source.partition("!")
        sheet = self.sheets[name]
        if place.endswith("（大于0的行数）"):
            rows = self._rows(sheet, place.removesuffix("（大于0的行数）"))
            return sum(any(isinstance(v, int) and v > 0 for v in row) for row in rows)
        gap = next((kind for words, kind in GAPS.items() if label.endswith(words)), "")
        if gap:
            column = annex2.PROBLEM_COLUMN.get(label.removesuffix(GAP_WORDS[gap]), "")
            return sum(self._gap(sheet, cell, gap, column) for cell in re.split("[,、]", place))
        flat = [v for row in self._rows(sheet, place.removeprefix("SUM(").rstrip(")")) for v in row]
        if any(isinstance(value, str) for value in flat):
            key = next(r.key for r in remarks.REMARKS if label.endswith(r.label))
            return sum(remarks.read(str(value or ""))[0][key] for value in flat)
        return sum(value or 0 for value in flat)

    @staticmethod
    def _gap(sheet, place: str, kind: str, column: str) -> int:
        """What empty cells of a category, and remarks, say of whom nobody judged."""
        left, top, right, bottom = range_boundaries(place)
        assert left == right
        number = 0
        for row in range(top, bottom + 1):
            remark = str(sheet.cell(row, COLUMN["remarks"]).value or "")
            if left != COLUMN["remarks"]:
                assert sheet.cell(row, left).value is None
            if left != COLUMN["remarks"] and kind == gaps.UNITS:
                number += max(1, sheet.cell(row, COLUMN["units"]).value or 0)
            else:
                number += remarks.read(remark)[0][gaps.key(kind, column)]
        return number

    @staticmethod
    def _rows(sheet, places: str) -> Iterator[list[object]]:
        for place in filter(None, re.split("[,、]", places)):
            left, top, right, bottom = range_boundaries(place)
            for row in range(top, bottom + 1):
                yield [sheet.cell(row, column).value for column in range(left, right + 1)]


counts = st.integers(0, 40)
plain = [key for key in annex2.NUMBERS if not annex2.BY_KEY[key].sums]
units = st.fixed_dictionaries(dict.fromkeys(plain, counts)).map(
    lambda numbers: {"units": 1, **numbers}
)
noted = st.dictionaries(st.sampled_from([r.key for r in remarks.REMARKS]), st.integers(1, 60))


told = st.dictionaries(
    st.sampled_from([gaps.key(kind, c) for kind in GAPS.values() for c in PROBLEMS]),
    st.integers(1, 60),
)


@st.composite
def annexes(draw: st.DrawFn) -> list[dict[str, int | str]]:
    blanks = st.frozensets(st.sampled_from(PROBLEMS))
    rows = draw(st.lists(st.tuples(units, noted, blanks, told), min_size=1, max_size=9))
    return [
        {"unit": f"{name}单位", **{k: n for k, n in numbers.items() if k not in empty},
         "remarks": remarks.written({**said, **gap}, "", empty),
         "registered": sum(numbers[key] for key in annex2.CATEGORY_COLUMN.values())
         + remarks.apart(said)}
        for name, (numbers, said, empty, gap) in zip("甲乙丙丁戊己庚辛壬", rows, strict=False)
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(annexes(), st.none() | annexes())
def test_every_number_stands_in_its_cell(rows, former):
    now, before = filled(rows), filled(former) if former else b""
    cells = Cells(附件2=now, **{"上次附件2": before} if former else {})
    found = opened(document_of(now, before))

    listed = sources(found)
    assert listed
    for number, label, source in listed:
        assert cells.worth(source, label) == number, (number, label, source)
    text = re.sub(r"\d+年\d+月\d+日", "", body(found))
    assert numbers(text) <= {abs(number) for number, _, _ in listed}


def document_of(now: bytes, before: bytes = b"") -> bytes:
    if not before:
        return report(now)
    from addin.jobs.report.command import summary_of, written  # noqa: PLC0415
    from addin.jobs.report.rules import situation  # noqa: PLC0415

    summaries = [summary_of(Path("附件2.xlsx"), data) for data in (now, before)]
    return written(situation(*summaries))


def test_numbers_in_words():
    text = body(opened(report(filled(ROWS))))

    assert "开展治理的地区和单位共2个。" in text
    assert (
        "登记备案人员共16人，其中县处级以上在职干部3人、企业法人或领导人员7人、"
        "安全、涉密等重要岗位人员2人；另有市直属单位的中层负责人4人。" in text
    )
    assert "发现问题4人次，涉及2个地区和单位。其中，违规持有因私出国（境）证件3人次" in text
    assert "未发现违规办理因私出国（境）证件、瞒报持有" in text
    assert "处理单位1个，处理人员2人，其中县处级1人、乡科级1人。" in text
    assert "批评教育2人次、诫勉谈话1人次。同一人受多种处理的分别计算。" in text
    assert "尚有5条线索待核实：甲局5条。" in text
    assert "应备案而未备案的3人" in text
    assert "甲局：局长已于8月离任。" in text
    assert "虚构县委组织部" in text
    assert "2015年9月15日" in text
    assert "上次" not in text


def test_nothing_found_is_said_so_and_nothing_handled_has_no_table():
    found = opened(report(filled(QUIET)))
    text = body(found)

    assert "经核查，未发现通知所列七类问题。" in text
    assert "附件2没有填报处理单位和处理人员。".removeprefix("附件2") in text
    assert "附件2备注中没有待核实的线索。".removeprefix("附件2") in text
    assert "处理方式" not in text
    assert "0人" not in text


def test_a_unit_with_nothing_but_its_form_is_neither_accused_nor_cleared():
    unit = {"unit": "丁局", "units": 1, "county_up": 4, "illicit_holding": 0,
            "remarks": "未核查：违规办理、瞒报持有、未经批准、未按审批、瞒报出国、把关不严（4人）；"
                       "违规持有另有2人未判"}  # fmt: skip
    found = opened(report(filled([unit])))
    text = body(found)

    assert "未发现" not in text
    assert "通知所列七类问题没有全部核查完" in text
    assert "违规办理因私出国（境）证件未核查（4人）" in text
    assert "违规持有因私出国（境）证件另有2人未判" in text
    assert "没有核查的，既不等于有问题，也不等于没有问题，不作结论。" in text
    rows = {row.cells[0].text: row.cells[1].text for row in found.tables[1].rows}
    assert [name for name, number in rows.items() if number == "0"] == [
        "违规持有因私出国（境）证件"
    ]
    assert list(rows.values()).count("未核查") == 6
    assert rows["合计"] == "0（未核查完）"


def test_where_nobody_was_judged_at_all_there_is_no_number():
    found = opened(report(filled([{"unit": "丁局", "units": 1, "county_up": 4}])))
    assert "未发现" not in body(found)
    assert "通知所列七类问题都没有核查。" in body(found)
    assert {row.cells[1].text for row in found.tables[1].rows[1:]} == {"未核查"}


def test_only_what_everybody_was_judged_of_is_cleared():
    now = [{**NOTHING, "unit": "甲局", "units": 1, "illicit_issue": 2, "hidden_trip": 0,
            "remarks": "瞒报出国另有3人未判"},
           {key: n for key, n in NOTHING.items() if key != "lax_approval"}
           | {"unit": "乙局", "units": 1, "remarks": "未核查：把关不严（7人）"}]  # fmt: skip
    text = body(opened(report(filled(now))))
    (cleared,) = re.findall("未发现(.*?)的问题", text)
    assert "违规持有" in cleared
    assert "瞒报因私出国（境）情况" not in cleared
    assert "把关不严" not in cleared
    assert "审批因私出国（境）事项把关不严有1个单位未核查（7人）" in text


def test_how_many_were_judged_is_read_beside_the_form(tmp_path: Path):
    book = openpyxl.load_workbook(BytesIO(filled(QUIET)))
    lines = {"甲局": "58/60", "乙局": "12/12"}
    rows = [
        UNIT_COVERAGE.row(serial=n, row="丙县", unit=unit, reason="",
                          **dict.fromkeys(codes.PROBLEM.values, text))
        for n, (unit, text) in enumerate(lines.items(), 1)
    ]  # fmt: skip
    add_table_sheet(book, UNIT_COVERAGE, rows)
    book.save(tmp_path / "附件2.xlsx")
    found = opened(report(tmp_path / "附件2.xlsx"))
    text = body(found)
    assert "各类已判的人数：违规办理因私出国（境）证件70人（应判72人）" in text
    assert "未发现" not in text, "核查覆盖 says that two were not judged"
    assert "按“核查覆盖”表还有2人未判" in text
    assert (70, "核查覆盖!D2:D3（斜线左边）") in [(n, source) for n, _, source in sources(found)]


def test_what_was_not_judged_one_of_the_two_times_is_not_compared():
    before = [{key: n for key, n in ROWS[0].items() if key != "illicit_holding"}]
    text = body(opened(document_of(filled(ROWS), filled(before))))
    assert "违规持有因私出国（境）证件，两次报送中有未核查的，不作比较。" in text
    assert "违规持有因私出国（境）证件增加" not in text


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (ROWS, QUIET, "问题共增加4人次（上次未发现问题）：违规持有因私出国（境）证件增加3人次"),
        (QUIET, ROWS, "问题共减少4人次（上次4人次）：违规持有因私出国（境）证件减少3人次"),
        (ROWS, ROWS, "与上次报送相比，各类问题数没有变化。"),
        (
            [{**NOTHING, "unit": "甲局", "units": 1, "hidden_trip": 1}],
            [{**NOTHING, "unit": "甲局", "units": 1, "lax_approval": 1}],
            "问题总数没有变化（上次1人次）：瞒报因私出国（境）情况增加1人次，"
            "审批因私出国（境）事项把关不严减少1人次，其余各类没有变化。",
        ),
    ],
)
def test_changes_since_last_time(now, before, words):
    found = opened(document_of(filled(now), filled(before)))

    assert words in body(found)
    headings = [[cell.text for cell in table.rows[0].cells] for table in found.tables]
    assert ["问题类别", "本次", "上次", "增减", "涉及地区和单位"] in headings


def test_formulas_without_values_make_no_difference():
    uncalculated = deterministic(annex2_workbook(ROWS, {annex1.UNIT: "虚构县委组织部"}))

    assert "登记备案人员共16人" in body(opened(report(uncalculated)))


def test_what_does_not_add_up_is_said_and_the_rows_count():
    book = openpyxl.load_workbook(BytesIO(filled(ROWS)))
    sheet = book[annex2.SHEET]
    total = annex2.PAGE.first_row + len(ROWS)
    sheet.cell(total, COLUMN["illicit_holding"], 9)
    sheet.cell(annex2.PAGE.first_row, COLUMN["registered"], 10)
    data = BytesIO()
    book.save(data)

    found = opened(report(data.getvalue()))
    words = "\n".join(paragraph.text for paragraph in found.paragraphs)

    assert "违规持有因私出国（境）证件3人次" in words
    assert "合计“违规持有因私出国（境）证件”9，各行之和3，多6" in words
    assert "第8行“甲局”“登记备案人员数（人）·小计”10，分项与备注人数之和9，多1" in words
    people = [[cell.text for cell in row.cells] for row in found.tables[0].rows]
    assert people[-2:] == [["附件2没有注明类别的", "1"], ["合计", "17"]]


def test_charts_are_native_with_values_and_a_workbook_behind():
    data = document_of(filled(ROWS), filled(QUIET))
    with ZipFile(BytesIO(data)) as package:
        charts = sorted(name for name in package.namelist() if "/charts/chart" in name)
        assert len(charts) == 2
        chart = etree.fromstring(package.read(charts[1]))
        books = sorted(name for name in package.namelist() if name.endswith(".xlsx"))
        sheet = openpyxl.load_workbook(BytesIO(package.read(books[1]))).worksheets[0]
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    series = [
        [value.text for value in each.iterfind(f"{c}val//{c}v")] for each in chart.iter(f"{c}ser")
    ]
    assert series == [["0", "3", "0", "0", "0", "1", "0"], ["0"] * 7]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (None, "本次", "上次")
    assert rows[2] == ("违规持有因私出国（境）证件", 3, 0)


def test_no_chart_without_anything_to_see():
    with ZipFile(BytesIO(report(filled(QUIET)))) as package:
        assert not [name for name in package.namelist() if "chart" in name]


@pytest.mark.parametrize("data", [document.template(), document_of(filled(ROWS), filled(QUIET))])
def test_package_audit_has_no_findings(tmp_path: Path, data):
    path = tmp_path / "报告.docx"
    path.write_bytes(data)

    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []


def test_same_input_same_bytes():
    assert report(filled(ROWS)) == report(filled(ROWS))


@pytest.mark.parametrize("name", word_templates())
def test_committed_templates_are_what_build_makes(name):
    assert (TEMPLATES / name).read_bytes() == word_templates()[name]


def test_tags_are_those_of_the_page(tmp_path: Path):
    path = tmp_path / "附件2.xlsx"
    path.write_bytes(filled(ROWS))

    assert set(document.context(situation_of(path))) == set(document.TAGS)


def template(tmp_path: Path, *texts: str) -> Path:
    """The built-in template as an office would change it in Word, saved by Word's like."""
    own = opened(document.template())
    for text in reversed(texts):
        own.paragraphs[0].insert_paragraph_before(text)
    path = tmp_path / "本单位模板.docx"
    own.save(path)
    return path


def run(tmp_path: Path, *options: object) -> subprocess.CompletedProcess[str]:
    source = tmp_path / "附件2.xlsx"
    if not source.exists():
        source.write_bytes(filled(ROWS))
    return chujing("report", source, *options, "-o", tmp_path / "报告.docx")


def test_template_of_the_office_is_used(tmp_path: Path):
    own = template(tmp_path, '处理单位{{ 数["处理单位数（个）"] }}家', "{{ 问题图 }}")

    done = run(tmp_path, "--template", own)

    assert done.returncode == 0
    words = [p.text for p in Document(str(tmp_path / "报告.docx")).paragraphs]
    assert words[0] == "处理单位1家"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 单位名称 }}与{{ 没有的 }}", "“单位名称”"),
        ("{{ 数.没有的栏 }}", "“没有的栏”"),
        ("{{ 单位", "{{ 单位"),
        ("{% for 行 in 问题表 %}", "“endfor”"),
        ("{% 循环 %}", "循环"),
        ("{{ 单位.__class__.__mro__ }}", "__class__"),
        ("{% for i in range(10**9) %}{% endfor %}", "算不出来"),
        ("{{ 1/0 }}", "算不出来"),
    ],
)
def test_wrong_tag_is_named(tmp_path: Path, text, said):
    done = run(tmp_path, "--template", template(tmp_path, text))

    assert done.returncode == 2
    assert said in done.stderr.replace("\n", "")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "报告.docx").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "文字".encode(), filled(QUIET)])
def test_template_that_is_no_word_document(tmp_path: Path, content):
    path = tmp_path / "模板.docx"
    path.write_bytes(content)

    done = run(tmp_path, "--template", path)

    assert done.returncode == 2
    assert "模板不是 Word 文档" in done.stderr.replace("\n", "")


def test_command_writes_and_tells(tmp_path: Path):
    (tmp_path / "上次.xlsx").write_bytes(filled(QUIET))
    (tmp_path / "报告.docx").write_bytes(b"older")

    done = run(tmp_path, "--previous", tmp_path / "上次.xlsx", "--json")

    said = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"label": "开展治理的地区和单位数（个）", "value": 2, "source": "附件2!C10"} in said[
        "figures"
    ]
    assert said["unit"] == "虚构县委组织部"
    assert any(path.read_bytes() == b"older" for path in tmp_path.glob("报告.备份-*.docx"))


@pytest.mark.parametrize("content", [b"PK", None])
def test_without_annex2_there_is_a_sentence(tmp_path: Path, content):
    path = tmp_path / "附件2.xlsx"
    path.write_bytes(content or (TEMPLATES / "附件1.xlsx").read_bytes())

    done = run(tmp_path)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_blank_annex2_is_refused():
    with pytest.raises(ChujingError, match="空表"):
        report((TEMPLATES / "附件2.xlsx").read_bytes())


@pytest.mark.parametrize("former", [False, True])
def test_button_reports_on_the_sheet_in_front(tmp_path: Path, former):
    now, before = tmp_path / "汇总.xlsx", tmp_path / "上次.xlsx"
    now.write_bytes(filled(ROWS))
    before.write_bytes(filled(QUIET))
    file = FileHost(now, selected=(annex2.SHEET, 8))
    host = CountingHost(file, file=before if former else None)

    press_report(host)

    text = body(Document(str(tmp_path / sheets.REPORT_FILE)))
    assert ("与上次报送相比" in text) is former
    assert str(tmp_path / sheets.REPORT_FILE) in host.said[0]


def test_button_without_annex2_says_what_to_open(tmp_path: Path):
    path = tmp_path / "附件1.xlsx"
    path.write_bytes((TEMPLATES / "附件1.xlsx").read_bytes())

    with pytest.raises(ChujingError, match="没有附件2"):
        press_report(FileHost(path))


def test_texts_of_the_context_are_not_markup():
    own = Document()
    own.add_paragraph("{{ 单位 }}")
    data = BytesIO()
    own.save(data)

    found = opened(fill(data.getvalue(), {"单位": "<w:p>&{{ 甲 }}\x00"}))

    assert found.paragraphs[0].text == "<w:p>&{{ 甲 }}"


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_libreoffice_shows_report_and_charts(tmp_path: Path):
    (tmp_path / "报告.docx").write_bytes(document_of(filled(ROWS), filled(QUIET)))
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "报告.docx"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if not (tmp_path / "报告.pdf").exists():
        pytest.skip(f"LibreOffice 没有 Writer：{done.stderr.strip()}")
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "报告.pdf", "-"], capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip
    page = next(each for each in text.split("\f") if re.search(r"图\s*2", each))
    assert page.count("违规持有因私出国（境）证件") >= 2  # in the table, and on the chart's axis
    assert "专项治理" in text
