"""A workbook on disk that is newer than the one in the window."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from addin.host.newer import newer_on_disk


def at(path: Path, seconds: float) -> None:
    os.utime(path, (seconds, seconds))


@pytest.mark.parametrize("beside", ["~${}", ".~lock.{}#"])
def test_who_has_saved_since_it_was_opened_is_noticed(tmp_path: Path, beside: str) -> None:
    book, opened = tmp_path / "单位.xlsx", tmp_path / beside.format("单位.xlsx")
    book.touch()
    opened.touch()
    at(opened, 1_000_000)

    at(book, 999_000)
    assert newer_on_disk(book, None) == ""
    at(book, 1_000_060)
    assert "又被别人存过" in newer_on_disk(book, None)
    assert newer_on_disk(book, datetime.fromtimestamp(1_000_060)) == ""  # the window itself
    assert newer_on_disk(book, datetime.fromtimestamp(1_000_000)) != ""


def test_a_workbook_that_nobody_has_open_is_not_judged(tmp_path: Path) -> None:
    book = tmp_path / "单位.xlsx"
    assert newer_on_disk(book, None) == ""
    book.touch()
    assert newer_on_disk(book, None) == ""
