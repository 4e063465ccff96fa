"""Rules about registration: people who should be registered with the police and are not."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import codes, ledgers
from addin.jobs.verify.catalogue import Lack, Lead, Trigger, answered, scenario, verify_rule
from addin.model.dossier import Dossier
from addin.model.entries import latest


def _unregistered_by_own_word(dossier: Dossier) -> Iterator[Lead]:
    """Yield a lead where 附件1 or the roster itself shows that the person is not registered."""
    if codes.NOT_ON_FILE in _statuses(dossier):
        yield _lead(dossier, "附件1登记备案状态为“未备案”")
    elif not dossier.people:
        yield _lead(dossier, "应备人员名册中有此人，附件1中没有")


def _unknown_to_the_police(dossier: Dossier) -> Iterator[Lead]:
    said = next((each for each in _claimed(dossier)), "")
    if not said or codes.NOT_ON_FILE in _statuses(dossier):
        return
    if dossier.is_favourable and dossier.has_unread(ledgers.POLICE_REGISTER.name):
        return
    if dossier.is_adverse and dossier.has_unread(ledgers.POLICE_REGISTER.name):
        yield _lead(dossier, "")  # the row may be a withdrawal
    elif not dossier.registrations:
        yield _lead(dossier, f"附件1称“{said}”，公安备案库中没有此人")
    elif latest(dossier.registrations).is_withdrawn:
        yield _lead(dossier, f"附件1称“{said}”，公安备案库中最近一次记录为撤销")


def _claims_registration(dossier: Dossier) -> bool:
    return bool(_claimed(dossier))


def _status_unread(dossier: Dossier) -> Lack | None:
    """Return what is missing where 附件1 has no valid 备案状态, else None."""
    for person in dossier.people:
        if not person.meant("status"):
            said = person.text("status")
            what = f"填的是“{said}”，认不出" if said else "空着"
            where = person.row.reference
            return Lack(f"附件1的登记备案状态{what}（{where}），请填表单位补正", blocks=False)
    return None


def _statuses(dossier: Dossier) -> set[str]:
    return {person.meant("status") for person in dossier.people}


def _claimed(dossier: Dossier) -> list[str]:
    return sorted(_statuses(dossier) & {codes.ON_FILE, codes.CHANGED})


def _lead(dossier: Dossier, why: str) -> Lead:
    """Return the lead; there is one per person, whatever the reason."""
    rows = (*dossier.rows, *(entry.row for entry in dossier.registrations))
    return Lead(codes.UNREGISTERED, rows, {"finding": why})


verify_rule(
    "B1", codes.UNREGISTERED,
    basis="连委组通〔2015〕23号 一（应备尽备）；公通字〔2003〕13号",
    trigger="应备人员名册有而附件1无；或附件1“未备案”；"
            "或附件1称“已备案”“变更备案”而公安备案库无",
    triggers=(
        Trigger(_unregistered_by_own_word, needs=(_status_unread,)),
        Trigger(
            _unknown_to_the_police,
            needs=(answered(ledgers.POLICE_REGISTER, _claims_registration),),
            against=(ledgers.POLICE_REGISTER.name,),
        ),
    ),
    beyond=(ledgers.ROSTER,),
    message="{finding}。",
    passing=scenario(register=({"date": "2015-05-20", "status": "已备案"},)),
    failing=scenario({"status": "未备案"}),
    unjudged=scenario(),
)  # fmt: skip
