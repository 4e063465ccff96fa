"""Tests of 变更比对 on workbooks: new, changed and removed people."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from addin.cli.app import app
from addin.forms import annex1, sheets
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.check.command import check
from addin.model.examples import HEADER
from addin.reading.unit import UnitBook
from addin.ribbon import press
from support import workbooks

PEOPLE = workbooks.people(8)


def run(*arguments: object) -> tuple[dict[str, Any], int]:
    done = CliRunner().invoke(app, ["diff", *map(str, arguments), "--json"])
    return json.loads(done.stdout), done.exit_code


def form(folder: Path, name: str, people: list[dict[str, Any]]) -> Path:
    return workbooks.saved(workbooks.new(people), folder / f"{name}.xlsx")


def numbers(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id_number"] for entry in entries]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """One person gone, two new, one with two cells changed; the order is another."""
    new = [PEOPLE[6], *PEOPLE[1:5], PEOPLE[7]]
    new[2] = new[2] | {
        "post": "虚构市财政局副局长（副处级）",
        "documents": "E22222222",
        "serial": 99,
    }
    random.Random(1).shuffle(new)
    return form(tmp_path, "上次", PEOPLE[:5]), form(tmp_path, "这次", new)


def test_new_removed_and_changed_people_are_found_in_any_order(
    pair: tuple[Path, Path],
) -> None:
    report, code = run(*pair)

    assert code == 1
    assert sorted(numbers(report["added"])) == sorted(
        [PEOPLE[6]["id_number"], PEOPLE[7]["id_number"]]
    )
    assert numbers(report["removed"]) == [PEOPLE[0]["id_number"]]
    (changed,) = report["changed"]
    assert changed["id_number"] == PEOPLE[2]["id_number"]
    assert [(c["column"], c["old"], c["new"]) for c in changed["changes"]] == [
        ("现任职务（职级）", PEOPLE[2]["post"], "虚构市财政局副局长（副处级）"),
        ("因私出国（境）证件号", PEOPLE[2]["documents"], "E22222222"),
    ]
    assert changed["changes"][0]["old_cell"] == "G8"
    assert changed["changes"][0]["new_cell"] == f"G{changed['row']}"


def test_a_corrected_name_is_a_change_and_not_another_person(tmp_path: Path) -> None:
    new = [PEOPLE[0] | {"given_name": "更名"}, *PEOPLE[1:3]]

    report, _ = run(form(tmp_path, "上次", PEOPLE[:3]), form(tmp_path, "这次", new))

    assert report["added"] == report["removed"] == []
    assert [c["column"] for c in report["changed"][0]["changes"]] == ["名"]


SAME = {
    "order": lambda people: people[::-1],
    "old number": lambda people: [
        p | {"id_number": p["id_number"][:6] + p["id_number"][8:17]} for p in people
    ],
    "spaces and width": lambda people: [
        p | {"given_name": " ".join(p["given_name"]), "birth": f" {p['birth']}"} for p in people
    ],
    "wording": lambda people: [p | {"sex": p["sex"] + "性"} for p in people],
    "numbers": lambda people: [p | {"serial": 100 + n} for n, p in enumerate(people)],
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_people_differently_written_have_not_changed(case: str, tmp_path: Path) -> None:
    report, code = run(
        form(tmp_path, "上次", PEOPLE[:3]), form(tmp_path, "这次", SAME[case](PEOPLE[:3]))
    )

    assert code == 0
    assert report["added"] == report["changed"] == report["removed"] == []


def one_column(folder: Path, people: list[dict[str, Any]]) -> Path:
    """The copy with 13 columns: 姓名 in one, and no 保管."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    keys = [key for key in workbooks.KEYS if key not in ("surname", "given_name", "custody")]
    titles = [annex1.TABLE.by_key[key].title for key in keys]
    sheet.append(["姓名", *titles])
    for person in people:
        sheet.append([person["surname"] + person["given_name"], *map(person.get, keys)])
    return workbooks.saved(book, folder / "一栏.xlsx")


def test_copies_of_different_layouts_compare(tmp_path: Path) -> None:
    old = one_column(tmp_path, PEOPLE[:3])
    same = form(tmp_path, "这次", PEOPLE[:3])
    renamed = form(tmp_path, "更名", [PEOPLE[0] | {"given_name": "更名"}, *PEOPLE[1:3]])

    assert run(old, same)[1] == 0
    (changed,) = run(old, renamed)[0]["changed"]
    name = PEOPLE[0]["surname"] + PEOPLE[0]["given_name"]
    assert [(c["column"], c["old"], c["new"]) for c in changed["changes"]] == [
        ("姓名", name, PEOPLE[0]["surname"] + "更名")
    ]


def test_the_list_of_new_people_is_a_faultless_annex1(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "比对.xlsx"

    run(*pair, "-o", out)

    book = UnitBook(out)
    assert book.grid.name == sheets.ADDED
    assert book.form.unit == HEADER[annex1.UNIT]
    assert sorted(p.text("id_number") for p in book.form.people) == sorted(
        [PEOPLE[6]["id_number"], PEOPLE[7]["id_number"]]
    )
    assert not [f for f in check(book.grid).findings if f.severity.value == "错误"]


def test_a_name_in_one_column_is_divided_for_the_official_form(tmp_path: Path) -> None:
    people = [PEOPLE[0], PEOPLE[1] | {"surname": "欧阳", "given_name": "虚"}]
    out = tmp_path / "比对.xlsx"

    run(form(tmp_path, "上次", PEOPLE[:1]), one_column(tmp_path, people), "-o", out)

    (person,) = UnitBook(out).form.people
    assert (person.text("surname"), person.text("given_name")) == ("欧阳", "虚")


def test_changes_and_people_gone_have_sheets(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "比对.xlsx"

    report, _ = run(*pair, "-o", out)

    assert report["output"] == str(out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [sheets.ADDED, sheets.CHANGED, sheets.REMOVED]
    rows = list(book[sheets.CHANGED].iter_rows(min_row=2, values_only=True))
    assert [row[2:6] for row in rows] == [
        (PEOPLE[2]["id_number"], "现任职务（职级）", PEOPLE[2]["post"],
         "虚构市财政局副局长（副处级）"),
        (PEOPLE[2]["id_number"], "因私出国（境）证件号", PEOPLE[2]["documents"], "E22222222"),
    ]  # fmt: skip
    headings, gone = book[sheets.REMOVED].iter_rows(values_only=True)
    assert headings == annex1.TABLE.titles()
    assert gone[headings.index("身份证号")] == PEOPLE[0]["id_number"]


def test_sources_are_only_read_and_never_written_over(pair: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in pair]

    report, code = run(*pair, "-o", pair[1])

    assert code == 2
    assert "来源文件" in report["error"]
    assert [path.read_bytes() for path in pair] == before


def test_an_unusable_copy_is_named(pair: tuple[Path, Path], tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK")

    report, code = run(pair[0], bad)

    assert code == 2
    assert report["file"] == str(bad)


def test_numbers_are_masked_on_the_terminal(pair: tuple[Path, Path]) -> None:
    done = CliRunner().invoke(app, ["diff", *map(str, pair)])

    assert done.exit_code == 1
    assert "新增 2 人，变更 1 人 2 处，减少 1 人" in done.stdout
    assert not any(person["id_number"] in done.stdout for person in PEOPLE)


def test_the_button_compares_with_the_file_that_is_picked(
    pair: tuple[Path, Path],
) -> None:
    host = CountingHost(FileHost(pair[1]), file=pair[0])
    press("diff", host)
    press("diff", CountingHost(FileHost(pair[1]), file=pair[1]))

    output = pair[0].parent / sheets.CHANGES_FILE
    assert host.opened == [output]
    assert "新增 2 人" in host.said[-1]
    nobody = CountingHost(FileHost(pair[1]))
    press("diff", nobody)
    assert nobody.said == ["“变更比对”已取消：没有选文件"]
