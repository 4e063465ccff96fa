"""Tests of preflight and scan: the files refused before parsing, and their codes."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from openpyxl.workbook.defined_name import DefinedName

from addin.build.troubles_page import troubles_page
from addin.errors import ChujingError, FileError
from addin.forms import annex1
from addin.reading import preflight
from addin.reading.active_content import DDE, EXTERNAL, MACROS, active_content, asked, asked_in
from addin.reading.opening import Workbook
from addin.reading.preflight import admit
from addin.reading.scan import Scan, scan
from support import workbooks

HOME = Path(__file__).parents[2]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIRST = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)  # first record of an .xls workbook
BOOK = {"xl/workbook.xml": b"<workbook/>"}


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def form() -> bytes:
    out = io.BytesIO()
    workbooks.new(workbooks.people(60)).save(out)
    return out.getvalue()


def trouble(data: bytes) -> FileError:
    with pytest.raises(ChujingError) as refused:
        admit(data)
    return refused.value.kind


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", FileError.TRUNCATED),
        (b"%PDF-1.7", FileError.NOT_A_SPREADSHEET),
        (package({"word/document.xml": b"<w/>"}), FileError.NOT_A_SPREADSHEET),
        (package(BOOK)[:-30], FileError.TRUNCATED),
        (package(BOOK | {"xl/media/a.bin": bytes(50_000_000)}), FileError.TOO_LARGE),
        (
            package(BOOK | {f"x/{n}": b"" for n in range(preflight.MAX_ENTRIES)}),
            FileError.TOO_LARGE,
        ),
        (
            package(
                {f"xl/worksheets/{n}.xml": b"<a/>" for n in range(preflight.MAX_SHEETS + 1)} | BOOK
            ),
            FileError.TOO_LARGE,
        ),
        (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), FileError.ENCRYPTED),
        (OLE + bytes(504) + FIRST + b"\x2f\x00\x36\x00", FileError.ENCRYPTED),
        (OLE + bytes(504) + FIRST + b"\x86\0\0\0\x2f\x00\x36\x00", FileError.ENCRYPTED),
    ],
)
def test_what_is_refused_and_why(data: bytes, expected: FileError) -> None:
    assert trouble(data) is expected


def test_an_xls_without_password_is_admitted() -> None:
    assert admit(OLE + bytes(504) + FIRST + b"\xe1\0\x02\0\xb0\x04") is None


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0"?><!DOCTYPE a><a/>',
        b'\xef\xbb\xbf <!-- a > b --> <?b ?>\n<!DOCTYPE a [<!ENTITY e "e">]><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>',
    ],
)
def test_definitions_are_refused_however_they_are_hidden(head: bytes) -> None:
    assert trouble(package(BOOK | {"xl/sharedStrings.xml": head})) is FileError.UNSAFE


@pytest.mark.parametrize(
    "text",
    [b"<a>&lt;!DOCTYPE a></a>", b"<!-- no <!DOCTYPE --><a/>", b"<a><![CDATA[<!DOCTYPE]]></a>"],
)
def test_the_mere_words_are_no_definition(text: bytes) -> None:
    assert admit(package(BOOK | {"xl/sharedStrings.xml": text})) is not None


def test_an_ordinary_form_passes_in_a_fiftieth_of_a_second() -> None:
    data = form()
    begun = time.process_time()
    admit(data)
    assert time.process_time() - begun < 0.02


# --- the scan of a sheet ----------------------------------------------------------------------


def seen(xml: bytes) -> Scan:
    return scan(lambda: io.BytesIO(xml))


@pytest.mark.parametrize(
    ("cells", "near"),
    [
        ('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>', False),
        ("<c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c>", False),
        ('<x:c s="1" r="Q1"><x:v>1</x:v></x:c><x:c r="A1048576"><x:v>1</x:v></x:c>', False),
        ('<c r="P1048576"><v>1</v></c>', True),
        ('<c r="XFD1"><v>1</v></c><c r="A1024"><v>1</v></c>', True),
        ('<c r="A1"><v>1</v></c><c r="XFD1048576" s="3"/>', True),
    ],
)
def test_only_filled_cells_make_a_sheet_large(cells: str, near: bool) -> None:
    assert seen(f"<sheetData><row>{cells}</row></sheetData>".encode()).is_near is near


def test_nothing_is_missed_where_the_sheet_is_cut_into_pieces() -> None:
    """Rows of every length around the size of a piece; memory stays that of a few pieces."""
    row = '<row r="{0}" hidden="1"><c r="A{0}" t="str">\n<f>"{1}"</f><v></v></c></row>'
    rows = [row.format(number, "x" * (number % 977)) for number in range(1, 9_000)]
    xml = "".join(["<sheetData>", *rows, "</sheetData>"]).encode()
    assert len(xml) > 4 * 2**20

    found = seen(xml)

    assert found.hidden == set(range(1, 9_000))
    assert found.formulas == [(number, 1) for number in range(1, 9_000)]


def test_memory_does_not_grow_with_the_sheet() -> None:
    data = package({"s": b'<c r="A1"><v>1</v></c>' * 3_000_000})
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        tracemalloc.start()
        scan(lambda: source.open("s"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 12 * 2**20


@pytest.mark.parametrize(
    "xml",
    [
        b"<t>" + b"a" * 60_000_000,
        b'<row hidden="1" ' * 20_000,
        b'r="XFD9" r="A99999"' + b"<c " * 60_000,
        b"<f>|</f>" + b"<f " * 60_000,
    ],
    ids=["text", "rows", "cells", "formulas"],
)
def test_what_never_ends_is_gone_through_too(xml: bytes) -> None:
    """Looking for the end of each tag anew would take minutes."""
    begun = time.process_time()
    seen(xml)
    assert time.process_time() - begun < 5


# --- what a workbook carries ------------------------------------------------------------------


def added(parts: dict[str, bytes]) -> Callable[[bytes], bytes]:
    def add(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return package({name: source.read(name) for name in source.namelist()} | parts)

    return add


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, ()),
        ({"xl/vbaProject.bin": b""}, (MACROS,)),
        ({"xl/macrosheets/sheet1.xml": b"<a/>"}, (MACROS,)),
        ({"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/>"}, (DDE,)),
        ({"xl/externalLinks/externalLink1.bin": b"\xe8\x02\x10\x01\x00"}, (DDE,)),
        ({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}, (EXTERNAL,)),
        ({"xl/connections.xml": b"<a/>", "xl/vbaProject.bin": b""}, (MACROS, EXTERNAL)),
    ],
)
def test_active_content_is_reported(
    tmp_path: Path, parts: dict[str, bytes], said: tuple[str, ...]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(added(parts)(form()))
    book = Workbook(path)
    assert book.active_content == said
    assert annex1.SHEET in book.sheet_names


LINK = b'<Relationships><Relationship Id="rId1" TargetMode="External" Target="%b"/></Relationships>'
ESCAPED = "出国境证件".encode().hex("%").upper()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///C:\\Users\\a\\XLSTART\\出国境证件.xlam", ()),
        (f"file:///C:\\Users\\a\\XLSTART\\%{ESCAPED}.xlam", ()),
        ("出国境证件.xlam", ()),
        ("file:///C:\\Users\\a\\别的.xlam", (EXTERNAL,)),
        ("file:///C:\\出国境证件.xlam\\别的.xlsx", (EXTERNAL,)),
        ("https://example.org/出国境证件.xlam", (EXTERNAL,)),
        ("", (EXTERNAL,)),
    ],
)
def test_the_link_of_our_own_formula_is_none_to_another_workbook(
    tmp_path: Path, target: str, said: tuple[str, ...]
) -> None:
    """Excel writes =[1]!违规类型(A6:N6), and where the add-in lay in a part of its own."""
    path = tmp_path / "a.xlsx"
    parts = {
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": LINK % target.encode(),
    }
    path.write_bytes(added(parts)(form()))

    assert Workbook(path).active_content == said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("[1]!违规类型(A6:N6)", set()),
        ("'C:\\Users\\a\\[出国境证件.xlam]表'!违规类型(A6:N6)", set()),
        ("'C:\\Users\\a\\[别的.xlam]表'!违规类型(A6:N6)", {EXTERNAL}),
        ("cmd|'/c calc'!A1", {DDE}),
        ("1+'cmd'|'/c calc'!'A1'", {DDE}),
        ("MSEXCEL|'\\..\\cmd.exe /c calc'!''", {DDE}),
        ('DDE("soffice","a.ods","Sheet1.A1")', {DDE}),
        ("ddeauto(A1)", {DDE}),
        ("'D:\\报送\\[其他.xlsx]附件1'!A1", {EXTERNAL}),
        ("_xlfn.WEBSERVICE(A1)", {EXTERNAL}),
        ("'a|b'!A1", set()),
        ('IF(A1="cmd|x!A1","DDE(","[a.xlsx]")', set()),
        ("SUM(DDE1:DDE9,DDE:DDE)", set()),
        ("SUM(表[甲|乙])", set()),
    ],
)
def test_a_formula_that_reaches_out_is_known_by_what_it_asks(formula: str, said: set[str]) -> None:
    assert set(asked(formula)) == said


@pytest.mark.parametrize("place", ["cell", "name"])
def test_formulas_that_ask_programs_are_found_wherever_they_stand(
    tmp_path: Path, place: str
) -> None:
    """On the last of several sheets, and in a name; a text that looks like one is a text."""
    book = workbooks.new(workbooks.people(1))
    last = book.create_sheet("别的")
    last["A1"] = "=SUM(B1:B2)"
    last["A2"] = "cmd|'/c calc'!A1"
    assert Workbook(workbooks.saved(book, tmp_path / "a.xlsx")).active_content == ()
    if place == "cell":
        last["B9"] = "=cmd|'/c calc'!A1"
    else:
        book.defined_names["甲"] = DefinedName("甲", attr_text="cmd|'/c calc'!A1")
    assert Workbook(workbooks.saved(book, tmp_path / "b.xlsx")).active_content == (DDE,)


def test_a_formula_is_known_through_what_xml_lets_one_write_for_its_signs() -> None:
    hidden = b"<c r='A1'><f>cmd&#124;&apos;/c calc&apos;!A1</f></c>"
    assert set(asked_in(hidden)) == {DDE}


def test_an_old_workbook_tells_of_its_macro_sheets() -> None:
    """Excel 4 macros have no macro project: the list of sheets gives the kind of each sheet."""
    book, out = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("Macro1")
    book.save(out)
    data = out.getvalue()
    kind = data.index(b"\x06\x00Macro1") - 1
    assert active_content(data) == ()
    macro = data[:kind] + b"\x01" + data[kind + 1 :]
    assert active_content(macro) == (MACROS,)


# --- the outcomes -----------------------------------------------------------------------------


def test_every_outcome_has_a_code_of_its_own_and_advice() -> None:
    codes = [each.code for each in FileError]
    assert len(set(codes)) == len(codes)
    assert all(each.what and each.advice for each in FileError)


def test_the_page_of_outcomes_is_current() -> None:
    page = HOME / "docs" / "文件问题.md"
    assert page.read_text(encoding="utf-8") == troubles_page()


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(preflight.MAX_BYTES + 1)
    with pytest.raises(ChujingError) as refused:
        Workbook(path)
    assert refused.value.kind is FileError.TOO_LARGE
