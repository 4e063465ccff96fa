"""Paper, typefaces and styles of an official document in Word.

Source: GB/T 9704-2012 5.2 (A4, upper margin 37 mm, inner 28 mm, type area 156 mm x 225 mm; title
二号小标宋, text 三号仿宋, first level 黑体, second level 楷体). Everything is a style with a name,
so that an office changes the look in Word by changing the style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import ZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from addin.forms.sheets import PRODUCT
from addin.writing.sheets.reproducible import ISSUED, packed

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_LATIN = "Times New Roman"
_LINE = Pt(28)
_CENTRE, _LEFT, _RIGHT, _BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip
_KEPT_STYLES = frozenset(("Normal", "Default Paragraph Font", "Normal Table", "No List"))
_BALLAST = ("stylesWithEffects", "thumbnail", "customXml", "numbering", "webSettings")
_TITLE_FACE = "方正小标宋简体"


@dataclass(frozen=True)
class _Look:
    """One paragraph style: typeface, size in points, alignment; ``indent`` in characters.

    ``line`` is the exact height of a line, None for as much as it takes; ``level`` the depth in
    the outline (from 0), None for text.
    """

    face: str
    size: float
    side: WD_ALIGN_PARAGRAPH = _BOTH
    indent: int = 0
    line: Pt | None = _LINE
    level: int | None = None


BODY = "Normal"
TITLE, ADDRESSEE, FIRST, SECOND = "公文标题", "公文主送", "公文一级标题", "公文二级标题"
SIGNATURE, CELL, WORDS, HEADING, CAPTION, PICTURE, NOTE = (
    "公文落款", "表内文字", "表内长文", "表内标题", "公文图表题", "公文图", "公文说明",
)  # fmt: skip
BLANK = "待填写"
_LOOKS = {
    BODY: _Look("仿宋", 16, indent=2),
    TITLE: _Look(_TITLE_FACE, 22, _CENTRE, line=Pt(34)),
    ADDRESSEE: _Look("仿宋", 16, _LEFT),
    FIRST: _Look("黑体", 16, indent=2, level=0),
    SECOND: _Look("楷体", 16, indent=2, level=1),
    SIGNATURE: _Look("仿宋", 16, _RIGHT),
    CELL: _Look("仿宋", 12, _CENTRE, line=Pt(20)),
    WORDS: _Look("仿宋", 12, _LEFT, line=Pt(20)),
    HEADING: _Look("黑体", 12, _CENTRE, line=Pt(20)),
    CAPTION: _Look("黑体", 14, _CENTRE),
    PICTURE: _Look("仿宋", 16, _CENTRE, line=None),
    NOTE: _Look("仿宋", 12, indent=2, line=Pt(20)),
}
_GREY = RGBColor(0x59, 0x59, 0x59)


def new_document(title: str) -> DocumentType:
    """Return an empty document on official paper, with the styles above and page numbers."""
    document = Document()
    _drop_ballast(document)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, PRODUCT, ""
    properties.comments, properties.created, properties.modified = "", ISSUED, ISSUED
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    for name, look in _LOOKS.items():
        _define(document, name, look)
    blank = document.styles.add_style(BLANK, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(blank, CharacterStyle)
    _set_face(blank, "楷体")
    blank.font.color.rgb = _GREY
    _number_pages(section.footer.paragraphs[0])
    return document


def to_bytes(document: DocumentType) -> bytes:
    """Return the document as .docx bytes, the same on every machine and day."""
    raw = BytesIO()
    document.save(raw)
    return settled(raw.getvalue())


def settled(package: bytes) -> bytes:
    """Return the .docx with every time in it set to one date."""
    with ZipFile(BytesIO(package)) as made:
        return packed({name: made.read(name) for name in made.namelist()})


def sign(document: DocumentType, text: str) -> None:
    """Append a line of the signature block, set in from the right."""
    document.add_paragraph(text, SIGNATURE).paragraph_format.right_indent = Pt(64)


def add(document: DocumentType, style: str, text: str, blank: str = "") -> Paragraph:
    """Append a paragraph; ``blank`` follows it, styled as still to be filled in."""
    paragraph = document.add_paragraph(style=style)
    _fill(paragraph, text, blank)
    return paragraph


def add_table(document: DocumentType, widths: Sequence[float]) -> Table:
    """Append a ruled table without rows; ``widths`` are in millimetres."""
    table: Table = document.add_table(0, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rule(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def add_row(
    table: Table,
    texts: Sequence[str],
    styles: Sequence[str],
    *,
    height: float = 0,
    repeat: bool = False,
) -> list[_Cell]:
    """Append a row that no page break divides, at least ``height`` millimetres high.

    ``repeat`` it on every page where it is the head.
    """
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if height:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))
    cells = list(row.cells)
    for cell, text, style, column in zip(cells, texts, styles, table.columns, strict=True):
        cell.width = column.width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        put(cell, text, style)
    return cells


def put(cell: _Cell, text: str, style: str, blank: str = "") -> None:
    """Fill a cell in one style."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    _fill(paragraph, text, blank)


def span(cells: Sequence[_Cell]) -> _Cell:
    """Merge cells side by side and return the cell; the first one's text is kept."""
    for cell in cells[1:]:
        cell.text = ""
    merged: _Cell = cells[0].merge(cells[-1])
    for empty in merged.paragraphs[1:]:
        empty._p.getparent().remove(empty._p)
    return merged


def _fill(paragraph: Paragraph, text: str, blank: str) -> None:
    if text:
        paragraph.add_run(text)
    if blank:
        paragraph.add_run(blank, BLANK)


def _define(document: DocumentType, name: str, look: _Look) -> None:
    styles = document.styles
    style = styles[BODY] if name == BODY else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _set_face(style, look.face)
    style.font.size = Pt(look.size)
    if name != BODY:
        style.base_style = styles[BODY]
        style.quick_style = True
    layout = style.paragraph_format
    layout.alignment = look.side
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = True
    layout.keep_with_next = look.level is not None
    if look.line is None:
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, look.line
    layout.first_line_indent = Pt(look.indent * look.size)
    # Word indents by characters, whatever their size; other programs by the points above.
    properties = style.element.get_or_add_pPr()
    properties.get_or_add_ind().set(qn("w:firstLineChars"), str(look.indent * 100))
    if look.level is not None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(look.level))
        properties.append(outline)


def _set_face(style: CharacterStyle, face: str) -> None:
    style.font.name = _LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:cs"), _LATIN)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _rule(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(cast("BaseOxmlElement", borders), *after)


def _number_pages(paragraph: Paragraph) -> None:
    """Add the page number, centred: — 1 —."""
    paragraph.style = CELL
    paragraph.add_run("— ")
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if code:
            field = OxmlElement("w:instrText")
            field.text = code
        else:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
        run._r.append(field)
    paragraph.add_run(" —")


def _drop_ballast(document: DocumentType) -> None:
    """Remove the parts of python-docx's template that our documents do not need."""
    package = document.part.package
    for holder in (package, document.part):
        for key, link in list(holder.rels.items()):
            if any(word in link.reltype for word in _BALLAST):
                del holder.rels[key]
    styles = document.styles
    for style in list(styles):
        if style.name not in _KEPT_STYLES:
            style.element.getparent().remove(style.element)
    for latent in styles.element.findall(qn("w:latentStyles")):
        styles.element.remove(latent)
    language = styles.element.find(".//" + qn("w:lang"))
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
    for part in package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = _FONTS.encode("utf-8")


# 方正小标宋 comes with the offices' software, not with Windows: say what to take instead.
_FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for face, other, family in (
            (_TITLE_FACE, "宋体", "roman"),
            ("仿宋", "仿宋_GB2312", "modern"),
            ("楷体", "楷体_GB2312", "modern"),
            ("黑体", "SimHei", "modern"),
        )
    )
    + "</w:fonts>"
)
