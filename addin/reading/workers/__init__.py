"""Worker processes that read other people's files.

A parser can crash, hang or use up the memory. Each worker process has limits of time and memory.
Where one is exceeded, the file is unusable, with a sentence, and the next file is read in a new
process. ``local`` has the processes of this machine, ``dask`` those of a Dask cluster; both give
the same results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from addin.errors import ChujingError

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Task(Protocol[R_co]):
    """A function of one file; it and its result are picklable.

    ``data`` is the file's content where it is already read. Raises UnusableFile.
    """

    def __call__(self, path: Path, data: bytes | None = None) -> R_co:
        """Return the result for the file."""


class Workers(Protocol):
    """A pool of processes that run a task on files."""

    def map(self, task: Task[R], paths: Sequence[Path]) -> Iterator[R | ChujingError]:
        """Run the task on every file; yield the results in the files' order.

        The work begins at once, before the first result is read. Where a file cannot be used, or
        its process ended, the result is the error.
        """
