"""The formulas on a sheet: of its cells, conditional formats, validations, links and sparklines.

The bytes are searched, not parsed: a sheet may have millions of elements.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from calgen.files.read.formulas import translate_formula
from calgen.files.references.formula_references import may_name_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calgen.files.references.formula_references import TargetNames

Formula = tuple[str, str, str]  # its kind, its cell or range, its text

_CELL = re.compile(rb"<(?:[\w.-]+:)?c\b([^>]*)>\s*<(?:[\w.-]+:)?f\b([^>]*?)(?:/>|>([^<]*)<)")
_ROWS = re.compile(rb"<(?:[\w.-]+:)?sheetData\b")
_ROWS_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ELEMENT = re.compile(
    rb"<(?:[\w.-]+:)?(conditionalFormatting|dataValidation|sparkline|hyperlink|formula[12]?|f|sqref|cfvo)(?=[\s/>])"
    rb"""((?:[^>"']|"[^"]*"|'[^']*')*)>([^<]*)"""
)
_KINDS = {b"conditionalFormatting": "conditional_format", b"dataValidation": "validation", b"sparkline": "sparkline"}


def formulas(data: bytes, names: TargetNames) -> Iterator[Formula]:
    """The formulas on a sheet that may name a tab or table of calgen's; `data` is its XML in UTF-8."""
    start, end = _ROWS.search(data), _ROWS_END.search(data)
    if start:
        yield from _cell_formulas(data, names)
    outside = (data[: start.start()] if start else data), (data[end.end() :] if end else b"")
    for part in outside:
        for kind, cell, formula in _formulas_outside_cells(part):
            if may_name_target(formula, names):
                yield kind, cell, formula


def _cell_formulas(data: bytes, names: TargetNames) -> Iterator[Formula]:
    """The formulas of cells; a cell that shares the formula of another has it as if it were copied there."""
    shared: dict[str, tuple[str, str]] = {}
    for found in _CELL.finditer(data):
        attrs = found[2]
        text = unescape(found[3].decode("utf-8", "replace")) if found[3] else ""
        if text and not may_name_target(text, names):
            continue
        if not text and not (shared and b"shared" in attrs):
            continue
        cell = _attributes(found[1]).get("r", "")
        if b"shared" in attrs:
            group = _attributes(attrs).get("si", "")
            if text:
                shared[group] = text, cell
            elif group in shared:
                text = translate_formula(*shared[group], cell)
        if text:
            yield "cell", cell, text


def _formulas_outside_cells(data: bytes) -> Iterator[Formula]:
    """The formulas of rules, links and sparklines.

    A rule of the first versions of the format has its range (`sqref`) before its formulas, a later one behind them.
    """
    kind, place, waiting = "", "", list[str]()
    for name, attributes, inside in _ELEMENT.findall(data):
        text = unescape(inside.decode("utf-8", "replace")).strip()
        attrs = _attributes(attributes)
        if name in _KINDS:
            kind, place, waiting = _KINDS[name], attrs.get("sqref", ""), []
        elif name == b"hyperlink":
            yield "link", attrs.get("ref", ""), attrs.get("location", "").lstrip("#")
        elif name == b"sqref":
            yield from ((kind, text, formula) for formula in waiting)
            waiting = []
        elif formula := (attrs.get("val", "") if name == b"cfvo" else text):
            if place:
                yield kind, place, formula
            else:
                waiting.append(formula)


def linked_ranges(data: bytes, link: str) -> Iterator[str]:
    """The ranges whose link is the relationship with an id."""
    for name, attributes, _ in _ELEMENT.findall(data):
        attrs = _attributes(attributes) if name == b"hyperlink" else {}
        if any(attribute.endswith(":id") and value == link for attribute, value in attrs.items()):
            yield attrs.get("ref", "")


def _attributes(data: bytes) -> dict[str, str]:
    pairs = _ATTRIBUTE.findall(data)
    return {name.decode(): unescape((double or single).decode("utf-8", "replace")) for name, double, single in pairs}
