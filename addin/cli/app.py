"""The commands and their options; each does its work through ``addin.jobs``.

Exit codes (规格 §6): 0 nothing found, 1 something found, 2 input unusable or left out.
Heavy rooms are imported inside the commands, so that ``chujing --help`` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from addin import __version__
from addin.cli import setup

app = typer.Typer(
    name="chujing",
    help="出国境证件：校验、核查、汇总登记备案人员因私出国（境）证件。原文件未经要求不作改动。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its help in boxes takes longer to load than everything else
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(setup.commands)

Files = Annotated[
    list[Path], typer.Argument(metavar="文件…", help="工作簿、文件夹（含下级）或通配，可以多个")
]
File = Annotated[Path, typer.Argument(metavar="文件", help="单位工作簿：附件1和工作底稿")]
Workbook = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="文件", help="写到这个工作簿（或文件夹）")
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON（身份证号不掩码）")]


def main() -> None:
    """Run the command line; every failure foreseen ends in a sentence and exit code 2."""
    from addin.console.streams import use_utf8  # noqa: PLC0415

    use_utf8()
    app()


def _room(name: str, work: str) -> ModuleType:
    """Import the module of a command, while a worker process imports what it will work with."""
    from addin.reading.workers.local import prepare  # noqa: PLC0415

    prepare(work)
    return import_module(f"addin.jobs.{name}.cli")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"chujing {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """出国境证件：校验、核查、汇总登记备案人员因私出国（境）证件。原文件未经要求不作改动。"""


@app.command()
def check(
    files: Files,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件夹", help="把标注过的副本写到这里")
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="原地标注：先备份，再原子替换")
    ] = False,
    json: Json = False,
) -> None:
    """校验附件1：不带选项只报告，不写任何文件。"""
    if output and in_place:
        raise typer.BadParameter("-o 与 --in-place 只能选一个")
    raise typer.Exit(
        _room("check", "addin.jobs.check.files").run(
            files, output=output, in_place=in_place, as_json=json
        )
    )


@app.command()
def clear(files: Files, json: Json = False) -> None:
    """清除标记：去掉校验写入的一切，附件1恢复原样（先备份）。"""
    raise typer.Exit(_room("check", "addin.jobs.check.files").run_clear(files, as_json=json))


@app.command()
def normalize(
    file: File,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="规范后的副本写到这个文件")
    ],
    json: Json = False,
) -> None:
    """一键规范：全角、空格、小写 x、间隔点、“无”的写法等改成规范写法，写成副本。"""
    raise typer.Exit(
        _room("normalize", "addin.jobs.normalize.files").run(file, output, as_json=json)
    )


@app.command()
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
    raise typer.Exit(
        _room("rollup", "addin.jobs.rollup.files").run(
            files, output, jobs=jobs, scheduler=scheduler, as_json=json
        )
    )


@app.command()
def verify(file: File, output: Workbook = None, json: Json = False) -> None:
    """核查：附件1与工作底稿对照，列出问题线索；-o 写入“问题清单”表，已填的核实结论保留。"""
    raise typer.Exit(_room("verify", "addin.jobs.verify.files").run(file, output, as_json=json))


@app.command()
def alerts(file: File, output: Workbook = None, json: Json = False) -> None:
    """预警：逾期未还、逾期未归、将到期、未交存等，按紧急程度排列；-o 写入“预警”表。"""
    raise typer.Exit(_room("alerts", "addin.jobs.alerts.files").run(file, output, as_json=json))


@app.command("police-export")
def police_export(
    file: File,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="名单写到这个文件夹")
    ],
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="文件", help="上一次的附件1：据此列出新增、变更、撤销"),
    ] = None,
    json: Json = False,
) -> None:
    """公安导出：写出送公安查询名单和登记备案批量表。"""
    raise typer.Exit(
        _room("police", "addin.jobs.police.files").run_export(file, output, previous, as_json=json)
    )


@app.command("police-import")
def police_import(
    file: File,
    results: Annotated[
        list[Path], typer.Argument(metavar="结果…", help="公安查询结果：文件、文件夹，可以多个")
    ],
    output: Workbook = None,
    json: Json = False,
) -> None:
    """公安导入：查询结果补进公安底稿表；不带 -o 只报告；不一致的列入“公安导入待核”。"""
    raise typer.Exit(
        _room("police", "addin.jobs.police.files").run_import(file, results, output, as_json=json)
    )


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="上次", help="上一次的附件1")],
    new: Annotated[Path, typer.Argument(metavar="这次", help="这一次的附件1")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="比对结果写到这个工作簿")
    ] = None,
    json: Json = False,
) -> None:
    """变更比对：两次附件1按身份证号比对，列出新增、变更、减少。"""
    raise typer.Exit(_room("diff", "addin.reading.unit").run(old, new, output, as_json=json))


@app.command()
def sample(
    files: Files,
    size: Annotated[int, typer.Option("-n", "--size", min=1, metavar="人数", help="抽多少人")],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=2**32 - 1, metavar="种子", help="同一种子抽出同样的人；不填用当天日期"
        ),
    ] = None,
    by_type: Annotated[bool, typer.Option("--by-type", help="单位之内再按人员类型分层")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="抽查表写到这个工作簿")
    ] = None,
    json: Json = False,
) -> None:
    """抽查：按单位分层随机抽人，可复现；人数够时每个单位都有。"""
    raise typer.Exit(
        _room("sample", "addin.jobs.sample.command").run(
            files, output, size=size, seed=seed, by_category=by_type, as_json=json
        )
    )


@app.command()
def report(
    file: Annotated[Path, typer.Argument(metavar="附件2.xlsx", help="汇总出来的附件2")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="情况报告.docx", help="报告写到这个文件")
    ],
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="文件", help="上次报送的附件2：列出增减")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="模板.docx", help="用本单位的模板（docs/文书模板.md）"),
    ] = None,
    json: Json = False,
) -> None:
    """情况报告：由附件2写成 Word 报告，每个数字都注明出自哪一格。"""
    raise typer.Exit(
        _room("report", "addin.jobs.report.command").run_report(
            file, previous, template, output, as_json=json
        )
    )


@app.command()
def custody(
    file: File,
    person: Annotated[str, typer.Argument(metavar="人", help="身份证号，或附件1上的姓名")],
    move: Annotated[str, typer.Argument(metavar="动作", help="交存、领用、归还、注销、挂失")],
    number: Annotated[str, typer.Argument(metavar="证件号", help="证件号码")],
    kind: Annotated[str, typer.Option("--kind", metavar="种类", help="号码看不出种类时写明")] = "",
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="公私", help="因私或因公，号码看不出时写明")
    ] = "",
    day: Annotated[str, typer.Option("--date", metavar="日期", help="默认今天")] = "",
    handler: Annotated[
        str, typer.Option("--handler", metavar="姓名", help="经办人，默认台账上最后一位")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="文字", help="备注")] = "",
    output: Workbook = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="登记在原文件上：先备份，再原子替换")
    ] = False,
    json: Json = False,
) -> None:
    """保管登记：记入保管台账，算出归还期限；领用写领用单，挂失写情况说明。不带 -o 只说能不能办。"""
    if output and in_place:
        raise typer.BadParameter("-o 与 --in-place 只能选一个")
    from addin.jobs.custody.files import Request  # noqa: PLC0415 - keeps --help quick

    request = Request(person, move, number, kind, purpose, day, handler, note)
    target = file if in_place else output
    raise typer.Exit(
        _room("custody", "addin.jobs.custody.files").run(file, request, target, as_json=json)
    )


@app.command()
def dossier(
    person: Annotated[str, typer.Argument(metavar="人", help="身份证号，或附件1上的姓名")],
    files: Files,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="一人一档.xlsx", help="结果写到这个文件")
    ],
    unmask: Annotated[
        bool, typer.Option("--unmask", help="页面上的身份证号、证件号写全，不隐去中间几位")
    ] = False,
    json: Json = False,
) -> None:
    """一人一档：一个人的证件、保管、审批、行程、报告和线索整理成一页，附时间线图。"""
    raise typer.Exit(
        _room("dossier", "addin.jobs.dossier.command").run(
            person, files, output, unmask=unmask, as_json=json
        )
    )


@app.command()
def package(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="来源…", help="各单位工作簿和下级附件2：文件、文件夹，可以多个"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件夹", help="报送包写成这个（新）文件夹"),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="文件", help="上次报送的附件2，用来比增减")
    ] = None,
    with_errors: Annotated[
        bool, typer.Option("--with-errors", help="有错误、有遗漏也打包，并在清单上写明")
    ] = False,
    password: Annotated[
        bool, typer.Option("--password", help="给工作簿设打开密码（核对时：输入密码），不回显")
    ] = False,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="文件夹", help="接收方：核对这个报送包")
    ] = None,
    json: Json = False,
) -> None:
    """报送包：剥离底稿的附件1、附件2、情况报告、清单与校验码；--verify 在接收方核对。"""
    if verify:
        raise typer.Exit(
            _room("package", "addin.jobs.package.proof").run_verify(
                verify, locked=password, as_json=json
            )
        )
    if not sources or not output:
        raise typer.BadParameter("要写来源和 -o 文件夹，如 chujing package 各单位 -o 报送包")
    raise typer.Exit(
        _room("package", "addin.jobs.package.command").run(
            sources, output, previous, insist=with_errors, locked=password, as_json=json
        )
    )


@app.command()
def remind(
    roster: Annotated[
        Path,
        typer.Argument(metavar="名单", help="应报单位名单：工作簿、.csv 或 .txt，每行一个单位"),
    ],
    files: Annotated[
        list[Path], typer.Argument(metavar="来源…", help="收到的工作簿：文件、文件夹，可以多个")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="催报.xlsx", help="结果写到这个文件")
    ] = None,
    deadline: Annotated[
        str,
        typer.Option("--deadline", metavar="日期", help="报送期限；名单上写了的以名单为准"),
    ] = "",
    json: Json = False,
) -> None:
    """催报：名单上谁报了、谁没报、谁的有错误，列表并写出可以复制的催报通知。"""
    raise typer.Exit(
        _room("remind", "addin.jobs.remind.command").run(
            roster, files, output, deadline=deadline, as_json=json
        )
    )


@app.command()
def yearly(
    files: Files,
    year: Annotated[str, typer.Option("--year", metavar="年份", help="报告哪一年，如 2025")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="年度报告.xlsx", help="结果写到这个文件")
    ],
    json: Json = False,
) -> None:
    """年度报告：上年度出国（境）人次、审批、报告和证件情况，按单位汇总，列明报送期限。"""
    raise typer.Exit(
        _room("yearly", "addin.jobs.yearly.command").run(files, output, year=year, as_json=json)
    )


@app.command()
def abroad(
    files: Files,
    quarter: Annotated[
        str, typer.Option("--quarter", metavar="季度", help="哪一个季度，如 2026Q3")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="在外人员.xlsx", help="结果写到这个文件")
    ],
    json: Json = False,
) -> None:
    """在外人员：一个季度里因私在国（境）外的人，批准返回日期过了没有，季度汇报了没有。"""
    raise typer.Exit(
        _room("abroad", "addin.jobs.abroad.command").run(
            files, output, quarter=quarter, as_json=json
        )
    )


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="样例和结果放在这里")] = Path(
        "out/演示"
    ),
) -> None:
    """演示：在虚构的样例数据上把每一项工作做一遍。"""
    from addin.demo.cli import run  # noqa: PLC0415

    raise typer.Exit(run(folder))
