"""The workbook part: sheets, the parts they are in, and defined names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from addin.errors import CannotDo, FileError, UnusableFile
from addin.writing.patch.markup import DAMAGED, Element, Markup, document, escape
from addin.writing.patch.package import STRICT, TRANSITIONAL, Package
from addin.writing.patch.references import Refers, refers_to, resolve
from addin.writing.patch.rows import SHEET_DATA
from addin.writing.plan import quoted

PRINT_AREA = "_xlnm.Print_Area"
WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STRICT_SPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab: its name, its part, its place from 0 on and the id of the relationship."""

    name: str
    part: str
    position: int
    relationship: str
    kind: str


class WorkbookPart:
    """The workbook part of a package; every method leaves the package consistent."""

    def __init__(self, package: Package) -> None:
        self.package = package
        kinds = {each.kind: each.target for each in package.relationships("")}
        self.part = kinds.get("officeDocument", "")
        if not self.part or self.part.endswith(".bin"):
            raise CannotDo("不是 .xlsx 或 .xlsm 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再试")
        self.space = self._open().space
        self.strict = self.space == _STRICT_SPACE

    def sheets(self) -> list[Sheet]:
        """Return the tabs from left to right."""
        targets = {each.id: each for each in self.package.relationships(self.part)}
        found = []
        for position, each in enumerate(_children(self._open(), "sheets")):
            target = targets.get(each.relationship())
            found.append(
                Sheet(
                    each.attributes.get("name", ""),
                    target.target if target else "",
                    position,
                    each.relationship(),
                    target.kind if target else "",
                )
            )
        return found

    def worksheets(self) -> list[Sheet]:
        """Return the tabs that have cells."""
        return [s for s in self.sheets() if s.kind == "worksheet" and s.part in self.package]

    def find(self, name: str) -> Sheet | None:
        """Return the worksheet of that name (case aside, as Excel has it)."""
        return next((s for s in self.worksheets() if s.name.casefold() == name.casefold()), None)

    def sheet(self, name: str) -> Sheet:
        """Return the worksheet of that name; raise CannotDo if there is none."""
        found = self.find(name)
        if found is None:
            raise CannotDo(f"工作簿里没有工作表“{name}”，请核对表名")
        return found

    def target(self, kind: str) -> str:
        """Return the part of that kind the workbook points to, "" if none."""
        related = self.package.relationships(self.part)
        return next((r.target for r in related if r.kind == kind and r.target in self.package), "")

    def folder(self) -> str:
        """Return the folder of the workbook part, with its slash."""
        return self.part[: self.part.rfind("/") + 1]

    def relate(self, target: str, kind: str) -> str:
        """Add a relationship from the workbook to a part; return its id."""
        return self.package.relate(self.part, target, kind, self.strict)

    def unrelate(self, target: str) -> None:
        """Remove a part of the workbook, with all parts that only it uses."""
        for each in self.package.relationships(self.part):
            if each.target.lower() == target.lower():
                self.package.unrelate(self.part, each.id)

    def put_sheet(self, name: str, xml: str) -> None:
        """Add a worksheet as the last tab, or replace the content of the one of that name."""
        present = self.find(name)
        if present is None:
            self._add_sheet(name, xml)
            return
        self.package.overwrite(present.part, document(xml))
        for each in self.package.relationships(present.part):
            self.package.unrelate(present.part, each.id)
        self.remove_names(present)

    def _add_sheet(self, name: str, xml: str) -> None:
        part = self.package.unused(self.folder() + "worksheets/sheet{}.xml")
        self.package.add(part, xml, WORKSHEET_TYPE)
        markup = self._open()
        numbers = [s.number("sheetId") for s in _children(markup, "sheets")]
        attributes = {
            "xmlns:r": (STRICT if self.strict else TRANSITIONAL).rstrip("/"),
            "name": name,
            "sheetId": max(numbers, default=0) + 1,
            "r:id": self.relate(part, "worksheet"),
        }
        tabs = markup.root.child("sheets")
        if tabs is None:
            raise UnusableFile(DAMAGED, FileError.DAMAGED)
        markup.append(tabs, markup.new("sheet", attributes))
        self.package.edit(self.part, markup)

    def drop_sheets(self, names: Collection[str]) -> None:
        """Remove sheets, with what belongs to them alone.

        In the sheets that stay, cells whose formula refers to a removed one keep their last
        value; drop-downs and conditional formats that refer to one are removed.
        """
        sheets = self.sheets()
        leaving = {s.position: s for s in sheets if s.name in names}
        if not leaving:
            return
        kept = [s.position for s in sheets if s.position not in leaving]
        if not kept:
            raise CannotDo("除去底稿后没有剩下的工作表，请核对文件")
        moved = {old: new for new, old in enumerate(kept)}
        markup = self._open()
        written = _children(markup, "sheets")
        for position in leaving:
            markup.remove(written[position])
        _move_names(markup, moved, refers_to(names))
        for view in _children(markup, "bookViews"):
            _move_view(markup, view, moved)
        self.package.edit(self.part, markup)
        for sheet in leaving.values():
            self.package.unrelate(self.part, sheet.relationship)
        self._resolve(refers_to(names))

    def _resolve(self, refers: Refers) -> None:
        """Remove what refers to the removed sheets, and the calculation chain."""
        for sheet in self.worksheets():
            markup = self.package.open(sheet.part, opaque=SHEET_DATA)
            resolve(markup, refers)
            self.package.edit(sheet.part, markup)
        self.unrelate(self.target("calcChain"))

    def print_area(self, sheet: Sheet) -> str:
        """Return the print area of a sheet (``A1:N30``), "" if it has none."""
        markup = self._open()
        written = (
            markup.text(name)
            for name in _children(markup, "definedNames")
            if _belongs(name, sheet.position, PRINT_AREA)
        )
        return next(written, "").rpartition("!")[2].replace("$", "")

    def set_print_area(self, sheet: Sheet, area: str) -> None:
        """Set the print area of a sheet that has none (``A1:N30``)."""
        markup = self._open()
        fixed = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
        attributes = {"name": PRINT_AREA, "localSheetId": sheet.position}
        xml = markup.new("definedName", attributes, escape(f"{quoted(sheet.name)}!{fixed}"))
        names = markup.root.child("definedNames")
        if names is None:
            markup.insert_in_order("definedNames", markup.new("definedNames", inner=xml), _ORDER)
        else:
            later = (n for n in names.children if _rank(n) > (PRINT_AREA.lower(), sheet.position))
            after = next(later, None)
            markup.insert(after.start, xml) if after else markup.append(names, xml)
        self.package.edit(self.part, markup)

    def remove_names(self, sheet: Sheet, name: str = "") -> None:
        """Remove the names that belong to a sheet, or only the one given."""
        markup = self._open()
        for each in _children(markup, "definedNames"):
            if _belongs(each, sheet.position, name):
                markup.remove(each)
        self.package.edit(self.part, markup)

    def _open(self) -> Markup:
        return self.package.open(self.part)


def _children(markup: Markup, name: str) -> list[Element]:
    found = markup.root.child(name)
    return found.children if found else []


def _belongs(defined: Element, position: int, name: str) -> bool:
    attributes = defined.attributes
    local = attributes.get("localSheetId") == str(position)
    return local and name.lower() in ("", attributes.get("name", "").lower())


def _rank(name: Element) -> tuple[str, int]:
    """Return the sort key by which Excel orders names."""
    return name.attributes.get("name", "").lower(), name.number("localSheetId", -1)


def _move_names(markup: Markup, moved: dict[int, int], gone: Refers) -> None:
    for name in _children(markup, "definedNames"):
        local = name.number("localSheetId", -1)
        if (local >= 0 and local not in moved) or gone(markup.text(name)):
            markup.remove(name)
        elif local >= 0 and moved[local] != local:
            markup.set(name, "localSheetId", moved[local])


def _move_view(markup: Markup, view: Element, moved: dict[int, int]) -> None:
    """Keep the active tab of a window; the first one where that is gone."""
    for attribute in ("activeTab", "firstSheet"):
        shown = view.number(attribute)
        if moved.get(shown, 0) != shown:
            markup.set(view, attribute, moved.get(shown, 0))
