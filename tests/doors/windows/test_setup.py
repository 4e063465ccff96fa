"""The setup program on a machine with nothing on it, from its silent run to its removal.

``CHUJING_SETUP`` names the folder that ``make bundle`` made; without it nothing is tried, since
making one takes minutes.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addin import __version__, udfs
from addin.build.packages import add_in
from addin.build.vba import SETUP_FILE
from addin.install import bundle
from doors.windows.bare import BareMachine, bare_machine
from doors.windows.forms import form
from doors.windows.harness import INSIDE, VARIABLE, Excel, windows
from doors.windows.test_buttons import press, saved, show
from doors.windows.test_formulas import call, texts, values

ROOT = Path(__file__).parents[3]
MADE = "CHUJING_SETUP"

pytestmark = pytest.mark.skipif(
    MADE not in os.environ, reason=f"没有安装程序（先 make bundle，再设环境变量 {MADE}），没有试装"
)


@pytest.fixture(scope="module")
def rig() -> Path:
    if not os.environ.get(VARIABLE):
        pytest.skip(f"没有 Windows 试验台（环境变量 {VARIABLE}），安装程序没有试装")
    return Path(os.environ[VARIABLE])


@pytest.fixture(scope="module")
def handed_out() -> Path:
    """The folder with the setup program."""
    return Path(os.environ[MADE])


@pytest.fixture(scope="module")
def untouched(rig: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareMachine]:
    machine = bare_machine(rig, tmp_path_factory.mktemp("bare") / "prefix")
    yield machine
    machine.end()


@pytest.fixture(scope="module")
def before(untouched: BareMachine) -> set[Path]:
    """What lay in the person's folders before."""
    return files(untouched)


@pytest.fixture(scope="module")
def bare(untouched: BareMachine, before: set[Path], handed_out: Path) -> BareMachine:
    """The machine after one silent run of the setup program."""
    started = time.monotonic()
    done = untouched.wine(windows(handed_out / SETUP_FILE), "/S")
    assert done.code == 0, (done, said(untouched))
    print(f"setup: {time.monotonic() - started:.0f} s")
    return untouched


@pytest.fixture
def excel(bare: BareMachine) -> Iterator[Excel]:
    """Excel on that machine; closed after each test, as the setup wants it."""
    with bare.excel(*bare.read_settings()) as started:
        yield started


def files(machine: BareMachine) -> set[Path]:
    """Files of the person's; the fake Excel and NSIS keep theirs in the folder Temp."""
    found = (path for path in machine.home.rglob("*") if not path.is_dir())
    return {path for path in found if path.relative_to(machine.home).parts[0] != "Temp"}


def said(machine: BareMachine) -> str:
    log = machine.installed / "install.log"
    return log.read_bytes().decode("utf-16-le") if log.exists() else ""


def test_one_silent_run_installs_and_has_a_formula_answered(bare: BareMachine) -> None:
    assert said(bare).startswith(f"正常：出国境证件 {__version__}")
    assert (bare.start_folder / "出国境证件.xlam").read_bytes() == add_in()
    assert bare.is_listed()
    assert not list(bare.home.glob("Temp/gen_py")), "pywin32 keeps it in our own folder"
    menu = bare.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/出国境证件"
    assert {path.name for path in menu.iterdir()} == {"检查.lnk", "模板.lnk", "手册.lnk"}


def test_formula_answers_over_rows_and_waits_for_no_pandas(
    bare: BareMachine, excel: Excel, tmp_path: Path
) -> None:
    """Until 抽查 draws with it, in the same server."""
    path = form(tmp_path / "各单位", 10)
    excel.ask(do="open", path=windows(path))
    area = "附件1!A6:N7"

    answer = call(excel, "违规类型", {"range": area})["answer"]

    assert list(texts(answer)) == list(texts(udfs.违规类型(values(path, area))))
    assert all(texts(answer))
    assert loaded(excel, tmp_path) == set()

    pressed = press(excel, "sample", path.parent)
    assert not pressed.boxes
    assert pressed.said.startswith("抽查完成")
    assert "pandas" in loaded(excel, tmp_path)


def loaded(excel: Excel, folder: Path) -> set[str]:
    """Which of the large packages the server has loaded."""
    noted = folder / "loaded.txt"
    excel.ask(
        do="run",
        statement="import sys, pathlib; pathlib.Path("
        f"{windows(noted)!r}).write_text(' '.join(k for k, v in sys.modules.items() if v))",
    )
    return {"pandas", "numpy", "matplotlib", "polars"} & set(noted.read_text().split())


def test_a_button_works(bare: BareMachine, excel: Excel, tmp_path: Path) -> None:
    show(excel, form(tmp_path, 3))

    pressed = press(excel, "check")

    assert not pressed.boxes
    assert "校验完成" in pressed.said
    looks, _ = saved(excel, tmp_path / "标注.xlsx")
    assert "校验结果" in looks


def test_selftest_starts_a_server_and_says_what_doctor_says(
    bare: BareMachine, excel: Excel, tmp_path: Path
) -> None:
    """All that is in the way here is that there is no Excel."""
    show(excel, form(tmp_path, 3))
    doctor = bare.program("-m", "addin", "doctor", "--json")

    (told,) = press(excel, "selftest").boxes

    assert doctor.json["server"]["answer"].startswith("正常"), doctor
    (obstacle,) = doctor.json["obstacles"]
    assert "有 1 处妨碍" in told
    assert obstacle["what"] in told
    assert "没有安装 Excel" in told


def test_the_server_starts_in_a_fraction_of_what_xlwings_would_take(bare: BareMachine) -> None:
    """CPU seconds of the import, pandas being installed: at most 60 %."""
    clock = "import time; start = time.process_time(); {}; print(time.process_time() - start)"
    ours = "from addin.excel.server import kept_out, BALLAST\nwith kept_out(*BALLAST):\n import {0}"
    ours = f"exec({ours.format('xlwings.com_server')!r})"

    def cpu(statement: str) -> float:
        runs = (bare.program("-c", clock.format(statement)) for _ in range(3))
        return min(float(run.output) for run in runs)

    plain, kept = cpu("import xlwings.com_server"), cpu(ours)
    print(f"CPU at start: {kept:.2f} s, plain {plain:.2f} s")
    assert kept <= 0.6 * plain


def test_setup_is_refused_while_excel_is_open(
    bare: BareMachine, excel: Excel, handed_out: Path
) -> None:
    assert bare.wine(windows(handed_out / SETUP_FILE), "/S").code == 3
    assert (bare.installed / "python" / "python.exe").exists()


def test_without_the_interpreter_the_failure_comes_at_once(bare: BareMachine) -> None:
    """The DLL says so within two seconds; the macros put it in words (tests/build/test_vba.py)."""
    interpreter = bare.installed / "python" / "pythonw.exe"
    kept = interpreter.rename(interpreter.with_name("pythonw.kept"))
    try:
        started = bare.run(INSIDE / "start.py", *bare.read_settings())
        doctor = bare.program("-m", "addin", "doctor", "--json")
    finally:
        kept.rename(interpreter)

    assert started.json["message"], started
    assert started.json["seconds"] < 2
    assert doctor.code == 1
    assert "杀毒软件" in doctor.output


def test_setup_over_setup_leaves_nothing_of_the_older(bare: BareMachine, handed_out: Path) -> None:
    stale = bare.installed / "python/Lib/site-packages/addin/stale.py"
    stale.write_text("")

    assert bare.wine(windows(handed_out / SETUP_FILE), "/S").code == 0
    assert not stale.exists()
    assert said(bare).startswith("正常")


def test_uninstalling_leaves_nothing_but_what_a_person_put_there(
    bare: BareMachine, before: set[Path]
) -> None:
    own = bare.installed / "模板" / "本单位自己的.xlsx"
    own.write_bytes(b"")

    bare.uninstall()

    assert files(bare) - before == {own}
    shutil.rmtree(bare.installed)
    assert not (bare.home / ".chujing").exists()


def test_the_folder_installs_too_wherever_it_lies(
    untouched: BareMachine, handed_out: Path, tmp_path: Path, before: set[Path]
) -> None:
    folder = untouched.folder / "drive_c" / "出国境 & 证件"
    shutil.copytree(handed_out / bundle.FOLDER, folder)

    done = untouched.wine(windows(folder / "安装.cmd"), "/S")
    assert done.code == 0, done
    with untouched.excel(*untouched.read_settings()) as excel:
        show(excel, form(tmp_path, 3))
        answer: Any = call(excel, "加载项自检")["answer"]
    assert answer.startswith("正常")

    assert untouched.wine(windows(folder / "卸载.cmd"), "/S").code == 0
    assert files(untouched) - before == set()
