"""Fill in 情况说明 about a lost document (连委组通〔2015〕23号 二)."""

from __future__ import annotations

from datetime import date

from addin.errors import CannotDo
from addin.forms import codes, ledgers
from addin.jobs.custody import loss_paper as loss
from addin.model.dossier import Dossier
from addin.model.entries import CustodyMove
from addin.values import documents
from addin.values.dates import spoken
from addin.writing.word.filling import fill

_LOSS = codes.MOVE.values[-1]


def loss_statement(dossier: Dossier, number: str, unit: str = "") -> bytes:
    """Return 因私出国（境）证件丢失情况说明 as .docx, to be signed and sealed.

    ``number`` is the lost document's, ``unit`` 填表单位 of 附件1. What is unknown
    stays blank. Raises CannotDo for a document for official travel: the notice's way, by
    组织部门 and 公安机关, is for private ones alone.
    """
    number = documents.normal(number)
    police = [document for document in dossier.police if document.number == number]
    moves = sorted(dossier.moves.get(number, ()), key=lambda move: (move.day, move.row.number))
    kinds = [*(each.kind for each in police), *(move.kind for move in moves)]
    kind = next(filter(None, kinds), documents.kind_of(number))
    if documents.is_official(kind, number) or any(move.is_official for move in moves):
        raise CannotDo("因公证件丢失的，由外事部门按规定办理，不出具因私证件的情况说明")
    person = dossier.people[0] if dossier.people else None
    lost = [move.day for move in moves if move.move == _LOSS]
    return fill(
        loss.template(),
        {
            "单位": unit,
            "姓名": dossier.name,
            "性别": person.text("sex") if person else "",
            "身份证号": dossier.id_number,
            "职务": next((text for row in dossier.rows if (text := row.text("post"))), ""),
            "证件种类": kind,
            "证件号码": number,
            "签发日期": _day(next((each.issued for each in police if each.issued), None)),
            "有效期至": _day(next((each.expires for each in police if each.expires), None)),
            "签发机关": next((text for each in police if (text := each.row.text("issuer"))), ""),
            "挂失日期": _day(lost[-1] if lost else None),
            "丢失前保管情况": _before([move for move in moves if move.move != _LOSS]),
        },
    )


def _before(moves: list[CustodyMove]) -> str:
    """Return where the document was last by the ledger, with the row as evidence."""
    if not moves:
        return f"“{ledgers.CUSTODY_LOG.name}”没有挂失以前的登记。"
    last = moves[-1]
    handler = last.row.text("handler")
    by = f"，经办人{handler}" if handler else ""
    return f"{spoken(last.day)}{last.move}{by}（{last.row.reference}）。"


def _day(found: date | None) -> str:
    return spoken(found) if found else ""
