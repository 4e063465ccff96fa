"""The commands ``build``, ``install``, ``uninstall``, ``doctor`` and ``bundle``."""

from __future__ import annotations

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

    found = _foreseen(machine.diagnose)
    obstacles, answered = found.obstacles, found.answered
    if json:
        streams.print_json(
            {
                "obstacles": [{"what": o.what, "remedy": o.remedy} for o in obstacles],
                "server": answered and {"answer": answered.text, "seconds": answered.seconds},
            }
        )
        raise typer.Exit(int(bool(obstacles)))
    if answered:
        typer.echo(f"公式{answered.sentence}")
    for number, obstacle in enumerate(obstacles, 1):
        typer.echo(f"{number}. {obstacle.what}\n   办法：{obstacle.remedy}")
    if not obstacles:
        typer.echo("没有发现妨碍加载项工作的问题。")
    raise typer.Exit(int(bool(obstacles)))


@commands.command()
def bundle(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="放到这个文件夹")
    ],
    python: Annotated[
        Path | None,
        typer.Option(
            metavar="文件夹|ZIP",
            help="装进去的 Windows 版 Python：安装好的文件夹、嵌入包或 NuGet 包；"
            "在 Windows 上默认为正在运行的这一份",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """做成 Windows 的安装程序和同样内容的文件夹：双击即装，不用管理员、网络和 Python。"""
    from addin.install.bundle import bundle as make  # noqa: PLC0415

    _do(lambda: make(output, python), as_json=json)


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
