"""Tests of worker processes on Windows: one bad file does not affect the others."""

from __future__ import annotations

import pytest

from doors.windows.harness import CHINESE, INSIDE, Machine


@pytest.mark.parametrize("machine", [CHINESE], ids=["cp936"], indirect=True)
def test_one_bad_file_costs_only_itself(machine: Machine) -> None:
    """One that hangs is ended in time, one that takes too much memory before it has it all."""
    done = machine.run(INSIDE / "workers_under_stress.py")

    assert done.json == [
        "one", "timed-out", "two", "crashed", "three", "out-of-memory", "four",
    ], done  # fmt: skip
