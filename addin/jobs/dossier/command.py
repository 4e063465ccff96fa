"""一人一档: write a page to print with everything about one person (规格 §5).

Source: 2004年通知 三 (登记保管), 连委组通〔2015〕23号 二 (逐人核对).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from addin.errors import CannotDo, LeftOut
from addin.forms import codes, sheets
from addin.host.batch import ask_line, deliver
from addin.host.port import Host
from addin.host.selection import selected_person
from addin.jobs.dossier.collecting import NAMES, PersonRecord, collect, life
from addin.jobs.dossier.sections import page
from addin.jobs.dossier.sheet import dossier_workbook
from addin.reading.annex1 import read_annex1
from addin.reading.workers.local import each_file
from addin.writing.filenames import file_name


def dossier_book(lives: Sequence[PersonRecord], *, masked: bool) -> bytes:
    """Return the workbook, with one sheet for each unit's workbook that has the person."""
    titles = [sheets.DOSSIER, *(f"{sheets.DOSSIER}（{n}）" for n in range(2, len(lives) + 1))]
    pages = zip(lives, titles, strict=True)
    return dossier_workbook([page(life, title, masked=masked) for life, title in pages])


def everywhere(
    paths: Sequence[Path], wanted: str, today: date
) -> Iterator[PersonRecord | LeftOut | None]:
    """Collect from each workbook in a worker process; yield the results in order of the files."""
    return each_file(partial(collect, wanted=wanted, today=today), paths)


def press_dossier(host: Host) -> None:
    """Run the button 一人一档: write the selected person's page beside the workbook."""
    folder = host.folder()
    if folder is None:
        raise CannotDo("请先保存这本工作簿，一人一档要存在同一个文件夹里")
    hidden = ask_line(host, "页面上的身份证号和证件号中间几位隐去吗？（是／否）", "是")
    is_masked = codes.YES_NO.meant(hidden) != codes.YES_NO.values[1]
    form = read_annex1(host.form())
    identity = selected_person(host, form)
    host.progress("正在整理这个人的记录", 0.2)
    found = life(form, host.sheets(NAMES), identity, "", date.today())
    if found is None:
        raise CannotDo("这一行的身份证号在附件1和各底稿中都没有，请先点中要看的那个人")
    output = folder / file_name(sheets.DOSSIER, found.dossier.name, ending=".xlsx")
    data = dossier_book([found], masked=is_masked)
    deliver(host, output, data, f"{found.dossier.name}的一人一档做好")
