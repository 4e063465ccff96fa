"""The workbooks that are timed, drawn like a unit's own; made once, in a folder of the caller's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from addin.forms import annex1
from addin.samples.form_styles import Unit, official
from bench.people import people, rows

UNIT_ROWS = 60
_SLOTS = ("surname", "given_name", "sex", "id_number", "birth", "documents")
_SLOT = re.compile(rb"@(\w+)_(\d+)@")


def county(path: Path, count: int) -> Path:
    """Write one 附件1 with ``count`` people, plain as an export from another program."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(annex1.SHEET)
    sheet.append([annex1.TITLE])
    sheet.append([f"{annex1.UNIT}：虚构县"])
    sheet.append(annex1.TABLE.titles())
    for row in rows(count):
        sheet.append(row)
    sheet.append([f"{annex1.FILLER}：虚一"])
    book.save(path)
    return path


def units(folder: Path, count: int) -> Path:
    """Write ``count`` units' workbooks of 60 people each, nobody in two of them.

    They are one workbook with its texts replaced: drawing each would take all day.
    """
    folder.mkdir(parents=True)
    pattern = official(Unit("@unit_0@", [_slots(at) for at in range(UNIT_ROWS)]))
    everybody = people(count * UNIT_ROWS)
    for number in range(count):
        texts = {b"unit_0": f"虚构市第{number}局".encode()}
        for at in range(UNIT_ROWS):
            texts |= _texts(next(everybody), at)
        (folder / f"{number:05d}.xlsx").write_bytes(_filled(pattern, texts))
    return folder


def _slots(at: int) -> dict[str, Any]:
    first = next(people(1))
    return first | {key: f"@{key}_{at}@" for key in _SLOTS}


def _texts(person: Mapping[str, Any], at: int) -> Iterator[tuple[bytes, bytes]]:
    return ((f"{key}_{at}".encode(), str(person[key]).encode()) for key in _SLOTS)


def _filled(pattern: bytes, texts: Mapping[bytes, bytes]) -> bytes:
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(pattern)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if b"@" in part:
                part = _SLOT.sub(lambda slot: texts.get(slot[0].strip(b"@"), slot[0]), part)
            target.writestr(entry.filename, part)
    return result.getvalue()
