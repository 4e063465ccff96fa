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
from addin.writing import saving
from addin.writing.saving import save, save_all

SAVES_FOR_EVER = """
import sys
from pathlib import Path
from addin.writing.saving import save
path = Path(sys.argv[1])
while True:
    for letter in b"ab":
        save(path, bytes([letter]) * 3_000_000)
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "某局 附件1.xlsx"
    path.write_bytes(b"old")
    return path


def test_the_new_workbook_and_the_backup_keep_the_mode_of_the_old(book: Path) -> None:
    book.chmod(0o640)

    backup = save(book, b"new")

    assert backup
    assert book.read_bytes() == b"new"
    assert {stat.S_IMODE(each.stat().st_mode) for each in (book, backup)} == {0o640}
    assert sorted(book.parent.iterdir()) == sorted([book, backup])


def test_the_old_workbook_is_copied_first_where_asked(book: Path) -> None:
    copies = [save(book, new) for new in (b"1", b"2", b"3", b"4")]

    assert [copy.read_bytes() for copy in copies if copy] == [b"old", b"1", b"2", b"3"]
    assert copies[0] is not None
    assert copies[0].name.startswith("某局 附件1.备份-20")
    assert copies[0].suffix == ".xlsx"


def test_the_same_bytes_again_need_no_backup(book: Path) -> None:
    assert save(book, book.read_bytes()) is None
    assert list(book.parent.iterdir()) == [book]


def test_a_new_file_needs_no_backup(tmp_path: Path) -> None:
    assert save(tmp_path / "新.xlsx", b"new") is None
    assert (tmp_path / "新.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_workbook_open_elsewhere_is_left_alone(book: Path, lock: str) -> None:
    book.with_name(lock.format(book.name)).touch()

    with pytest.raises(ChujingError, match="打开"):
        save(book, b"new")
    assert book.read_bytes() == b"old"
    assert len(list(book.parent.iterdir())) == 2


def test_a_read_only_workbook_is_left_alone(book: Path) -> None:
    book.chmod(0o444)

    with pytest.raises(ChujingError, match="只读"):
        save(book, b"new")
    assert book.read_bytes() == b"old"


def test_a_failing_disk_leaves_the_old_workbook(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ChujingError, match="没有存成"):
        save(book, b"new")
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


def test_what_was_changed_since_it_was_read_is_not_written_over(book: Path) -> None:
    with pytest.raises(ChujingError, match="被别人改过"):
        save(book, b"mine", read=b"what I saw")
    assert book.read_bytes() == b"old"

    book.unlink()
    with pytest.raises(ChujingError, match="被别人改过"):
        save(book, b"mine", read=b"old")
    assert list(book.parent.iterdir()) == []


def test_a_writer_waits_for_another_and_then_says_so(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_PATIENCE", 0.2)
    with saving.written({book: b"first"}), pytest.raises(ChujingError, match="正由别人写入"):
        in_another_process(book, b"second")
    in_another_process(book, b"second")
    assert book.read_bytes() == b"second"


def in_another_process(path: Path, data: bytes) -> None:
    """Save as another program does; what it raises is raised here."""
    code = (
        "import sys; from pathlib import Path; from addin.writing import saving\n"
        "from addin.errors import ChujingError\n"
        "saving._PATIENCE = 0.2\n"
        "try: saving.save(Path(sys.argv[1]), sys.argv[2].encode())\n"
        "except ChujingError as error: sys.exit(error.reason)"
    )
    command = [sys.executable, "-c", code, str(path), data.decode()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChujingError(done.stderr)


def test_the_lock_of_a_process_that_has_died_holds_nobody_up(book: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from addin.writing import saving\n"
        "with saving.written({Path(sys.argv[1]): b'half'}): os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(book)], check=False)

    save(book, b"new")

    assert book.read_bytes() == b"new"
    assert not [path for path in book.parent.iterdir() if path.name.startswith(".~")]


def test_several_files_are_written_together_or_not_at_all(book: Path, tmp_path: Path) -> None:
    paper, fresh = tmp_path / "领用单.xlsx", tmp_path / "新" / "情况说明.docx"
    paper.write_bytes(b"former paper")

    with pytest.raises(ChujingError, match="被别人改过"):
        save_all({paper: b"paper", fresh: b"x", book: b"ledger"}, {book: b"another"})

    assert book.read_bytes() == b"old"
    assert paper.read_bytes() == b"former paper"
    assert sorted(tmp_path.iterdir()) == sorted([book, paper])  # no backup, no folder, no lock


def test_what_fails_afterwards_takes_the_files_back(book: Path, tmp_path: Path) -> None:
    paper = tmp_path / "领用单.xlsx"

    with pytest.raises(ZeroDivisionError), saving.written({paper: b"paper", book: b"new"}):
        raise ZeroDivisionError

    assert book.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [book]


@pytest.mark.skipif(os.name == "nt", reason="umask")
def test_a_new_folder_is_as_private_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with saving.new_folder(tmp_path / "包") as made:
            (made / "a").write_bytes(b"a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "包").stat().st_mode) == 0o700
    with saving.new_folder(tmp_path / "包二") as made:
        (made / "a").write_bytes(b"a")
    assert stat.S_IMODE((tmp_path / "包二").stat().st_mode) == 0o777 & ~before


def test_a_folder_that_is_not_filled_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), saving.new_folder(tmp_path / "包"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
