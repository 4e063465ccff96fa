"""Worker processes on this machine: each runs one call at a time and is replaced after a crash."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from addin.errors import CannotDo, ChujingError, FileError, LeftOut, UnusableFile
from addin.reading.workers.child import BROKEN, OUT_OF_MEMORY, TIMED_OUT

T = TypeVar("T")
R = TypeVar("R")

# The new process imports from this one's sys.path, not from the folder it is started in.
_START = (
    "import os, sys\n"
    "module, *sys.path[:] = sys.argv[1:]\n"
    "try: from addin.reading.workers.child import serve\n"
    f"except BaseException: os._exit({BROKEN})\n"
    "serve(module)"
)


@dataclass(frozen=True)
class Limits:
    """The limits of one call: seconds, and bytes of memory of its process."""

    seconds: float = 120
    memory: int = 2 * 2**30


USUAL = Limits()


_prepared: list[subprocess.Popen[bytes]] = []


def prepare(module: str) -> None:
    """Start a process that imports the module while this process does the same."""
    _prepared.append(_spawn(module))


def _spawn(module: str = "") -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _START, module, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise CannotDo("读取文件的进程启动不了，请重新安装本软件后再试") from error


class Worker:
    """One worker process; it runs from the first call until ``close``."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._running: subprocess.Popen[bytes] | None = None
        self._closed = False

    def _start(self) -> None:
        if self._running or self._closed:
            return
        self._running = _prepared.pop() if _prepared else _spawn()
        if sys.platform == "win32":
            from addin.reading.workers.windows_memory import watch  # noqa: PLC0415 - elsewhere it limits itself

            watch(self._running.pid, self._limits.memory)

    def call(self, task: Callable[..., R], *arguments: object) -> R | ChujingError:
        """Run the task in the process; return its result, or the error.

        Where a used process ends, the task runs again in a new one: an earlier call may be why.
        """
        was_used = self._running is not None
        answer = self._attempt(task, arguments)
        if was_used and isinstance(answer, ChujingError) and answer.kind in _OF_THE_PROCESS:
            self._reap()
            answer = self._attempt(task, arguments)
        return answer

    def close(self) -> None:
        """End the process, also from another thread during a call."""
        self._closed = True
        if self._running:
            self._running.kill()
        self._reap()

    def _attempt(self, task: Callable[..., R], arguments: Sequence[object]) -> R | ChujingError:
        self._start()
        running = self._running
        if running is None or running.stdin is None or running.stdout is None:
            return UnusableFile(kind=FileError.CRASHED)
        try:
            call = pickle.dumps((task, arguments), pickle.HIGHEST_PROTOCOL)
            pickle.dump((self._limits, call), running.stdin, pickle.HIGHEST_PROTOCOL)
            running.stdin.flush()
            answer: R | UnusableFile = pickle.load(running.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return UnusableFile(kind=_DEATHS.get(self._reap() or 0, FileError.CRASHED))
        return answer

    def _reap(self) -> int | None:
        """End the process if it has not ended; return its exit code."""
        running, self._running = self._running, None
        if running is None:
            return None
        for stream in (running.stdout, running.stdin):
            with suppress(OSError):  # data that could not be sent
                if stream:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            return running.wait(0.2)
        running.kill()
        return running.wait()


# By exit code. A process that cannot import our modules is our error, not the file's.
_DEATHS = {
    TIMED_OUT: FileError.TIMED_OUT,
    OUT_OF_MEMORY: FileError.OUT_OF_MEMORY,
    BROKEN: FileError.INTERNAL,
}
_OF_THE_PROCESS = frozenset((FileError.CRASHED, FileError.OUT_OF_MEMORY))


class Processes:
    """A pool of worker processes, by default one for each processor."""

    def __init__(self, count: int = 0, limits: Limits = USUAL) -> None:
        self.count = count or processors()
        self._limits = limits

    def map(self, task: Callable[[T], R], items: Sequence[T]) -> Iterator[R | ChujingError]:
        """Run the task on every item; see :class:`addin.reading.workers.Workers`."""
        processes = [Worker(self._limits) for _ in items[: self.count]]
        idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for process in processes:
            idle.put(process)

        def do(item: T) -> R | ChujingError:
            process = idle.get()
            try:
                return process.call(task, item)
            finally:
                idle.put(process)

        threads = ThreadPoolExecutor(max(len(processes), 1))

        def end() -> None:
            threads.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.close()

        return _until_read(threads.map(do, items), end)


def _until_read(results: Iterator[R], end: Callable[[], None]) -> Iterator[R]:
    """Yield the results; end the processes after the last one, or when the caller stops."""
    try:
        yield from results
    finally:
        end()


def each_file(task: Callable[[Path], R], paths: Sequence[Path]) -> Iterator[R | LeftOut]:
    """Run the task on every file; for an unusable file yield a LeftOut with the reason.

    The work begins at once.
    """
    return or_left_out(paths, Processes().map(task, paths))


def or_left_out(
    paths: Sequence[Path], results: Iterable[R | ChujingError]
) -> Iterator[R | LeftOut]:
    """Yield the results, one for each path; in place of an error, a LeftOut."""
    return map(_outcome, paths, results)


def _outcome(path: Path, result: R | ChujingError) -> R | LeftOut:
    if isinstance(result, ChujingError):
        return LeftOut(str(path), result.reason, result.kind)
    return result


def isolated(task: Callable[..., R], *arguments: object) -> R:
    """Return the result of one call in a new process; raise UnusableFile without one."""
    process = Worker()
    try:
        answer = process.call(task, *arguments)
    finally:
        process.close()
    if isinstance(answer, ChujingError):
        raise answer
    return answer


def processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
