"""The XML elements of a style in a styles part: font, fill, border and cell format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.files.read.markup import MAIN, Element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calgen.book.sheet import Style

FONT = "Calibri"
_LINES = {"left": "medium"}  # a left line marks a group; all other lines are thin


def font(style: Style) -> Element:
    """The `font` element of a style."""
    flags = {"b": style.bold, "i": style.italic, "u": style.underline}
    return _element(
        "font",
        *(_element(name) for name, on in flags.items() if on),
        _element("sz", val=f"{style.size:g}"),
        _color(style.color),
        _element("name", val=FONT),
        _element("family", val="2"),
        _element("scheme", val="minor"),
    )


def fill(style: Style) -> Element:
    """The `fill` element of a style."""
    if not style.fill:
        return _element("fill", _element("patternFill", patternType="none"))
    colors = _color(style.fill, "fgColor"), _element("bgColor", indexed="64")
    return _element("fill", _element("patternFill", *colors, patternType="solid"))


def border(style: Style) -> Element:
    """The `border` element of a style; the line of one side has precedence over that of all sides."""
    colors = {"left": style.left, "right": "", "top": "", "bottom": style.bottom}
    sides = [_side(side, color, style.border) for side, color in colors.items()]
    return _element("border", *sides, _element("diagonal"))


def _side(side: str, color: str, around: str) -> Element:
    line = _LINES.get(side, "thin") if color else "thin"
    return _element(side, _color(color or around), style=line) if color or around else _element(side)


def cell_format(style: Style, indexes: Mapping[str, str], *, has_number_format: bool) -> Element:
    """The `xf` element of a style; `indexes` are those of its parts (`fontId` and so on) in the styles part."""
    bordered = style.border or style.bottom or style.left
    applied = {"NumberFormat": has_number_format, "Font": True, "Fill": style.fill, "Border": bordered,
               "Alignment": True, "Protection": style.unlocked}  # fmt: skip
    flags = {f"apply{name}": "1" for name, on in applied.items() if on}
    protection = [_element("protection", locked="0")] if style.unlocked else []
    return _element("xf", *_alignment(style), *protection, **indexes, **flags)


def _alignment(style: Style) -> list[Element]:
    vertical = {"vcenter": "center"}.get(style.valign, style.valign)
    found = {
        "horizontal": style.align or ("left" if style.indent else ""),
        "vertical": "" if vertical == "bottom" else vertical,
        "indent": str(style.indent or ""),
        "wrapText": "1" if style.wrap else "",
    }
    attrs = {name: value for name, value in found.items() if value}
    return [_element("alignment", **attrs)] if attrs else []


def _color(color: str, name: str = "color") -> Element:
    return _element(name, rgb=f"FF{color.removeprefix('#').upper()}")


def _element(name: str, *children: Element, **attrs: str) -> Element:
    return Element(name, MAIN, attrs, 0, 0, children=list(children))
