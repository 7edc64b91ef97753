"""Finds what distinguishes the format of a cell: its fill, the looks of its font, its lines.

Colours and sizes of calgen's own cells distinguish nothing: a new row has them in a column that the user restyled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.files.read.markup import Element, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from calgen.files.read.opened_workbook import OpenedWorkbook

# of the cells of calendars (`calgen.view.styles`), and black
OWN_COLORS = frozenset({"1F2933", "616E7C", "1D5FA8", "000000"})
OWN_SIZES = frozenset({"9", "10", "11"})
_AUTOMATIC = frozenset({"theme 0", "theme 1"})  # the theme's own colours of paper and text
_FLAGS = {"b": "bold", "i": "italic", "u": "underline", "strike": "strike"}
_SIDES = ("left", "right", "top", "bottom")


def format_features(workbook: OpenedWorkbook) -> Mapping[int, frozenset[str]]:
    """The features of each cell format that has any, by its index: `fill`, `bold`, `color FF0000`, `top thin`."""
    part = workbook.part_of_kind("styles")
    if not part:
        return {}
    root = workbook.package.tree(part)
    fills, fonts, borders = ([frozenset(read(node)) for node in _children(root, name)] for name, read in
                             (("fills", _fill), ("fonts", _font), ("borders", _border)))  # fmt: skip
    found = {}
    for n, xf in enumerate(_children(root, "cellXfs")):
        parts = ((fills, "fillId"), (fonts, "fontId"), (borders, "borderId"))
        own = [group[at] for group, name in parts if (at := whole_number(xf.get(name), 0)) < len(group)]
        features = frozenset().union(*own)
        if features:
            found[n] = features
    return found


def _children(root: Element, name: str) -> Iterable[Element]:
    group = root.child(name)
    return group.children if group else ()


def _fill(node: Element) -> Iterable[str]:
    kind = next(iter(node.children), None)
    plain = kind is None or (kind.name == "patternFill" and kind.get("patternType") in ("none", "gray125", ""))
    return () if plain else ("fill",)


def _font(node: Element) -> Iterable[str]:
    for child in node.children:
        if child.name in _FLAGS and child.get("val", "1") not in ("0", "false", "none"):
            yield _FLAGS[child.name]
        elif child.name == "color":
            color = child.get("rgb")[-6:].upper() or f"theme {child.get('theme', '1')}"
            if color not in OWN_COLORS and color not in _AUTOMATIC:
                yield f"color {color}"
        elif child.name == "sz" and f"{_number(child.get('val')):g}" not in OWN_SIZES:
            yield f"size {child.get('val')}"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 10.0


def _border(node: Element) -> Iterable[str]:
    """The lines on the sides; a thin line below is calgen's own."""
    for side in node.children:
        style = side.get("style", "none")
        if side.name in _SIDES and style != "none" and f"{side.name} {style}" not in ("bottom thin", "bottom hair"):
            yield f"{side.name} {style}"
