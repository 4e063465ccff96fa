"""``demo``: every job on sample data, and where to look at what came out."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from addin.console.terminal import console, fail
from addin.demo.checking import FILED, Demo
from addin.demo.filing import Filing, Step
from addin.errors import ChujingError
from addin.jobs.rollup import cli as rollup
from addin.samples import city
from addin.values.identity import mask_in


def run(folder: Path) -> int:
    """Make the sample data and do every job on it once; return the exit code."""
    try:
        demo = Demo(folder)
        console.print(f"样例数据（全部虚构）：{demo.home}")
        console.print("一、校验每一张附件1", style="bold")
        for seen in demo.check():
            console.print(f"  {seen.name}　{seen.words}")
        console.print(f"二、核查（{city.CASES}，每类一例和差一点而不算的一例）", style="bold")
        for lead in demo.verify():
            console.print(Text.assemble((f"  {lead.category}", "red")))
            console.print(Text(f"    找到　{mask_in(lead.found)}"))
            console.print(Text(f"    不算　{lead.passed}"))
        console.print(f"三、公安查询结果导入（{city.ASKED}）", style="bold")
        console.print(f"  {demo.import_answers()}")
        console.print("四、第一次报来的，汇总成附件2", style="bold")
        result = demo.roll_up()
        rollup.report(result)
        console.print("五、登记保管、催报、报告、报送", style="bold")
        filing = Filing(folder, folder / FILED)
        for step in filing.steps():
            console.print(_line(step))
    except ChujingError as error:
        fail(folder, error.reason)
        return 2
    console.print("六、结果在这里", style="bold")
    console.print(f"  标注过的副本：{demo.marked}")
    console.print(f"  汇总结果：{result.output}（另有“未汇总文件”“重复与疑点”两张表）")
    console.print(f"  其余各项：{filing.output}")
    return 0


def _line(step: Step) -> Text:
    made = f" → {'、'.join(step.made)}" if step.made else ""
    return Text.assemble(
        (f"  {step.title}", "green"), f"　{mask_in(step.found)}{made}", (f"（{step.why}）", "dim")
    )
