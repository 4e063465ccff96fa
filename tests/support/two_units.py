"""A folder of handed-in files: two units, a copy, a broken file."""

from __future__ import annotations

from pathlib import Path

from addin.forms import codes, ledgers
from addin.samples.form_styles import Unit, official
from addin.samples.people import people, who


def two_units(tmp_path: Path) -> Path:
    """Return a folder with two units, one of them twice, and a file that is no workbook."""
    units = tmp_path / "各单位"
    units.mkdir()
    staff = people(1, "处级 处级 中层", "虚构市甲局")
    about = who(staff[1])
    trip = {**about, "kind": codes.PASSPORT, "number": "E00000002", "country": "日本"}
    first = official(Unit("虚构市甲局", staff, {
        ledgers.POLICE_CROSSINGS.name: [trip | {"direction": "出境", "time": "2014-06-01"}],
        ledgers.REPORTS.name: [{**about, "matter": "出国（境）", "leave": "2014-06-01",
                                "date": "2014-06-20"}],
    }))  # fmt: skip
    (units / "甲局.xlsx").write_bytes(first)
    (units / "甲局 - 副本.xlsx").write_bytes(first)
    (units / "乙局.xlsx").write_bytes(
        official(Unit("虚构市乙局", people(11, "中层", "虚构市乙局")))
    )
    (units / "坏.xlsx").write_bytes(b"PK")
    return units
