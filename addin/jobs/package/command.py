"""报送包: 附件1 without the ledgers, 附件2, the report, and a list that proves what they were.

Source: 连委组通〔2015〕23号 last paragraph; 规格 §5. What is handed in must say what it is: forms
with mistakes do not go out unless a person insists, and what nobody has settled yet (待核实) is
said on the list. 应交未交 and 应备未备 are facts that the notice wants reported, no mistakes in
the form; they do not hold a package up and are said as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.errors import CannotDo, LeftOut
from addin.forms import annex1, annex2, sheets
from addin.host.batch import pick_folder
from addin.host.port import Host
from addin.jobs.check.command import FACTS, check
from addin.jobs.package import encryption, manifest
from addin.jobs.package.carried import carried
from addin.jobs.package.coverage import coverage_told
from addin.jobs.package.manifest import Item
from addin.jobs.package.sheet import handover_workbook
from addin.jobs.package.stripping import alone
from addin.jobs.report import command as reporting
from addin.jobs.rollup.files import contribution_of
from addin.jobs.rollup.rules import Contribution, Doubt, DoubtKind, RolledUp, roll_up
from addin.jobs.rollup.sheet import add_coverage, annex2_alone, annex2_and_coverage
from addin.reading.opening import Workbook
from addin.reading.sources import choose, require_some
from addin.reading.submission import submission
from addin.reading.unit import UnitBook
from addin.reading.workers.local import each_file
from addin.values.masking import mask_in
from addin.writing.filenames import file_names
from addin.writing.marking import clear
from addin.writing.saving import new_folder
from addin.writing.sheets.reproducible import deterministic

FORMS, SUMMARIES = annex1.SHEET, f"下级{annex2.SHEET}"  # folders of the package
_SHOWN = 5  # mistakes told of one file


@dataclass(frozen=True)
class Prepared:
    """One source, read: what it reports, and the file as it will be handed in.

    ``mistakes`` are sentences with their cells; ``facts`` counts 应交未交 and 应备未备 by word.
    """

    path: Path
    report: Contribution
    data: bytes
    people: int | None
    mistakes: tuple[str, ...]
    facts: Counter[str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """All sources read, nothing written yet."""

    prepared: tuple[Prepared, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def rolled(self) -> RolledUp:
        """附件2 of the sources."""
        return roll_up(each.report for each in self.prepared)

    @property
    def obstacles(self) -> list[str]:
        """What a person must correct, or insist on, before the package goes out."""
        return [
            *(f"{each.source}：{each.reason}" for each in self.left_out),
            *(f"{p.path}：{_listed(p.mistakes)}" for p in self.prepared if p.mistakes),
            *(
                f"{doubt.source}：{doubt.message}"
                for doubt in self.rolled.doubts
                if doubt.kind is DoubtKind.UNBALANCED
            ),
        ]

    @property
    def coverage(self) -> list[str]:
        """How many people were judged of each category, and what was not, for the list."""
        return list(coverage_told(self.rolled.total))

    @property
    def remarks(self) -> list[str]:
        """What is not settled, and what the receiver should know, for the list."""
        rolled = self.rolled
        pending = rolled.total.counts.get("pending", 0)
        facts = sum((p.facts for p in self.prepared), Counter[str]())
        said = [f"尚待核实的问题线索 {pending} 条，未计入附件2的问题数"] if pending else []
        said += [f"{word} {count} 人" for word, count in facts.items()]
        said += [f"{p.report.unit}：{note}" for p in self.prepared for note in p.notes]
        said += [
            f"{doubt.unit}：{_kind(doubt)}，{doubt.message}"
            for doubt in rolled.doubts
            if doubt.kind is not DoubtKind.UNBALANCED  # an obstacle
        ]
        said += [f"带着错误报送：{each}" for each in self.obstacles]
        sources = [*(each.path for each in self.prepared), *(Path(e.source) for e in self.left_out)]
        return [mask_in(_without_paths(each, sources)) for each in said]


@dataclass(frozen=True)
class Packed:
    """A package on disk: its folder, its list, the code of the list."""

    folder: Path
    items: tuple[Item, ...]
    code: str
    remarks: tuple[str, ...]


def draft(sources: Iterable[Path], folder: Path) -> Draft:
    """Read the sources in worker processes; files in ``folder`` itself are no sources."""
    home = folder.resolve()
    paths = require_some([p for p in choose(sources) if home not in p.resolve().parents])
    outcomes = list(each_file(prepare, paths))
    prepared = [found for found in outcomes if isinstance(found, Prepared)]
    left_out = [found for found in outcomes if isinstance(found, LeftOut)]
    if not prepared:
        reasons = "；".join(f"{each.source}：{each.reason}" for each in left_out)
        raise CannotDo(f"没有可以报送的工作簿（{reasons}）")
    return Draft(tuple(prepared), tuple(left_out))


def prepare(path: Path) -> Prepared:
    """Read one source, check it and strip it; raises UnusableFile."""
    handed = submission(path)
    report = contribution_of(handed)
    book = handed.book
    if handed.summary:
        name = handed.summary.sheet
        data = alone(book.book.data, name)
        grid = Workbook(path, data).grid(name)
        width = max(len(annex2.LEAVES), *handed.summary.columns.values())  # ours beside it too
        notes = tuple(carried(data, name, grid, width))
        return Prepared(path, report, data, None, (), Counter(), notes)
    checked = check(book.grid)
    mistakes = tuple(
        f"{each.cell.address} {each.cell.title}：{each.message}" for each in checked.mistakes
    )
    facts = Counter(FACTS[each.code] for each in checked.findings if each.code in FACTS)
    data = alone(clear(book.book.data), book.grid.name)
    people = len({member.key for member in report.members})
    grid, width = Workbook(path, data).grid(book.grid.name), max(checked.place.columns.values())
    notes = (*_not_packed(book), *carried(data, grid.name, grid, width))
    return Prepared(path, report, data, people, mistakes, facts, notes)


def pack(
    prepared: Draft,
    folder: Path,
    *,
    today: date,
    previous: Path | None = None,
    password: str = "",
) -> Packed:
    """Write the package into ``folder``, which must be new or empty: all of it or nothing."""
    files, items = _contents(prepared, previous, password)
    hashes = {item.path: item.sha256 for item in items}
    code = manifest.code(hashes)
    remarks = tuple(prepared.remarks)
    files[sheets.SUMS_FILE] = manifest.sums(hashes).encode()
    workbook = handover_workbook(
        items, code, prepared.coverage, remarks, today, locked=bool(password)
    )
    add_coverage(workbook, prepared.rolled)
    files[sheets.PACKAGE_LIST_FILE] = deterministic(workbook)
    _write(folder, files)
    return Packed(folder, tuple(items), code, remarks)


def press_package(host: Host) -> None:
    """报送包, the button: ask for the folder of the units' workbooks, pack beside them."""
    source = pick_folder(host, "选择各单位工作簿所在的文件夹")
    folder = source.with_name(f"{source.name} {sheets.PACKAGE}")
    host.progress("正在读取、校验各单位工作簿", 0.1)
    found = draft([source], folder)
    if found.obstacles:
        listed = "\n".join(map(mask_in, found.obstacles[:_SHOWN]))
        raise CannotDo(f"有 {len(found.obstacles)} 个文件要先改好，没有打包：\n{listed}")
    former = host.pick_file("选择上一次报送的附件2，没有的按“取消”")
    host.progress("正在写报送包", 0.8)
    packed = pack(found, folder, today=date.today(), previous=former)
    host.say(f"报送包 {len(packed.items)} 个文件，校验码 {packed.code}，已存到 {folder}")


def _contents(
    prepared: Draft, previous: Path | None, password: str
) -> tuple[dict[str, bytes], list[Item]]:
    """Return the files by path, and what the list says of each."""
    rolled = prepared.rolled
    summary = annex2_alone(rolled)
    report = reporting.report(annex2_and_coverage(rolled), previous)
    once = list(_once(prepared.prepared))
    names = file_names((each.report.unit for each in once), "未填单位")
    files: dict[str, bytes] = {}
    items: list[Item] = []

    def add(path: str, what: str, unit: str, people: int | None, data: bytes) -> None:
        kept = encryption.locked(data, password) if password and path.endswith("x") else data
        files[path] = kept
        items.append(Item(path, what, unit, people, len(kept), manifest.digest(kept)))

    for each, name in zip(once, names, strict=True):
        is_form = each.people is not None
        home, what = (FORMS, annex1.SHEET) if is_form else (SUMMARIES, SUMMARIES)
        add(f"{home}/{name}.xlsx", what, each.report.unit, each.people, each.data)
    add(f"{annex2.SHEET}.xlsx", annex2.SHEET, "", rolled.total.numbers["registered"], summary)
    add(sheets.REPORT_FILE, "情况报告", "", None, report)
    return files, items


def _not_packed(book: UnitBook) -> Iterator[str]:
    """Yield what is not packed besides the ledgers and the lists of commands."""
    if book.beside:
        yield f"只打包附件1，工作表“{'”“'.join(book.beside)}”没有打包"


def _kind(doubt: Doubt) -> str:
    """What the list calls the doubt: macros and links go with all that is not the form."""
    return "没有打包" if doubt.kind is DoubtKind.CARRIED else doubt.kind.value


def _once(prepared: Sequence[Prepared]) -> Iterator[Prepared]:
    """Leave out files that are copies of another."""
    seen = set()
    for each in prepared:
        if each.report.sha256 not in seen:
            seen.add(each.report.sha256)
            yield each


def _write(folder: Path, files: dict[str, bytes]) -> None:
    with new_folder(folder) as made:
        for path, data in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _listed(sentences: Sequence[str]) -> str:
    more = f"；等 {len(sentences)} 处" if len(sentences) > _SHOWN else ""
    return "；".join(sentences[:_SHOWN]) + more


def _without_paths(sentence: str, sources: Iterable[Path]) -> str:
    """The receiver has no use for where a file lay on our disk."""
    for path in sources:
        sentence = sentence.replace(str(path), path.name)
    return sentence
