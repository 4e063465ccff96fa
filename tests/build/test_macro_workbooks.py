"""Tests of the workbooks with macros and the add-in, read with independent tools."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from oletools.olevba import VBA_Parser
from openxml_audit import OpenXmlValidator
from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.apps.excel import ExcelApplication

from addin.build import customui, make, packages, vba
from addin.declare import FORMULAS
from addin.errors import BuildError
from support import macros

NAMES = ("附件1.xlsm", "附件2.xlsm", "出国境证件.xlam")
TYPES = {
    ".xlsm": packages.WITH_MACROS,
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
KNOWN = (
    # Texts stand in the cells themselves; Excel moves them into a table of its own when it saves.
    "inline-string cell(s)",
)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder ``dist`` of a fresh build."""
    folder = tmp_path_factory.mktemp("build")
    make.build(folder)
    return folder / "dist"


def test_a_second_build_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    make.build(tmp_path)

    for path in dist.iterdir():
        assert (tmp_path / "dist" / path.name).read_bytes() == path.read_bytes()


def test_the_build_makes_what_is_handed_out(dist: Path) -> None:
    assert sorted(path.name for path in dist.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_olevba_reads_every_module_with_its_chinese_intact(dist: Path, name: str) -> None:
    parser = VBA_Parser(str(dist / name))
    found = {file: code for _, _, file, code in parser.extract_all_macros()}

    for module, source in vba.modules(addin=name.endswith(".xlam")).items():
        kind = "cls" if module == vba.SERVER else "bas"
        lines = [line for line in found[f"{module}.{kind}"].splitlines() if line]
        body = source[source.index("Option Explicit") :]
        assert lines[lines.index("Option Explicit") :] == [
            line for line in body.splitlines() if line
        ]


@pytest.mark.parametrize("name", NAMES)
def test_olevba_sees_no_process_start_and_nothing_that_runs_by_itself(
    dist: Path, name: str
) -> None:
    """What antivirus programs look for; the DLL, the file of settings and its folder remain."""
    found = VBA_Parser(str(dist / name)).analyze_macros()
    flagged = {keyword for kind, keyword, _ in found if kind in ("Suspicious", "AutoExec")}

    assert flagged <= {"Environ", "Open", "Lib", "Exec", "Hex Strings", "Base64 Strings"}
    assert not [kind for kind, _, _ in found if kind == "AutoExec"]


@pytest.mark.parametrize("name", NAMES)
def test_cells_reach_the_declared_formulas_only(dist: Path, name: str) -> None:
    """In the package as it is handed out, whatever else its modules hold."""
    function = re.compile(r"^\s*(?:Public |Friend )?(?:Static )?Function ([^\s(]+)", re.M)
    with ExcelFile(dist / name) as book:
        project = book.vba_project()
        standard = [m for m in project.modules if m.kind is VBAModuleKind.standard]
        found = [name for module in standard for name in function.findall(module.source)]

    assert sorted(found) == sorted(formula.name for formula in FORMULAS)


@pytest.mark.parametrize("name", NAMES)
def test_pyopenvba_reads_the_project_in_chinese_code_page_without_complaint(
    dist: Path, name: str
) -> None:
    with ExcelFile(dist / name) as book:
        modules = book.module_names()
        assert book.vba_project().code_page == 936
        assert book.validate() == []
        assert {"PythonServer", "formulas", "chujing"} <= set(modules)
        assert "Module1" not in modules
        assert "Function 违规类型(" in book.get_module("formulas")


@pytest.mark.parametrize("name", NAMES)
def test_the_package_audit_has_no_findings(dist: Path, name: str) -> None:
    found = [error.description for error in OpenXmlValidator().validate(dist / name).errors]

    assert [text for text in found if not any(known in text for known in KNOWN)] == []


@pytest.mark.parametrize("name", NAMES)
def test_ribbon_hangs_on_the_package(dist: Path, name: str) -> None:
    with zipfile.ZipFile(dist / name) as archive:
        links = etree.fromstring(archive.read("_rels/.rels"))
        target = next(
            e.get("Target") for e in links if e.get("Type") == packages.RIBBON_RELATIONSHIP
        )
        assert target
        assert archive.read(target) == customui.ribbon(addin=name.endswith(".xlam"))


@pytest.mark.parametrize("name", NAMES)
def test_content_types_and_extension_agree(dist: Path, name: str) -> None:
    """Excel refuses a file whose content type does not match its extension."""
    with zipfile.ZipFile(dist / name) as archive:
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    by_part = {e.get("PartName"): e.get("ContentType") for e in types}
    by_extension = {e.get("Extension"): e.get("ContentType") for e in types}

    assert by_part["/xl/workbook.xml"] == TYPES[Path(name).suffix]
    assert "application/vnd.ms-office.vbaProject" in (
        by_part.get("/xl/vbaProject.bin"),
        by_extension.get("bin"),
    )


@pytest.mark.parametrize("name", ["附件1.xlsm", "附件2.xlsm"])
def test_the_workbook_is_its_template_plus_macros(dist: Path, name: str) -> None:
    """The official form is unchanged but for the code names that macros need."""
    template = dist.parent / "templates" / name.replace(".xlsm", ".xlsx")
    with zipfile.ZipFile(template) as before, zipfile.ZipFile(dist / name) as after:
        added = set(after.namelist()) - set(before.namelist())
        assert added == {"xl/vbaProject.bin", packages.RIBBON_PART}
        for part in before.namelist():
            if part.startswith("xl/worksheets/"):
                assert _content(before.read(part)) == _content(after.read(part))
            elif part in ("xl/styles.xml", "xl/sharedStrings.xml", "docProps/core.xml"):
                assert before.read(part) == after.read(part)


def _content(sheet: bytes) -> bytes:
    root = etree.fromstring(sheet)
    for properties in root.findall("{*}sheetPr"):
        properties.attrib.pop("codeName", None)
    return etree.tostring(root, method="c14n")


def test_every_sheet_has_its_module(dist: Path) -> None:
    with ExcelFile(dist / "附件1.xlsm") as book, zipfile.ZipFile(dist / "附件1.xlsm") as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        names = {f"Sheet{number}" for number in range(1, len(sheets) + 1)}
        assert names | {"ThisWorkbook"} <= set(book.module_names())


@pytest.mark.parametrize("name", NAMES)
def test_the_macros_compile_and_run_where_they_can_without_excel(dist: Path, name: str) -> None:
    """In pyOpenVBA's interpreter: a formula goes its way to where the DLL would be loaded."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(macros.runnable(), name=vba.SERVER)
    with ExcelFile(dist / name) as book:
        for module in ("formulas", "chujing"):
            lines = book.get_module(module).splitlines()
            # Attributes of single procedures and a class's one object are beyond the interpreter.
            source = "\n".join(line for line in lines if not re.match(r"Attribute \S+\.", line))
            app.add_module(source.replace(f"{vba.SERVER}.", ""), name=module)

    assert vba.SETUP_FILE in str(app.run("加载项自检"))


def test_only_a_plain_workbook_is_taken_as_template(dist: Path) -> None:
    with pytest.raises(BuildError, match=r"\.xlsx"):
        packages.macro_workbook((dist / "附件1.xlsm").read_bytes())


def test_parts_carry_one_date() -> None:
    with zipfile.ZipFile(io.BytesIO(packages.add_in())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
