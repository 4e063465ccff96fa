"""Every workbook that we write is one to which Office's own schema has no objection.

Templates, samples and what each job makes of them, in every version of Office that Microsoft's
schema data (in openxml-audit) tells apart.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from typer.testing import CliRunner

from addin.build import make
from addin.cli.app import app

ENDINGS = (".xlsx", ".xlsm", ".xlam")
# No error of the schema: texts stand in their cells, and Excel moves them when it saves.
ALLOWED = "inline-string cell(s)"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Everything that is handed out, and the results of every job on the samples."""
    folder = tmp_path_factory.mktemp("written")
    make.build(folder / "build")
    assert CliRunner().invoke(app, ["demo", str(folder / "demo")]).exit_code == 0
    found = sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS)
    workbooks = [path for path in found if zipfile.is_zipfile(path)]  # some samples are damaged
    assert len(workbooks) > 100
    return workbooks


@pytest.mark.parametrize("version", FileFormat, ids=lambda version: version.name)
def test_the_schema_of_no_office_objects(written: list[Path], version: FileFormat) -> None:
    validator = OpenXmlValidator(version)
    found = {
        f"{path.name}: {error}"
        for path in written
        for error in validator.validate(path).errors
        if ALLOWED not in error.description
    }

    assert found == set()


def test_no_workbook_makes_excel_calculate_everything_when_it_opens(written: list[Path]) -> None:
    """So formulas keep their last text where the add-in is not installed."""
    for path in written:
        with zipfile.ZipFile(path) as package:
            book = package.read("xl/workbook.xml").decode()
        assert "fullCalcOnLoad" not in book or 'fullCalcOnLoad="0"' in book, path.name


def test_every_sum_carries_its_value() -> None:
    """附件2's sums are live, and show something where nobody calculates.

    Only a 合计 that shows nothing as long as its column is empty has none.
    """
    template = Path(__file__).parents[2] / "templates" / "附件2.xlsx"
    with zipfile.ZipFile(template) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    values = dict(re.findall(r"<f>([^<]*)</f><v>([^<]*)</v>", sheet))
    assert len(values) == len(set(re.findall(r"<f>([^<]*)</f>", sheet))) > 20
    assert all(value for formula, value in values.items() if not formula.startswith("IF(COUNT("))
