"""Tests of saving: a saved workbook is the old one or the new one, never incomplete."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from addin.errors import ChujingError
from addin.writing.saving import save

SAVES_FOR_EVER = """
import sys
from pathlib import Path
from addin.writing.saving import save
path = Path(sys.argv[1])
while True:
    for letter in b"ab":
        save(path, bytes([letter]) * 3_000_000, backup=False)
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "某局 附件1.xlsx"
    path.write_bytes(b"old")
    return path


def test_the_new_workbook_keeps_the_mode_of_the_old(book: Path) -> None:
    book.chmod(0o640)

    assert save(book, b"new", backup=False) is None
    assert book.read_bytes() == b"new"
    assert stat.S_IMODE(book.stat().st_mode) == 0o640
    assert list(book.parent.iterdir()) == [book]


def test_the_old_workbook_is_copied_first_where_asked(book: Path) -> None:
    copies = [save(book, new, backup=True) for new in (b"1", b"2", b"3", b"4")]

    assert [copy.read_bytes() for copy in copies if copy] == [b"old", b"1", b"2", b"3"]
    assert copies[0] is not None
    assert copies[0].name.startswith("某局 附件1.备份-20")
    assert copies[0].suffix == ".xlsx"


def test_the_same_bytes_again_need_no_backup(book: Path) -> None:
    assert save(book, book.read_bytes(), backup=True) is None
    assert list(book.parent.iterdir()) == [book]


def test_a_new_file_needs_no_backup(tmp_path: Path) -> None:
    assert save(tmp_path / "新.xlsx", b"new", backup=True) is None
    assert (tmp_path / "新.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_workbook_open_elsewhere_is_left_alone(book: Path, lock: str) -> None:
    book.with_name(lock.format(book.name)).touch()

    with pytest.raises(ChujingError, match="打开"):
        save(book, b"new", backup=True)
    assert book.read_bytes() == b"old"
    assert len(list(book.parent.iterdir())) == 2


def test_a_read_only_workbook_is_left_alone(book: Path) -> None:
    book.chmod(0o444)

    with pytest.raises(ChujingError, match="只读"):
        save(book, b"new", backup=False)
    assert book.read_bytes() == b"old"


def test_a_failing_disk_leaves_the_old_workbook(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ChujingError, match="没有存成"):
        save(book, b"new", backup=False)
    assert book.read_bytes() == b"old"
    assert list(book.parent.iterdir()) == [book]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_at_any_moment_the_file_is_whole(book: Path) -> None:
    book.write_bytes(b"a" * 3_000_000)
    for _ in range(6):
        saver = subprocess.Popen([sys.executable, "-c", SAVES_FOR_EVER, str(book)])
        time.sleep(0.3 + random.random() / 4)
        saver.send_signal(signal.SIGKILL)
        saver.wait()

        content = book.read_bytes()
        assert len(content) == 3_000_000
        assert len(set(content)) == 1
