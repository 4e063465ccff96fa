"""Charts in a Word document: a DrawingML part with its values, and the workbook to edit them.

Word shows the values stored in the chart at once and opens the workbook when somebody edits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
)
from openpyxl.xml.functions import tostring

from addin.writing.sheets.reproducible import deterministic
from addin.writing.sheets.styles import put

_SHEET = "数据"
_WIDTH, _BAR, _FRAME = 150, 7.5, 14  # millimetres: of the chart, of one bar, around the bars
_COLOURS = ("404040", "BFBFBF")  # different on a black-and-white printer
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Chart:
    """A horizontal bar chart: a label for each bar, and one number per series."""

    title: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[int]]]


class Placed:
    """A chart in a template's context, added to the document where its tag stands."""

    def __init__(self, chart: Chart, part: Part) -> None:
        self._chart = chart
        self._part = part

    def __html__(self) -> str:
        """Return the run that shows the chart; jinja2 puts it in unescaped."""
        return _RUN.format(
            width=Mm(_WIDTH),
            height=Mm(_height(self._chart)),
            key=self._part.relate_to(_chart_part(self._chart, self._part), RELATIONSHIP_TYPE.CHART),
            name=_attribute(self._chart.title),
        )


def _height(chart: Chart) -> float:
    bars = len(chart.labels) * (1 + 0.5 * (len(chart.series) - 1))
    return _FRAME + _BAR * bars + (8 if len(chart.series) > 1 else 0)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _chart_part(chart: Chart, holder: Part) -> Part:
    package = holder.package
    assert package
    name = package.next_partname("/word/charts/chart%d.xml")
    part = Part(name, _CHART, b"", package)
    workbook = PackURI(f"/word/embeddings/{PackURI(name).filename.replace('.xml', '.xlsx')}")
    embedded = Part(workbook, _XLSX, _workbook(chart), package)
    part._blob = _markup(chart, part.relate_to(embedded, RELATIONSHIP_TYPE.PACKAGE))
    return part


def _workbook(chart: Chart) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    for row, label in enumerate(chart.labels, 2):
        put(sheet, row, 1, label)
    for column, (name, numbers) in enumerate(chart.series, 2):
        put(sheet, 1, column, name)
        for row, number in enumerate(numbers, 2):
            put(sheet, row, column, number)
    return deterministic(book)


def _markup(chart: Chart, workbook: str) -> bytes:
    bars = BarChart()
    bars.type, bars.gapWidth, bars.overlap = "bar", 60, 0
    bars.legend = bars.legend if len(chart.series) > 1 else None
    if bars.legend:
        bars.legend.position = "b"
    bars.x_axis.scaling.orientation = "maxMin"  # the first label above, as in the table
    bars.x_axis.delete, bars.y_axis.delete = False, True
    bars.y_axis.majorGridlines = None
    bars.y_axis.scaling.min = min(0, *(n for _, numbers in chart.series for n in numbers))
    bars.x_axis.graphicalProperties = GraphicalProperties()
    bars.x_axis.graphicalProperties.line.solidFill = "808080"
    bars.graphical_properties = GraphicalProperties(noFill=True)
    bars.graphical_properties.line.noFill = True
    bars.series = [
        _series(chart, at, name, numbers) for at, (name, numbers) in enumerate(chart.series)
    ]
    space = etree.fromstring(tostring(bars._write()))  # type: ignore[attr-defined]
    _frame(space, workbook)
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def _series(chart: Chart, at: int, name: str, numbers: Sequence[int]) -> Series:
    column = chr(ord("B") + at)
    last = len(chart.labels) + 1
    series = Series(
        idx=at,
        order=at,
        tx=SeriesLabel(strRef=StrRef(f"{_SHEET}!${column}$1", _texts([name]))),
        cat=AxDataSource(strRef=StrRef(f"{_SHEET}!$A$2:$A${last}", _texts(chart.labels))),
        val=NumDataSource(
            NumRef(f"{_SHEET}!${column}$2:${column}${last}", NumData(
                formatCode="General", ptCount=len(numbers),
                pt=[NumVal(idx=i, v=str(number)) for i, number in enumerate(numbers)],
            ))
        ),
    )  # fmt: skip
    series.graphicalProperties = GraphicalProperties(solidFill=_COLOURS[at])
    series.invertIfNegative = False
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    return series


def _texts(texts: Sequence[str]) -> StrData:
    return StrData(ptCount=len(texts), pt=[StrVal(idx=i, v=text) for i, text in enumerate(texts)])


def _frame(space: etree._Element, workbook: str) -> None:
    """What openpyxl leaves out: typefaces for the whole chart, and the workbook behind it."""
    face = CharacterProperties(
        sz=1050, latin=Font(typeface="Times New Roman"), ea=Font(typeface="仿宋")
    )
    text = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=face), endParaRPr=face)])
    space.append(etree.fromstring(tostring(text.to_tree(tagname="txPr", namespace=_C))))
    external = etree.SubElement(space, f"{{{_C}}}externalData", {f"{{{_R}}}id": workbook})
    etree.SubElement(external, f"{{{_C}}}autoUpdate", {"val": "0"})


# The tag stands inside a run's text: close it, show the chart in a run of its own, open it again.
_RUN = (
    "</w:t></w:r><w:r><w:drawing>"
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="1" name="{name}" descr="{name}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{{key}}"/>'
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
)
