"""The stress run: workbooks made by others, which stay where they are, and bad ones made here.

``CHUJING_CORPUS`` names the folder of the former. ``make stress`` does the same with any folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from addin.errors import FileError
from support.bad_files import BAD

STRESS = Path(__file__).parent
CORPUS = os.environ.get("CHUJING_CORPUS")


def stress(folder: str) -> str:
    """What is printed of a run without a fault."""
    command = [sys.executable, str(STRESS), folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not CORPUS, reason="没有设 CHUJING_CORPUS，不知道外来工作簿在哪个文件夹")
def test_foreign_workbooks_end_as_the_ledger_says() -> None:
    """Documented outcomes only, no noise, and marking then clearing gives every part back."""
    stress(str(CORPUS))


def test_bad_ones_end_as_differently_as_they_are_bad(tmp_path: Path) -> None:
    """Alone and all at once, with every outcome that a file's content can have."""
    for name, (data, _) in BAD.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    said = stress(str(tmp_path))
    of_content = (
        FileError.NOT_A_SPREADSHEET, FileError.TRUNCATED, FileError.ENCRYPTED, FileError.TOO_LARGE,
        FileError.UNSAFE, FileError.DAMAGED, FileError.NO_SUCH_FORM, FileError.INCOMPLETE_FORM,
    )  # fmt: skip
    assert [trouble for trouble in of_content if f" {trouble.code} " not in said] == []
