"""Takes a drawn sheet, and all that it leads to, into the user's package."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.draw.cells import Sketch, taken_apart, written
from calgen.files.edit import rows
from calgen.files.edit.rows import Cell, Row
from calgen.files.edit.sheet_views import SELECTED
from calgen.files.read.markup import Document, Node, number
from calgen.files.read.package import Package, Relation, fold, relations_name, relative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calgen.files.edit.styles import Styles
    from calgen.files.read.opened_workbook import OpenedWorkbook, Sheet

# The drawn sheets are XlsxWriter's: no prefixes, no comments, no CDATA, and no bare ">" inside an attribute.
_CELL = re.compile(rb'<c (r="[A-Z]+\d+")(?: s="(\d+)")?((?: \w+="\w+")*)(?:(/?>)(?!<v>\d+</v></c>)|><v>(\d+)</v></c>)')
_LINE = re.compile(rb"<(row|col) ([^>]*)>")
_STYLE = re.compile(rb'\b(s|style)="(\d+)"')
_STRING = b' t="s"'
_RULE = re.compile(rb"<(?:cfRule|colorFilter|sortCondition) [^>]*>")
_DIFFERENTIAL = re.compile(rb'\b(\w*[dD]xfId)="(\d+)"')
_SHARED = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
_ROW = re.compile(rb'<row r="(\d+)"(?: spans="[^"]*")?((?: \w+="[^"]*")*)')
_SAMPLE = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?')
_TABLE = "table"


@dataclass(slots=True)
class Graft:
    """Copies parts of a drawn package under free names, with styles, strings and table ids fitted to the user's."""

    source: OpenedWorkbook
    target: Package
    styles: Styles
    table_ids: Mapping[str, int]
    reserved: set[str]
    sketch: Sketch | None = None  # the cells of the drawn sheets, where they stand aside
    _strings: list[bytes] = field(default_factory=list)
    _attributes: dict[bytes | None, bytes] = field(default_factory=dict)
    _looks: list[str] = field(default_factory=list)
    _copied: dict[str, str] = field(default_factory=dict)
    _used_ids: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        part = self.source.one("sharedStrings")
        if part:
            self._strings = [found[1] or b"<t/>" for found in _SHARED.finditer(self.source.package.read(part))]
        self._used_ids = foreign_tables(self.target).keys() | set(self.table_ids.values())

    def sheet(self, sheet: Sheet) -> tuple[bytes, dict[int, Row]]:
        """A drawn sheet in the user's formats and its rows, for an edit of the one that stands there.

        In a sketch, what is inside of cells that the edit does not take is left out.
        """
        if self.sketch:
            return self._around(sheet, b""), self._rows(self.sketch, sheet)
        whole = self._sheet(sheet)
        return whole, rows.read(rows.split(whole)[1])

    def table_of(self, sheet: Sheet) -> Document:
        """The table of a drawn sheet, with an id and formats that fit the user's workbook."""
        found = next(one for one in self.source.package.relations(sheet.part) if one.kind == _TABLE)
        return Document(self._table(self.source.package.read(found.part)))

    def take(self, sheet: Sheet, name: str, *, selected: bool) -> None:
        """Puts a drawn sheet into the part `name`, and what it leads to behind it."""
        self.target.add(name, self._sheet(sheet, selected=selected), self.source.package.type_of(sheet.part))
        self._copied[fold(sheet.part)] = name
        self._follow(sheet.part, name)

    def _follow(self, part: str, name: str) -> None:
        """Copies what a part leads to, and its relationships with their new targets."""
        relations = self.source.package.relations(part)
        if not relations:
            return
        document = self.source.package.document(relations_name(part))
        names = {relation.id: self._name(relation) for relation in relations if not relation.external}
        for relation in relations:
            if not relation.external:
                target = relative(name, names[relation.id])
                node = next(node for node in document.root.children if node.get("Id") == relation.id)
                document.put(node, "Target", target)
        self.target.add(relations_name(name), document.done())
        for relation in relations:
            if not relation.external and fold(relation.part) not in self._copied:
                self._copy(relation, names[relation.id])

    def _name(self, relation: Relation) -> str:
        done = self._copied.get(fold(relation.part))
        if done is None:
            done = self.target.free(relation.part, self.reserved)
            self.reserved |= {fold(done), fold(relations_name(done))}
        return done

    def _copy(self, relation: Relation, name: str) -> None:
        data = self.source.package.read(relation.part)
        if relation.kind == _TABLE:
            data = self._table(data)
        self._copied[fold(relation.part)] = name
        self.target.add(name, data, self.source.package.type_of(relation.part))
        self._follow(relation.part, name)

    # -- what is inside --------------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet, *, selected: bool = False) -> bytes:
        if self.sketch:
            lines = self.sketch.lines[sheet.title]
            cells = written(lines, self._heights(sheet), self._attributes_of(self.sketch))
            return self._around(sheet, cells, selected=selected)
        cells = rows.split(self.source.package.read(sheet.part))[1]
        return self._around(sheet, _CELL.sub(self._cell, _LINE.sub(self._line, cells)), selected=selected)

    def _around(self, sheet: Sheet, cells: bytes, *, selected: bool = False) -> bytes:
        """A drawn sheet with these cells."""
        head, _, tail = rows.split(self.source.package.read(sheet.part))
        head = SELECTED.sub(b"", _LINE.sub(self._line, head))
        if selected:
            head = head.replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)
        data = b"<sheetData>" + cells + b"</sheetData>" if cells else b"<sheetData/>"
        return head + data + _RULE.sub(self._rule, tail)

    def _heights(self, sheet: Sheet) -> dict[int, str]:
        """The attributes of rows that have any."""
        lines = _ROW.findall(rows.split(self.source.package.read(sheet.part))[1])
        return {int(row): attrs.decode() for row, attrs in lines if attrs}

    def _attributes_of(self, sketch: Sketch) -> list[str]:
        """The attribute of each look's format, which the cell tells that was drawn with it."""
        if not self._looks:
            drawn = {sheet.title: dict(_SAMPLE.findall(self.source.package.read(sheet.part)))
                     for sheet in self.source.sheets}  # fmt: skip
            found = (drawn[title][place.encode()] or None for title, place in sketch.samples)
            self._looks = [self._styled(index).decode() for index in found]
        return self._looks

    def _rows(self, sketch: Sketch, sheet: Sheet) -> dict[int, Row]:
        """A sheet's rows as an edit wants them."""
        styles, heights = self._attributes_of(sketch), self._heights(sheet)
        found = {at: Row(attrs.encode()) for at, attrs in heights.items()}
        known: dict[tuple[int, str], Cell] = {}
        for at, line in sketch.lines[sheet.title].items():
            cells = found.setdefault(at, Row(b"")).cells
            for column, look, rest in line:
                if (look, rest) not in known:
                    attrs, inside = taken_apart(rest)
                    known[look, rest] = f"{styles[look]}{attrs}".encode(), inside.encode()
                cells[column] = known[look, rest]
        return found

    def _line(self, found: re.Match[bytes]) -> bytes:
        """A row or column with the user's index of its format."""
        return b"<" + found[1] + b" " + _STYLE.sub(self._style, found[2]) + b">"

    def _style(self, found: re.Match[bytes]) -> bytes:
        return b'%s="%d"' % (found[1], self.styles.cell(int(found[2])))

    def _cell(self, found: re.Match[bytes]) -> bytes:
        at, style, more, end, value = found.groups()
        styled = self._styled(style)
        if value is None:
            return b"<c " + at + styled + more + end
        if more != _STRING:
            return b"<c " + at + styled + more + b"><v>" + value + b"</v></c>"
        return b"<c " + at + styled + b' t="inlineStr"><is>' + self._strings[int(value)] + b"</is></c>"

    def _styled(self, drawn: bytes | None) -> bytes:
        """The attribute of a cell's format, as most cells have it; nothing for the first of the user's."""
        found = self._attributes.get(drawn)
        if found is None:
            index = self.styles.cell(int(drawn or 0))
            found = self._attributes[drawn] = b' s="%d"' % index if index or drawn else b""
        return found

    def _rule(self, found: re.Match[bytes]) -> bytes:
        return _DIFFERENTIAL.sub(self._differential, found[0])

    def _differential(self, found: re.Match[bytes]) -> bytes:
        return b'%s="%d"' % (found[1], self.styles.differential(int(found[2])))

    def _table(self, data: bytes) -> bytes:
        document = Document(data)
        for node in (document.root, *_below(document.root)):
            for name, value in node.attrs.items():
                if name.casefold().endswith("dxfid"):
                    document.put(node, name, str(self.styles.differential(int(value))))
        title = document.root.get("displayName")
        document.put(document.root, "id", str(self._table_id(title.casefold())))
        if self.sketch:
            for node in (document.root, *document.root.named("autoFilter")):
                document.put(node, "ref", self.sketch.tables[title])
        return document.done()

    def _table_id(self, title: str) -> int:
        """The id that the table of that name had, for slicers ask for it; else the next."""
        key = self.table_ids.get(title, 0) or max([0, *self._used_ids]) + 1
        self._used_ids.add(key)
        return key


def _below(node: Node) -> list[Node]:
    return [found for child in node.children for found in (child, *_below(child))]


def tables(package: Package) -> dict[str, Node]:
    """The root of each table in a package, by the part's folded name; one that cannot be read is left out."""
    found: dict[str, Node] = {}
    for part in package.parts():
        if not package.type_of(part).endswith("spreadsheetml.table+xml"):
            continue
        try:
            found[fold(part)] = package.tree(part)
        except Refused:
            continue
    return found


def foreign_tables(package: Package) -> dict[int, str]:
    """The names of a package's tables, casefolded, by id."""
    return {number(root.get("id"), 0): (root.get("displayName") or root.get("name")).casefold()
            for root in tables(package).values()}
