"""``rollup``: many files into one 附件2, with what was left out and what is doubtful."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table
from rich.text import Text

from addin.console.options import Files, Json, command_group
from addin.console.output import report, skipped_json
from addin.console.terminal import console, fail, progress
from addin.forms import annex2
from addin.jobs.rollup.command import Result, finish, gather
from addin.jobs.rollup.rules import DoubtKind, UnitRow
from addin.model import gaps
from addin.model.annex2 import PROBLEMS
from addin.reading.sources import choose, require_some
from addin.reading.workers import Workers
from addin.reading.workers.local import Processes

# What the terminal shows of the 31 columns.
_SHOWN = {"units": "单位数", "registered": "登记备案", "handled": "处理人员"}
_WARNED = {DoubtKind.REMARK: "cyan"}
_MOST = 100  # rows and doubts shown; a province's are read in the workbook


commands = command_group()


@commands.command()
def rollup(
    files: Files,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="附件2.xlsx", help="汇总结果写到这个文件")
    ],
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, metavar="数", help="同时读几个文件，默认与处理器数相同")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="地址", help="交给这个 Dask 集群（docs/规模.md）")
    ] = "",
    json: Json = False,
) -> None:
    """汇总：各单位工作簿和下级附件2，合成一本附件2；坏文件和疑点列在后面的表里。"""

    def rolled_up() -> Result:
        paths = require_some(choose(files, output))
        with _workers(jobs, scheduler) as workers:
            outcomes = gather(paths, workers)
            return finish(progress(outcomes, len(paths), "汇总", quiet=json), output)

    report(
        output,
        rolled_up,
        as_json=json,
        empty=("units", "skipped"),
        to_json=as_object,
        show=show,
        code=_code,
    )


def _code(result: Result) -> int:
    is_doubtful = any(doubt.kind.is_doubt for doubt in result.rolled.doubts)
    return 2 if result.left_out else int(is_doubtful)


def _workers(jobs: int, scheduler: str) -> AbstractContextManager[Workers]:
    if not scheduler:
        return nullcontext(Processes(jobs))
    from addin.reading.workers.dask import Cluster  # noqa: PLC0415 - Dask is an extra

    return Cluster(scheduler)


def as_object(result: Result) -> dict[str, Any]:
    """The object that 规格 §6 describes; identity numbers are not masked in it."""
    total = result.rolled.total
    return {
        "output": str(result.output) if result.output else None,
        "units": [
            {"name": row.unit, "source": "、".join(row.sources), **_values(row)}
            for row in result.rolled.rows
        ],
        "total": _titled(total),
        "skipped": skipped_json(result.left_out),
        "coverage": [asdict(each) for each in total.coverage],
        "notes": [
            f"{doubt.kind.value}：{doubt.unit}：{doubt.message}（{doubt.source}）"
            for doubt in result.rolled.doubts
        ],
    }


def show(result: Result) -> None:
    """Print the result for a person; identity numbers are masked."""
    for each in result.left_out:
        fail(each.source, each.reason)
    if result.output is None:
        console.print("没有一个文件可以汇总，没有写结果。")
        return
    table = Table("地区或单位", *_SHOWN.values(), "七类问题", Column("备注", overflow="fold"))
    rows, doubts = result.rolled.rows, result.rolled.doubts
    for row in (*rows[:_MOST], result.rolled.total):
        numbers = (str(row.numbers[key]) for key in _SHOWN)
        table.add_row(row.unit, *numbers, _found(row), row.remark)
    console.print(table, soft_wrap=False)
    for doubt in doubts[:_MOST]:
        style = _WARNED.get(doubt.kind, "yellow")
        console.print(Text.assemble((doubt.kind.value, style), f" {doubt.unit}：{doubt.message}"))
    console.print(
        f"共 {len(rows)} 行，未汇总文件 {len(result.left_out)} 个，"
        f"重复与疑点 {len(doubts)} 条。汇总结果：{result.output}"
    )
    if max(len(rows), len(doubts)) > _MOST:
        console.print(f"以上各列前 {_MOST} 行，其余见汇总结果中的各表。")


def _found(row: UnitRow) -> str:
    """The problems of a row; a zero is never said of what nobody has judged."""
    found = [row.numbers[key] for key in PROBLEMS if key in row.numbers]
    if not found:
        return "未核查"
    return f"{sum(found)}{'（未核查完）' if gaps.has_any(row.counts) else ''}"


def _values(row: UnitRow) -> dict[str, Any]:
    return {"values": _titled(row), "unjudged": row.unjudged, "remarks": row.remark}


def _titled(row: UnitRow) -> dict[str, int | None]:
    return {annex2.BY_KEY[key].title: row.numbers.get(key) for key in annex2.NUMBERS}
