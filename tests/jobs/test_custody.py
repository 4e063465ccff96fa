"""保管登记: possible moves go into the ledger with their deadline, impossible ones do not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.errors import CannotDo
from addin.forms import codes
from addin.forms.ledgers import APPROVALS, CUSTODY_LOG
from addin.host.file import FileHost
from addin.host.testing import CountingHost
from addin.jobs.custody import rules as registering
from addin.jobs.custody.command import SHEET, CustodySession
from addin.jobs.custody.rules import MoveRequest, Owners
from addin.jobs.custody.tables import CUSTODY_ENTRY
from addin.model.archive import gather
from addin.model.custody import AllowedPeriod, Location
from addin.model.dossier import Dossier
from addin.model.examples import HEADER, made_up_id
from addin.reading.unit import UnitBook
from addin.ribbon import press
from addin.values.dates import spoken
from addin.writing.sheets.annex1 import annex1_workbook
from support import scenarios, workbooks
from support.command_line import chujing

TODAY = date.today()
DEPOSIT, LEND, RETURN, CANCEL, LOSE = codes.MOVE.values
COLUMNS = CUSTODY_ENTRY.keys()

# The possible moves of a document: from where, by which move, to where.
MOVES = {
    None: {DEPOSIT: Location.KEPT, CANCEL: Location.GONE, LOSE: Location.GONE},
    Location.KEPT: {LEND: Location.LENT, CANCEL: Location.GONE, LOSE: Location.GONE},
    Location.LENT: {RETURN: Location.KEPT, CANCEL: Location.GONE, LOSE: Location.GONE},
    Location.GONE: {},
}


def desk(
    moves: Sequence[dict[str, Any]], approvals: Sequence[dict[str, Any]] = (), **more: Any
) -> tuple[Dossier, Owners]:
    """One person with these moves, beside a faultless one; whose each document is."""
    lives = [
        scenarios.life("", custody=moves, approvals=approvals, **more),
        scenarios.life("other"),
    ]
    book = scenarios.workbook(lives)
    dossiers = gather(book.form, book.sheets, scenarios.SETTINGS).dossiers.values()
    return next(iter(dossiers)), registering.owners(dossiers)


@given(st.lists(st.tuples(st.sampled_from(codes.MOVE.values), st.integers(0, 3)), max_size=9))
def test_accepted_moves_always_leave_a_ledger_that_agrees(steps: list[tuple[str, int]]) -> None:
    day, state = date(2014, 3, 5), None
    ledger: list[dict[str, Any]] = []
    lost = False
    for move, later in steps:
        day += timedelta(later)
        dossier, holders = desk(ledger)
        number = str(dossier.people[0].text("documents"))
        wish = MoveRequest(number, "护照", False, move, day)
        refused = registering.refusal(dossier, wish, holders, scenarios.AS_OF)
        possible = move in MOVES[state] or (lost and move == CANCEL)
        assert bool(refused) != possible, (state, move, refused)
        if possible:
            lost = move == LOSE
            state = MOVES[state].get(move, Location.GONE)
            ledger.append(scenarios.moved(move, day.isoformat()))
            found = desk(ledger)[0].whereabouts(number, day)
            assert found is not None
            assert found.place is state


@pytest.mark.parametrize(("day", "words"), [("2014-03-01", "早于"), ("2015-07-01", "还没有到")])
def test_a_day_out_of_order_is_refused(day: str, words: str) -> None:
    dossier, holders = desk([scenarios.moved(DEPOSIT, "2014-03-05")])
    number = str(dossier.people[0].text("documents"))
    wish = MoveRequest(number, "护照", False, LEND, date.fromisoformat(day))
    assert words in registering.refusal(dossier, wish, holders, scenarios.AS_OF)


def refused(number: str = "", move: str = DEPOSIT, **changes: Any) -> str:
    """What is said of a move of the person's own passport, or of another number."""
    wanted = {"kind": "", "is_official": False, "day": scenarios.AS_OF} | changes
    lives = wanted.pop("lives", {"moves": []})
    dossier, holders = desk(**lives)
    number = number or str(dossier.people[0].text("documents"))
    kind = registering.kind_of(wanted["kind"], number)
    wish = MoveRequest(number, kind, wanted["is_official"], move, wanted["day"])
    return registering.refusal(dossier, wish, holders, scenarios.AS_OF)


@pytest.mark.parametrize(
    ("number", "changes", "words"),
    [
        ("E23456789", {}, ""),
        ("C23456789", {}, ""),
        ("SE1234567", {"is_official": True}, ""),
        ("X1", {"kind": codes.OFFICIAL_HK_MACAO, "is_official": True}, ""),
        ("E2345678", {}, "不是已知的任何一种证件号"),
        ("E2345678O", {}, "像是护照E23456780"),
        ("E23456789", {"kind": "往来港澳通行证"}, "是护照的号型"),
        ("E23456789", {"is_official": True}, "公私"),
        ("12345678", {}, "不属于登记保管的证件"),
    ],
)
def test_only_numbers_of_known_kinds_are_taken_in(
    number: str, changes: dict[str, Any], words: str
) -> None:
    said = refused(number, **changes)
    assert words in said if words else not said


def test_numbers_in_the_ledgers_are_accepted_as_they_are() -> None:
    """A number of an unknown series that is in 保管台账 and in the police data."""
    odd = "Z9"
    assert refused(odd)
    kept = {"moves": [scenarios.moved(DEPOSIT, "2014-03-05", number=odd)]}
    assert not refused(odd, LEND, lives=kept)
    assert not refused(odd, lives={"moves": [], "documents": [scenarios.passport(odd)]})


def test_a_number_of_somebody_else_is_refused() -> None:
    other = str(scenarios.workbook([scenarios.life("a"), scenarios.life("b")]).form.people[1].text(
        "documents"))  # fmt: skip
    assert "别人名下" in refused(other)
    declared = {"moves": [], "person": {"documents": other}}
    assert "公安证件查询!3" in refused(other, lives=declared)
    kept = {"moves": [scenarios.moved(DEPOSIT, "2014-03-05", number=other)]}
    assert not refused(other, LEND, lives=kept)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expires": "2015-06-30"}, ""),
        ({"expires": "2015-06-29"}, "已于2015年6月29日到期，不能领用"),
        ({"state": "注销"}, "为“注销”（公安证件查询!2），不能领用"),
    ],
)
def test_an_expired_or_cancelled_document_is_not_lent(changes: dict[str, str], words: str) -> None:
    kept = {"moves": [scenarios.moved(DEPOSIT, "2014-03-05")],
            "documents": [scenarios.passport(**changes)]}  # fmt: skip
    said = refused(move=LEND, lives=kept)
    assert words in said if words else not said
    assert not refused(move=CANCEL, lives=kept)


def test_what_is_in_custody_is_not_handed_in_again() -> None:
    kept = {"moves": [scenarios.moved(DEPOSIT, "2014-03-05")]}
    assert "已经在管" in refused(move=DEPOSIT, lives=kept)


def lent(official: bool, day: str = "2014-05-25", **changes: Any) -> AllowedPeriod | None:
    dossier, _ = desk(
        [scenarios.moved(DEPOSIT, "2014-03-05")],
        [scenarios.approved("2014-06-01", "2014-06-10", **changes)],
    )
    wish = MoveRequest("E1", "护照", official, LEND, date.fromisoformat(day))
    return registering.journey(dossier, wish)


def test_the_deadline_is_ten_days_after_the_approved_return_fifteen_for_official_ones() -> None:
    for official, last in ((False, date(2014, 6, 20)), (True, date(2014, 6, 25))):
        leave = lent(official)
        assert leave is not None
        assert leave.last == last


def test_without_an_approval_in_time_there_is_no_deadline() -> None:
    for changes in ({"day": "2014-06-11"}, {"date": "2014-05-26"}, {"kind": "往来港澳通行证"}):
        leave = lent(official=False, **changes)
        wish = MoveRequest("E1", "护照", is_official=False, move=LEND, day=TODAY)
        assert "算不出归还期限" in registering.remark(wish, leave)


# the button


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Two people; the first has a passport in custody and an approved journey next month."""
    people = workbooks.people(2)
    about = {"name": f"{people[0]['surname']}{people[0]['given_name']}",
             "id_number": people[0]["id_number"]}  # fmt: skip
    leave, back = TODAY + timedelta(30), TODAY + timedelta(40)
    book = annex1_workbook(people, HEADER)
    lines = (
        (CUSTODY_LOG, {**scenarios.moved(DEPOSIT, "2014-03-05"), "handler": "虚一",
                       "number": people[0]["documents"]}),
        (APPROVALS, scenarios.approved(leave.isoformat(), back.isoformat(), date="2014-01-01")),
    )  # fmt: skip
    for table, line in lines:
        for column, key in enumerate(table.keys(), 1):
            book[table.name].cell(2, column, {**about, **line}.get(key))
    return workbooks.saved(book, tmp_path / "单位.xlsx")


def offered(path: Path, row: int = 6, sheet: str = "附件1") -> CountingHost:
    host = CountingHost(FileHost(path, (sheet, row)))
    press("custody", host)
    assert not host.alerts, host.alerts
    return host


def entry(host: Any, row: int = 1) -> dict[str, str]:
    grid = host.sheet(SHEET)
    return {key: grid.text(row, at) for at, key in enumerate(COLUMNS)}


def fill(host: CountingHost, path: Path, **values: str) -> CountingHost:
    """Type into the first line, save, and press again with the sheet in front."""
    cells = {(2, COLUMNS.index(key) + 1): value for key, value in values.items()}
    host.host.put(SHEET, cells)
    host.host.save(path)
    again = CountingHost(FileHost(path, (SHEET, 2)))
    press("custody", again)
    again.host.save(path)
    return again


def ledger(path: Path) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path)["保管台账"].values if any(row)]


def test_the_sheet_shows_the_persons_documents_and_what_can_be_done(unit: Path) -> None:
    host = offered(unit)
    first = entry(host)
    assert first["name"] == UnitBook(unit).form.people[0].name
    assert first["place"].startswith("在管")
    assert first["possible"] == f"{LEND}、{CANCEL}、{LOSE}"
    assert first["handler"] == "虚一"
    assert first["date"] == TODAY.isoformat()
    assert not first["move"]
    assert entry(host, 2)["number"] == ""
    assert host.shown == SHEET


def test_any_row_with_an_identity_number_will_do(unit: Path) -> None:
    assert entry(offered(unit, 2, "保管台账"))["name"] == entry(offered(unit))["name"]
    host = CountingHost(FileHost(unit, ("附件1", 3)))
    press("custody", host)
    assert "请先点中" in host.alerts[0]


def test_a_person_removed_from_the_list_can_still_get_the_passport_back(unit: Path) -> None:
    book = openpyxl.load_workbook(unit)
    gone = {"name": "虚旧人", "id_number": made_up_id(77), "number": "E77777777"}
    line = scenarios.moved(DEPOSIT, "2014-03-05") | gone
    for column, key in enumerate(CUSTODY_LOG.keys(), 1):
        book["保管台账"].cell(3, column, line.get(key))
    book.save(unit)
    first = entry(offered(unit, 3, "保管台账"))
    assert (first["name"], first["number"]) == ("虚旧人", "E77777777")
    assert first["possible"] == f"{LEND}、{CANCEL}、{LOSE}"


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_nothing_else_of_the_workbook_changes(unit: Path, tmp_path: Path) -> None:
    """Only the ledger's part is written anew, and in it only what stands below."""
    number, name = str(ledger(unit)[-1][4]), str(ledger(unit)[-1][1])
    out = tmp_path / "登记后.xlsx"
    assert chujing("custody", unit, name, LEND, number, "-o", out).returncode == 0
    before, after = parts(unit), parts(out)
    [changed] = [part for part in before if before[part] != after.get(part)]
    assert before.keys() == after.keys()
    rows = re.compile(rb"<row .*?</row>", re.DOTALL)
    old, new = rows.findall(before[changed]), rows.findall(after[changed])
    assert new[: len(old)] == old
    assert len(new) == len(old) + 1


def test_the_button_leaves_every_other_sheet_as_it_was(unit: Path) -> None:
    before = parts(unit)
    fill(offered(unit), unit, move=LEND)
    after = parts(unit)
    changed = [p for p in before if before[p] != after.get(p) and p.startswith("xl/worksheets/")]
    assert len(changed) == 1, "the ledger"


def test_without_its_slip_a_loan_is_not_registered(unit: Path) -> None:
    host = offered(unit)
    name, number = entry(host)["name"], entry(host)["number"]
    before = ledger(unit)
    (unit.parent / f"~$领用单_{name}_{number}_{TODAY:%Y%m%d}.xlsx").touch()

    host = fill(host, unit, move=LEND)

    assert "领用单" in host.alerts[0]
    assert ledger(unit) == before
    assert entry(host)["move"] == LEND  # to be pressed again


def test_without_its_loan_a_slip_is_not_left(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger cannot be written to, which is found out after the slip has been made."""
    host = offered(unit)

    def refused(*_: object) -> None:
        raise CannotDo("工作表受保护")

    monkeypatch.setattr("addin.jobs.custody.command.add_below", refused)
    host = fill(host, unit, move=LEND)

    assert host.alerts == ["工作表受保护"]
    assert not list(unit.parent.glob("领用单*"))


def test_the_button_does_not_call_saved_what_is_only_in_the_window(unit: Path) -> None:
    host = fill(offered(unit), unit, move=LEND)
    assert "请保存工作簿" in host.said[-1]


def test_of_several_at_once_each_is_registered_or_told_that_it_is_not(tmp_path: Path) -> None:
    people = workbooks.people(4)
    path = workbooks.saved(annex1_workbook(people, HEADER), tmp_path / "单位.xlsx")
    moves = [
        subprocess.Popen(
            [sys.executable, "-m", "addin", "custody", path, person["id_number"], DEPOSIT,
             f"E1234567{at}", "--in-place", "--json"],
            stdout=subprocess.PIPE, text=True,
        )
        for at, person in enumerate(people)
    ]  # fmt: skip

    said = [json.loads(move.communicate()[0]) for move in moves]

    registered = {each["line"]["number"] for each in said if "error" not in each}
    listed = {row[4] for row in ledger(path)} & {f"E1234567{at}" for at in range(4)}
    assert registered == listed
    assert registered
    for each in said:
        assert "error" not in each or "改过" in each["error"] or "写入" in each["error"]


def test_lending_is_registered_once_with_deadline_and_slip(unit: Path) -> None:
    before = ledger(unit)
    host = fill(offered(unit), unit, move=LEND, remarks="出差")
    due = TODAY + timedelta(50)
    assert not host.alerts
    new = ledger(unit)
    assert new[:-1] == before
    assert new[-1][3:8] == ["护照", before[-1][4], LEND, TODAY.isoformat(), "虚一"]
    assert new[-1][8] == f"应于{due.isoformat()}前（含当日）归还；出差"
    assert entry(host)["place"].startswith("领用未还")
    assert not entry(host)["move"]
    assert f"应于{due.isoformat()}前（含当日）归还" in entry(host)["outcome"]
    slip = next(unit.parent.glob("领用单_*.xlsx"))
    assert host.opened == [slip]
    texts = [str(cell) for row in openpyxl.load_workbook(slip).active.values for cell in row]
    for printed in (new[-1][1], new[-1][4], spoken(TODAY), f"{spoken(due)}（含当日）前", "虚一"):
        assert printed in texts
    assert any("10天内" in text for text in texts)
    again = CountingHost(FileHost(unit, (SHEET, 2)))
    press("custody", again)
    assert ledger(unit) == new
    assert "都空着" in again.said[-1]


def test_a_refused_move_leaves_everything_and_says_why(unit: Path) -> None:
    before = ledger(unit)
    host = fill(offered(unit), unit, move=RETURN, remarks="写好的备注")
    assert "一项也没有登记" in host.alerts[0]
    assert ledger(unit) == before
    assert "没有领用" in entry(host)["outcome"]
    assert entry(host)["remarks"] == "写好的备注"
    assert entry(host)["move"] == RETURN


def test_of_several_moves_all_are_registered_or_none(unit: Path) -> None:
    before = ledger(unit)
    host = offered(unit)
    host.host.put(SHEET, {(3, COLUMNS.index("move") + 1): DEPOSIT})
    fill(host, unit, move=LEND)  # the second line has no number
    assert ledger(unit) == before
    assert not list(unit.parent.glob("领用单*"))


def test_a_loss_brings_the_statement(unit: Path) -> None:
    fill(offered(unit), unit, move=LOSE)
    assert ledger(unit)[-1][5] == LOSE
    assert list(unit.parent.glob("丢失情况说明_*.docx"))


def test_a_new_document_of_somebody_else_is_refused(unit: Path) -> None:
    other = UnitBook(unit).form.people[0].text("documents")
    host = offered(unit, 7)
    line = next(n for n in range(1, 5) if not entry(host, n)["number"])
    host.host.put(SHEET, {(line + 1, COLUMNS.index("number") + 1): other})
    host.host.put(SHEET, {(line + 1, COLUMNS.index("move") + 1): DEPOSIT})
    host.host.save(unit)
    again = CountingHost(FileHost(unit, (SHEET, 2)))
    press("custody", again)
    assert "别人名下" in again.alerts[0]


def test_a_workbook_without_the_ledger_begins_one(tmp_path: Path) -> None:
    path = workbooks.saved(workbooks.new(workbooks.people(1)), tmp_path / "单位.xlsx")
    fill(offered(path), path, move=DEPOSIT)
    rows = ledger(path)
    assert tuple(rows[0]) == CUSTODY_LOG.titles()
    assert rows[1][5] == DEPOSIT


def test_a_new_document_without_a_person_beside_it_is_of_the_person_above(unit: Path) -> None:
    host = offered(unit, 7)
    blank = {"name": "", "id_number": "", "number": "C23456789", "move": DEPOSIT, "date": ""}
    host.host.put(SHEET, {(6, COLUMNS.index(key) + 1): value for key, value in blank.items()})
    host.host.save(unit)
    again = CountingHost(FileHost(unit, (SHEET, 2)))
    press("custody", again)
    assert not again.alerts
    again.host.save(unit)
    assert ledger(unit)[-1][1] == UnitBook(unit).form.people[1].text("id_number")
    assert ledger(unit)[-1][2:7] == ["因私", "往来港澳通行证", "C23456789", DEPOSIT,
                                     TODAY.isoformat()]  # fmt: skip


# the command line


def test_the_command_line_reports_first_and_registers_on_request(
    unit: Path, tmp_path: Path
) -> None:
    number, name = str(ledger(unit)[-1][4]), str(ledger(unit)[-1][1])
    before = unit.read_bytes()
    said = json.loads(chujing("custody", unit, name, LEND, number, "--json").stdout)
    assert said["due"] == (TODAY + timedelta(50)).isoformat()
    assert unit.read_bytes() == before
    out = tmp_path / "结果" / "单位.xlsx"
    out.parent.mkdir()
    done = chujing("custody", unit, name, LEND, number, "-o", out)
    assert done.returncode == 0
    assert ledger(out)[-1][5] == LEND
    assert list(out.parent.glob("领用单_*.xlsx"))
    refused = chujing("custody", out, name, LEND, number, "--in-place")
    assert refused.returncode == 1
    assert "不能再领" in refused.stdout


def test_names_of_no_person_or_several_give_a_sentence(unit: Path, tmp_path: Path) -> None:
    people = workbooks.people(2)
    people[1] |= {"surname": people[0]["surname"], "given_name": people[0]["given_name"]}
    path = workbooks.saved(workbooks.new(people), tmp_path / "同名.xlsx")
    name = f"{people[0]['surname']}{people[0]['given_name']}"
    several = chujing("custody", path, name, DEPOSIT, "E12345678")
    assert several.returncode == 2
    assert "2 人" in several.stderr
    nobody = chujing("custody", path, "查无此人", DEPOSIT, "E12345678")
    assert nobody.returncode == 2
    assert "查无此人" in nobody.stderr


def test_desk_reads_the_last_handler(unit: Path) -> None:
    assert CustodySession.on(FileHost(unit), TODAY).handler == "虚一"
