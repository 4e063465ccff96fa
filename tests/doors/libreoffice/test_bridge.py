"""Tests of the bridge without LibreOffice: the processes of the menu and the formulas."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import addin
from addin.host.file import FileHost
from addin.libreoffice.inside.formulas import Formulas
from addin.libreoffice.inside.process import HelperProcess
from addin.libreoffice.inside.serving import HostRefused, serve
from support import workbooks

HERE = sys.executable, str(Path(addin.__file__).parent.parent)


class Desk:
    """A fake of LibreOffice's document that counts calls."""

    def __init__(self, rows: list[list[Any]], obstacle: str = "") -> None:
        self.rows = rows
        self.refusal = obstacle
        self.written = False
        self.calls: list[str] = []
        self.messages: list[str] = []
        self.plan: dict[str, Any] = {}

    def names(self) -> list[str]:
        self.calls.append("names")
        return ["附件1"]

    def read(self, _name: str) -> dict[str, Any]:
        self.calls.append("read")
        if self.refusal:
            raise HostRefused(self.refusal)
        return {"rows": self.rows, "merges": [], "hidden": []}

    def obstacle(self, _name: str) -> str:
        self.calls.append("obstacle")
        return ""

    def saved(self) -> tuple[str, list[int]]:
        return "", [0] * 6

    def mark(self, plan: dict[str, Any]) -> None:
        self.calls.append("mark")
        self.written, self.plan = True, plan

    def progress(self, text: str, share: float) -> None:
        pass

    def say(self, text: str) -> None:
        self.messages.append(text)

    def alert(self, text: str) -> None:
        self.messages.append(text)


def rows_of(count: int, folder: Path) -> list[list[Any]]:
    rows = workbooks.people(count)
    for row in rows:
        row["sex"] = "女"
    book = workbooks.saved(workbooks.new(rows), folder / "a.xlsx")
    return [list(row) for row in FileHost(book).form().rows]


def run(desk: Desk, escaped: Any = lambda: False) -> None:
    process = HelperProcess(*HERE, "press", "check")
    try:
        serve(process, desk, escaped)
    finally:
        process.end()


def test_as_much_is_asked_of_libreoffice_for_many_rows_as_for_few(tmp_path: Path) -> None:
    few, many = Desk(rows_of(1, tmp_path)), Desk(rows_of(2000, tmp_path))
    run(few)
    run(many)
    assert few.calls == many.calls == ["names", "read", "obstacle", "names", "mark"]
    assert len(many.plan["texts"]) == 2000
    assert "错误 2000 条" in many.messages[-1]


def test_esc_stops_within_a_second_and_nothing_is_written(tmp_path: Path) -> None:
    desk = Desk(rows_of(5000, tmp_path))
    struck: list[float] = []

    def escaped() -> bool:
        if desk.calls.count("obstacle") and not struck:
            struck.append(time.monotonic())
        return bool(struck)

    run(desk, escaped)
    assert time.monotonic() - struck[0] < 1
    assert "mark" not in desk.calls
    assert desk.messages == ["已停止，表格没有改动"]


def test_esc_after_the_first_write_lets_the_command_finish(tmp_path: Path) -> None:
    desk = Desk(rows_of(1, tmp_path))
    run(desk, lambda: "mark" in desk.calls)
    assert "校验完成" in desk.messages[-1]


def test_what_the_document_refuses_is_shown_in_its_words() -> None:
    desk = Desk([], "请先打开要处理的工作簿")
    run(desk)
    assert desk.messages == ["请先打开要处理的工作簿"]


def test_a_formula_process_that_dies_is_started_again() -> None:
    formulas = Formulas(*HERE)
    try:
        assert "正常" in formulas.answer("加载项自检", ())
        assert formulas._process
        formulas._process._child.kill()
        assert "正常" in formulas.answer("加载项自检", ())
    finally:
        formulas._stop()


def test_formulas_without_our_program_give_a_sentence(tmp_path: Path) -> None:
    formulas = Formulas(str(tmp_path / "python"), str(tmp_path))
    assert "chujing install" in formulas.answer("加载项自检", ())
