"""公安导出: write 送公安查询名单 and 登记备案批量表 as two files (规格 §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.errors import CannotDo
from addin.forms.ledgers import PARAMETERS
from addin.host.batch import pick_folder
from addin.host.port import Host
from addin.jobs.police.lists import Sending, query_list, registration_batch
from addin.model.archive import person_key
from addin.model.rows import Form
from addin.reading.annex1 import read_annex1
from addin.reading.ledgers import read_ledgers
from addin.reading.unit import form_of
from addin.reading.workers.local import isolated
from addin.writing.saving import save
from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import new_workbook
from addin.writing.sheets.tables import add_table_sheet


@dataclass(frozen=True)
class Exported:
    """The lists for the police, and the files written."""

    form: Form
    query: Sending
    batch: Sending
    files: tuple[Path, ...]
    notes: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """Return how many people cannot be looked up."""
        return len({person_key(person) for person in self.form.people}) - len(self.query.rows)

    @property
    def summary(self) -> str:
        """Return one sentence for the status bar or the terminal."""
        left_out = f"（{self.left_out} 人未列入）" if self.left_out else ""
        return f"查询名单 {len(self.query.rows)} 人{left_out}，备案批量表 {len(self.batch.rows)} 人"


def export(host: Host, folder: Path, previous: Form | None, today: date) -> Exported:
    """Write the two lists into ``folder``; a list without lines is not written.

    With the previous 附件1, 登记备案批量表 lists 新增, 变更 and 撤销 since then. An existing
    list with other contents, perhaps completed by hand, is backed up.
    """
    host.progress("正在读取附件1", 0)
    form = read_annex1(host.form())
    settings, notes = read_ledgers(host.sheets([PARAMETERS.name])).settings(today)
    query, batch = query_list(form, settings), registration_batch(form, previous)
    host.progress("正在写名单", 0.5)
    files = tuple(_write(folder, each) for each in (query, batch) if each.rows)
    return Exported(form, query, batch, files, notes + query.notes + batch.notes)


def press_export(host: Host) -> None:
    """Run the button 公安导出: ask for a folder and the previous form, write the lists."""
    folder = pick_folder(host, "选择送公安名单放在哪个文件夹")
    former = host.pick_file("选择上一次的附件1，据此列出变更、撤销；没有的按“取消”")
    previous = isolated(form_of, former) if former else None
    exported = export(host, folder, previous, date.today())
    against = f"与 {former.name} 比对" if former else "没有比对上一次的附件1"
    notes = "".join(f"（{note}）" for note in exported.notes)
    host.say(f"公安导出完成：{exported.summary}（{against}），已存到 {folder}{notes}")


def _write(folder: Path, sending: Sending) -> Path:
    target = folder / f"{sending.table.name}.xlsx"
    data = _workbook(sending)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unchanged = target.exists() and target.read_bytes() == data
    except OSError as error:
        raise CannotDo(f"不能写入文件夹“{folder}”，请用 -o 另选一处") from error
    if not unchanged:
        save(target, data)
    return target


def _workbook(sending: Sending) -> bytes:
    workbook = new_workbook(sending.table.name)
    add_table_sheet(workbook, sending.table, sending.rows)
    return deterministic(workbook)
