"""Every command that writes backs up what stood there, and refuses what it is made from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from addin.forms.annex1 import UNIT
from addin.forms.sheets import BACKUP
from addin.model.examples import HEADER
from addin.samples import city, write_samples
from addin.writing.sheets.annex1 import annex1_workbook
from support import workbooks
from support.command_line import chujing
from support.ledger_books import ledger_book, travelled

NUMBER = str(workbooks.people(1)[0]["id_number"])
Arguments = Callable[[Path, Path], tuple[object, ...]]
# Command -> its arguments from the folder of two units and the output.
WRITERS: dict[str, Arguments] = {
    "normalize": lambda units, out: ("normalize", units / "甲局.xlsx", "-o", out),
    "rollup": lambda units, out: ("rollup", units, "-o", out),
    "verify": lambda units, out: ("verify", units / "甲局.xlsx", "-o", out),
    "alerts": lambda units, out: ("alerts", units / "甲局.xlsx", "-o", out),
    "diff": lambda units, out: ("diff", units / "甲局.xlsx", units / "乙局.xlsx", "-o", out),
    "sample": lambda units, out: ("sample", units, "-n", "1", "-o", out),
    "yearly": lambda units, out: ("yearly", units, "--year", "2014", "-o", out),
    "abroad": lambda units, out: ("abroad", units, "--quarter", "2014Q2", "-o", out),
    "dossier": lambda units, out: ("dossier", NUMBER, units, "-o", out),
}
FROM_MANY = ("rollup", "sample", "yearly", "abroad", "dossier")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    folder = tmp_path / "各单位"
    folder.mkdir()
    people = workbooks.people(2)
    for name, rows in {"甲局": people, "乙局": workbooks.people(3)[2:]}.items():
        book = ledger_book(rows, **travelled(rows[0]))
        for cell in (cell for row in book.worksheets[0] for cell in row):
            if isinstance(cell.value, str) and HEADER[UNIT] in cell.value:
                cell.value = cell.value.replace(HEADER[UNIT], f"虚构市{name}")
        workbooks.saved(book, folder / f"{name}.xlsx")
    return folder


def backups(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir() if BACKUP in path.name]


@pytest.mark.parametrize("command", WRITERS)
def test_what_stood_there_is_backed_up(units: Path, tmp_path: Path, command: str) -> None:
    out = tmp_path / "结果" / "已填好.xlsx"
    out.parent.mkdir()
    out.write_bytes(b"somebody's finished work")

    done = chujing(*WRITERS[command](units, out))

    assert done.returncode in (0, 1), done.stderr
    assert out.read_bytes()[:2] == b"PK"
    assert backups(out.parent) == [b"somebody's finished work"]


@pytest.mark.parametrize("command", FROM_MANY)
def test_a_result_of_nothing_is_not_written(tmp_path: Path, command: str) -> None:
    folder, out = tmp_path / "坏", tmp_path / "附件2.xlsx"
    folder.mkdir()
    (folder / "甲局.xlsx").write_bytes(b"no workbook")
    out.write_bytes(b"finished")

    done = chujing(*WRITERS[command](folder, out))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert out.read_bytes() == b"finished"
    assert not backups(tmp_path)


@pytest.mark.parametrize("command", FROM_MANY)
def test_a_mistyped_source_writes_nothing(tmp_path: Path, command: str) -> None:
    out = tmp_path / "附件2.xlsx"
    out.write_bytes(b"finished")

    done = chujing(*WRITERS[command](tmp_path / "没有这个", out))

    assert done.returncode == 2
    assert out.read_bytes() == b"finished"


@pytest.mark.parametrize("command", ["rollup", "sample", "yearly", "abroad", "diff", "normalize"])
@pytest.mark.parametrize("link", [None, "symlink", "hardlink"])
def test_a_source_is_no_place_for_a_result(
    units: Path, tmp_path: Path, command: str, link: str | None
) -> None:
    source = units / "甲局.xlsx"
    out = source
    if link:
        out = tmp_path / "另一个名字.xlsx"
        (os.symlink if link == "symlink" else os.link)(source, out)
    before = source.read_bytes()

    done = chujing(*WRITERS[command](units, out))

    assert done.returncode == 2
    assert source.read_bytes() == before


def test_check_twice_into_a_folder_among_its_sources_does_not_nest(units: Path) -> None:
    out = units / "标注"

    first, second = (chujing("check", units, "-o", out) for _ in range(2))

    assert first.returncode == second.returncode
    assert "共 2 个文件" in second.stdout
    assert sorted(path.name for path in out.iterdir()) == ["乙局.xlsx", "甲局.xlsx"]


def test_check_backs_up_another_original_in_its_way(units: Path, tmp_path: Path) -> None:
    out = tmp_path / "别处"
    out.mkdir()
    (out / "甲局.xlsx").write_bytes(b"another original")

    chujing("check", units / "甲局.xlsx", "-o", out)

    assert backups(out) == [b"another original"]


def test_sheets_go_back_into_the_workbook_itself_with_a_backup(units: Path) -> None:
    path = units / "甲局.xlsx"
    before = path.read_bytes()

    assert chujing("verify", path, "-o", path).returncode in (0, 1)

    assert path.read_bytes() != before
    assert backups(units) == [before]


def test_rollup_never_counts_its_own_earlier_result(units: Path) -> None:
    """Whatever it is called, and wherever among the sources it has been put."""
    first = units / "汇总附件2.xlsx"
    chujing("rollup", units, "-o", first)
    (units / "存档").mkdir()
    shutil.copy(first, units / "存档" / "五月.xlsx")

    again = chujing("rollup", units, "-o", units / "新的汇总.xlsx")

    assert "共 2 行" in again.stdout
    assert "以前汇总的结果" in again.stdout


def test_a_subordinate_summary_is_counted(tmp_path: Path) -> None:
    """What looks like a result of ours and lists other offices than those that hand in."""
    write_samples(tmp_path)
    county = tmp_path / "县"
    county.mkdir()
    chujing("rollup", tmp_path / city.NAME, "-o", county / "附件2.xlsx")
    workbooks.saved(annex1_workbook(workbooks.people(1), HEADER), county / "另一局.xlsx")

    done = chujing("rollup", county, "-o", tmp_path / "市.xlsx")

    assert "共 2 行" in done.stdout
