"""保管登记: possible moves go into the ledger with their deadline, impossible ones do not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import workbooks
import worlds
from hypothesis import given
from hypothesis import strategies as st
from test_bad_input import chujing

from addin.books.drawing.annex1 import annex1_workbook
from addin.books.unit import UnitBook
from addin.commands.custody import SHEET, Desk
from addin.forms import codes
from addin.forms.ledgers import APPROVALS, CUSTODY_LOG
from addin.forms.problems import CUSTODY_ENTRY
from addin.hosts.files import FileHost
from addin.hosts.pressing import press
from addin.hosts.testing import CountingHost
from addin.rules import registering
from addin.rules.archive import gather
from addin.rules.custody import Place
from addin.rules.examples import HEADER
from addin.rules.registering import Wish

TODAY = date.today()
DEPOSIT, LEND, RETURN, CANCEL, LOSE = codes.MOVE.values
COLUMNS = CUSTODY_ENTRY.keys()

# What a document may go through, whoever keeps it: from where, by which move, to where.
MOVES = {
    None: {DEPOSIT: Place.KEPT, CANCEL: Place.GONE, LOSE: Place.GONE},
    Place.KEPT: {LEND: Place.LENT, CANCEL: Place.GONE, LOSE: Place.GONE},
    Place.LENT: {RETURN: Place.KEPT, CANCEL: Place.GONE, LOSE: Place.GONE},
    Place.GONE: {},
}


def desk(moves: Sequence[dict[str, Any]], approvals: Sequence[dict[str, Any]] = ()) -> Any:
    """One person with these moves, and what registering says of the next."""
    world = worlds.workbook([worlds.life("", custody=moves, approvals=approvals)])
    archive = gather(world.form, world.sheets, worlds.SETTINGS)
    return next(iter(archive.dossiers.values())), registering.owners(archive)


@given(st.lists(st.tuples(st.sampled_from(codes.MOVE.values), st.integers(0, 3)), max_size=9))
def test_accepted_moves_always_leave_a_ledger_that_agrees(steps: list[tuple[str, int]]) -> None:
    day, state = date(2014, 3, 5), None
    ledger: list[dict[str, Any]] = []
    lost = False
    for move, later in steps:
        day += timedelta(later)
        dossier, holders = desk(ledger)
        number = str(dossier.people[0].text("documents"))
        wish = Wish(number, "护照", False, move, day)
        refused = registering.refusal(dossier, wish, holders, worlds.AS_OF)
        possible = move in MOVES[state] or (lost and move == CANCEL)
        assert bool(refused) != possible, (state, move, refused)
        if possible:
            lost = move == LOSE
            state = MOVES[state].get(move, Place.GONE)
            ledger.append(worlds.moved(move, day.isoformat()))
            found = desk(ledger)[0].whereabouts(number, day)
            assert found is not None
            assert found.place is state


@pytest.mark.parametrize(("day", "words"), [("2014-03-01", "早于"), ("2015-07-01", "还没有到")])
def test_a_day_out_of_order_is_refused(day: str, words: str) -> None:
    dossier, holders = desk([worlds.moved(DEPOSIT, "2014-03-05")])
    number = str(dossier.people[0].text("documents"))
    wish = Wish(number, "护照", False, LEND, date.fromisoformat(day))
    assert words in registering.refusal(dossier, wish, holders, worlds.AS_OF)


def lent(official: bool, day: str = "2014-05-25", **changes: Any) -> registering.Leave | None:
    dossier, _ = desk(
        [worlds.moved(DEPOSIT, "2014-03-05")],
        [worlds.approved("2014-06-01", "2014-06-10", **changes)],
    )
    wish = Wish("E1", "护照", official, LEND, date.fromisoformat(day))
    return registering.journey(dossier, wish)


def test_the_deadline_is_ten_days_after_the_approved_return_fifteen_for_official_ones() -> None:
    for official, last in ((False, date(2014, 6, 20)), (True, date(2014, 6, 25))):
        leave = lent(official)
        assert leave is not None
        assert leave.last == last


def test_without_an_approval_in_time_there_is_no_deadline() -> None:
    assert lent(official=False, day="2014-06-11") is None
    assert lent(official=False, date="2014-05-26") is None
    assert lent(official=False, kind="往来港澳通行证") is None


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
        (CUSTODY_LOG, {**worlds.moved(DEPOSIT, "2014-03-05"), "handler": "虚一",
                       "number": people[0]["documents"]}),
        (APPROVALS, worlds.approved(leave.isoformat(), back.isoformat(), date="2014-01-01")),
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


def test_lending_is_registered_once_with_deadline_and_slip(unit: Path) -> None:
    before = ledger(unit)
    host = fill(offered(unit), unit, move=LEND, remarks="出差")
    due = TODAY + timedelta(50)
    assert not host.alerts
    new = ledger(unit)
    assert new[:-1] == before
    assert new[-1][3:8] == ["护照", before[-1][4], LEND, TODAY.isoformat(), "虚一"]
    assert new[-1][8] == f"最迟{due.isoformat()}归还；出差"
    assert entry(host)["place"].endswith(LEND)
    assert f"最迟{due.isoformat()}归还" in entry(host)["outcome"]
    slip = next(unit.parent.glob("领用单_*.xlsx"))
    assert host.opened == [slip]
    texts = [str(cell) for row in openpyxl.load_workbook(slip).active.values for cell in row]
    assert any(str(new[-1][1]) in text for text in texts)
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


# the command line


def test_the_command_line_says_first_and_registers_when_told(unit: Path, tmp_path: Path) -> None:
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


def test_names_that_fit_nobody_or_several_are_answered(unit: Path, tmp_path: Path) -> None:
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
    assert Desk(FileHost(unit), TODAY).handler == "虚一"
