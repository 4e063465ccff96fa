"""A machine for the tests of installing: folders in place of Windows' own."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from addin.install.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A machine as pip leaves it: Python with the two DLLs beside it, our code, no add-in yet."""
    python = tmp_path / "安装 & 程序" / "python"
    python.mkdir(parents=True)
    (python / "pythonw.exe").touch()
    for bits in (32, 64):
        (python / f"xlwings{bits}-{version('xlwings')}.dll").touch()
    code = tmp_path / "code"
    (code / "addin").mkdir(parents=True)
    return Places(
        add_in=tmp_path / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "出国境证件.xlam",
        settings=tmp_path / "home" / ".chujing" / "chujing.conf",
        interpreter=python / "pythonw.exe",
        code=code,
        encoding="cp936",
    )
