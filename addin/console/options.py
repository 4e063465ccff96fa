"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[Path], typer.Argument(metavar="文件…", help="工作簿、文件夹（含下级）或通配，可以多个")
]
File = Annotated[Path, typer.Argument(metavar="文件", help="单位工作簿：附件1和工作底稿")]
Workbook = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="文件", help="写到这个工作簿（或文件夹）")
]
InPlace = Annotated[bool, typer.Option("--in-place", help="写在原文件上：先备份，再原子替换")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON（身份证号不掩码）")]


def command_group() -> typer.Typer:
    """Return the typer application that a room adds its commands to."""
    # Help in boxes takes longer to load than everything else.
    return typer.Typer(add_completion=False, rich_markup_mode=None)


def either(output: Path | None, in_place: bool) -> None:
    """Raise an error where both -o and --in-place are given."""
    if output and in_place:
        raise typer.BadParameter("-o 与 --in-place 只能选一个")
