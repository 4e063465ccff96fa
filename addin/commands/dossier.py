"""一人一档: everything a workbook says of one person on a page to print (规格 §5).

Source: 2004年通知 三 (登记保管), 连委组通〔2015〕23号 二 (逐人核对).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from addin.books.annex1 import read_annex1
from addin.books.drawing.dossier_page import dossier_workbook
from addin.books.errors import LeftOut, UnusableFile
from addin.books.grid import Grid
from addin.books.ledgers import SHEETS, read_ledgers
from addin.books.save import save
from addin.books.unit import UnitBook
from addin.commands.dossier_sections import page
from addin.commands.selected import named, selected_person
from addin.commands.verify import judged
from addin.forms import codes
from addin.forms.problems import PROBLEM_LIST
from addin.rules.alerts import Alert, alerts
from addin.rules.archive import gather, key_of
from addin.rules.catalogue import Finding
from addin.rules.check import check
from addin.rules.chronicle import Event, events
from addin.rules.dossiers import Dossier
from addin.rules.records import Form, Row
from addin.rules.verify import Problem
from addin.workers.local import Processes

if TYPE_CHECKING:
    from addin.hosts.port import Host

NAMES = (*SHEETS, PROBLEM_LIST.name)  # the sheets a dossier is made of, beside 附件1


@dataclass(frozen=True)
class Life:
    """What one workbook says of one person.

    ``kept`` are lines of 问题清单 that people wrote themselves or concluded on; ``notes`` say
    what was not judged.
    """

    unit: str
    source: str
    dossier: Dossier
    problems: tuple[Problem, ...]
    kept: tuple[Row, ...]
    alerts: tuple[Alert, ...]
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    notes: tuple[str, ...]


def life(
    form: Form, grids: Mapping[str, Grid], identity: str, source: str, today: date
) -> Life | None:
    """Return what a workbook says of a person; None where it does not know them.

    ``grids`` are the sheets of ``NAMES`` that are there; ``identity`` is what people are matched
    by.
    """
    ledgers = read_ledgers(grids)
    settings, _ = ledgers.settings(today)
    listed = gather(form, ledgers.rows, settings).dossiers
    # Whoever has left the list may stand in the ledgers still.
    dossier = listed.get(identity) or gather(None, ledgers.rows, settings).dossiers.get(identity)
    if dossier is None:
        return None
    found = judged(form, ledgers, grids.get(PROBLEM_LIST.name), today)
    watched = alerts(form, ledgers.rows, settings)
    own = {(row.layout.sheet, row.number) for person in dossier.people for row in person.rows}
    unlisted = () if identity in listed else ("此人不在附件1和应备人员名册中，没有核查。",)
    return Life(
        form.unit,
        source,
        dossier,
        tuple(p for p in found.report.problems if _is_of(p, dossier)),
        tuple(row for row in found.kept if key_of(row["id_number"]) == identity),
        tuple(alert for alert in watched.alerts if _is_of(alert, dossier)),
        tuple(f for f in check(form) if (f.cell.sheet, f.cell.row) in own),
        tuple(events(dossier, ledgers.rows)),
        (*unlisted, *dict.fromkeys((*found.report.not_judged, *watched.not_judged))),
    )


def life_in(path: Path, wanted: str, today: date) -> Life | None:
    """Return what the workbook file says of the person of that number or name; None if nothing.

    Raises UnusableFile for a file that cannot be used, and a name that several people have.
    """
    book = UnitBook(path)
    identity = named(book.form, wanted)
    return life(book.form, book.grids(NAMES), identity, str(path), today) if identity else None


def dossier_book(lives: Sequence[Life], *, masked: bool) -> bytes:
    """Return the workbook, a sheet for each unit whose workbook knows the person."""
    titles = ["一人一档", *(f"一人一档（{n}）" for n in range(2, len(lives) + 1))]
    pages = zip(lives, titles, strict=True)
    return dossier_workbook([page(life, title, masked=masked) for life, title in pages])


def everywhere(paths: Sequence[Path], wanted: str, today: date) -> Iterator[Life | LeftOut | None]:
    """Ask each workbook in a worker process, in order of the files."""
    answers = Processes().map(partial(life_in, wanted=wanted, today=today), paths)
    for path, answer in zip(paths, answers, strict=True):
        if isinstance(answer, UnusableFile):
            yield LeftOut(str(path), answer.reason, answer.trouble)
        else:
            yield answer


def press_dossier(host: Host) -> None:
    """一人一档, the button: the person of the selected row, on a page beside the workbook."""
    folder = host.folder()
    if folder is None:
        raise UnusableFile("请先保存这本工作簿，一人一档要存在同一个文件夹里")
    answer = host.ask("页面上的身份证号和证件号中间几位隐去吗？（是／否）", "是")
    if answer is None:
        host.say("没有做一人一档")
        return
    is_masked = codes.YES_NO.meant(answer) != codes.YES_NO.values[1]
    form = read_annex1(host.form())
    identity = selected_person(host, form)
    host.progress("正在整理这个人的记录", 0.2)
    found = life(form, host.sheets(NAMES), identity, "", date.today())
    if found is None:
        raise UnusableFile("这一行的身份证号在附件1和各底稿中都没有，请先点中要看的那个人")
    output = folder / f"一人一档_{found.dossier.name}.xlsx"
    save(output, dossier_book([found], masked=is_masked), backup=True)
    host.open(output)
    host.say(f"{found.dossier.name}的一人一档已存为 {output}")


def _is_of(found: Problem | Alert, dossier: Dossier) -> bool:
    return (found.id_number or f"?{found.person}") == dossier.identity
