"""The styles of our tabs, put behind the user's own or found again among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.draw import cell_formats
from calgen.files.read.markup import MAIN, Document, Node, bare, escape, number, parse, render

if TYPE_CHECKING:
    from collections.abc import Hashable

    from calgen.book.sheet import Style

LIMIT = 65_490  # cell formats that Excel takes in one workbook
_FIRST_CUSTOM = 164
_OFF = {"0", "false"}

# CT_Stylesheet's sequence in ECMA-376 part 1
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
         "colors", "extLst")

# what must stand first in a group, for programs give these places a meaning of their own
_FONT = '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
_NO_FILL = '<fill><patternFill patternType="none"/></fill>'
_GREY_FILL = '<fill><patternFill patternType="gray125"/></fill>'
_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_FIRST = {"fonts": (_FONT,), "fills": (_NO_FILL, _GREY_FILL), "borders": (_BORDER,), "cellXfs": (_XF,)}

EMPTY = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
         f'<fonts count="1">{_FONT}</fonts><fills count="2">{_NO_FILL}{_GREY_FILL}</fills>'
         f'<borders count="1">{_BORDER}</borders>'
         f'<cellStyleXfs count="1">{_XF}</cellStyleXfs><cellXfs count="1">{_XF[:-2]} xfId="0"/></cellXfs>'
         '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
         "</styleSheet>").encode()


def same(node: Node) -> Hashable:
    """What two elements must share to look alike: the order of attributes and children does not count."""
    below = tuple(sorted(map(same, node.children), key=repr))
    return node.name, tuple(sorted(node.attrs.items())), node.text.strip(), below


def _format_key(node: Node) -> Hashable:
    """What two cell formats must share: an `apply…` flag counts only where it is switched off."""
    numbers = tuple(node.get(name, "0") for name in ("numFmtId", "fontId", "fillId", "borderId", "xfId"))
    switches = tuple(node.get(name, "0") not in _OFF for name in ("quotePrefix", "pivotButton"))
    off = frozenset(name for name, value in node.attrs.items() if name.startswith("apply") and value in _OFF)
    return numbers, switches, off, tuple(sorted(map(same, node.children), key=repr))


@dataclass(slots=True)
class _Group:
    """The items of one container: where each look stands first, and what has been added."""

    node: Node | None
    size: int
    places: dict[Hashable, int]
    added: list[str] = field(default_factory=list)

    def place(self, key: Hashable, item: Node) -> int:
        """The index of an item of that look, put behind the others where there is none."""
        if key not in self.places:
            self.places[key] = self.size
            self.size += 1
            self.added.append(render(item))
        return self.places[key]


class Styles:
    """The styles part of a workbook; gives the index of a format in it, and adds those that are missing."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._groups = {name: self._group(name) for name in ("fonts", "fills", "borders", "cellXfs", "dxfs")}
        self._codes = _codes(self._items("numFmts", self.document.root))
        self._zero = next((node.get("formatCode") for node in self._items("numFmts", self.document.root)
                           if node.get("numFmtId") == "0"), "")
        self._new_codes: list[str] = []
        self._next_code = max([_FIRST_CUSTOM - 1, *self._codes.values(), *self._named()]) + 1
        self._base = self._normal()
        self._cells: dict[tuple[Style, str], int] = {}

    @staticmethod
    def _items(name: str, root: Node) -> list[Node]:
        container = root.first(name)
        return container.children if container else []

    def _group(self, name: str) -> _Group:
        look = _format_key if name == "cellXfs" else same
        places: dict[Hashable, int] = {}
        items = self._items(name, self.document.root)
        for index, node in enumerate(items):
            places.setdefault(look(node), index)
        group = _Group(self.document.root.first(name), len(items), places)
        for xml in _FIRST.get(name, ())[len(items):]:
            first = bare(parse(xml.encode()))
            group.place(look(first), first)
        return group

    def _named(self) -> list[int]:
        """The number formats that are asked for, be they there or not: one that is missing must not become ours."""
        groups = ("cellStyleXfs", "cellXfs")
        return [number(xf.get("numFmtId"), 0) for name in groups for xf in self._items(name, self.document.root)]

    def _normal(self) -> str | None:
        """The index of the style "Normal", or nothing in a file without named styles."""
        if not self._items("cellStyleXfs", self.document.root):
            return None
        named = self._items("cellStyles", self.document.root)
        return next((node.get("xfId", "0") for node in named if node.get("builtinId") == "0"), "0")

    # -- one format at a time --------------------------------------------------------------------------------------

    def cell_format(self, style: Style, number_format: str) -> int:
        """The index of the format of cells that have a style and a number format."""
        found = self._cells.get((style, number_format))
        if found is None:
            found = self._cells[style, number_format] = self._add_cell_format(style, number_format)
        return found

    def _add_cell_format(self, style: Style, number_format: str) -> int:
        indexes = {"numFmtId": str(self._number_format(number_format))}
        for group, attribute, item in (("fonts", "fontId", cell_formats.font(style)),
                                       ("fills", "fillId", cell_formats.fill(style)),
                                       ("borders", "borderId", cell_formats.border(style))):  # fmt: skip
            indexes[attribute] = str(self._groups[group].place(same(item), item))
        if self._base is not None:
            indexes["xfId"] = self._base
        item = cell_formats.cell_format(style, indexes, has_number_format=number_format not in ("", "General"))
        place = self._groups["cellXfs"].place(_format_key(item), item)
        if place >= LIMIT:
            raise Refused("too_many_formats", limit=LIMIT)
        return place

    def _number_format(self, code: str) -> int:
        if code in ("", "General"):
            return self._general()
        return 1 if code == "0" else self._code(code)

    def _general(self) -> int:
        """The number of the format "General": 0, unless the user's file gives 0 another meaning."""
        return self._code("General") if self._zero not in {"", "General"} else 0

    def _code(self, code: str) -> int:
        if code not in self._codes:
            self._codes[code] = self._next_code
            self._new_codes.append(f'<numFmt numFmtId="{self._next_code}" formatCode="{escape(code)}"/>')
            self._next_code += 1
        return self._codes[code]

    def differential_format(self, node: Node) -> int:
        """The index of what a drawn conditional or table format changes."""
        item = bare(node)
        for code in item.named("numFmt"):
            code.attrs["numFmtId"] = str(self._code(code.get("formatCode")))
        return self._groups["dxfs"].place(same(item), item)

    # -- the end -------------------------------------------------------------------------------------------------

    def done(self) -> bytes:
        """The user's styles part, with what was added; the same bytes where nothing was."""
        numbers = self.document.root.first("numFmts")
        size = len(numbers.children) if numbers else 0
        self._write("numFmts", _Group(numbers, size + len(self._new_codes), {}, self._new_codes))
        for name, group in self._groups.items():
            self._write(name, group)
        return self.document.done()

    def _write(self, name: str, group: _Group) -> None:
        if not group.added:
            return
        if group.node is None:
            xml = f'<{name} count="{group.size}">{"".join(group.added)}</{name}>'
            self.document.insert(self.document.root, xml, ORDER)
            return
        self.document.put(group.node, "count", str(group.size))
        for xml in group.added:
            self.document.append(group.node, xml)


def _codes(nodes: list[Node]) -> dict[str, int]:
    """The number of each format code, the first where it stands twice."""
    found: dict[str, int] = {}
    for node in nodes:
        code = number(node.get("numFmtId"), 0)
        if code:
            found.setdefault(node.get("formatCode"), code)
    return found
