"""Hostile text through every command: it stays text in every workbook, document, name and line."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from addin.forms import ledgers
from addin.forms.annex1 import UNIT
from addin.model.examples import HEADER
from addin.writing.sheets.tables import add_table_sheet
from support import workbooks
from support.command_line import chujing
from support.ledger_books import own, travelled

FORMULA = '=HYPERLINK("http://x.invalid","点我")'
DDE = "=cmd|'/C calc'!A0"
ESCAPES = "\x9b2J\u202e"  # what a workbook can hold of the signs that command a terminal
UNITS = {
    "公式": FORMULA, "加号": "+1+1", "链接": "http://x.invalid/a", "路径": "x/../../..",
    "设备": "CON", "长名": "名" * 300, "标记": f"[red]某局[/red]{ESCAPES}",
    "号码": "某局 320705 19700101 0013", "括号": "虚构市委党校（行政学院）",
}  # fmt: skip


def hostile(unit: str, at: int) -> Workbook:
    person = workbooks.people(at + 1)[at]
    person |= {"surname": "=1+1", "given_name": FORMULA, "post": DDE, "sex": "女"}
    book = workbooks.new([person])
    for cell in (cell for row in book.worksheets[0] for cell in row):
        if isinstance(cell.value, str) and HEADER[UNIT] in cell.value:
            cell.value = cell.value.replace(HEADER[UNIT], unit)
        if isinstance(cell.value, str):
            cell.data_type = "s"
    for name, rows in travelled(person).items():
        table = next(table for table in ledgers.LEDGERS if table.name == name)
        lines = [row | own(person) | {"country": DDE, "remarks": FORMULA} for row in rows]
        add_table_sheet(book, table, [[r.get(key, "") for key in table.keys()] for r in lines])
    return book


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("单位")
    for at, (name, unit) in enumerate(UNITS.items()):
        workbooks.saved(hostile(unit, at), folder / f"{name}.xlsx")
    listed = Workbook()
    for row in (["单位", "上级", "联系人"], *([unit, "", FORMULA] for unit in UNITS.values())):
        listed.active.append(row)
    for cell in (cell for row in listed.active for cell in row):
        cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    workbooks.saved(listed, folder.parent / "应报.xlsx")
    return folder


def commands(units: Path, out: Path) -> dict[str, tuple[object, ...]]:
    one, other = units / "公式.xlsx", units / "链接.xlsx"
    number = workbooks.people(1)[0]["id_number"]
    return {
        "check": ("check", units, "-o", out / "校验"),
        "normalize": ("normalize", one, "-o", out / "规范.xlsx"),
        "verify": ("verify", one, "-o", out / "核查.xlsx"),
        "alerts": ("alerts", one, "-o", out / "预警.xlsx"),
        "rollup": ("rollup", units, "-o", out / "附件2.xlsx"),
        "diff": ("diff", one, other, "-o", out / "比对.xlsx"),
        "sample": ("sample", units, "-n", "5", "-o", out / "抽查.xlsx"),
        "yearly": ("yearly", units, "--year", "2014", "-o", out / "年度.xlsx"),
        "abroad": ("abroad", units, "--quarter", "2014Q2", "-o", out / "在外.xlsx"),
        "dossier": ("dossier", number, units, "-o", out / "档案.xlsx"),
        "unmasked": ("dossier", number, units, "-o", out / "档案.xlsx", "--unmask"),
        "police-export": ("police-export", one, "-o", out / "公安"),
        "remind": ("remind", units.parent / "应报.xlsx", units, "-o", out / "催报.xlsx"),
        "package": ("package", units, "-o", out / "报送包", "--with-errors"),
        "custody": ("custody", one, number, "挂失", "E10000000", "-o", out / "台账.xlsx"),
    }


ALL = tuple(commands(Path(), Path()))


@pytest.mark.parametrize("name", ALL)
def test_text_stays_text(units: Path, tmp_path: Path, name: str) -> None:
    done = chujing(*commands(units, tmp_path)[name])

    assert done.returncode in (0, 1), done.stderr
    made = [path for path in tmp_path.rglob("*") if path.suffix in (".xlsx", ".docx")]
    assert made
    for path in made:
        read_only_text(path.read_bytes(), is_form=path.name != "附件2.xlsx")
    assert_harmless(done.stdout + done.stderr)
    for path in tmp_path.rglob("*"):
        assert tmp_path in path.resolve().parents
        assert len(path.name.encode()) < 250


def read_only_text(data: bytes, *, is_form: bool) -> None:
    """No formula and no link to elsewhere; 附件2 has sums of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.namelist():
            text = parts.read(part).decode("utf-8", "replace")
            assert "x.invalid" not in text or not part.endswith(".rels"), part
            formulas = re.findall(r"<f[^>]*>([^<]*)</f>", text)
            assert not [f for f in formulas if "HYPERLINK" in f or "cmd" in f or "1+1" in f], part
            assert not formulas or not is_form, (part, formulas[:3])
            fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", text)
            assert not [field for field in fields if "x.invalid" in field or "cmd" in field]


def assert_harmless(printed: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed)
    assert not re.search(r"19700101\D{0,2}0?0?1", printed)
    for at in range(len(UNITS)):
        assert workbooks.people(at + 1)[at]["id_number"] not in printed


def test_a_name_in_brackets_is_shown_as_written(units: Path, tmp_path: Path) -> None:
    done = chujing("rollup", units, "-o", tmp_path / "附件2.xlsx")
    assert "[red]某局[/red]" in done.stdout
    assert "\\x9b2J" in done.stdout
    assert "虚构市委党校（行政学院）" in done.stdout


def test_whoever_has_a_bracket_in_the_name_and_has_handed_in_is_not_reminded(
    units: Path, tmp_path: Path
) -> None:
    out = tmp_path / "催报.xlsx"
    chujing("remind", units.parent / "应报.xlsx", units, "-o", out)
    rows = list(openpyxl.load_workbook(out)["报送情况"].iter_rows(values_only=True))
    mine = next(row for row in rows if "虚构市委党校（行政学院）" in map(str, row))
    assert not [text for text in map(str, mine) if "未报" in text]


def test_package_folders_can_be_unpacked_anywhere(units: Path, tmp_path: Path) -> None:
    chujing("package", units, "-o", tmp_path / "报送包", "--with-errors")
    names = [path.name for path in (tmp_path / "报送包" / "附件1").iterdir()]
    assert len(names) == len(UNITS)
    assert "CON_.xlsx" in names
    assert not [name for name in names if set(name) & set('\\:*?"<>|')]


def test_the_json_has_no_raw_commands_either(units: Path) -> None:
    printed = chujing("check", units / "标记.xlsx", "--json").stdout
    assert not re.search(r"[\x7f-\x9f\u202a-\u202e]", printed)
