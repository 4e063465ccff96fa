"""The ribbon's buttons as our macros press them: RunPython over the formula server, real COM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin import __version__, declare, ribbon
from addin.forms import annex1, annex2, sheets
from addin.host.file import FileHost
from addin.reading.sources import beside
from addin.ribbon import press as press_on
from doors.windows.forms import NAME, form, in_front
from doors.windows.harness import CHINESE, Excel, windows
from support.macros import button_command

pytestmark = pytest.mark.parametrize("machine", [CHINESE], ids=["cp936"], indirect=True)
AS_BEFORE = [True, True, -4105]  # Excel draws, answers events and calculates again
HALVING = 60  # calls: merged cells are found by halving the sheet, so rows cost their logarithm


@dataclass(frozen=True)
class Pressed:
    """What the person saw of it, and what it cost."""

    said: str
    boxes: list[str]
    calls: dict[str, int]
    state: list[Any]
    opened: str

    @property
    def cost(self) -> int:
        return sum(self.calls.values())


def press(excel: Excel, key: str, *picked: Path) -> Pressed:
    """Press a button; ``picked`` is what the person picks when asked for a folder or file."""
    paths = [windows(path) for path in picked]
    return Pressed(**excel.ask(do="press", command=button_command(key), picked=paths))


def picked_for(key: str, form: Path) -> tuple[Path, ...]:
    """The file and the folder that the button asks for.

    There is no former 附件2 to pick, and no list that was sent to the police.
    """
    if key in ("package", "police_import"):
        return (form.parent,)
    listed = form.with_name("名单.txt")
    listed.write_text("虚构市甲局\n", encoding="utf-8")
    return (listed if key == "remind" else form), form.parent


def show(excel: Excel, path: Path, **how: Any) -> Path:
    excel.ask(do="open", path=windows(path), **how)
    return path


def saved(excel: Excel, path: Path) -> tuple[dict[str, Any], dict[str, list[list[Any]]]]:
    """How the sheets look, and the contents of their cells; formulas that jump as their text."""
    looks = excel.ask(do="save", path=windows(path))
    return looks, contents(path)


def contents(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [[plain(cell.value) for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def plain(value: Any) -> Any:
    jump = re.fullmatch(r'=HYPERLINK\(".*","(.*)"\)', str(value))
    return jump[1] if jump else value


@pytest.mark.parametrize(
    "button",
    [b for b in ribbon.BUTTONS if b.key not in ("sample", "report", "selftest")],
    ids=lambda button: button.key,
)
def test_a_button_works_and_rows_do_not_raise_its_cost(
    excel: Excel, tmp_path: Path, button: declare.Button
) -> None:
    few, many = (
        press(excel, button.key, *picked_for(button.key, path))
        for path in (show(excel, in_front(button.key, tmp_path / str(n), n)) for n in (10, 200))
    )

    for pressed in (few, many):
        assert not pressed.boxes
        assert pressed.said
        assert pressed.state == AS_BEFORE
    assert many.cost <= few.cost + HALVING
    assert many.calls.get("Range.Value", 0) == few.calls.get("Range.Value", 0)


def test_the_result_gives_the_status_bar_back_after_a_while(excel: Excel, tmp_path: Path) -> None:
    """From the server's own loop, without anything being pressed."""
    excel.ask(do="run", statement="from addin.excel import application; application.SHOWN = 1")
    show(excel, form(tmp_path, 3))

    assert press(excel, "check").said
    assert excel.ask(do="wait", seconds=5) is False


def test_a_failure_leaves_no_progress_in_the_status_bar(excel: Excel, tmp_path: Path) -> None:
    show(excel, form(tmp_path, 3), read_only=True)

    pressed = press(excel, "check")

    assert pressed.boxes
    assert pressed.said is False
    assert pressed.state == AS_BEFORE


def test_selftest_answers_for_the_server_that_runs(excel: Excel, tmp_path: Path) -> None:
    """No second one: Windows would not let this one start it."""
    show(excel, form(tmp_path, 3))

    (told,) = press(excel, "selftest").boxes

    assert "没有安装 Excel" in told
    assert "没有连上" not in told


def test_the_report_is_written_beside_annex2(excel: Excel, tmp_path: Path) -> None:
    """Once: 附件2's merged headings take a minute to be asked for here."""
    path = show(excel, in_front("report", tmp_path / "汇总", 10))
    assert not press(excel, "report").boxes
    assert [each.suffix for each in sorted(path.parent.iterdir())] == [".docx", ".xlsx"]


def test_the_marks_are_those_of_the_command_line(excel: Excel, tmp_path: Path) -> None:
    path = show(excel, form(tmp_path, 3))
    host = FileHost(path)
    press_on("check", host)
    host.save(tmp_path / "命令行.xlsx")

    press(excel, "check")

    looks, here = saved(excel, tmp_path / "标注.xlsx")
    there = contents(tmp_path / "命令行.xlsx")
    width = len([title for title in there[sheets.RESULT][0] if title])
    assert [row[:width] for row in here[sheets.RESULT]] == [
        row[:width] for row in there[sheets.RESULT]
    ]
    assert here[annex1.SHEET] == there[annex1.SHEET]
    assert looks[sheets.RESULT]["frozen"] == [1, 0]
    assert len(looks[annex1.SHEET]["conditions"]) > 0


def test_clearing_leaves_everything_as_it_was(excel: Excel, tmp_path: Path) -> None:
    show(excel, form(tmp_path, 3))
    before = saved(excel, tmp_path / "原样.xlsx")

    press(excel, "check")
    assert press(excel, "clear").said.startswith("标记已清除")

    looks, sheets = saved(excel, tmp_path / "清除后.xlsx")
    assert without_blanks(sheets) == without_blanks(before[1])
    for name, look in before[0].items():
        assert looks[name]["conditions"] == look["conditions"]


def without_blanks(sheets: dict[str, list[list[Any]]]) -> dict[str, list[list[Any]]]:
    """Rows up to their last value: cells that were once written count as blank."""
    return {
        name: [[value for value in row if value is not None] for row in rows]
        for name, rows in sheets.items()
    }


def test_normalising_twice_restores_what_was_there(excel: Excel, tmp_path: Path) -> None:
    show(excel, form(tmp_path, 3))
    _, before = saved(excel, tmp_path / "原样.xlsx")

    assert press(excel, "normalize").said.startswith("已规范 3 处")
    _, between = saved(excel, tmp_path / "规范.xlsx")
    assert between[annex1.SHEET] != before[annex1.SHEET]
    assert press(excel, "normalize").said.startswith("已恢复 3 处")

    _, after = saved(excel, tmp_path / "恢复.xlsx")
    assert after == before


def test_rolling_up_opens_the_result_beside_the_form(excel: Excel, tmp_path: Path) -> None:
    folder = show(excel, form(tmp_path / "各单位 & 材料", 3)).parent

    pressed = press(excel, "rollup", folder)

    assert pressed.opened == windows(beside(folder, sheets.ROLLUP_FILE))
    assert annex2.SHEET in contents(beside(folder, sheets.ROLLUP_FILE))


def test_a_result_that_cannot_be_opened_beside_another_of_its_name_is_reported(
    excel: Excel, tmp_path: Path
) -> None:
    show(excel, form(tmp_path / "上次", 3, f"这次 {sheets.ROLLUP_FILE}"))
    folder = show(excel, form(tmp_path / "这次", 3), beside=True).parent

    (text,) = press(excel, "rollup", folder).boxes

    assert "同名" in text
    assert "Error" not in text
    assert beside(folder, sheets.ROLLUP_FILE).exists()


@pytest.mark.parametrize("key", ["check", "clear", "normalize"])
def test_what_forbids_writing_is_shown_in_a_box(excel: Excel, tmp_path: Path, key: str) -> None:
    show(excel, form(tmp_path, 3), read_only=True)
    before = saved(excel, tmp_path / "原样.xlsx")

    (text,) = press(excel, key).boxes

    assert "只读" in text
    assert saved(excel, tmp_path / "之后.xlsx") == before


def test_macros_of_another_version_get_a_sentence_with_what_to_do(
    excel: Excel, tmp_path: Path
) -> None:
    show(excel, form(tmp_path, 3))
    command = button_command("check").replace(__version__, "0.0.1")

    (text,) = excel.ask(do="press", command=command)["boxes"]

    assert "0.0.1" in text
    assert "chujing install" in text


def test_a_workbook_whose_name_the_code_page_lacks_is_served_too(
    excel: Excel, tmp_path: Path
) -> None:
    show(excel, form(tmp_path, 3, f"ไทย {NAME}"))

    assert press(excel, "clear").said == "没有校验标记，不用清除"
