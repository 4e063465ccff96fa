"""``demo``: the main job on sample data, and where to look at what came out."""

from __future__ import annotations

from pathlib import Path

from addin.books.errors import UnusableFile
from addin.cli import rollup
from addin.cli.terminal import console, fail
from addin.commands.demo import Demo


def run(folder: Path) -> int:
    """Make the sample data, check, mark and roll up; return the exit code."""
    try:
        demo = Demo(folder)
        console.print(f"样例数据（全部虚构）：{demo.home}")
        console.print("一、校验每一张附件1", style="bold")
        for seen in demo.check():
            console.print(f"  {seen.name}　{seen.words}")
        console.print("二、汇总成附件2", style="bold")
        result = demo.roll_up()
    except UnusableFile as error:
        fail(folder, error.reason)
        return 2
    rollup.report(result)
    console.print("三、结果在这里", style="bold")
    console.print(f"  标注过的副本：{demo.marked}")
    console.print(f"  汇总结果：{result.output}（另有“未汇总文件”“重复与疑点”两张表）")
    return 0
