"""The commands ``check`` and ``clear``, for one file or many; an unusable file is skipped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from addin.console import streams, terminal
from addin.console.options import Files, InPlace, Json, command_group, either
from addin.console.output import error_json
from addin.errors import ChujingError
from addin.jobs.check.files import check_file, clear_file
from addin.jobs.check.printing import Outcome, report_checks, report_clears
from addin.reading.sources import copies, expand
from addin.reading.workers.local import Processes

commands = command_group()


@commands.command()
def check(
    files: Files,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件夹", help="把标注过的副本写到这里")
    ] = None,
    in_place: InPlace = False,
    json: Json = False,
) -> None:
    """校验附件1：不带选项只报告，不写任何文件。"""
    either(output, in_place)
    paths = expand(files, output)
    targets = copies(paths, output) if output else {}
    task = partial(check_file, in_place=in_place)
    results = Processes().map(task, [(path, targets.get(path)) for path in paths])
    outcomes = [
        Outcome(path, None, read) if isinstance(read, ChujingError) else Outcome(path, read)
        for path, read in zip(
            paths, terminal.progress(results, len(paths), "校验", quiet=json), strict=True
        )
    ]
    if json:
        _print_objects([outcome.as_json() for outcome in outcomes])
    else:
        report_checks(outcomes)
    raise typer.Exit(exit_code(outcomes))


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """Return 2 when a file was unusable or there was none, 1 when anything was found, else 0."""
    outcomes = list(outcomes)
    if not outcomes or any(outcome.error for outcome in outcomes):
        return 2
    return int(any(outcome.checked and outcome.checked.findings for outcome in outcomes))


@commands.command()
def clear(files: Files, json: Json = False) -> None:
    """清除标记：去掉校验写入的一切，附件1恢复原样（先备份）。"""
    paths = expand(files)
    outcomes = Processes().map(clear_file, paths)
    results: list[dict[str, Any]] = [
        {"file": str(path), "cleared": False, **error_json(outcome)}
        if isinstance(outcome, ChujingError)
        else {"file": str(path), "cleared": outcome}
        for path, outcome in zip(paths, outcomes, strict=True)
    ]
    if json:
        _print_objects(results)
    else:
        report_clears(results)
    raise typer.Exit(2 if not results or any("error" in result for result in results) else 0)


def _print_objects(objects: list[dict[str, Any]]) -> None:
    streams.print_json(objects[0] if len(objects) == 1 else objects)
