"""The loop of a worker process: receive a call, run it within the limits, send the result."""

from __future__ import annotations

import faulthandler
import importlib
import os
import pickle
import sys
from pathlib import Path

from addin.errors import ChujingError, FileError, UnusableFile
from addin.gcpause import gc_paused

# Exit codes of a process ended by the watchdog (faulthandler's), by the memory limit, by a bug of
# ours (EX_SOFTWARE). Not 3: with that the abort() of a crashing library ends a process on Windows.
TIMED_OUT, OUT_OF_MEMORY, BROKEN = 1, 4, 70


def serve(module: str) -> None:
    """Import the module, if any; then run pickled calls until the pipe is closed.

    Output of libraries and of a crashing parser is discarded.
    """
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        if module:
            importlib.import_module(module)
        while True:
            limits, call = pickle.load(calls)
            _limit_memory(limits.memory)
            faulthandler.dump_traceback_later(limits.seconds, exit=True, file=nowhere)
            answer = _answer(call)
            faulthandler.cancel_dump_traceback_later()
            answers.write(answer)
            answers.flush()
    except EOFError:
        os._exit(0)
    except BaseException:
        os._exit(BROKEN)


@gc_paused()
def _answer(call: bytes) -> bytes:
    """Return the pickled result of the call, or the exception it raised."""
    try:
        task, arguments = pickle.loads(call)
        return pickle.dumps(task(*arguments), pickle.HIGHEST_PROTOCOL)
    except ChujingError as error:
        return pickle.dumps(error)
    except MemoryError:
        return pickle.dumps(UnusableFile(kind=FileError.OUT_OF_MEMORY))
    except Exception as error:
        return pickle.dumps(_internal(error))


def _internal(error: Exception) -> UnusableFile:
    """Return the error for a bug of our own: what happened and where."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = (
        f"，{Path(place.tb_frame.f_code.co_filename).name} 第 {place.tb_lineno} 行" if place else ""
    )
    trouble = FileError.INTERNAL
    return UnusableFile(
        f"{trouble.what}（{type(error).__name__}{where}），{trouble.advice}", trouble
    )


def _limit_memory(size: int) -> None:
    """Limit the memory of this process; on Windows ``windows_memory`` does it from outside."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(kind)
            ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (ceiling, hard))
