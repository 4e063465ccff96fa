"""Tests of the marks: added to a workbook file and removed without a trace."""

from __future__ import annotations

import base64
import io
import os
import re
import time
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from addin.errors import ChujingError
from addin.forms import annex1, sheets
from addin.jobs.check.tables import RESULT
from addin.writing.editing import put_sheet, set_texts
from addin.writing.marking import clear, mark
from addin.writing.patch.package import Package
from addin.writing.patch.workbook import WorkbookPart
from addin.writing.plan import Content, Highlight, Link, Marks, ReportSheet
from support import workbooks
from support.tables import table

COUNT = 60
LAST = 5 + COUNT
FORMULA = 'ISNUMBER(FIND("【错误·身份证号】",$P6))'


def report(*rows: tuple[str, Link, str, Content]) -> ReportSheet:
    whole = [
        RESULT.row(serial=number, severity=severity, cell=cell, message=message, code=code,
                   name="", column="", value="", fix="", basis="")
        for number, (severity, cell, message, code) in enumerate(rows, 1)
    ]  # fmt: skip
    return ReportSheet(RESULT, whole, {9: ["待改", "已改"]})


def plan(sheet: str = annex1.SHEET, texts: dict[int, str] | None = None, column: int = 16) -> Marks:
    return Marks(
        sheet,
        sheets.RESULT,
        5,
        column,
        texts
        if texts is not None
        else {6: "【错误·身份证号】校验码不对", 9: "【警告·性别】请核对"},
        [
            Highlight(f"E6:E{LAST}", FORMULA, "FFC7CE"),
            Highlight(f"D6:D{LAST}", 'ISNUMBER(FIND("【警告·性别】",$P6))', "FFEB9C"),
        ],
        f"A1:N{LAST + 7}",
        report(
            ("错误", Link("E6", sheet, "E6"), "校验码不对", None),
            ("警告", Link("D9", sheet, "D9"), "=1+1", 3),
        ),
    )


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def busy_form(count: int = COUNT) -> bytes:
    """A form with everything on it that a clerk may have added."""
    book = workbooks.new(workbooks.people(count))
    sheet = book.worksheets[0]
    sheet["E7"].fill = PatternFill("solid", fgColor="CCFFCC")
    sheet["B8"].comment = Comment("用户批注", "某人")
    sheet["B9"].font = Font(strike=True)
    sheet["R6"] = "=E6&F6"
    sheet.column_dimensions["G"].width = 33
    own = FormulaRule(formula=['D6="女"'], fill=PatternFill(bgColor="00FF00"))
    sheet.conditional_formatting.add("D6:D20", own)
    choices = DataValidation(type="list", formula1='"男,女"')
    choices.add("D6:D65")
    sheet.add_data_validation(choices)
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "5:5"
    book.create_sheet("审批台账")["B2"] = "=附件1!B6"
    return saved(book)


def parts(data: bytes) -> list[tuple[str, int, bytes]]:
    package = zipfile.ZipFile(io.BytesIO(data))
    return [(i.filename, i.compress_type, package.read(i)) for i in package.infolist()]


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def values(data: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_the_result_column_says_what_the_plan_says() -> None:
    sheet = opened(mark(busy_form(), plan()))[annex1.SHEET]

    assert sheet["P5"].value == sheets.RESULT
    assert sheet["P6"].value == "【错误·身份证号】校验码不对"
    assert sheet["P9"].value == "【警告·性别】请核对"
    assert sheet["P7"].value is None
    assert sheet.column_dimensions["P"].width > 30


def test_highlights_follow_those_that_were_there() -> None:
    """The clerk's own format keeps its priority; ours come after it, in their colours."""
    sheet = opened(mark(busy_form(), plan()))[annex1.SHEET]

    rules = {rule.formula[0]: rule for area in sheet.conditional_formatting for rule in area.rules}

    assert rules['D6="女"'].priority == 1
    assert rules[FORMULA].priority == 2
    assert rules[FORMULA].dxf.fill.bgColor.rgb == "FFFFC7CE"


def test_the_report_sheet_can_be_worked_with() -> None:
    book = opened(mark(busy_form(), plan()))
    sheet = book[sheets.RESULT]

    assert book.sheetnames == [annex1.SHEET, "审批台账", sheets.RESULT]
    assert [cell.value for cell in sheet[1]] == list(RESULT.titles())
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J3"
    assert sheet["C2"].hyperlink.location == "'附件1'!E6"
    assert sheet["G2"].alignment.wrap_text
    assert sheet["J3"].value == 3
    assert sheet.sheet_properties.tabColor.rgb == "FF808080"
    assert sheet.data_validations.dataValidation[0].formula1 == '"待改,已改"'
    assert str(sheet.data_validations.dataValidation[0].sqref) == "J2:J3"


def test_no_formula_is_made_from_a_text() -> None:
    marked = mark(busy_form(), plan(texts={6: "=1+1", 7: "+cmd|' /C calc'!A0", 8: "@SUM(A1)"}))

    book = opened(marked)

    cells = [book[annex1.SHEET][f"P{row}"] for row in (6, 7, 8)] + [book[sheets.RESULT]["C3"]]
    assert [cell.data_type for cell in cells] == ["s"] * 4


def test_everything_of_the_clerk_stays() -> None:
    """Only the form's sheet, the styles and what lists the parts change, and only by additions."""
    after = {name: data for name, _, data in parts(mark(busy_form(), plan()))}

    changed = {name for name, _, data in parts(busy_form()) if after[name] != data}

    assert changed == {
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }
    assert values(mark(busy_form(), plan()))["审批台账"] == values(busy_form())["审批台账"]


def test_print_area_is_set_only_where_there_is_none() -> None:
    own = opened(busy_form())
    own[annex1.SHEET].print_area = "A1:C3"

    without, with_own = (opened(mark(data, plan())) for data in (busy_form(), saved(own)))

    assert without[annex1.SHEET].print_area == "'附件1'!$A$1:$N$72"
    assert with_own[annex1.SHEET].print_area == "'附件1'!$A$1:$C$3"
    assert without[annex1.SHEET].print_title_rows == "$5:$5"


def test_clearing_gives_every_part_back() -> None:
    assert parts(clear(mark(busy_form(), plan()))) == parts(busy_form())


def test_marking_twice_is_marking_once() -> None:
    once = mark(busy_form(), plan(texts={7: "【错误·性别】"}))

    assert mark(mark(once, plan()), plan()) == mark(once, plan())
    assert mark(once, plan()) == mark(busy_form(), plan())


def test_a_workbook_without_marks_is_returned_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(busy_form())

    assert clear(path) == path.read_bytes()


def test_marks_leave_a_workbook_that_another_program_has_saved() -> None:
    """openpyxl writes all parts anew and drops our record: what shows the marks must do."""
    resaved = saved(opened(mark(busy_form(), plan())))

    book = opened(clear(resaved))

    sheet = book[annex1.SHEET]
    assert book.sheetnames == [annex1.SHEET, "审批台账"]
    assert sheet["P5"].value is None
    assert sheet["P6"].value is None
    assert "P" not in sheet.column_dimensions
    assert [rule.formula for area in sheet.conditional_formatting for rule in area.rules] == [
        ['D6="女"']
    ]
    assert sheet["E7"].fill.fgColor.rgb == "00CCFFCC"
    assert sheet["R6"].value == "=E6&F6"


def test_a_faultless_form_too_loses_its_column_when_saved_elsewhere() -> None:
    """Without findings there are no highlights to go by; the heading tells."""
    marks = replace(plan(texts={}), highlights=[])

    sheet = opened(clear(saved(opened(mark(busy_form(), marks)))))[annex1.SHEET]

    assert sheet["P5"].value is None


def test_a_print_area_that_the_clerk_has_set_since_stays() -> None:
    """LibreOffice keeps our record when it saves; so must we the clerk's own settings."""
    package = Package(mark(busy_form(), plan()))
    book = package.read("xl/workbook.xml")
    package.overwrite("xl/workbook.xml", book.replace(b"$A$1:$N$72", b"$A$1:$P$72"))

    cleared = clear(package.to_bytes())

    kept = opened(cleared)
    assert not any("customXml" in name for name in Package(cleared).names)
    assert kept.sheetnames == [annex1.SHEET, "审批台账"]
    assert kept[annex1.SHEET].print_area == "'附件1'!$A$1:$P$72"


def test_marks_leave_a_form_that_was_edited_since() -> None:
    """The record is still there: edited parts lose the marks, the others get their bytes back."""
    edited = set_texts(mark(busy_form(), plan()), annex1.SHEET, {"B7": "钱"})

    cleared = clear(edited)

    changed = [a[0] for a, b in zip(parts(busy_form()), parts(cleared), strict=True) if a != b]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert opened(cleared)[annex1.SHEET]["B7"].value == "钱"
    assert opened(cleared)[annex1.SHEET]["P6"].value is None
    assert len(opened(cleared)[annex1.SHEET].conditional_formatting) == 1


def test_marks_leave_and_result_sheets_of_other_commands_stay() -> None:
    findings = ReportSheet(table("问题清单", 编号=10), [["甲"]])

    book = opened(clear(put_sheet(mark(busy_form(), plan()), findings)))

    assert book.sheetnames == [annex1.SHEET, "审批台账", "问题清单"]
    assert book["问题清单"]["A2"].value == "甲"
    assert not book[annex1.SHEET].print_area


def test_the_record_holds_nothing_of_the_form() -> None:
    """What a clerk deletes after marking must not stay in the file."""
    marked = Package(mark(busy_form(), plan()))
    record = marked.read("customXml/item1.xml")
    packed = record[record.index(b">", record.index(b"<marks")) + 1 : record.index(b"</marks>")]

    kept = zlib.decompress(base64.b64decode(packed))
    assert b"sheet1.xml" in kept
    assert not any(str(person["id_number"]).encode() in kept for person in workbooks.people(COUNT))


def test_rows_and_cells_are_put_in_their_order() -> None:
    """Rows that are missing, empty or without numbers, cells left and right of the column."""
    data = with_sheet(
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:dimension ref="A2:C9"/>'
        '<x:cols><x:col min="1" max="16384" width="9" hidden="1"/></x:cols>'
        '<x:sheetData><!-- <x:row r="4"> --><x:row r="2" spans="1:1"><x:c r="A2"><x:v>1</x:v></x:c>'
        '<x:c r="C2"><x:v>3</x:v></x:c></x:row><x:row r="4" ht="20" />'
        '<x:row><x:c><x:v>5</x:v></x:c><x:c s="0" /></x:row>'
        '<x:row r="9"><x:c r="A9" t="inlineStr"><x:is><x:t><![CDATA[</x:c>]]></x:t></x:is></x:c>'
        '</x:row></x:sheetData><x:pageMargins left="1" right="1" top="1" bottom="1" header="0" '
        'footer="0"/></x:worksheet>'
    )
    marks = Marks(
        "表", sheets.RESULT, 2, 2, {row: f"第{row}行" for row in (3, 4, 5, 9, 12)},
        [Highlight("A3:A9", 'ISNUMBER(FIND("【错误·甲】",$B3))', "FFC7CE")], "A1:A9", report(),
    )  # fmt: skip

    marked = mark(data, marks)

    assert values(marked)["表"][1:] == [
        [1.0, sheets.RESULT, 3.0],
        ["", "第3行", ""],
        ["", "第4行", ""],
        [5.0, "第5行", ""],
        *[["", "", ""]] * 3,
        ["</x:c>", "第9行", ""],
        *[["", "", ""]] * 2,
        ["", "第12行", ""],
    ]
    xml = Package(marked).read("xl/worksheets/sheet1.xml").decode()
    row_numbers = [int(number) for number in re.findall(r'<x:row r="(\d+)"', xml)]
    assert row_numbers == [4, 2, 3, 4, 9, 12]  # the first is in a comment
    assert re.findall(r'r="([A-C]2)"', xml) == ["A2", "B2", "C2"]
    assert '<x:row r="2" spans="1:2">' in xml
    assert '<x:dimension ref="A2:C12"/>' in xml
    assert '<x:col min="1" max="1" width="9" hidden="1"/>' in xml
    assert '<x:col min="2" max="2" width="48.0" customWidth="1"/>' in xml
    assert '<x:col min="3" max="16384" width="9" hidden="1"/>' in xml
    assert (
        xml.index("</x:sheetData>") < xml.index("<x:conditionalFormatting") < xml.index("<x:page")
    )
    assert parts(clear(marked)) == parts(data)


def test_texts_come_back_as_written() -> None:
    text = ' <甲>&"乙" _x0041_ \t第二行\n'
    marked = mark(busy_form(), plan(texts={6: text, 7: "响铃\x07"}))
    sheet = opened(marked)[annex1.SHEET]

    assert b'<t xml:space="preserve"> ' in Package(marked).read("xl/worksheets/sheet1.xml")
    assert openpyxl.utils.escape.unescape(sheet["P6"].value) == text
    assert openpyxl.utils.escape.unescape(sheet["P7"].value) == "响铃\x07"


@settings(max_examples=40, deadline=None)
@given(
    texts=st.dictionaries(st.integers(1, 90), st.text(max_size=20), max_size=12),
    column=st.integers(1, 40),
)
def test_clearing_undoes_any_marking(texts: dict[int, str], column: int) -> None:
    before = busy_form(3)

    marked = mark(before, plan(texts=texts, column=column))

    assert parts(clear(marked)) == parts(before)
    assert mark(marked, plan(texts=texts, column=column)) == marked
    assert values(marked)


def test_strict_workbooks_get_strict_parts() -> None:
    data = with_sheet(
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData/></worksheet>',
        space="http://purl.oclc.org/ooxml/spreadsheetml/main",
        relationships="http://purl.oclc.org/ooxml/officeDocument/relationships",
        target="/xl/worksheets/sheet1.xml",
    )

    marked = mark(data, plan("表"))

    package = Package(marked)
    assert [s.name for s in WorkbookPart(package).worksheets()] == ["表", sheets.RESULT]
    assert b"purl.oclc.org/ooxml/spreadsheetml/main" in package.read("xl/worksheets/sheet2.xml")
    assert b"schemas.openxmlformats.org/officeDocument" not in package.read(
        "xl/_rels/workbook.xml.rels"
    )
    assert parts(clear(marked)) == parts(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        (b"PK\x03\x04" + bytes(50), "不完整"),
        (b"<html>", "不是电子表格"),
    ],
)
def test_unusable_files_are_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(ChujingError, match=reason):
        mark(data, plan())


def test_a_missing_sheet_is_named() -> None:
    with pytest.raises(ChujingError, match="附件9"):
        mark(busy_form(1), plan("附件9"))


def test_a_sheet_with_a_dtd_is_refused() -> None:
    data = with_sheet('<!DOCTYPE a [<!ENTITY e "e">]><worksheet><sheetData/></worksheet>')

    with pytest.raises(ChujingError, match="DTD"):
        mark(data, plan("表"))


def test_a_form_is_marked_in_a_tenth_of_a_second() -> None:
    data = busy_form()
    mark(data, plan())

    start = time.process_time()
    mark(data, plan())

    assert time.process_time() - start < 0.1


@pytest.mark.skipif("CORPUS" not in os.environ, reason="CORPUS names a folder of workbooks")
def test_every_workbook_of_a_folder_is_marked_and_cleared() -> None:
    """Every part of every workbook that opens comes back as it was."""
    marked = 0
    for path in sorted(Path(os.environ["CORPUS"]).rglob("*.xls?")):
        try:
            before = path.read_bytes()
            sheets = WorkbookPart(Package(before)).worksheets()
            after = mark(before, plan(sheets[0].name, column=40)) if sheets else before
        except ChujingError:
            continue
        marked += 1
        assert parts(clear(after)) == parts(before), path
        assert not sheets or mark(after, plan(sheets[0].name, column=40)) == after, path

    assert marked


def with_sheet(
    xml: str,
    space: str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relationships: str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    target: str = "worksheets/sheet1.xml",
) -> bytes:
    """A package of nothing but a workbook and one sheet, 表."""
    related = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            "</Types>",
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{related}"><Relationship Id="rId1" '
            f'Type="{relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{space}" xmlns:r="{relationships}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{related}"><Relationship Id="rId1" '
            f'Type="{relationships}/worksheet" Target="{target}"/></Relationships>',
        )
        package.writestr("xl/worksheets/sheet1.xml", xml)
    return out.getvalue()


def test_the_counts_in_the_styles_are_true() -> None:
    """Excel offers to repair a workbook in which they are not."""
    styles = Package(mark(busy_form(), plan())).read("xl/styles.xml").decode()
    entries = {
        "fonts": "font",
        "fills": "fill",
        "borders": "border",
        "cellXfs": "xf",
        "dxfs": "dxf",
    }
    for name, entry in entries.items():
        found = re.search(rf'<{name} count="(\d+)"[^>]*>(.*?)</{name}>', styles)
        assert found
        assert int(found[1]) == len(re.findall(rf"<{entry}[ />]", found[2])), name
