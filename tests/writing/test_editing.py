"""Single changes to a workbook file: result sheets, dropped sheets, texts, remembered values."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import python_calamine
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from addin.writing.editing import drop_sheets, put_sheet, set_cached, set_texts
from addin.writing.plan import Link, ReportSheet
from support.tables import table

LIST = ReportSheet(
    table("问题清单", 编号=10, 证据=30), [["甲", Link("审批台账!5", "审批台账", "A5")]]
)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def unit() -> openpyxl.Workbook:
    """附件1 in the middle of ledgers, with everything that ties sheets together."""
    book = openpyxl.Workbook()
    ledger, form, other = book.worksheets[0], book.create_sheet("附件1"), book.create_sheet("参数")
    ledger.title = "审批台账"
    ledger["A1"], ledger["A2"] = "姓名", "赵虚构"
    ledger["A1"].comment = Comment("台账批注", "某人")
    form["A1"], form["A2"], form["A3"] = "=审批台账!A2", "='参数'!A1*2", "=SUM(1,2)"
    form["B1"] = 1
    form["B1"].font = Font(bold=True)
    form["A1"].comment = Comment("样表批注", "某人")
    form.print_area = "A1:B3"
    from_ledger = DataValidation(type="list", formula1="审批台账!$A$2:$A$9")
    plain = DataValidation(type="list", formula1='"是,否"')
    from_ledger.add("C1:C9")
    plain.add("D1:D9")
    form.add_data_validation(from_ledger)
    form.add_data_validation(plain)
    fill = PatternFill(bgColor="FFC7CE")
    form.conditional_formatting.add("A1:A3", FormulaRule(formula=["审批台账!$A$2=1"], fill=fill))
    form.conditional_formatting.add("A1:A3", FormulaRule(formula=["$A$2=1"], fill=fill))
    other["A1"] = 21
    other.print_area = "A1:A1"
    book.defined_names["名单"] = DefinedName("名单", attr_text="审批台账!$A$2:$A$9")
    book.defined_names["天数"] = DefinedName("天数", attr_text="参数!$A$1")
    book.active = 1
    return book


def test_a_result_sheet_is_added_at_the_end() -> None:
    before = saved(unit())

    after = put_sheet(before, LIST)

    book = opened(after)
    assert book.sheetnames == ["审批台账", "附件1", "参数", "问题清单"]
    assert book["问题清单"]["B2"].hyperlink.location == "'审批台账'!A5"
    assert book.active.title == "附件1"
    assert changed(before, after) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet4.xml",
    }


def test_a_result_sheet_takes_the_place_of_its_namesake() -> None:
    once = put_sheet(put_sheet(saved(unit()), LIST), ReportSheet(table("预警", 天=9), [[3]]))
    new = ReportSheet(table("问题清单", 编号=10), [["乙"], ["丙"]])

    twice = put_sheet(once, new)

    assert opened(twice).sheetnames == ["审批台账", "附件1", "参数", "问题清单", "预警"]
    assert [row[0].value for row in opened(twice)["问题清单"]] == ["编号", "乙", "丙"]
    assert changed(once, twice) == {"xl/worksheets/sheet4.xml"}
    assert put_sheet(twice, new) == twice


def test_a_dropped_sheet_leaves_nothing_behind() -> None:
    after = drop_sheets(saved(unit()), ["审批台账", "没有这张表"])

    book = opened(after)
    assert book.sheetnames == ["附件1", "参数"]
    assert book.active.title == "附件1"
    assert book["附件1"].print_area == "'附件1'!$A$1:$B$3"
    assert book["参数"].print_area == "'参数'!$A$1"
    assert set(book.defined_names) == {"天数"}
    assert book["附件1"]["A1"].comment.text == "样表批注"
    assert not any("台账" in data.decode("utf-8", "replace") for data in parts(after).values())
    listed = parts(after)["[Content_Types].xml"].decode()
    assert listed.count("comments+xml") == 1
    assert len([name for name in parts(after) if name.startswith("xl/comments/")]) == 1


def test_what_asked_a_dropped_sheet_keeps_its_value() -> None:
    before = set_cached(saved(unit()), "附件1", {"A1": 7, "A2": 42})

    after = drop_sheets(before, ["审批台账"])

    sheet = opened(after)["附件1"]
    assert sheet["A1"].value == 7
    assert sheet["A2"].value == "='参数'!A1*2"
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == ['"是,否"']
    rules = [rule.formula for area in sheet.conditional_formatting for rule in area.rules]
    assert rules == [["$A$2=1"]]


def test_dropping_what_is_not_there_changes_nothing() -> None:
    before = saved(unit())

    assert drop_sheets(before, ["没有这张表"]) == before


def test_texts_replace_values_and_keep_the_format() -> None:
    before = saved(unit())

    after = set_texts(before, "附件1", {"B1": "=一", "A3": "二", "E9": "三"})

    sheet = opened(after)["附件1"]
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=一", "s")
    assert sheet["B1"].font.b
    assert sheet["A3"].value == "=SUM(1,2)"
    assert sheet["E9"].value == "三"
    assert changed(before, after) == {"xl/worksheets/sheet2.xml"}


def test_formulas_get_the_value_that_readers_show() -> None:
    after = set_cached(saved(unit()), "附件1", {"A2": 42, "A3": 3.5, "B1": 99})
    again = set_cached(after, "附件1", {"A3": 4})

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(again))
    shown = book.get_sheet_by_name("附件1").to_python()
    assert [shown[1][0], shown[2][0], shown[0][1]] == [42, 4, 1]
    assert opened(again)["附件1"]["A3"].value == "=SUM(1,2)"
