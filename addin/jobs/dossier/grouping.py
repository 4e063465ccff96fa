"""Shapes drawn over cells, joined into one picture.

Programs differ in how wide a column is, so shapes that are anchored one by one drift apart. In a
group only the whole is anchored to cells, and everything in it keeps its place to the rest.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def grouped(drawing: bytes, name: str) -> bytes:
    """Return the drawing part with all its shapes in one group called ``name``.

    The first shape is the frame: the group lies where it lies, in its cells.
    """
    root = etree.fromstring(drawing)
    anchors = list(root)
    shapes = list(root.iter(f"{{{_XDR}}}sp"))
    frame = next(shapes[0].iter(f"{{{_A}}}xfrm"))
    group = etree.Element(f"{{{_XDR}}}grpSp")
    about = etree.SubElement(group, f"{{{_XDR}}}nvGrpSpPr")
    etree.SubElement(about, f"{{{_XDR}}}cNvPr", id=str(len(shapes) + 2), name=name)
    etree.SubElement(about, f"{{{_XDR}}}cNvGrpSpPr")
    place = etree.SubElement(etree.SubElement(group, f"{{{_XDR}}}grpSpPr"), f"{{{_A}}}xfrm")
    place.extend(deepcopy(part) for part in (*frame, *frame))  # off, ext, and again for within
    for inner, tag in zip(list(place)[2:], ("chOff", "chExt"), strict=True):
        inner.tag = f"{{{_A}}}{tag}"
    group.extend(shapes)
    for anchor in anchors[1:]:
        root.remove(anchor)
    anchors[0].insert(2, group)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
