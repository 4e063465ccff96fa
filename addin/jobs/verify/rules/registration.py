"""Registration: who should be registered with the police and is not."""

from __future__ import annotations

from collections.abc import Iterator

from addin.forms import annex1, codes, ledgers
from addin.jobs.verify.catalogue import Lead, scenario, verify_rule
from addin.model.dossier import Dossier
from addin.model.entries import latest


@verify_rule(
    "B1", codes.UNREGISTERED,
    basis="连委组通〔2015〕23号 一（应备尽备）；公通字〔2003〕13号",
    trigger="应备人员名册有而附件1无；或附件1“未备案”；或附件1称“已备案”而公安备案库无",
    parts={
        annex1.SHEET: "附件1的登记备案状态",
        ledgers.ROSTER.name: "应备人员名册有而附件1没有的",
        ledgers.POLICE_REGISTER.name: "附件1称已备案而公安备案库没有的",
    },
    message="{finding}。",
    passing=scenario(register=({"date": "2015-05-20", "status": "已备案"},)),
    failing=scenario({"status": "未备案"}),
)  # fmt: skip
def unregistered(dossier: Dossier) -> Iterator[Lead]:
    """应备未备, one problem a person whatever the reason."""
    why = _why(dossier)
    if why:
        rows = (*dossier.rows, *(entry.row for entry in dossier.registrations))
        yield Lead(codes.UNREGISTERED, rows, {"finding": why})


def _why(dossier: Dossier) -> str:
    statuses = {person.meant("status") for person in dossier.people}
    if codes.NOT_ON_FILE in statuses:
        return "附件1登记备案状态为“未备案”"
    if not dossier.people:
        return "应备人员名册中有此人，附件1中没有" if annex1.SHEET in dossier.sheets else ""
    if codes.ON_FILE in statuses and ledgers.POLICE_REGISTER.name in dossier.sheets:
        if not dossier.registrations:
            return "附件1称“已备案”，公安备案库中没有此人"
        if latest(dossier.registrations).is_withdrawn:
            return "附件1称“已备案”，公安备案库中最近一次记录为撤销"
    return ""
