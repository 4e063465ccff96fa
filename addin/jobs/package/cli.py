"""``package``: making a submission package, and proving one that has arrived."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from addin.console import terminal
from addin.console.options import Json, command_group
from addin.console.output import report
from addin.errors import FileError
from addin.jobs.package.command import Draft, Packed, draft, pack
from addin.jobs.package.proof import Proof, prove

_VARIABLE = "CHUJING_PASSWORD"  # for scripts; never an argument, which others could see


commands = command_group()


@commands.command()
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
        report(
            verify,
            lambda: prove(verify, _password(confirm=False) if password else ""),
            as_json=json,
            to_json=lambda proof: {"folder": str(verify), **_proof_json(proof)},
            show=lambda proof: _show_proof(verify, proof),
            code=lambda proof: 0 if proof.holds else 1,
        )
    if not sources or not output:
        raise typer.BadParameter("要写来源和 -o 文件夹，如 chujing package 各单位 -o 报送包")
    report(
        output,
        lambda: _made(sources, output, previous, insist=with_errors, locked=password),
        as_json=json,
        empty=("files",),
        to_json=lambda made: _json(output, made),
        show=lambda made: _show(output, made),
        code=_code,
    )


@dataclass(frozen=True)
class Made:
    """The sources as read, and the package; None where they must be corrected first."""

    draft: Draft
    packed: Packed | None


def _made(
    sources: list[Path], folder: Path, previous: Path | None, *, insist: bool, locked: bool
) -> Made:
    password = _password(confirm=True) if locked else ""
    found = draft(sources, folder)
    if found.obstacles and not insist:
        return Made(found, None)
    today = date.today()
    return Made(found, pack(found, folder, today=today, previous=previous, password=password))


def _code(made: Made) -> int:
    if made.packed is None or made.draft.left_out:
        return 2
    return int(bool(made.packed.remarks or made.draft.obstacles))


def _password(*, confirm: bool) -> str:
    return os.environ.get(_VARIABLE) or str(
        typer.prompt(
            "打开密码", hide_input=True, confirmation_prompt="再输一遍" if confirm else False
        )
    )


def _refusal(obstacles: list[str]) -> str:
    return (
        f"有 {len(obstacles)} 个文件要先改好，没有打包；确实要带着错误报送的，加 --with-errors，"
        "清单上会写明"
    )


def _json(folder: Path, made: Made) -> dict[str, Any]:
    obstacles = made.draft.obstacles
    if made.packed is None:
        refused = {"error": _refusal(obstacles), "code": FileError.REFUSED.code}
        return {"folder": str(folder), "files": [], "obstacles": obstacles, **refused}
    return {
        "folder": str(made.packed.folder),
        "code": made.packed.code,
        "files": [asdict(item) for item in made.packed.items],
        "coverage": made.draft.coverage,
        "notes": list(made.packed.remarks),
        "obstacles": obstacles,
    }


def _show(folder: Path, made: Made) -> None:
    if made.packed is None:
        for each in made.draft.obstacles:
            terminal.errors.print(Text.assemble(("要改 ", "red"), each))
        terminal.fail(folder, _refusal(made.draft.obstacles))
    else:
        _show_packed(made.packed, made.draft)


def _show_packed(packed: Packed, draft: Draft) -> None:
    for each in draft.obstacles:
        terminal.console.print(Text.assemble(("带着错误报送 ", "red"), each))
    for item in packed.items:
        people = f"　{item.people} 人" if item.people is not None else ""
        terminal.console.print(Text(f"  {item.path}{people}"))
    for line in draft.coverage:
        terminal.console.print(Text(f"  核查情况：{line}"))
    for note in packed.remarks:
        terminal.console.print(Text(f"  说明：{note}"))
    terminal.console.print(Text(f"报送包：{packed.folder}，{len(packed.items)} 个文件"))
    terminal.console.print(Text(f"校验码：{packed.code}（接收方核对时念给对方听）", "bold"))


def _proof_json(proof: Proof) -> dict[str, Any]:
    changes = proof.changes
    return {
        "code": proof.code,
        "unchanged": list(changes.unchanged),
        "changed": list(changes.changed),
        "missing": list(changes.missing),
        "added": list(changes.added),
        "renamed": [{"from": old, "to": new} for old, new in changes.renamed],
        "doubts": list(proof.doubts),
        "notes": list(proof.notes),
    }


def _show_proof(folder: Path, proof: Proof) -> None:
    changes = proof.changes
    lines = [
        *(("变了", path) for path in changes.changed),
        *(("缺少", path) for path in changes.missing),
        *(("多出", path) for path in changes.added),
        *(("改名", f"{old} → {new}") for old, new in changes.renamed),
        *(("不符", doubt) for doubt in proof.doubts),
    ]
    for word, text in lines:
        terminal.console.print(Text.assemble(("  " + word, "red"), " ", text))
    for note in proof.notes:
        terminal.console.print(Text(f"  说明：{note}"))
    verdict = "全部文件与清单一致" if proof.holds else "与清单不一致，请与报送单位核对"
    terminal.console.print(Text(f"{folder}：{len(changes.unchanged)} 个文件没有变，{verdict}"))
    terminal.console.print(Text(f"校验码：{proof.code}（请与报送单位电话核对）", "bold"))
