"""Tests of worker processes: one bad file does not affect the others."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from addin.errors import ChujingError, FileError, UnusableFile
from addin.reading.workers.local import Limits, Processes, Worker, isolated

LIMITS = Limits(seconds=4, memory=600 * 2**20)


def double(number: int) -> int:
    return 2 * number


def abort(number: int) -> int:
    if number == 3:
        ctypes.string_at(0)
    return number


def abort_as_on_windows(number: int) -> int:
    """End with the exit code that Windows' C library gives to abort()."""
    if number == 3:
        os._exit(3)
    return number


def hang(number: int) -> int:
    while number == 3:
        pass
    return number


def grow(number: int) -> int:
    return len(bytes(2**40 if number == 3 else 1)) * number


def mistake(number: int) -> int:
    return 1 // (number - 3)


def refuse(number: int) -> int:
    raise UnusableFile("不行", FileError.DAMAGED)


def stuck(process_file: str) -> None:
    Path(process_file).write_text(str(os.getpid()))
    time.sleep(60)


def once_dies(folder: str, number: int) -> int:
    """Crash in a process that has run another call before, as after memory is used up."""
    mark = Path(folder) / str(os.getpid())
    if mark.exists():
        os.kill(os.getpid(), signal.SIGKILL)
    mark.touch()
    return number


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    before = set(psutil.Process().children())
    yield
    for _ in range(50):
        if before.issuperset(psutil.Process().children()):
            return
        time.sleep(0.02)
    assert before.issuperset(psutil.Process().children())


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(Processes(2).map(double, range(50))) == [2 * n for n in range(50)]
    assert list(Processes(2).map(double, [])) == []


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        (abort, FileError.CRASHED),
        (abort_as_on_windows, FileError.CRASHED),
        (hang, FileError.TIMED_OUT),
        (grow, FileError.OUT_OF_MEMORY),
        (mistake, FileError.INTERNAL),
    ],
)
def test_one_bad_item_costs_only_itself(task: object, kind: FileError) -> None:
    results = list(Processes(2, LIMITS).map(task, range(8)))  # type: ignore[arg-type]

    assert isinstance(results[3], ChujingError)
    assert results[3].kind is kind
    assert results[3].reason.startswith(kind.what)
    assert all(isinstance(each, int) for n, each in enumerate(results) if n != 3)


def test_refusals_come_back_with_their_sentence_and_code() -> None:
    with pytest.raises(ChujingError) as refused:
        isolated(refuse, 1)

    assert (refused.value.reason, refused.value.kind) == ("不行", FileError.DAMAGED)


def test_a_worn_out_process_is_no_reason_to_lose_a_file(tmp_path: Path) -> None:
    process = Worker()
    try:
        answers = [process.call(once_dies, str(tmp_path), n) for n in range(4)]
    finally:
        process.close()

    assert answers == [0, 1, 2, 3]


def test_giving_up_ends_what_is_running(tmp_path: Path) -> None:
    """As when the person presses Ctrl+C: nothing goes on working in the background."""
    process, note = Worker(), tmp_path / "pid"
    call = threading.Thread(target=process.call, args=(stuck, str(note)))
    call.start()
    while not note.exists() or not note.read_text():
        time.sleep(0.01)

    process.close()
    call.join(2)

    assert not call.is_alive()
    assert not psutil.pid_exists(int(note.read_text()))
