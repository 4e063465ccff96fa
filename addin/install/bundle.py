"""``chujing bundle``: a setup program for Windows machines with nothing on them, and its folder.

Python, every package, the program, templates and handbook; nobody needs an administrator, the
network or Python to install it.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt

import addin
from addin import __version__
from addin.build.templates import build_templates, word_templates
from addin.build.vba import SETUP_FILE
from addin.declare import TITLE
from addin.errors import InstallError
from addin.install.interpreter import Interpreter, interpreter

FOLDER = SETUP_FILE.removesuffix(".exe")
SUMS, GUIDE, CONTENTS = "校验码-SHA256.txt", "安装说明.txt", "组成.txt"
TEMPLATES, HANDBOOK = "模板", "手册"

_LOCK = "windows.txt"
_SCRIPT = """\
@echo off\r
"%~dp0python\\python.exe" -B -m addin {command}\r
set result=%errorlevel%\r
if /i not "%~1"=="/S" pause\r
exit /b %result%\r
"""
_SCRIPTS = {"安装.cmd": "install", "卸载.cmd": "uninstall", "检查.cmd": "doctor"}
_COMMAND_LINE = '@"%~dp0python\\python.exe" -B -m addin %*\r\n'
_GUIDE = """\
{title} {version} 安装说明

要求：Windows 8.1 以上（64 位），Excel 2010 以上。不用管理员，不用网络，不用另装 Python。

一、安装
1. 保存并关闭全部 Excel 窗口。
2. 双击“{setup}”。不到一分钟，最后一页写着“正常：{title} {version}”就是装好了。
   Windows 提示“已保护你的电脑”的：点“更多信息”，再点“仍要运行”（本程序没有数字签名）。
3. 打开 Excel，功能区有“{title}”选项卡。模板和手册在开始菜单的“{title}”里。
装过旧版的，直接再装一遍。

二、安装程序双击不了的（单位不许运行）
把文件夹“{folder}”整个复制到自己的电脑上（不要留在 U 盘里），双击里面的“安装.cmd”。

三、不能用
按功能区的“自检”；选项卡没有出现的，双击“检查.cmd”（在开始菜单或文件夹里），照它说的办。

四、撤除
Windows“设置—应用”里找到“{title}”，卸载。文件夹方式的，双击“卸载.cmd”，再删去文件夹。
批量安装：“{setup}” /S 静默安装，退出码 0 为装好；撤除同样加 /S。

核对：文件没有被改过的，SHA-256 与“{sums}”相同（certutil -hashfile 文件名 SHA256）。
"""
_PAGE = """\
<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{title}手册</title>
<style>
body{{max-width:52em;margin:2em auto;padding:0 1em;font:16px/1.7 "Microsoft YaHei",sans-serif}}
img{{max-width:100%}} code{{background:#f2f2f2}}
table{{border-collapse:collapse}} td,th{{border:1px solid #aaa;padding:.2em .6em}}
</style>
{body}</html>
"""

# Parts of packages that nothing here imports; mapi alone would need another runtime of Microsoft's.
_UNNEEDED = (
    *("bin", "pythonwin", "adodbapi", "isapi", "*.chm", "win32/Demos", "win32/test"),
    *("win32/include", "win32/libs", "win32comext/mapi", "win32comext/*/demos"),
    *("xlwings/quickstart*", "pandas/**/tests", "numpy/**/tests"),
)  # fmt: skip

Run = Callable[[Sequence[str]], None]


def bundle(output: Path, python: Path | None, run: Run | None = None) -> list[str]:
    """Make the folder, the setup program where makensis is found, the guide and the hashes.

    Needs a checkout and the network. Returns what was done, one sentence each.
    """
    run = run or _run
    project = Path(addin.__file__).resolve().parents[1]
    if not (project / "pyproject.toml").exists():
        raise InstallError("请在源代码文件夹里运行 chujing bundle（要用到 pyproject.toml）。")
    with interpreter(python) as found:
        folder = output / FOLDER
        if folder.exists():
            shutil.rmtree(folder)
        output.mkdir(parents=True, exist_ok=True)
        compose(found, project, folder, run)
    done = [f"已做成文件夹 {folder}（{_megabytes(_files(folder))} MB，Python {found.source}）"]
    setup = output / SETUP_FILE
    setup.unlink(missing_ok=True)
    if shutil.which("makensis"):
        make_setup(folder, setup, run)
        done.append(f"已做成安装程序 {setup}（{_megabytes([setup])} MB）")
    else:
        done.append("没有找到 makensis（NSIS），没有做安装程序；用文件夹里的“安装.cmd”安装。")
    shutil.copyfile(folder / GUIDE, output / GUIDE)
    made = [*([setup] if setup.exists() else []), *_files(folder)]
    sums = "".join(f"{_hash(path)}  {path.relative_to(output).as_posix()}\n" for path in made)
    (output / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    return [*done, f"说明：{output / GUIDE}；校验码：{output / SUMS}"]


def compose(found: Interpreter, project: Path, folder: Path, run: Run) -> None:
    """Lay the folder out: Python with all packages, templates, handbook, the files to click."""
    python = folder / "python"
    found.copy_to(python)
    _put_packages(found, project, python, run)
    _compile(python, found.version)
    build_templates(folder / TEMPLATES)
    for name, content in word_templates().items():
        (folder / TEMPLATES / name).write_bytes(content)
    _put_handbook(project / "docs", folder / HANDBOOK)
    for name, command in _SCRIPTS.items():
        _write(folder / name, _SCRIPT.format(command=command))
    _write(folder / "chujing.cmd", _COMMAND_LINE)
    words = {"title": TITLE, "version": __version__, "setup": SETUP_FILE}
    guide = _GUIDE.format(**words, folder=FOLDER, sums=SUMS)
    _write(folder / GUIDE, "\ufeff" + guide.replace("\n", "\r\n"))  # old Notepads need the mark
    lock = (files("addin.install") / _LOCK).read_text(encoding="utf-8")
    parts = f"Python：{found.source}\n以下组件按 SHA-256 核对后装入：\n{lock}"
    _write(folder / CONTENTS, "\ufeff" + parts.replace("\n", "\r\n"))


def make_setup(folder: Path, setup: Path, run: Run) -> None:
    """Let makensis make the setup program of the folder."""
    with TemporaryDirectory() as temporary, as_file(files("addin.install")) as own:
        listed = Path(temporary) / "files.nsh"
        listed.write_text(_deletions(folder), encoding="utf-8-sig")
        names = {"STAGE": folder.resolve(), "OUT": setup.resolve(), "FILES": listed}
        defined = [f"-D{name}={value}" for name, value in names.items()]
        defined += [f"-DVERSION={__version__}", f"-DTITLE={TITLE}"]
        # Debian's NSIS makes 64-bit setups too; the one for Windows has 32-bit ones only.
        target = [] if sys.platform == "win32" else ["-DAMD64"]
        run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, *target, str(own / "setup.nsi")])


def _put_packages(found: Interpreter, project: Path, python: Path, run: Run) -> None:
    """Install the locked packages and ourselves beside Python, as the macros want it."""
    site = python / "Lib" / "site-packages"
    with TemporaryDirectory() as wheels, as_file(files("addin.install") / _LOCK) as lock:
        run([*_PIP, "wheel", "--no-deps", "--wheel-dir", wheels, str(project)])
        run([*install_into(site, found.version), "--require-hashes", "-r", str(lock)])
        own = map(str, sorted(Path(wheels).glob("*.whl")))
        run([*install_into(site, found.version), *own])
    for pattern in _UNNEEDED:
        for path in sorted(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for dll in (*site.glob("xlwings*.dll"), *site.glob("pywin32_system32/*.dll")):
        shutil.copyfile(dll, python / dll.name)
    # Where this folder is, pywin32 keeps what it generates in it, and not in the folder TEMP.
    (site / "win32com" / "gen_py").mkdir(parents=True, exist_ok=True)


def install_into(site: Path, version: tuple[int, int]) -> list[str]:
    """Return the command that puts wheels for 64-bit Windows into a folder."""
    target = ("--platform", "win_amd64", "--implementation", "cp", "--only-binary", ":all:")
    number = ("--python-version", "{}.{}".format(*version))
    quiet = ("--no-warn-conflicts", "--no-compile", "--no-deps")
    return [*_PIP, "install", "--target", str(site), *quiet, *target, *number]


def _compile(python: Path, version: tuple[int, int]) -> None:
    """Compile everything: the server never keeps byte code, made here it starts faster.

    Byte code of another Python would be useless; then Python compiles at every start.
    """
    if sys.version_info[:2] != version:
        running = "{}.{}".format(*sys.version_info)
        raise InstallError(
            f"装进去的是 Python {'.'.join(map(str, version))}，现在运行的是 {running}；"
            "请用同一版的 Python 运行 chujing bundle（字节码要同一版）。"
        )
    compileall.compile_dir(
        python / "Lib",
        quiet=2,
        workers=0,
        stripdir=str(python),
        prependdir="chujing",
        invalidation_mode=compileall.py_compile.PycInvalidationMode.UNCHECKED_HASH,  # type: ignore[attr-defined]
    )


def _put_handbook(docs: Path, target: Path) -> None:
    page = MarkdownIt("commonmark").enable("table")
    target.mkdir(parents=True)
    body = page.render((docs / "手册.md").read_text(encoding="utf-8"))
    _write(target / "手册.html", _PAGE.format(title=TITLE, body=body))
    shutil.copytree(docs / "图", target / "图")


def _deletions(folder: Path) -> str:
    """Return NSIS' macro that deletes what was installed outside ``python``, and nothing else."""
    ours = [path for path in _files(folder) if path.relative_to(folder).parts[0] != "python"]
    folders = {parent for path in ours for parent in path.relative_to(folder).parents} - {Path()}
    lines = [
        *(f'  Delete "$INSTDIR\\{_windows(path.relative_to(folder))}"' for path in ours),
        *(f'  RMDir "$INSTDIR\\{_windows(each)}"' for each in sorted(folders, reverse=True)),
    ]
    return "\n".join(["!macro DeleteOurFiles", *lines, "!macroend", ""])


def _windows(path: Path) -> str:
    return path.as_posix().replace("/", "\\")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _megabytes(paths: Iterable[Path]) -> int:
    return round(sum(path.stat().st_size for path in paths) / 2**20)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def _run(command: Sequence[str]) -> None:
    # makensis takes its arguments in the locale's encoding, and ours are Chinese.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        reason = next((line for line in said if "ERROR" in line), said[-1] if said else "原因不明")
        name = "makensis" if command[0] == "makensis" else "pip"
        raise InstallError(f"{name} 没有成功：{reason}。请检查网络和磁盘后再运行。")
