"""``sample``: whom to look at, drawn from many units."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer
from rich.table import Table

from addin.books.errors import UnusableFile
from addin.books.save import save
from addin.books.sources import expand
from addin.cli import streams, terminal
from addin.cli.writing import output_json
from addin.commands.sample import candidates_of, inspection_sheet
from addin.rules.identity import mask
from addin.rules.sampling import Candidate, draw
from addin.workers.local import Processes


def run(
    sources: Iterable[Path],
    output: Path | None,
    *,
    size: int,
    seed: int,
    by_category: bool,
    as_json: bool,
) -> int:
    """Draw the sample, write 抽查表 where asked, report; return the exit code."""
    paths = expand(sources)
    read = list(zip(paths, Processes().map(candidates_of, paths), strict=True))
    skipped = [(path, found.reason) for path, found in read if isinstance(found, UnusableFile)]
    people = [p for _, found in read if not isinstance(found, UnusableFile) for p in found]
    if not people:
        skipped = skipped or [(Path("指定的位置"), "没有找到填了人员的附件1，请核对文件夹")]
    try:
        drawn = draw(people, size, seed, by_category=by_category) if people else []
    except ImportError:
        terminal.fail("抽查", "这台电脑没有装 pandas，请运行 python -m pip install chujing[office]")
        return 2
    written = _write(drawn, output) if output and drawn else []
    if as_json:
        listed = [{"source": str(path), "reason": reason} for path, reason in skipped]
        result = {"seed": seed, "people": [_as_object(p) for p in drawn], "skipped": listed}
        streams.print_json(result | output_json(written))
    else:
        _report(drawn, len(people), skipped)
        for path in written:
            typer.echo(f"抽查表：{path}")
    return 2 if skipped else 0


def _write(drawn: list[Candidate], output: Path) -> list[Path]:
    save(output, inspection_sheet(drawn), backup=output.exists())
    return [output]


def _as_object(person: Candidate) -> dict[str, str]:
    return {
        "unit": person.unit,
        "person": person.name,
        "id_number": person.id_number,
        "category": person.category,
        "source": person.place,
    }


def _report(drawn: list[Candidate], total: int, skipped: list[tuple[Path, str]]) -> None:
    for path, reason in skipped:
        terminal.fail(path, reason)
    table = Table("单位", "姓名", "身份证号", "人员类型")
    for person in drawn:
        table.add_row(person.unit, person.name, mask(person.id_number), person.category)
    terminal.console.print(table)
    terminal.console.print(f"{total} 人中抽取 {len(drawn)} 人。")
