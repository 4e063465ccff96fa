"""A Windows machine of a Chinese and of a Western code page, each with the add-in installed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from doors.windows.harness import CHINESE, VARIABLE, WESTERN, Excel, Machine

FOLDERS = {CHINESE: "安装 & 程序", WESTERN: "Büro & Söhne"}


@pytest.fixture(scope="session", params=FOLDERS, ids=lambda page: f"cp{page}")
def machine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine with the add-in installed in a folder with a space, ``&`` and its own letters."""
    if not os.environ.get(VARIABLE):
        pytest.skip(f"没有 Windows 试验台（环境变量 {VARIABLE}），Windows 上的运行没有测试")
    folder = tmp_path_factory.mktemp("machine") / FOLDERS[request.param]
    prepared = Machine(Path(os.environ[VARIABLE]), request.param, folder)
    prepared.prepare()
    installed = prepared.chujing("install")
    assert installed.code == 0, installed
    return prepared


@pytest.fixture(scope="module")
def excel(machine: Machine) -> Iterator[Excel]:
    """Excel on that machine, the formula server started as the installed macros start it.

    It is closed between modules: the add-in is not installed under an open Excel.
    """
    with machine.excel(*machine.read_settings()) as started:
        yield started
