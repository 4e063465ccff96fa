"""Tests of 汇总 on a Dask cluster: the same result, also after a worker is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from addin.errors import ChujingError, FileError
from addin.forms import annex1
from addin.jobs.rollup.command import Result, finish, gather
from addin.reading.sources import choose
from addin.reading.workers.local import Processes
from support import workbooks

pytest.importorskip("distributed")

from addin.reading.workers.dask import Cluster

FILES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("units")
    for number in range(FILES):
        book = workbooks.new(workbooks.people(number % 7 + 1))
        book.worksheets[0]["A4"] = f"{annex1.UNIT}：虚构市第{number}局"
        workbooks.saved(book, home / f"{number:03}.xlsx")
    (home / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (home / "aa.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600)
    return home


@contextmanager
def dask(kind: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
    ) as process:
        try:
            yield process
        finally:
            with suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
            process.kill()


def address(scheduler: subprocess.Popen[str]) -> str:
    assert scheduler.stderr
    for line in scheduler.stderr:
        if "Scheduler at:" in line:
            threading.Thread(target=scheduler.stderr.read, daemon=True).start()
            return line.split()[-1]
    raise AssertionError("no scheduler")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
    with dask("scheduler", *options) as process:
        yield address(process)


@contextmanager
def two_workers(scheduler: str, folder: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Separate processes, in another folder: they find the files nowhere on their disk."""
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
    with ExitStack() as stack:
        started = [stack.enter_context(dask("worker", scheduler, *options)) for _ in range(2)]
        for worker in started:
            assert worker.stderr
            threading.Thread(target=worker.stderr.read, daemon=True).start()
        yield started


def comparable(result: Result) -> Result:
    return replace(result, output=Path())


def test_a_cluster_that_loses_a_worker_gives_the_local_result(
    folder: Path, scheduler: str, tmp_path: Path
) -> None:
    here, there = tmp_path / "这里.xlsx", tmp_path / "那里.xlsx"
    paths = choose([folder], here)
    local = finish(gather(paths, Processes(2)), here)

    outcomes = []
    with two_workers(scheduler, tmp_path) as workers, Cluster(scheduler) as cluster:
        for number, outcome in enumerate(gather(paths, cluster)):
            outcomes.append(outcome)
            if number == 5:
                os.kill(workers[0].pid, signal.SIGKILL)
        assert workers[0].poll() == -signal.SIGKILL
    remote = finish(outcomes, there)

    assert len(local.rolled.rows) == FILES
    assert {each.kind for each in local.left_out} == {FileError.TRUNCATED, FileError.DAMAGED}
    assert comparable(remote) == comparable(local)
    assert there.read_bytes() == here.read_bytes()


def test_a_file_that_kills_its_reader_is_lost_alone(scheduler: str, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("甲", "死", "乙")]
    for path in paths:
        path.write_text(path.name)
    with two_workers(scheduler, tmp_path), Cluster(scheduler) as cluster:
        first, lost, last = cluster.map(deadly, paths)

    assert (first, last) == ("甲", "乙")
    assert isinstance(lost, ChujingError)
    assert lost.kind is FileError.CRASHED


def deadly(path: Path, data: bytes | None = None) -> str:
    assert data
    if data.decode() == "死":
        os.kill(os.getpid(), signal.SIGKILL)
    return data.decode()


def test_what_is_no_cluster_is_said_in_words(scheduler: str) -> None:
    with pytest.raises(ChujingError, match="连不上"):
        Cluster("tcp://127.0.0.1:1", answer=1)
    with pytest.raises(ChujingError, match="连不上"):
        Cluster("什么", answer=1)
    begun = time.monotonic()
    with pytest.raises(ChujingError, match="没有工作进程"):
        Cluster(scheduler, answer=1)
    assert time.monotonic() - begun < 10
