"""The styles part of a workbook: formats of drawn cells are found in it, or added after the user's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from calgen.book.problems import Refused
from calgen.files.draw import cell_formats
from calgen.files.edit.style_keys import PART_KEYS, FormatKeys, comparison_key
from calgen.files.read.markup import (
    MAIN,
    Element,
    XmlDocument,
    copy_own_namespace,
    escape_xml,
    parse_tree,
    to_xml,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from calgen.book.sheet import Style

LIMIT = 65_490  # cell formats that Excel takes in one workbook
_FIRST_CUSTOM = 164

# CT_Stylesheet's sequence in ECMA-376 part 1
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
         "colors", "extLst")

# the parts of a cell format: container, attribute that refers to them, element, and the fields of a style it depends on
_PARTS = (
    ("fonts", "fontId", cell_formats.font, attrgetter("bold", "italic", "underline", "size", "color")),
    ("fills", "fillId", cell_formats.fill, attrgetter("fill")),
    ("borders", "borderId", cell_formats.border, attrgetter("left", "bottom", "border")),
)

# the items that must come first in a group: programs give these indexes a meaning of their own
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


@dataclass(slots=True)
class _StyleGroup:
    """The items of one container: the first index of each key, and the items to be added."""

    node: Element | None
    size: int
    indexes: dict[Hashable, int]
    first: list[int] = field(default_factory=list)  # of each item: the index of the first one that looks the same
    added: list[str] = field(default_factory=list)

    def index_of(self, key: Hashable, item: Element) -> int:
        """The index of an item with that key; it is added after the others if there is none."""
        if key not in self.indexes:
            self.indexes[key] = self.size
            self.first.append(self.size)
            self.size += 1
            self.added.append(to_xml(item))
        return self.indexes[key]


class WorkbookStyles:
    """The styles part of a workbook; gives the index of a format in it, and adds those that are missing."""

    def __init__(self, document: XmlDocument) -> None:
        self.document = document
        self._groups = {name: self._group(name, key_of) for name, key_of in PART_KEYS.items()}
        number_formats = self._items("numFmts", self.document.root)
        self._codes = _codes(number_formats)
        texts = {whole_number(node.get("numFmtId"), -1): node.get("formatCode") for node in reversed(number_formats)}
        first = {name: group.first for name, group in self._groups.items()}
        self._keys = FormatKeys(texts, first, self._items("cellStyleXfs", self.document.root))
        self._groups["cellXfs"] = self._group("cellXfs", self._keys.key)
        self._groups["dxfs"] = self._group("dxfs", comparison_key)
        self._zero = next((node.get("formatCode") for node in self._items("numFmts", self.document.root)
                           if node.get("numFmtId") == "0"), "")
        self._new_codes: list[str] = []
        self._next_code = max([_FIRST_CUSTOM - 1, *self._codes.values(), *self._used_number_formats()]) + 1
        self._base = self._normal()
        self._cells: dict[tuple[Style, str], int] = {}
        self._parts: dict[tuple[str, object], str] = {}

    @staticmethod
    def _items(name: str, root: Element) -> list[Element]:
        container = root.child(name)
        return container.children if container else []

    def _group(self, name: str, key_of: Callable[[Element], Hashable]) -> _StyleGroup:
        indexes: dict[Hashable, int] = {}
        items = self._items(name, self.document.root)
        first = [indexes.setdefault(key_of(node), index) for index, node in enumerate(items)]
        group = _StyleGroup(self.document.root.child(name), len(items), indexes, first)
        for xml in _FIRST.get(name, ())[len(items):]:
            item = copy_own_namespace(parse_tree(xml.encode()))
            group.index_of(key_of(item), item)
        return group

    def _used_number_formats(self) -> list[int]:
        """The number formats that cell formats ask for: one that is missing must not get a meaning by ours."""
        groups = ("cellStyleXfs", "cellXfs")
        return [whole_number(xf.get("numFmtId"), 0) for name in groups for xf in self._items(name, self.document.root)]

    def _normal(self) -> str | None:
        """The index of the style "Normal"; None in a file without named styles."""
        if not self._items("cellStyleXfs", self.document.root):
            return None
        named = self._items("cellStyles", self.document.root)
        return next((node.get("xfId", "0") for node in named if node.get("builtinId") == "0"), "0")

    # -- one format at a time --------------------------------------------------------------------------------------

    def cell_format(self, style: Style, number_format: str) -> int:
        """The index of the format of cells that have a style and a number format."""
        if style.present >= 0:
            return style.present
        found = self._cells.get((style, number_format))
        if found is None:
            found = self._cells[style, number_format] = self._add_cell_format(style, number_format)
        return found

    def _add_cell_format(self, style: Style, number_format: str) -> int:
        code = number_format or "General"
        indexes = {"numFmtId": ""}
        for group, attribute, element, fields in _PARTS:
            known = (group, fields(style))
            if known not in self._parts:
                item = element(style)
                self._parts[known] = str(self._groups[group].index_of(PART_KEYS[group](item), item))
            indexes[attribute] = self._parts[known]
        if self._base is not None:
            indexes["xfId"] = self._base
        item = cell_formats.cell_format(style, indexes, has_number_format=code != "General")
        return self._index_of(item, code)

    def with_number_format(self, index: int, code: str) -> int:
        """The index of the format that is the one of an index, but for its number format."""
        formats = self._items("cellXfs", self.document.root)
        item = copy_own_namespace(formats[index] if index < len(formats) else parse_tree(_XF.encode()))
        item.attrs["applyNumberFormat"] = "1"
        return self._index_of(item, code)

    def _index_of(self, item: Element, code: str) -> int:
        """The index of a cell format whose number format has this code."""
        formats, key = self._groups["cellXfs"], self._keys.key(item, code)
        if key not in formats.indexes:
            item.attrs["numFmtId"] = str(self._number_format(code))
        place = formats.index_of(key, item)
        if place >= LIMIT:
            raise Refused("too_many_formats", limit=LIMIT)
        return place

    def _number_format(self, code: str) -> int:
        if code == "General":
            return self._general()
        return 1 if code == "0" else self._code(code)

    def _general(self) -> int:
        """The number of the format "General": 0, unless the file gives 0 another meaning."""
        return self._code("General") if self._zero not in {"", "General"} else 0

    def _code(self, code: str) -> int:
        if code not in self._codes:
            self._codes[code] = self._next_code
            self._new_codes.append(f'<numFmt numFmtId="{self._next_code}" formatCode="{escape_xml(code)}"/>')
            self._next_code += 1
        return self._codes[code]

    def differential_format(self, node: Element) -> int:
        """The index of what a drawn conditional or table format changes."""
        item, formats = copy_own_namespace(node), self._groups["dxfs"]
        key = comparison_key(item)
        for code in item.children_named("numFmt") if key not in formats.indexes else ():
            code.attrs["numFmtId"] = str(self._code(code.get("formatCode")))
        return formats.index_of(key, item)

    # -- the end -------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """The styles part with the added formats; the same bytes if none was added."""
        numbers = self.document.root.child("numFmts")
        size = len(numbers.children) if numbers else 0
        self._write("numFmts", _StyleGroup(numbers, size + len(self._new_codes), {}, added=self._new_codes))
        for name, group in self._groups.items():
            self._write(name, group)
        return self.document.to_bytes()

    def _write(self, name: str, group: _StyleGroup) -> None:
        if not group.added:
            return
        if group.node is None:
            xml = f'<{name} count="{group.size}">{"".join(group.added)}</{name}>'
            self.document.insert(self.document.root, xml, ORDER)
            return
        self.document.set_attribute(group.node, "count", str(group.size))
        for xml in group.added:
            self.document.append(group.node, xml)


def _codes(nodes: list[Element]) -> dict[str, int]:
    """The number of each format code; the first of a code that is there twice."""
    found: dict[str, int] = {}
    for node in nodes:
        code = whole_number(node.get("numFmtId"), 0)
        if code:
            found.setdefault(node.get("formatCode"), code)
    return found
