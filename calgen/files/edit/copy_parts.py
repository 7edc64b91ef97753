"""Copies drawn sheets, and the parts that they lead to, into the package of the user's workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.edit import rows
from calgen.files.edit.rows import RowXml
from calgen.files.edit.sheet_views import SELECTED
from calgen.files.read.markup import Element, XmlDocument, whole_number
from calgen.files.read.package import Package, Relationship
from calgen.files.read.part_names import part_key, relationships_part, relative_target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from calgen.files.draw.draw_sheets import DrawnWorkbook
    from calgen.files.edit.styles import WorkbookStyles
    from calgen.files.read.opened_workbook import WorkbookSheet

# The drawn sheets are XlsxWriter's: no prefixes, no comments, no CDATA, and no bare ">" inside an attribute.
_RULE = re.compile(rb"<(?:cfRule|colorFilter|sortCondition) [^>]*>")
_DIFFERENTIAL = re.compile(rb'\b(\w*[dD]xfId)="(\d+)"')
_TABLE = "table"


@dataclass(slots=True)
class PartCopier:
    """Copies parts of a drawn workbook under unused names, with styles and table ids that fit the user's workbook."""

    drawn: DrawnWorkbook
    target: Package
    styles: WorkbookStyles
    table_ids: Mapping[str, int]  # id of each table on the tabs that are replaced, by casefolded name
    reserved: set[str]
    _differentials: dict[int, int] = field(default_factory=dict)
    _copied: dict[str, str] = field(default_factory=dict)
    _used_ids: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._used_ids = table_names(self.target).keys() | set(self.table_ids.values())

    @property
    def _source(self) -> Package:
        return self.drawn.workbook.package

    def sheet_for_edit(self, sheet: WorkbookSheet) -> tuple[bytes, dict[int, RowXml]]:
        """A drawn sheet without rows, and its rows, for an edit of the tab that stands there."""
        drawn = self.drawn.sheets[sheet.title]
        found = {row: RowXml(attrs.encode()) for row, attrs in drawn.row_attributes.items()}
        for (row, column), cell in drawn.cells.items():
            if row not in found:
                found[row] = RowXml(b"")
            found[row].cells[column] = cell
        return self.without_rows(sheet), found

    def without_rows(self, sheet: WorkbookSheet) -> bytes:
        """A drawn sheet without its rows."""
        return b"".join(self._sheet(sheet, ()))

    def table_of(self, sheet: WorkbookSheet) -> XmlDocument:
        """The table of a drawn sheet, with an id and formats that fit the user's workbook."""
        found = next(link for link in self._source.relationships(sheet.part) if link.kind == _TABLE)
        return XmlDocument(self._table(self._source.read(found.part)))

    def copy_sheet(self, sheet: WorkbookSheet, name: str, *, selected: bool) -> None:
        """Copies a drawn sheet into the part `name`, and the parts that it leads to."""
        pieces = self._sheet(sheet, self.drawn.sheets[sheet.title].rows, selected=selected)
        self.target.add(name, *pieces, content_type=self._source.content_type(sheet.part))
        self._copied[part_key(sheet.part)] = name
        self._copy_related(sheet.part, name)

    def _copy_related(self, part: str, name: str) -> None:
        """Copies the relationships of a part with their new targets, and the parts that they lead to."""
        relations = self._source.relationships(part)
        if not relations:
            return
        document = self._source.document(relationships_part(part))
        names = {relation.id: self._name(relation) for relation in relations if not relation.external}
        for relation in relations:
            if not relation.external:
                target = relative_target(name, names[relation.id])
                node = next(node for node in document.root.children if node.get("Id") == relation.id)
                document.set_attribute(node, "Target", target)
        self.target.add(relationships_part(name), document.to_bytes())
        for relation in relations:
            if not relation.external and part_key(relation.part) not in self._copied:
                self._copy(relation, names[relation.id])

    def _name(self, relation: Relationship) -> str:
        done = self._copied.get(part_key(relation.part))
        if done is None:
            done = self.target.unused_name(relation.part, self.reserved)
            self.reserved |= {part_key(done), part_key(relationships_part(done))}
        return done

    def _copy(self, relation: Relationship, name: str) -> None:
        data = self._source.read(relation.part)
        if relation.kind == _TABLE:
            data = self._table(data)
        self._copied[part_key(relation.part)] = name
        self.target.add(name, data, content_type=self._source.content_type(relation.part))
        self._copy_related(relation.part, name)

    # -- the content of parts ----------------------------------------------------------------------------------------

    def _sheet(self, sheet: WorkbookSheet, cells: Sequence[bytes], *, selected: bool = False) -> tuple[bytes, ...]:
        """A drawn sheet with these rows, in pieces."""
        head, _, tail = rows.split_sheet(self._source.read(sheet.part))
        head = SELECTED.sub(b"", head)
        if selected:
            head = head.replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)
        tail = _RULE.sub(lambda found: _DIFFERENTIAL.sub(self._differential, found[0]), tail)
        return (head, b"<sheetData>", *cells, b"</sheetData>", tail) if cells else (head, b"<sheetData/>", tail)

    def _differential(self, found: re.Match[bytes]) -> bytes:
        return b'%s="%d"' % (found[1], self._differential_format(int(found[2])))

    def _differential_format(self, index: int) -> int:
        """The user's index of a drawn format of a rule or table."""
        if index not in self._differentials:
            root = self._source.tree(self.drawn.workbook.part_of_kind("styles"))
            formats = root.child("dxfs")
            assert formats is not None
            self._differentials[index] = self.styles.differential_format(formats.children[index])
        return self._differentials[index]

    def _table(self, data: bytes) -> bytes:
        document = XmlDocument(data)
        for node in document.root.descendants():
            for name, value in node.attrs.items():
                if name.casefold().endswith("dxfid"):
                    document.set_attribute(node, name, str(self._differential_format(int(value))))
        title = document.root.get("displayName")
        document.set_attribute(document.root, "id", str(self._table_id(title.casefold())))
        for node in (document.root, *document.root.children_named("autoFilter")):
            document.set_attribute(node, "ref", self.drawn.tables[title])
        return document.to_bytes()

    def _table_id(self, title: str) -> int:
        """The id that the table of that name had, for slicers refer to it; else the next unused one."""
        key = self.table_ids.get(title, 0) or max([0, *self._used_ids]) + 1
        self._used_ids.add(key)
        return key


def table_roots(package: Package) -> dict[str, Element]:
    """The root element of each table in a package, by the key of its part; unreadable ones are left out."""
    found: dict[str, Element] = {}
    for part in package.parts():
        if not package.content_type(part).endswith("spreadsheetml.table+xml"):
            continue
        try:
            found[part_key(part)] = package.tree(part)
        except Refused:
            continue
    return found


def table_names(package: Package) -> dict[int, str]:
    """The names of a package's tables, casefolded, by id."""
    return {whole_number(root.get("id"), 0): (root.get("displayName") or root.get("name")).casefold()
            for root in table_roots(package).values()}
