"""An opened workbook file: its parts, sheets and defined names, and the edits that register new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.read import calgen_tabs
from calgen.files.read.markup import RELATIONS, Element, escape_xml, whole_number
from calgen.files.read.package import ROOT, Package
from calgen.files.read.part_names import relationships_part, relative_target

if TYPE_CHECKING:
    from collections.abc import Iterator

TAB_MARKER = "_calgen_tab"  # a hidden name on each of calgen's tabs: it stays when a tab is renamed, moved or copied
NAME_PREFIX = "calgen_"
STRICT = "http://purl.oclc.org/ooxml/"
SHEET_KIND = f"{RELATIONS}/worksheet"

# CT_Workbook's sequence in ECMA-376 part 1
WORKBOOK_ORDER = ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
                  "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews",
                  "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr",
                  "webPublishObjects", "extLst")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """An entry of the list of sheets; `part` is empty if its relationship leads to no part."""

    title: str
    position: int
    sheet_id: int
    state: str
    part: str
    node: Element | None = None


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name; `local` is the position of the sheet that it belongs to."""

    name: str
    local: int | None
    text: str
    node: Element


class OpenedWorkbook:
    """A workbook file: its package, its sheets and its defined names.

    A command opens its file once and passes this object on; an edit works on a `copy`. `name` is that of the file.
    """

    def __init__(self, package: Package, name: str = "") -> None:
        self.package, self.name = package, name
        roots = [relation.part for relation in package.relationships(ROOT) if relation.kind == "officeDocument"]
        if not roots or not package.has(roots[0]):
            raise Refused("file_damaged", part="workbook.xml")
        self.part = roots[0]
        self.document = package.document(self.part)
        if self.document.root.space.startswith(STRICT):
            # ISO Strict: other namespaces, in which no sheet would be found
            raise Refused("file_strict")
        self._links = package.relationships(self.part)
        self.sheets = tuple(self._sheets())
        self.names = tuple(self._names())
        if self._has_lost_a_sheet():
            raise Refused("file_damaged", part=self.part)
        self._new_links: list[str] = []
        self._owned: dict[str, int] | None = None  # the positions of calgen's tabs, by key

    def _sheets(self) -> Iterator[WorkbookSheet]:
        parts = {link.id: link.part for link in self._links if not link.external and self.package.has(link.part)}
        container = self.document.root.child("sheets")
        for position, node in enumerate(container.children_named("sheet") if container else ()):
            part = parts.get(node.get(f"{RELATIONS} id"), "")
            sheet_id, state = whole_number(node.get("sheetId"), 10**9), node.get("state", "visible")
            yield WorkbookSheet(node.get("name"), position, sheet_id, state, part, node)

    def _names(self) -> Iterator[DefinedName]:
        container = self.document.root.child("definedNames")
        for node in container.children_named("definedName") if container else ():
            local = node.get("localSheetId")
            yield DefinedName(node.get("name"), whole_number(local, -1) if local else None, node.text.strip(), node)

    def _has_lost_a_sheet(self) -> bool:
        """Whether a mark of calgen's belongs to a sheet beyond the last one: then all marks may be of other sheets."""
        marks = [name.local for name in self.names if name.name.casefold() == TAB_MARKER and name.local is not None]
        return max(marks, default=-1) >= len(self.sheets)

    def copy(self) -> OpenedWorkbook:
        """A copy of the workbook; edits of it leave this one unchanged."""
        copied = OpenedWorkbook(self.package.copy(), self.name)
        copied._owned = self._owned
        return copied

    def calgen_sheets(self) -> dict[str, WorkbookSheet]:
        """The tabs that calgen owns, by key: docs/decisions.md, "Whose tab it is"."""
        if self._owned is None:
            self._owned = {key: sheet.position for key, sheet in calgen_tabs.find_calgen_tabs(self).items()}
        return {key: self.sheets[position] for key, position in self._owned.items()}

    def marked_sheets(self) -> dict[str, tuple[WorkbookSheet, ...]]:
        """The tabs with a mark of calgen's, by its key: a tab and its copies, the lowest sheet id first."""
        found: dict[str, list[WorkbookSheet]] = {}
        for name in self.names:
            if name.name.casefold() != TAB_MARKER or name.local is None or not 0 <= name.local < len(self.sheets):
                continue
            sheet, key = self.sheets[name.local], name.text.strip('"')
            if sheet.part and sheet not in found.setdefault(key, []):
                found[key].append(sheet)
        return {key: tuple(sorted(copies, key=lambda sheet: sheet.sheet_id)) for key, copies in found.items() if copies}

    def part_of_kind(self, kind: str) -> str:
        """The part that a kind of relationship of the workbook part leads to; empty if there is none."""
        return next((link.part for link in self._links if link.kind == kind and self.package.has(link.part)), "")

    @property
    def counts_from_1904(self) -> bool:
        """Whether days count from 1904, as in old workbooks from a Mac; drawn days must count from there too."""
        settings = self.document.root.child("workbookPr")
        return settings is not None and settings.get("date1904") in {"1", "true"}

    # -- edits ---------------------------------------------------------------------------------------------------

    def _free_id(self) -> str:
        used = {link.id for link in self._links} | {link.split('"', 2)[1] for link in self._new_links}
        count = 1
        # the workbook may refer to a missing relationship: a new one must not take its id
        while f"rId{count}" in used or self.document.contains_value(f"rId{count}"):
            count += 1
        return f"rId{count}"

    def add_relationship(self, kind: str, part: str) -> str:
        """Adds a relationship from the workbook part to another part; returns its id."""
        key, target = self._free_id(), relative_target(self.part, part)
        self._new_links.append(f'<Relationship Id="{key}" Type="{kind}" Target="{escape_xml(target)}"/>')
        return key

    def add_sheet(self, title: str, sheet_id: int, link: str, state: str) -> None:
        container = self.document.root.child("sheets")
        if container is None:
            raise Refused("file_damaged", part=self.part)
        prefix = self.document.prefix_of(RELATIONS)
        known = "" if prefix else f' xmlns:r="{RELATIONS}"'
        hidden = "" if state == "visible" else f' state="{state}"'
        self.document.append(container, f'<sheet{known} name="{escape_xml(title)}" sheetId="{sheet_id}"{hidden} '
                                        f'{prefix or "r"}:id="{link}"/>')

    def remove_name(self, name: DefinedName) -> None:
        self.document.remove(name.node)

    def add_names(self, names: list[str]) -> None:
        """Adds `definedName` elements, and their container if there is none."""
        container = self.document.root.child("definedNames")
        if container is None:
            self.document.insert(self.document.root, f"<definedNames>{''.join(names)}</definedNames>", WORKBOOK_ORDER)
            return
        for name in names:
            self.document.append(container, name)

    def request_recalculation(self) -> None:
        """Makes programs calculate all formulas on opening."""
        node = self.document.root.child("calcPr")
        if node is None:
            self.document.insert(self.document.root, '<calcPr fullCalcOnLoad="1"/>', WORKBOOK_ORDER)
        else:
            self.document.set_attribute(node, "fullCalcOnLoad", "1")

    def show_on_opening(self, position: int) -> None:
        """Makes the first window show a sheet on opening."""
        views = self.document.root.child("bookViews")
        view = views.child("workbookView") if views else None
        written = f'<workbookView activeTab="{position}"/>'
        if view is not None:
            self.document.set_attribute(view, "activeTab", str(position))
        elif views is not None:
            self.document.append(views, written)
        else:
            self.document.insert(self.document.root, f"<bookViews>{written}</bookViews>", WORKBOOK_ORDER)

    def write_parts(self) -> None:
        """Writes the workbook part and its relationships back into the package."""
        name = relationships_part(self.part)
        document = self.package.document(name)
        for node in document.root.children_named("Relationship"):
            if node.get("Type").endswith("/calcChain"):
                document.remove(node)
                self.package.remove(self.package.resolve(self.part, node.get("Target")))
        for link in self._new_links:
            document.append(document.root, link)
        self.package.write(name, document.to_bytes())
        self.package.write(self.part, self.document.to_bytes())
