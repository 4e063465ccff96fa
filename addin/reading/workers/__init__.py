"""Processes in which files of other people are read.

A parser can abort, hang or use up the memory. It does so in a worker process with a
limit of time and memory; the file is then unusable, with a sentence, and the next one is read in
a new process. ``local`` has the processes of this machine, ``cluster`` those of a Dask cluster;
both do the same work, so that the results are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from addin.errors import ChujingError

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Task(Protocol[R_co]):
    """What is done with one file; picklable, as is its result.

    ``data`` is the file's content where it is at hand. Raises UnusableFile.
    """

    def __call__(self, path: Path, data: bytes | None = None) -> R_co:
        """Return the result for the file."""


class Workers(Protocol):
    """A pool of processes that do a task with files."""

    def map(self, task: Task[R], paths: Sequence[Path]) -> Iterator[R | ChujingError]:
        """Do the task with every file; the results come in the files' order.

        The work begins at once, before the first result is asked for.
        Where the file cannot be used, or its process did not survive it, the result says so.
        """
