"""``package``: making a submission package, and proving one that has arrived."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from addin.console import streams, terminal
from addin.console.output import unusable
from addin.errors import ChujingError
from addin.jobs.package.command import Packed, draft, pack
from addin.jobs.package.proof import Proof, prove
from addin.values.identity import mask_in

_VARIABLE = "CHUJING_PASSWORD"  # for scripts; never an argument, which others could see


def run(
    sources: Iterable[Path],
    folder: Path,
    previous: Path | None,
    *,
    insist: bool,
    locked: bool,
    as_json: bool,
) -> int:
    """Make the package; return the exit code: 2 where it was not made, or lacks a source."""
    try:
        password = _password(confirm=True) if locked else ""
        found = draft(sources, folder)
        obstacles = found.obstacles
        if obstacles and not insist:
            return _refuse(folder, obstacles, as_json=as_json)
        packed = pack(found, folder, today=date.today(), previous=previous, password=password)
    except ChujingError as error:
        return unusable(folder, error, "files", as_json=as_json)
    if as_json:
        streams.print_json({**_as_object(packed), "obstacles": obstacles})
    else:
        _report(packed, obstacles)
    return 2 if found.left_out else int(bool(packed.remarks or obstacles))


def run_verify(folder: Path, *, locked: bool, as_json: bool) -> int:
    """Prove a package; return the exit code: 1 where anything has changed."""
    try:
        proof = prove(folder, _password(confirm=False) if locked else "")
    except ChujingError as error:
        return unusable(folder, error, as_json=as_json)
    if as_json:
        changes = proof.changes
        streams.print_json({
            "folder": str(folder),
            "code": proof.code,
            "unchanged": list(changes.unchanged),
            "changed": list(changes.changed),
            "missing": list(changes.missing),
            "added": list(changes.added),
            "renamed": [{"from": old, "to": new} for old, new in changes.renamed],
            "doubts": list(proof.doubts),
            "notes": list(proof.notes),
        })  # fmt: skip
    else:
        _report_proof(folder, proof)
    return 0 if proof.holds else 1


def _password(*, confirm: bool) -> str:
    return os.environ.get(_VARIABLE) or str(
        typer.prompt(
            "打开密码", hide_input=True, confirmation_prompt="再输一遍" if confirm else False
        )
    )


def _refuse(folder: Path, obstacles: list[str], *, as_json: bool) -> int:
    reason = (
        f"有 {len(obstacles)} 个文件要先改好，没有打包；确实要带着错误报送的，加 --with-errors，"
        "清单上会写明"
    )
    if as_json:
        streams.print_json({"folder": str(folder), "files": [], "obstacles": obstacles,
                            "error": reason, "code": "refused"})  # fmt: skip
    else:
        for each in obstacles:
            terminal.errors.print(Text.assemble(("要改 ", "red"), mask_in(each)))
        terminal.fail(folder, reason)
    return 2


def _as_object(packed: Packed) -> dict[str, Any]:
    return {
        "folder": str(packed.folder),
        "code": packed.code,
        "files": [
            {"path": each.path, "what": each.what, "unit": each.unit, "people": each.people,
             "size": each.size, "sha256": each.sha256}
            for each in packed.items
        ],
        "notes": list(packed.remarks),
    }  # fmt: skip


def _report(packed: Packed, obstacles: list[str]) -> None:
    for each in obstacles:
        terminal.console.print(Text.assemble(("带着错误报送 ", "red"), mask_in(each)))
    for item in packed.items:
        people = f"　{item.people} 人" if item.people is not None else ""
        terminal.console.print(Text(f"  {item.path}{people}"))
    for note in packed.remarks:
        terminal.console.print(Text(f"  说明：{mask_in(note)}"))
    terminal.console.print(Text(f"报送包：{packed.folder}，{len(packed.items)} 个文件"))
    terminal.console.print(Text(f"校验码：{packed.code}（接收方核对时念给对方听）", "bold"))


def _report_proof(folder: Path, proof: Proof) -> None:
    changes = proof.changes
    lines = [
        *(("变了", path) for path in changes.changed),
        *(("缺少", path) for path in changes.missing),
        *(("多出", path) for path in changes.added),
        *(("改名", f"{old} → {new}") for old, new in changes.renamed),
        *(("不符", doubt) for doubt in proof.doubts),
    ]
    for word, text in lines:
        terminal.console.print(Text.assemble(("  " + word, "red"), " ", mask_in(text)))
    for note in proof.notes:
        terminal.console.print(Text(f"  说明：{mask_in(note)}"))
    verdict = "全部文件与清单一致" if proof.holds else "与清单不一致，请与报送单位核对"
    terminal.console.print(Text(f"{folder}：{len(changes.unchanged)} 个文件没有变，{verdict}"))
    terminal.console.print(Text(f"校验码：{proof.code}（请与报送单位电话核对）", "bold"))
