"""Keys of the elements of a styles part: two elements with one key look the same in every cell.

Each program writes an element in its own way: openpyxl `<b val="1"/>` for `<b/>`, LibreOffice all defaults of an
alignment. A key leaves out the defaults of ECMA-376 part 1, 18.8, and what no cell shows: the transparency of a colour,
the background of a solid fill, the character set 1 (any).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from calgen.files.read.markup import Element, whole_number

_TRUE, _OFF = {"true": "1", "false": "0"}, {"0", "false"}
_COLORS = {"color", "fgColor", "bgColor"}
_SWITCHES = {"b", "i", "strike", "outline", "shadow", "condense", "extend"}  # elements of a font: on without a value
_NO_EFFECT = {"charset": "1", "family": "0", "vertAlign": "baseline", "u": "none"}
_SIDES = {"left", "right", "top", "bottom", "diagonal", "start", "end", "vertical", "horizontal"}
_ALIGNMENT = {"horizontal": "general", "vertical": "bottom", "textRotation": "0", "wrapText": "0", "indent": "0",
              "relativeIndent": "0", "justifyLastLine": "0", "shrinkToFit": "0", "readingOrder": "0"}
_PROTECTION = {"locked": "1", "hidden": "0"}
_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
             49: "@"}  # of all languages alike
_Key = Callable[[Element], Hashable]


_GROUPS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


def comparison_key(node: Element) -> Hashable:
    """The key of any element; the order of attributes and children, and the spelling of a value, make no difference.

    It is that of what changes the looks of a cell (`dxf`): there a switch that is off is not one that is absent.
    """
    if node.name in _COLORS:
        return node.name, _color(node)
    attrs = {name: _TRUE.get(value, value) for name, value in node.attrs.items()}
    if node.name in _SWITCHES:
        attrs.setdefault("val", "1")
    elif node.name == "u":
        attrs.setdefault("val", "single")
    elif node.name == "sz":
        attrs["val"] = _number(node.get("val"))
    elif node.name == "numFmt":
        attrs.pop("numFmtId", None)
    elif node.name == "border":
        attrs = _without(attrs, {"diagonalUp": "0", "diagonalDown": "0"})
    return node.name, _sorted(attrs), node.text.strip(), _unordered(map(comparison_key, node.children))


def font_key(node: Element) -> Hashable:
    """The key of a font of cells."""
    shown = (child for child in node.children if not _has_no_effect(child))
    return _unordered(map(comparison_key, shown))


def fill_key(node: Element) -> Hashable:
    """The key of a fill of cells."""
    pattern = node.child("patternFill")
    if pattern is None or len(node.children) > 1:
        return comparison_key(node)
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return kind
    colors = (child for child in pattern.children if kind != "solid" or child.name != "bgColor")
    return kind, _unordered(map(comparison_key, colors))


def border_key(node: Element) -> Hashable:
    """The key of a border of cells."""
    attrs = {name: _TRUE.get(value, value) for name, value in node.attrs.items()}
    attrs = _without(attrs, {"diagonalUp": "0", "diagonalDown": "0", "outline": "1"})
    lines = (child for child in node.children if child.name not in _SIDES or child.get("style", "none") != "none")
    return _sorted(attrs), _unordered(map(comparison_key, lines))


PART_KEYS: Mapping[str, _Key] = {"fonts": font_key, "fills": fill_key, "borders": border_key}


@dataclass(slots=True)
class FormatKeys:
    """The keys of the cell formats of a styles part.

    `codes` are the part's own codes of number formats, by number; `first` gives for each group the index of the first
    item that looks like the one at an index; `bases` are the formats of the named styles.
    """

    codes: Mapping[int, str]
    first: Mapping[str, list[int]]
    bases: list[Element]
    _alignments: dict[tuple[tuple[str, str], ...], Hashable] = field(default_factory=dict)

    def key(self, node: Element, code: str | None = None) -> Hashable:
        """The key of a format; `code` is that of its number format, where it has no number yet."""
        code = self._code(node) if code is None else code
        parts = tuple(self._first(node, name, group) for name, group in _GROUPS)
        switches = tuple(node.get(name, "0") not in _OFF for name in ("quotePrefix", "pivotButton"))
        return code, parts, node.get("xfId", "0"), switches, self._off(node), self._children(node)

    def _code(self, node: Element) -> str:
        number = whole_number(node.get("numFmtId"), 0)
        return self.codes.get(number) or _BUILT_IN.get(number) or f"#{number}"

    def _first(self, node: Element, name: str, group: str) -> int:
        index, known = whole_number(node.get(name), 0), self.first.get(group, [])
        return known[index] if index < len(known) else index

    def _children(self, node: Element) -> Hashable:
        return _unordered(key for child in node.children if (key := self._child(child)))

    def _child(self, child: Element) -> Hashable:
        """The key of an alignment or a protection; empty where it says nothing but defaults."""
        defaults = {"alignment": _ALIGNMENT, "protection": _PROTECTION}.get(child.name)
        if defaults is None:
            return comparison_key(child)
        attrs = tuple(child.attrs.items())
        if attrs not in self._alignments:
            plain = {name: _TRUE.get(value, value) for name, value in attrs}
            self._alignments[attrs] = _sorted(_without(plain, defaults))
        found = self._alignments[attrs]
        return (child.name, found) if found else ()

    def _off(self, node: Element) -> frozenset[str]:
        """The parts that a format does not apply, but for those that are as in its named style."""
        off = {name for name, value in node.attrs.items() if name.startswith("apply") and value in _OFF}
        at = whole_number(node.get("xfId"), 0)
        if not off or at >= len(self.bases):
            return frozenset(off)
        return frozenset(name for name in off if not self._is_as_in(self.bases[at], node, name))

    def _is_as_in(self, base: Element, node: Element, applied: str) -> bool:
        """Whether a part (`applyFont`…) is the same in a format and in its named style."""
        if applied == "applyNumberFormat":
            return self._code(base) == self._code(node)
        for name, group in _GROUPS:
            if applied == f"apply{group[:-1].capitalize()}":
                return self._first(base, name, group) == self._first(node, name, group)
        child = applied.removeprefix("apply").lower()
        keys = [self._child(found) if (found := xf.child(child)) else () for xf in (base, node)]
        return keys[0] == keys[1]


def _color(node: Element) -> Hashable:
    """A colour without its transparency, which no program shows in a cell."""
    attrs = _without({name: _TRUE.get(value, value) for name, value in node.attrs.items()}, {"auto": "0"})
    if "rgb" in attrs:
        attrs["rgb"] = attrs["rgb"][-6:].upper()
    if "tint" in attrs and _number(attrs["tint"]) == "0":
        del attrs["tint"]
    return _sorted(attrs)


def _has_no_effect(node: Element) -> bool:
    """Whether an element of a font says what holds without it."""
    value = node.get("val")
    return value in _OFF if node.name in _SWITCHES else _NO_EFFECT.get(node.name) == value != ""


def _without(attrs: dict[str, str], defaults: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attrs.items() if defaults.get(name) != value}


def _number(text: str) -> str:
    """A number in one spelling: `11` for `11.0`."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _sorted(attrs: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(attrs.items()))


def _unordered(keys: Iterable[Hashable]) -> tuple[Hashable, ...]:
    found = tuple(keys)
    return tuple(sorted(found, key=repr)) if len(found) > 1 else found
