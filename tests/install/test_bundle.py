"""The setup program's folder, and the Pythons it can be made of: made-up ones, in every shape."""

from __future__ import annotations

import hashlib
import re
import tomllib
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import addin
from addin.build.vba import SETUP_FILE, dll
from addin.errors import InstallError
from addin.install import bundle, interpreter
from support.windows_python import RUNNING, Runs, embeddable, installed, library, zipped

INSTALL = Path(addin.__file__).parent / "install"
I386, ARM64 = 0x014C, 0xAA64


# --- the Python --------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["folder", "nuget", "embeddable"])
@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
def test_every_shape_of_python_is_taken_and_imports_from_itself_alone(
    tmp_path: Path, shape: str, as_zip: bool
) -> None:
    given = tmp_path / "given"
    if shape == "embeddable":
        embeddable(given)
    else:
        installed(given / "tools" if shape == "nuget" else given)

    with interpreter.interpreter(zipped(given) if as_zip else given) as found:
        found.copy_to(tmp_path / "python")

    python = tmp_path / "python"
    paths = (python / f"python3{RUNNING}._pth").read_text().split("\n")
    assert [line for line in paths if line] == [
        *([f"python3{RUNNING}.zip", "."] if shape == "embeddable" else ["Lib", "DLLs"]),
        r"Lib\site-packages",
        "import site",
    ]
    assert (python / "pythonw.exe").exists()
    assert not list((python / "Lib" / "site-packages").iterdir())
    assert not (python / "Lib" / "test").exists()


def test_what_was_taken_is_recorded_by_its_hash(tmp_path: Path) -> None:
    package = zipped(installed(tmp_path / "python-amd64"))
    with interpreter.interpreter(package) as found:
        assert package.name in found.source
        assert hashlib.sha256(package.read_bytes()).hexdigest() in found.source

    with interpreter.interpreter(tmp_path / "python-amd64") as found:
        assert hashlib.sha256(library()).hexdigest() in found.source
        assert str(tmp_path) not in found.source


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda f: (f / "conda-meta").mkdir(), "conda"),
        (lambda f: (f / "pyvenv.cfg").touch(), "虚拟环境"),
        (lambda f: (f / "python.exe").unlink(), "没有 python.exe"),
        (lambda f: (f / f"python3{RUNNING}.dll").unlink(), "不完整"),
        (lambda f: (f / f"python3{RUNNING}.dll").write_bytes(library(I386)), "32 位"),
        (lambda f: (f / f"python3{RUNNING}.dll").write_bytes(library(ARM64)), "ARM64"),
        (lambda f: (f / f"python3{RUNNING}.dll").write_bytes(b"no DLL"), "要用 64 位"),
        (lambda f: (f / f"python3{RUNNING}.dll").rename(f / "python38.dll"), "3.8"),
        (lambda f: (f / f"python3{RUNNING}.dll").rename(f / "python399.dll"), "3.99"),
    ],
)
def test_a_python_that_would_not_do_is_refused_in_words(
    tmp_path: Path, spoil: object, told: str
) -> None:
    given = installed(tmp_path / "python")
    spoil(given)  # type: ignore[operator]

    with pytest.raises(InstallError) as refused, interpreter.interpreter(given):
        pass
    assert told in refused.value.reason
    assert "python.org" in refused.value.reason


def test_the_python_of_microsofts_store_is_refused(tmp_path: Path) -> None:
    given = installed(tmp_path / "WindowsApps" / "Python.3.11")

    with pytest.raises(InstallError, match="商店"), interpreter.interpreter(given):
        pass


def test_elsewhere_than_on_windows_one_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="--python"), interpreter.interpreter(None):
        pass


def test_what_is_neither_folder_nor_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "python.exe").write_bytes(b"MZ")

    given = tmp_path / "python.exe"
    with pytest.raises(InstallError, match="ZIP"), interpreter.interpreter(given):
        pass


# --- the folder and the setup program ----------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Runs, list[str]]:
    tmp = tmp_path_factory.mktemp("安装 & 包")
    runs = Runs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle.shutil, "which", lambda name: f"/usr/bin/{name}")
        done = bundle.bundle(tmp / "out", installed(tmp / "python"), runs)
    return tmp / "out", runs, done


def test_the_folder_holds_all_that_a_bare_machine_needs(
    made: tuple[Path, Runs, list[str]],
) -> None:
    folder = made[0] / bundle.FOLDER

    assert sorted(path.name for path in folder.iterdir()) == sorted(
        "python 模板 手册 安装.cmd 卸载.cmd 检查.cmd chujing.cmd 安装说明.txt 组成.txt".split()
    )
    assert (folder / "模板" / "附件1.xlsx").exists()
    assert "<img" in (folder / "手册" / "手册.html").read_text(encoding="utf-8")
    python = folder / "python"
    for name in (dll(32), dll(64), "pythoncom311.dll"):
        assert (python / name).exists(), name
    site = python / "Lib" / "site-packages"
    assert (site / "pandas" / "io" / "api.py").exists()
    assert not (site / "pandas" / "tests").exists()
    assert not (site / "pythonwin").exists()
    assert (site / "win32com" / "gen_py").is_dir()
    assert list((python / "Lib" / "__pycache__").glob("os.*.pyc"))


def test_images_of_the_handbook_are_there(made: tuple[Path, Runs, list[str]]) -> None:
    page = made[0] / bundle.FOLDER / "手册" / "手册.html"
    found = re.findall(r'src="([^"]+)"', page.read_text(encoding="utf-8"))

    assert found
    assert all((page.parent / unquote(name)).exists() for name in found)


def test_packages_come_by_their_hashes_for_windows_whatever_machine_it_runs_on(
    made: tuple[Path, Runs, list[str]],
) -> None:
    build, fetch, own, _ = made[1].commands
    assert "--no-deps" in build
    text = " ".join(fetch)
    assert "--require-hashes" in text
    assert "--platform win_amd64" in text
    assert f"--python-version 3.{RUNNING}" in text
    assert "--only-binary :all:" in text
    assert "--no-deps" in text
    assert own[-1].endswith(".whl")


def test_the_setup_is_made_of_the_folder(made: tuple[Path, Runs, list[str]]) -> None:
    out, runs, done = made
    command = runs.commands[-1]

    assert command[0] == "makensis"
    assert f"-DSTAGE={out / bundle.FOLDER}" in command
    assert command[-1].endswith("setup.nsi")
    assert (out / SETUP_FILE).exists()
    assert any(SETUP_FILE in step for step in done)


def test_the_hashes_are_those_of_every_file(made: tuple[Path, Runs, list[str]]) -> None:
    out = made[0]
    lines = (out / bundle.SUMS).read_text(encoding="utf-8").splitlines()

    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    there = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path not in (out / bundle.SUMS, out / bundle.GUIDE)
    }
    assert listed == there
    assert next(iter(listed)) == SETUP_FILE


def test_uninstalling_deletes_what_was_installed_and_nothing_a_person_put_there(
    made: tuple[Path, Runs, list[str]],
) -> None:
    text = bundle._deletions(made[0] / bundle.FOLDER)

    assert 'Delete "$INSTDIR\\模板\\附件1.xlsx"' in text
    assert 'RMDir "$INSTDIR\\模板"' in text  # only where it is empty
    assert "RMDir /r" not in text
    assert "python" not in text


def test_without_makensis_the_folder_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle.shutil, "which", lambda _: None)

    done = bundle.bundle(tmp_path / "out", installed(tmp_path / "python"), Runs())

    assert any("makensis" in step for step in done)
    assert not (tmp_path / "out" / SETUP_FILE).exists()
    assert (tmp_path / "out" / bundle.FOLDER / "安装.cmd").exists()


def test_byte_code_for_another_python_is_not_made_in_vain(tmp_path: Path) -> None:
    other = 12 if RUNNING == 11 else 11

    with pytest.raises(InstallError, match="同一版"):
        bundle.bundle(tmp_path / "out", installed(tmp_path / "python", other), Runs())


def test_the_files_to_click_are_plain_and_keep_the_exit_code(
    made: tuple[Path, Runs, list[str]],
) -> None:
    """In ASCII whatever the console's code page; quoted, so that any folder will do."""
    for name in bundle._SCRIPTS:
        script = (made[0] / bundle.FOLDER / name).read_bytes()
        assert script.isascii()
        assert b'"%~dp0python\\python.exe"' in script
        assert script.endswith(b"exit /b %result%\r\n")
        assert script.count(b"\n") == script.count(b"\r\n")


# --- the lock ----------------------------------------------------------------------------------


def locked() -> dict[str, str]:
    text = (INSTALL / "windows.txt").read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9-]+)==(\S+)((?: \\\n\s+--hash=sha256:[0-9a-f]{64})+)", text, re.M)
    assert len(found) == len([line for line in text.splitlines() if "==" in line])
    return {name: number for name, number, _ in found}


def test_every_package_that_is_needed_on_windows_is_in_the_lock() -> None:
    """From our own requirements on, as far as the packages of this machine say."""
    project = tomllib.loads((INSTALL.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    own = project["project"]["dependencies"]
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""}
    versions, waiting, seen = locked(), ["chujing", "pywin32", "colorama", "tzdata"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name != "chujing":
            assert name in versions, name
        try:
            requires = own if name == "chujing" else metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # there is none of it but on Windows
        for requirement in map(Requirement, requires):
            if requirement.marker and not requirement.marker.evaluate(windows):
                continue
            child = canonicalize_name(requirement.name)
            assert requirement.specifier.contains(versions.get(child, "")), requirement
            waiting.append(child)
    assert set(versions) == seen - {"chujing"}


def test_numpy_is_one_that_loads_where_the_setup_is_tried() -> None:
    assert locked()["numpy"] == "2.0.2"
