"""How large a workbook is, part by part: what is to grow with its rows alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbook_contents import parts

_STYLES = ("cellXfs", "fonts", "fills", "borders", "numFmts", "dxfs", "cellStyles", "cellStyleXfs")
_REFS = re.compile(rb'<(?:conditionalFormatting|dataValidation) [^>]*?sqref="([^"]*)"')


@dataclass(frozen=True)
class Sizes:
    """The counts of a workbook; `rows` are those of both calendars."""

    rows: int
    counts: Mapping[str, int]

    def __str__(self) -> str:
        return f"{self.rows} rows: " + ", ".join(f"{name} {n}" for name, n in self.counts.items())


def sizes(data: bytes, rows: int) -> Sizes:
    """The counts of a workbook's bytes."""
    held = parts(data)
    sheets = [part for name, part in held.items() if name.startswith("xl/worksheets/sheet")]
    styles = held["xl/styles.xml"]
    strings = held.get("xl/sharedStrings.xml", b"")
    counts = {name: _items(styles, name) for name in _STYLES}
    counts |= {
        "strings": strings.count(b"<si>") + strings.count(b"<si ") + strings.count(b"<si/>"),
        "names": len(re.findall(rb"<definedName[ >]", held["xl/workbook.xml"])),
        "conditional": sum(sheet.count(b"<cfRule") for sheet in sheets),
        "ranges": sum(len(ref.split()) for sheet in sheets for ref in _REFS.findall(sheet)),
        "validations": sum(len(re.findall(rb"<dataValidation[ >]", sheet)) for sheet in sheets),
        "merged": sum(sheet.count(b"<mergeCell ") for sheet in sheets),
        "hyperlinks": sum(sheet.count(b"<hyperlink ") for sheet in sheets),
        "drawings": sum(name.startswith("xl/drawings/drawing") for name in held),
        "charts": sum(name.startswith("xl/charts/chart") for name in held),
        "parts": len(held),
        "bytes": len(data),
        "cells": sum(sheet.count(b"<c ") for sheet in sheets),
    }  # fmt: skip
    return Sizes(rows, counts)


def _items(styles: bytes, name: str) -> int:
    found = re.search(rb"<(?:\w+:)?" + name.encode() + rb'\b[^>]*?count="(\d+)"', styles)
    return int(found[1]) if found else 0


MOST_NEW_STYLES = 40
"""Styles that a run may add: a change of language brings its own for days and hours."""


def growth_faults(saved: Sizes, after: Sizes, *, is_resaved: bool = False) -> Iterator[str]:
    """What a run added that is not due to rows; another program's save drops the styles of the tabs drawn anew."""
    for name in () if is_resaved else _STYLES:
        if after.counts[name] > saved.counts[name] + MOST_NEW_STYLES:
            yield f"{name}: {saved.counts[name]} -> {after.counts[name]}"
