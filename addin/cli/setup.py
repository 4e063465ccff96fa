"""The commands ``build``, ``install``, ``uninstall``, ``doctor`` and ``bundle``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from addin.console import streams
from addin.errors import ChujingError

commands = typer.Typer()

T = TypeVar("T")

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@commands.command()
def build(
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="文件夹", help="写到这个文件夹，默认当前文件夹"),
    ] = Path(),
    json: Json = False,
) -> None:
    """生成官方模板、宏源码、样例、带功能区的工作簿和加载项（templates、vba、examples、dist）。"""
    from addin.build.make import build as make  # noqa: PLC0415

    _do(lambda: [f"已生成 {path}" for path in make(output)], as_json=json)


@commands.command()
def install(json: Json = False) -> None:
    """安装加载项（只为当前用户，不用管理员）：Windows 装进 Excel，其他系统装进 LibreOffice。"""
    from addin.install import machine  # noqa: PLC0415

    _do(machine.install, as_json=json)


@commands.command()
def uninstall(json: Json = False) -> None:
    """卸载加载项，恢复安装以前的样子。"""
    from addin.install import machine  # noqa: PLC0415

    _do(machine.uninstall, as_json=json)


@commands.command()
def doctor(json: Json = False) -> None:
    """检查加载项为什么不能用，逐条说明怎么办。"""
    from addin.install import machine  # noqa: PLC0415

    found = _foreseen(machine.obstacles)
    if json:
        streams.print_json({"obstacles": [{"what": o.what, "remedy": o.remedy} for o in found]})
    for number, obstacle in enumerate([] if json else found, 1):
        typer.echo(f"{number}. {obstacle.what}\n   办法：{obstacle.remedy}")
    if not (json or found):
        typer.echo("没有发现妨碍加载项工作的问题。")
    raise typer.Exit(int(bool(found)))


@commands.command()
def bundle(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="放到这个文件夹")
    ],
    python: Annotated[
        str, typer.Option(metavar="版本", help="那台 Windows 电脑上的 Python 版本")
    ] = f"{sys.version_info.major}.{sys.version_info.minor}",
    json: Json = False,
) -> None:
    """收集在没有网络的 Windows 电脑上安装所需的全部文件。"""
    from addin.install.bundle import bundle as gather  # noqa: PLC0415

    _do(lambda: [f"已放入 {path}" for path in gather(output, python)], as_json=json)


def _do(work: Callable[[], Sequence[str]], *, as_json: bool) -> None:
    steps = _foreseen(work)
    if as_json:
        streams.print_json({"steps": steps})
    else:
        typer.echo("\n".join(steps))


def _foreseen(work: Callable[[], T]) -> T:
    """Return the result of the work; on an error print its sentence and exit with code 2."""
    from addin.errors import because  # noqa: PLC0415

    try:
        return work()
    except ChujingError as error:
        reason = error.reason
    except OSError as error:
        reason = f"“{error.filename}”写不进去（{because(error)}），请另选一处"
    typer.echo(f"没有完成：{reason}", err=True)
    raise typer.Exit(2)
