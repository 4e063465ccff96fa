"""Workbooks made by others, which stay where they are: each ends as the stress run's ledger says.

``CHUJING_CORPUS`` names their folder. ``make stress`` does the same with any folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

STRESS = Path(__file__).parent / "stress"
CORPUS = os.environ.get("CHUJING_CORPUS")


@pytest.mark.skipif(not CORPUS, reason="没有设 CHUJING_CORPUS，不知道外来工作簿在哪个文件夹")
def test_foreign_workbooks_end_as_the_ledger_says() -> None:
    """Documented outcomes only, no noise, and marking then clearing gives every part back."""
    done = subprocess.run(
        [sys.executable, str(STRESS), str(CORPUS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
