"""Limit the memory of a process on Windows from another process.

A job object would do the same; this way can be tested under Wine (tests/doors/windows).
"""

from __future__ import annotations

import ctypes
import sys
import threading

from addin.reading.workers.child import OUT_OF_MEMORY

assert sys.platform == "win32"

_EVERY = 100  # milliseconds
_RIGHTS = 0x0001 | 0x0010 | 0x0400 | 0x0010_0000  # terminate, read, query, wait for
_STILL_RUNNING = 0x0102
_SIZES = (
    "peak", "working_set", "peak_paged", "paged", "peak_unpaged", "unpaged", "committed",
    "peak_committed", "private",
)  # fmt: skip

_system = ctypes.WinDLL("kernel32")
_system.OpenProcess.restype = ctypes.c_void_p


class _Counters(ctypes.Structure):
    """The structure PROCESS_MEMORY_COUNTERS_EX."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in _SIZES),
    )


def watch(process: int, most: int) -> None:
    """End the process of this number once it holds more than ``most`` bytes."""
    threading.Thread(target=_watch, args=(process, most), daemon=True).start()


def _watch(process: int, most: int) -> None:
    handle = ctypes.c_void_p(_system.OpenProcess(_RIGHTS, False, process))
    while _system.WaitForSingleObject(handle, _EVERY) == _STILL_RUNNING:
        held = _Counters(ctypes.sizeof(_Counters))
        _system.K32GetProcessMemoryInfo(handle, ctypes.byref(held), held.size)
        # Both give the same number; old Windows has only the second, Wine only the first.
        if max(held.committed, held.private) > most:
            _system.TerminateProcess(handle, OUT_OF_MEMORY)
    _system.CloseHandle(handle)
