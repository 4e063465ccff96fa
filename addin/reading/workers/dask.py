"""Workers on a Dask cluster: this machine reads the files and sends them.

The cluster's machines need the program, at the same version, and no shared disk. Each file is
read there in a process of ``local``, not in the Dask worker itself.
"""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from addin import __version__
from addin.errors import CannotDo, ChujingError, FileError, UnusableFile
from addin.reading.opening import read_file
from addin.reading.workers import Task
from addin.reading.workers.local import Worker

R = TypeVar("R")

ANSWER = 20  # seconds to wait for the cluster's answer and its first worker
_AHEAD = 64  # files sent at once: enough for a few dozen processes, little memory here
_EACH_PROCESS = threading.local()


class Cluster:
    """A running cluster, by the address of its scheduler (``tcp://…:8786``).

    The files of a worker that disappears are sent to another one. Raises UnusableFile where there
    is no cluster, or one that cannot do this work.
    """

    def __init__(self, scheduler: str, answer: float = ANSWER) -> None:
        try:
            import distributed  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise CannotDo(
                "没有装 Dask，请先运行 pip install 'chujing[cluster]'，或不用 --scheduler"
            ) from error
        self._answer = answer
        try:
            client: Any = distributed.Client
            self._client = client(scheduler, timeout=answer, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise CannotDo(f"连不上集群“{scheduler}”，请核对地址，确认调度进程在运行") from error
        self._admit(scheduler)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def map(self, task: Task[R], paths: Sequence[Path]) -> Iterator[R | ChujingError]:
        """Run the task on every file; see :class:`addin.reading.workers.Workers`."""
        waiting = (self._send(task, path) for path in paths)
        return self._results(deque(islice(waiting, _AHEAD)), waiting)

    def _results(self, under_way: deque[Any], waiting: Iterator[Any]) -> Iterator[Any]:
        """Yield the results in order; send another file for each result received."""
        while under_way:
            yield self._result(under_way.popleft())
            under_way.extend(islice(waiting, 1))

    def _admit(self, scheduler: str) -> None:
        """Raise UnusableFile where the workers lack the program or have another version of it."""
        from distributed import TimeoutError as Late  # noqa: PLC0415 - an extra

        try:
            self._client.wait_for_workers(1, timeout=self._answer)
            versions = set(self._client.run(_version).values())
        except Late as error:
            self._client.close()
            raise CannotDo(f"集群“{scheduler}”上没有工作进程，请先启动再试") from error
        except (ImportError, AttributeError) as error:
            self._client.close()
            raise CannotDo("集群的机器上没有装本软件，请先装上同一版本再试") from error
        if versions != {__version__}:
            self._client.close()
            raise CannotDo(
                f"集群上的版本（{'、'.join(sorted(versions))}）与本机（{__version__}）不同，请先统一"
            )

    def _send(self, task: Task[R], path: Path) -> Any:
        try:
            data = read_file(path)
        except ChujingError as error:
            return error
        return self._client.submit(_read_there, pickle.dumps((task, path, data)), pure=False)

    def _result(self, sent: Any) -> R | ChujingError:
        """Return the result of one file; give up where there are no workers left."""
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - an extra
        from distributed import TimeoutError as Late  # noqa: PLC0415 - an extra

        while not isinstance(sent, ChujingError):
            try:
                result: R | UnusableFile = sent.result(timeout=self._answer)
            except KilledWorker:
                return UnusableFile(kind=FileError.CRASHED)
            except Late as error:
                if not self._client.nthreads():
                    raise CannotDo("集群上的工作进程都已退出，请启动后重新汇总") from error
            except (OSError, CancelledError, RuntimeError) as error:
                raise CannotDo(
                    "与集群的连接断了，请确认调度进程在运行、装有同一版本后重新汇总"
                ) from error
            else:
                return result
        return sent


def _version() -> str:
    return __version__


def _read_there(call: bytes) -> object:
    """Run the task on the cluster in a child process, one for each thread of the worker."""
    task, path, data = pickle.loads(call)
    process = getattr(_EACH_PROCESS, "process", None) or Worker()
    _EACH_PROCESS.process = process
    return process.call(task, path, data)
