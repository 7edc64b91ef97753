"""Takes a drawn sheet, and all that it leads to, into the user's package."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.markup import MAIN, Document, Malformed, Node, number, parse, render, utf8
from calgen.files.package import Package, Relation, fold, relations_name, relative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calgen.files.index import Book, Sheet
    from calgen.files.styles import Styles

# The drawn sheets are XlsxWriter's: no prefixes, no comments, no CDATA, and no bare ">" inside an attribute.
_CELL = re.compile(rb'<c (r="[A-Z]+\d+")(?: s="(\d+)")?((?: \w+="\w+")*)(?:(/?>)(?!<v>\d+</v></c>)|><v>(\d+)</v></c>)')
_LINE = re.compile(rb"<(row|col) ([^>]*)>")
_STYLE = re.compile(rb'\b(s|style)="(\d+)"')
_STRING = b' t="s"'
_RULE = re.compile(rb"<(?:cfRule|colorFilter|sortCondition) [^>]*>")
_DIFFERENTIAL = re.compile(rb'\b(\w*[dD]xfId)="(\d+)"')
_SELECTED = re.compile(rb"""\s+tabSelected\s*=\s*["'](?:1|true)["']""")
_VIEWS = re.compile(rb"<sheetViews>.*?</sheetViews>", re.DOTALL)
_COLUMNS = re.compile(rb"<cols>.*?</cols>", re.DOTALL)
_SHARED = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
_SHEET_DATA = b"<sheetData"
_TABLE = "table"


@dataclass(frozen=True, slots=True)
class Looks:
    """What a tab keeps of the one that it replaces: is it selected, its views and columns (None: as drawn)."""

    selected: bool = False
    views: bytes | None = None
    columns: bytes | None = None


def looks(package: Package, part: str, *, keep: bool) -> Looks:
    """The looks of a sheet that is about to be replaced; `keep` asks for views and columns too."""
    root = package.tree(part, stop="sheetData")
    views, columns = root.first("sheetViews"), root.first("cols")
    selected = any(view.get("tabSelected") in {"1", "true"} for view in (views.children if views else ()))
    if not keep:
        return Looks(selected)
    data = utf8(package.read(part))
    return Looks(selected, _piece(data, views), _piece(data, columns))


def _piece(data: bytes, node: Node | None) -> bytes | None:
    """An element as it may stand in a sheet without prefixes: as written if it has none, else written anew."""
    if node is None:
        return None
    raw = data[node.start : node.end]
    try:
        plain = parse(raw).space == "" and raw.startswith(f"<{node.name}>".encode())
    except Malformed:  # a prefix that the root binds
        plain = False
    return raw if plain and node.space == MAIN else render(node).encode()


def unselect(package: Package, sheet: Sheet) -> None:
    """Takes a `tabSelected` that is on away from a sheet's views and leaves every other byte."""
    raw = package.read(sheet.part)
    try:
        data = utf8(raw)
        root = parse(data, stop="sheetData")
    except Malformed:  # another program's business: the tab stays as it is
        return
    views = root.first("sheetViews")
    if views is None or b"tabSelected" not in data[views.start : views.end]:
        return
    pieces, at = [], 0
    for view in views.named("sheetView"):
        found = _SELECTED.search(data, view.start, view.inner)
        if found:
            pieces.append(data[at : found.start()])
            at = found.end()
    if not pieces:
        return
    changed = b"".join([*pieces, data[at:]])
    if data is not raw:
        changed = _as_before(raw, data, changed)
    if changed:
        package.write(sheet.part, changed)


def _as_before(raw: bytes, data: bytes, changed: bytes) -> bytes:
    """Changed text in the encoding that the part has; nothing where the way back is not exact."""
    marked = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    little = raw.startswith((b"\xff\xfe", b"<\0"))
    encoding = "utf-16-le" if little else "utf-16-be"
    before = raw.decode(encoding, "replace")
    text = before.removeprefix("\ufeff") if marked else before
    head, again = text.partition("?>")[0], data.decode().partition("?>")[0]
    if text.partition("?>")[2] != data.decode().partition("?>")[2]:
        return b""
    rest = changed.decode().removeprefix(again)
    return ((before[:1] if marked else "") + head + rest).encode(encoding)


@dataclass(slots=True)
class Graft:
    """Copies parts of a drawn package under free names, with styles, strings and table ids fitted to the user's."""

    source: Book
    target: Package
    styles: Styles
    table_ids: Mapping[str, int]
    reserved: set[str]
    _strings: list[bytes] = field(default_factory=list)
    _attributes: dict[bytes | None, bytes] = field(default_factory=dict)
    _copied: dict[str, str] = field(default_factory=dict)
    _used_ids: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        part = self.source.one("sharedStrings")
        if part:
            self._strings = [found[1] or b"<t/>" for found in _SHARED.finditer(self.source.package.read(part))]
        self._used_ids = foreign_tables(self.target).keys() | set(self.table_ids.values())

    def sheet(self, sheet: Sheet) -> bytes:
        """A drawn sheet in the user's formats, with its texts inside, for an edit of the one that stands there."""
        return self._sheet(self.source.package.read(sheet.part), Looks())

    def table_of(self, sheet: Sheet) -> Document:
        """The table of a drawn sheet, with an id and formats that fit the user's workbook."""
        found = next(one for one in self.source.package.relations(sheet.part) if one.kind == _TABLE)
        return Document(self._table(self.source.package.read(found.part)))

    def take(self, sheet: Sheet, name: str, kept: Looks) -> None:
        """Puts a drawn sheet into the part `name`, and what it leads to behind it."""
        drawn = self.source.package.read(sheet.part)
        self.target.add(name, self._sheet(drawn, kept), self.source.package.type_of(sheet.part))
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

    def _sheet(self, data: bytes, kept: Looks) -> bytes:
        head, mark, body = data.partition(_SHEET_DATA)
        head = _SELECTED.sub(b"", _LINE.sub(self._line, head))
        for pattern, piece in ((_VIEWS, kept.views), (_COLUMNS, kept.columns)):
            if piece is not None:
                head = pattern.sub(lambda _, piece=piece: _SELECTED.sub(b"", piece), head, count=1)  # type: ignore[misc]
        if kept.columns is not None and b"<cols>" not in head:
            head += kept.columns
        if kept.selected:
            head = head.replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)
        cells, end, tail = body.partition(b"</sheetData>")
        cells = _CELL.sub(self._cell, _LINE.sub(self._line, cells))
        return head + mark + cells + end + _RULE.sub(self._rule, tail)

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
        title = document.root.get("displayName").casefold()
        document.put(document.root, "id", str(self._table_id(title)))
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
