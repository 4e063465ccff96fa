"""Every rule of 校验 does what its entry in the catalogue says."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.build.pages import pages
from addin.forms import annex1
from addin.jobs.check.catalogue import Rule
from addin.jobs.check.command import check as check_grid
from addin.jobs.check.marks import marks_for
from addin.jobs.check.rules import RULES, check
from addin.model.examples import build, example, faultless, made_up_id, person_from
from addin.model.rows import Form
from addin.model.severity import Severity
from addin.reading.annex1 import FormArea
from addin.reading.unit import UnitBook
from addin.values import identity
from support import workbooks

KEYS = annex1.TABLE.keys()
SPECIFIED = (
    "required id-length id-format id-checksum id-date id-region id-sequence id-15 id-number "
    "id-duplicate sex-mismatch birth-format birth-mismatch code-unknown name-format name-split "
    "type-post cert-none cert-missing cert-format cert-official none-variant cert-duplicate "
    "custody-blank unsurrendered unregistered order serial hidden-row header-blank"
).split()


def codes_in(form: Form) -> set[str]:
    return {finding.code for finding in check(form)}


def findings_for(**differences: object) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, f.cell.address) for f in check(build(example(differences)))]


def test_every_specified_rule_is_in_the_catalogue() -> None:
    assert set(SPECIFIED) <= set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_passing_example_passes_every_rule(rule: Rule) -> None:
    assert codes_in(build(rule.passing)) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_failing_example_fails_this_rule_and_no_other(rule: Rule) -> None:
    assert codes_in(build(rule.failing)) == {rule.code}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_sentences_are_filled_in_completely(rule: Rule) -> None:
    for finding in check(build(rule.failing)):
        assert finding.message
        assert finding.fix
        assert finding.basis
        assert not set("{}") & set(finding.message + finding.fix)


@pytest.mark.parametrize("name", pages())
def test_pages_made_from_the_catalogues_are_current(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / name

    assert page.read_text(encoding="utf-8") == pages()[name]


@pytest.mark.parametrize("column", [c for c in annex1.TABLE.columns if c.required])
def test_each_blank_required_cell_is_reported_at_its_place(column: annex1.Column) -> None:
    position = annex1.TABLE.keys().index(column.key)

    assert ("required", "错误", f"{'ABCDEFGHIJKLMN'[position]}6") in findings_for(
        **{column.key: None}
    )


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("11010519491231002X", None),
        ("11010519491231002x", None),
        ("１１０１０５１９４９１２３１００２Ｘ", None),
        ("440308199901101512", None),
        ("360426199101010071", None),
        ("610104620927690", "id-15"),
        (610104620927690, "id-15"),
        ("810000199408230021", "id-region"),
        ("830000199201300022", "id-region"),
        ("440524188001010014", "id-age"),
        ("110105194912310021", "id-checksum"),
        ("11010519491331002X", "id-date"),
        ("11010519491231002×", "id-format"),
        ("11010519491231002Χ", "id-format"),
        ("1101051949123100", "id-length"),
        (110105194912310020, "id-number"),
        ("1.10105E+17", "id-number"),
    ],
)
def test_published_numbers(number: object, code: str | None) -> None:
    found = {f[0] for f in findings_for(id_number=number, birth=None, sex=None)} - {"required"}

    assert found == ({code} if code else set())


@pytest.mark.parametrize("region", ["320705", "320721", "320722", "320822", "321119", "710000"])
def test_withdrawn_region_codes_pass(region: str) -> None:
    assert findings_for(id_number=made_up_id(1, region=region)) == []


@given(st.integers(0, 16), st.integers(1, 9))
def test_checksum_finds_every_single_wrong_digit(position: int, shift: int) -> None:
    """A law of ISO 7064 MOD 11-2, seen through the rules."""
    number = made_up_id(1)
    wrong = str((int(number[position]) + shift) % 10)

    changed = identity.parse(number[:position] + wrong + number[position + 1 :])

    assert changed.fault is not None


@given(st.integers(1, 999))
def test_old_number_is_raised_to_the_same_person(sequence: int) -> None:
    number = made_up_id(sequence)

    assert identity.parse(number[:6] + number[8:17]).key == number


def test_dragged_numbers_are_noticed_and_twins_are_not() -> None:
    born = {"birth": "19700101"}
    twins = example(
        {"id_number": made_up_id(11), **born}, {"id_number": made_up_id(12), "sex": "女", **born}
    )
    first = next(n for n in map(made_up_id, range(1, 99)) if n[-1] in "12345678")
    dragged = example({"id_number": first}, {"id_number": str(int(first) + 1), **born})

    assert "id-sequence" not in codes_in(build(twins))
    assert "id-sequence" in codes_in(build(dragged))


def test_wrong_checksum_is_not_also_a_wrong_sex() -> None:
    number = made_up_id(1)
    wrong = number[:17] + ("1" if number[17] != "1" else "2")

    assert [f[0] for f in findings_for(id_number=wrong, sex="女")] == ["id-checksum"]


def test_category_outside_the_list_is_only_a_warning_with_the_nearest() -> None:
    (finding,) = check(build(example({"category": "县处级在职干部"})))

    assert (finding.code, finding.severity) == ("code-unknown", Severity.WARNING)
    assert "县处级以上在职干部" in finding.fix


@pytest.mark.parametrize(
    "category", ["“裸官”的配偶或子女", '"裸官"配偶或子女', "裸官配偶或子女", "「裸官」配偶或子女"]
)
def test_quotes_and_de_make_no_difference(category: str) -> None:
    assert findings_for(category=category) == []


@pytest.mark.parametrize("custody", ["否", "无", "—", "/", None])
def test_who_holds_nothing_may_say_so_in_the_custody_column(custody: str | None) -> None:
    assert findings_for(holds="否", documents="无", custody=custody) == []


@pytest.mark.parametrize(
    ("given_name", "fits"),
    [
        ("买买提·吐尔逊", True),
        ("买买提•吐尔逊江阿不都热合曼", True),
        ("𠮷", True),
        ("晓 明", False),
        ("晓2", False),
        ("■", False),
        ("\ue000", False),
        ("（王+月）", False),
    ],
)
def test_names(given_name: str, fits: bool) -> None:
    found = findings_for(given_name=given_name)

    assert found == ([] if fits else [("name-format", "警告", "C6")])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("E12345678", None), ("EA1234567", None), ("G12345678", None), ("141234567", None),
        ("C12345678", None), ("CA1234567", None), ("W12345678", None),
        ("L12345678", None), ("T12345678", None),
        ("EI1234567", "cert-format"), ("E1234567", "cert-format"), ("X12345678", "cert-format"),
        ("SE1234567", "cert-official"), ("PE1234567", "cert-official"),
        ("DE1234567", "cert-official"), ("H12345678", "cert-official"),
        ("12345678", "cert-official"),
    ],
)  # fmt: skip
def test_document_numbers(number: str, code: str | None) -> None:
    assert [f[0] for f in findings_for(documents=number)] == ([code] if code else [])


def test_document_declared_again_by_its_own_holder_is_no_duplicate() -> None:
    same = {"id_number": made_up_id(1), "birth": "19700101", "documents": "E12345678"}

    assert "cert-duplicate" not in codes_in(build(example(same, same)))


def test_planted_defects_are_found_each_at_its_cell_in_a_workbook(tmp_path: Path) -> None:
    rows = workbooks.people(12)
    rows[1]["sex"] = "女"
    rows[3]["id_number"] = rows[3]["id_number"][:17]
    rows[5]["holds"], rows[5]["documents"], rows[5]["custody"] = "否", "无。", None
    rows[7]["custody"] = "否"
    rows[9]["status"] = "未备案"
    rows[11]["documents"] = rows[0]["documents"]
    path = workbooks.saved(workbooks.new(rows), tmp_path / "a.xlsx")

    found = check_grid(UnitBook(path).grid).findings

    assert {(f.code, f.cell.address) for f in found} == {
        ("sex-mismatch", "D7"), ("id-length", "E9"), ("none-variant", "L11"),
        ("unsurrendered", "M13"), ("unregistered", "N15"),
        ("cert-duplicate", "L6"), ("cert-duplicate", "L17"),
    }  # fmt: skip


def _random_people(seed: int) -> list[dict[str, object]]:
    """Return people with random faults in the columns that are judged row by row."""
    chance = random.Random(seed)
    people = [faultless(index) | {"serial": None} for index in range(8)]
    faults = [rule.failing.people[0] for rule in RULES.values() if len(rule.failing.people) == 1]
    harmless = [fault for fault in faults if not {"id_number", "documents"} & set(fault)]
    return [person | chance.choice(harmless) for person in people]


@settings(max_examples=30, deadline=None)
@given(st.integers(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_change_what_is_found(seed: int, order: random.Random) -> None:
    """A law: apart from the two rules about order itself, each person is judged alone."""
    people = _random_people(seed)
    shuffled = people[:]
    order.shuffle(shuffled)

    def judged(rows: list[dict[str, object]]) -> set[tuple[object, str]]:
        form = Form("附件1", [person_from(row, n) for n, row in enumerate(rows, 6)])
        return {
            (rows[f.cell.row - 6]["id_number"], f.code) for f in check(form) if f.code != "order"
        }

    assert judged(people) == judged(shuffled)


def test_checking_a_workbook_changes_nothing_in_it(tmp_path: Path) -> None:
    path = workbooks.saved(workbooks.new(workbooks.people(3)), tmp_path / "a.xlsx")
    before = path.read_bytes()

    check_grid(UnitBook(path).grid)

    assert path.read_bytes() == before
    assert openpyxl.load_workbook(path).sheetnames == [annex1.SHEET]


def codes_of(form: Form, code: str) -> list[int]:
    """The rows of a rule's findings."""
    return [finding.cell.row for finding in check(form) if finding.code == code]


@pytest.mark.parametrize(("age", "is_told"), [(104, False), (105, False), (106, True), (110, True)])
def test_who_would_be_older_than_anybody_is_told(age: int, is_told: bool) -> None:
    birth = f"{date.today().year - age}0101"
    person = {"id_number": made_up_id(1, birth), "birth": birth}
    assert ("id-age" in codes_in(build(example(person)))) is is_told


def test_a_birth_in_the_future_is_a_fault() -> None:
    today, tomorrow = date.today(), date.today() + timedelta(1)
    assert identity.parse(made_up_id(1, f"{today:%Y%m%d}")).fault is None
    assert identity.parse(made_up_id(1, f"{tomorrow:%Y%m%d}")).fault is identity.Fault.DATE
    assert identity.parse(made_up_id(1, "18500101")).fault is None
    assert identity.parse(made_up_id(1, "18491231")).fault is identity.Fault.DATE


def test_one_step_back_in_the_order_is_told_once() -> None:
    county = {"post": "虚构市档案局副局长（副处级）", "category": "县处级以上在职干部"}
    assert codes_of(build(example({}, county, county, county)), "order") == [7]


def test_one_missing_number_is_told_once() -> None:
    gap = build(example({}, {"serial": 3}, {"serial": 4}, {"serial": 5}))
    assert codes_of(gap, "serial") == [7]
    again = build(example({}, {"serial": 3}, {"serial": 4}, {"serial": 9}))
    assert codes_of(again, "serial") == [7, 9]


def test_a_number_beside_a_blank_holding_is_another_rules_case() -> None:
    assert codes_of(build(example({"holds": None})), "cert-none") == []
    assert codes_of(build(example({"holds": "否", "custody": None})), "cert-none") == [6]


def test_a_document_on_a_further_row_that_is_not_handed_in_is_told(tmp_path: Path) -> None:
    book = workbooks.new(workbooks.people(1))
    sheet = book.worksheets[0]
    sheet.insert_rows(7)
    sheet["L7"], sheet["M7"] = "E77777777", "否"
    form = UnitBook(workbooks.saved(book, tmp_path / "a.xlsx")).form

    assert [len(person.rows) for person in form.people] == [2]
    assert codes_of(form, "unsurrendered") == [7]


def test_colours_reach_to_the_last_row() -> None:
    people = [{"sex": "女"} if at == 4 else {} for at in range(5)]
    form = build(example(*people))
    place = FormArea(form.sheet, 5, 10, {key: at + 1 for at, key in enumerate(KEYS)}, 14, 20)
    marks = marks_for(form, place, check(form))
    assert [each.area for each in marks.highlights] == ["D6:D10"]


@pytest.mark.parametrize(
    ("surname", "given", "is_told"),
    [("欧", "阳", False), ("欧", "阳明", True), ("欧阳", "明", False), ("欧", "明阳", False)],
)
def test_a_double_surname_that_was_cut_is_told(surname: str, given: str, is_told: bool) -> None:
    form = build(example({"surname": surname, "given_name": given}))
    assert bool(codes_of(form, "name-split")) is is_told


def test_numbers_that_cannot_be_read_count_on() -> None:
    form = build(example({}, {"serial": "二"}, {"serial": "三"}, {"serial": 4}))
    assert codes_of(form, "serial") == [7, 8]
