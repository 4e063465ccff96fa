"""已到期证件: list the expired documents, which stay on 附件1 (连委组通〔2015〕23号 二).

“此前曾办理过因私出国（境）证件、证件已到期的，也要如实登记说明”: keeping one is allowed; one that
is not on 附件1 is a lead. Documents cancelled or reported lost are not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from addin.model.archive import Archive
from addin.model.custody import Location
from addin.model.dossier import Dossier, HeldDocument
from addin.values import documents
from addin.values.dates import spoken


@dataclass(frozen=True, slots=True)
class Expired:
    """One expired document; ``days`` since its last day.

    ``is_declared`` is None for people who are not on 附件1; ``place`` is where the document is.
    """

    person: str
    id_number: str
    kind: str
    number: str
    expires: date
    days: int
    is_declared: bool | None
    place: str
    evidence: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return one entry of ``expired``."""
        return {
            "person": self.person,
            "id_number": self.id_number,
            "kind": self.kind,
            "number": self.number,
            "expires": self.expires.isoformat(),
            "days": self.days,
            "declared": self.is_declared,
            "place": self.place,
            "evidence": list(self.evidence),
            "message": self.message,
        }

    @property
    def is_lead(self) -> bool:
        """Return whether the document is missing from 附件1."""
        return self.is_declared is False

    @property
    def declared(self) -> str:
        """Return in a word whether 附件1 has the document."""
        return {True: "已登记", False: "没有登记", None: "此人不在附件1"}[self.is_declared]

    @property
    def message(self) -> str:
        """Return the sentence that names the document and says what to do."""
        said = f"{self.kind}{self.number}已于{spoken(self.expires)}到期，至今{self.days}天"
        if self.is_lead:
            return f"{said}，附件1没有登记：已到期的也要如实登记说明，请与本人核实后补填。"
        return f"{said}，{'附件1已登记' if self.is_declared else '此人不在附件1'}。"


def expired(archive: Archive) -> tuple[Expired, ...]:
    """Return the expired documents, those missing from 附件1 first, then the longest expired."""
    found = [each for dossier in archive.dossiers.values() for each in _of(dossier)]
    return tuple(sorted(found, key=lambda e: (not e.is_lead, -e.days, e.id_number, e.number)))


def _of(dossier: Dossier) -> Iterator[Expired]:
    as_of = dossier.settings.as_of
    declared = {each.document.number: each for each in dossier.declared}
    for held in dossier.private_documents:
        if held.expires is None or held.expires >= as_of or _is_gone(dossier, held):
            continue
        mine = declared.get(held.number)
        rows = (*held.rows, *(mine.document.rows if mine else dossier.rows))
        yield Expired(
            dossier.name,
            dossier.id_number,
            held.kind,
            held.number,
            held.expires,
            (as_of - held.expires).days,
            (mine is not None) if dossier.people else None,
            _place(dossier, held.number, mine.custody if mine else ""),
            tuple(dict.fromkeys(row.reference for row in rows)),
        )


def _is_gone(dossier: Dossier, held: HeldDocument) -> bool:
    place = dossier.whereabouts(held.number, dossier.settings.as_of)
    return (place is not None and place.place is Location.GONE) or any(
        documents.is_cancelled(row.text("state")) for row in held.rows
    )


def _place(dossier: Dossier, number: str, custody: str) -> str:
    """Return where the document is: by 保管台账, else by 附件1."""
    found = dossier.whereabouts(number, dossier.settings.as_of)
    if found is None:
        said = {"是": "附件1称已交存", "否": "附件1称未交存"}.get(custody)
        return f"保管台账没有登记{f'（{said}）' if said else ''}"
    lent = f"（{spoken(found.move.day)}领用）" if found.place is Location.LENT else ""
    return f"{found.place.value}{lent}"
