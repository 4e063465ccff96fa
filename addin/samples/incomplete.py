"""虚构市（资料不全）: units that cannot be judged completely, each for another reason."""

from __future__ import annotations

from addin.forms import ledgers
from addin.samples import form_styles
from addin.samples.city import Sample
from addin.samples.form_styles import Unit
from addin.samples.histories import Journey, Life, told
from addin.samples.people import people

NAME = "虚构市（资料不全）"
AS_OF = "2015-09-15"
_JOURNEY = Journey("日本", "2014-06-01", "2014-06-10")


def _unit(name: str, first: int) -> Unit:
    """Return a unit with correct ledgers, whose second person was abroad as approved."""
    staff = people(first, "处级 中层 中层 中层", name)
    lives = [Life(person) for person in staff]
    lives[1] = Life(staff[1], (_JOURNEY,))
    return Unit(name, staff, told(name, lives, AS_OF))


def _form_alone() -> Unit:
    """Return a unit with 附件1 only, without ledgers."""
    name = "虚构市地方志办公室"
    return Unit(name, people(301, "处级 中层 中层 中层", name))


def _blank_ledgers() -> Unit:
    """Return a unit with police results and otherwise blank ledgers."""
    unit = _unit("虚构市机关事务管理局", 311)
    kept = (*ledgers.ASKED, ledgers.QUERY_LOG.name)
    return Unit(unit.name, unit.people, {name: unit.ledgers[name] for name in kept})


def _half_answered() -> Unit:
    """Return a unit with police results about the first two of four people."""
    unit = _unit("虚构市人民防空办公室", 321)
    answered = {person["id_number"] for person in unit.people[:2]}
    rows = dict(unit.ledgers)
    for name in (*ledgers.ASKED, ledgers.QUERY_LOG.name):
        rows[name] = [row for row in rows[name] if row["id_number"] in answered]
    return Unit(unit.name, unit.people, rows)


def _unreadable() -> Unit:
    """Return a unit with an approval without a valid date and a crossing without direction."""
    unit = _unit("虚构市供销合作社", 331)
    rows = {name: [dict(row) for row in lines] for name, lines in unit.ledgers.items()}
    trips = (row for row in rows[ledgers.APPROVALS.name] if row.get("leave"))
    next(trips)["leave"] = "六月初（见批件）"
    rows[ledgers.POLICE_CROSSINGS.name].append(
        rows[ledgers.POLICE_CROSSINGS.name][0] | {"direction": "待查"}
    )
    return Unit(unit.name, unit.people, rows)


SAMPLES = (
    Sample("只有附件1.xlsx", None, lambda: form_styles.official(_form_alone())),
    Sample("底稿空白.xlsx", None, lambda: form_styles.with_blank_ledgers(_blank_ledgers())),
    Sample("公安只答复了一半.xlsx", None, lambda: form_styles.official(_half_answered())),
    Sample("有读不出的行.xlsx", None, lambda: form_styles.official(_unreadable())),
)
