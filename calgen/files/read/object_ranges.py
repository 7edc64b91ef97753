"""Finds what holds several cells of a tab together: merges, tables, pivot tables, array formulas and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from calgen.book.problems import Refused
from calgen.files.read.formulas import Area, parse_area
from calgen.files.read.markup import Element, whole_number
from calgen.files.read.package import Package

_FORMULA = re.compile(rb"<f\b([^>]*)>([^<]*)")
_REF = re.compile(rb"""\sref\s*=\s*["']([^"']*)["']""")
_KIND = re.compile(rb"""\st\s*=\s*["'](array|dataTable)["']""")
_RANGE = re.compile(r"(?<![\w$!:.'\]])\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7}(?![\w(!:])")


class ObjectKind(Enum):
    """What an object is that holds cells together."""

    MERGE = "merge"
    TABLE = "table"
    PIVOT = "pivot table"
    ARRAY = "array formula"  # or a data table of a what-if analysis, with the values that it tries
    SOURCE = "source"  # a range on the same tab that an array formula over several cells refers to
    LINK = "link"


@dataclass(frozen=True, slots=True)
class ObjectRange:
    """An object over several cells; `part` is the part of a table or pivot table, `totals` the rows of its totals."""

    kind: ObjectKind
    area: Area
    part: str = ""
    totals: int = 0


def object_ranges(package: Package, part: str, root: Element, rows: bytes) -> Iterator[ObjectRange]:
    """The objects of a sheet; `root` is its tree without the rows, `rows` their XML without prefixes."""
    for container, child, kind in (("mergeCells", "mergeCell", ObjectKind.MERGE),
                                   ("hyperlinks", "hyperlink", ObjectKind.LINK)):  # fmt: skip
        found = root.child(container)
        for node in found.children_named(child) if found else ():
            yield from _ranged(kind, node.get("ref"))
    if b"ref" in rows:
        for formula in _FORMULA.finditer(rows):
            ref, of_cells = _REF.search(formula[1]), _KIND.search(formula[1])
            if ref and of_cells:
                yield from _array(ref[1].decode("ascii", "replace"), formula[2], is_analysis=of_cells[1] != b"array")
    yield from part_ranges(package, part)


def has_criteria(package: Package, part: str) -> bool:
    """Whether a filter of a sheet, or of a table on it, has criteria: it hides the rows that do not meet them."""
    if b"<filterColumn" in package.read(part) or b":filterColumn" in package.read(part):
        return True
    links = [link.part for link in package.relationships(part) if link.kind == "table" and package.has(link.part)]
    return any(b"filterColumn" in package.read(table) for table in links)


def _array(ref: str, formula: bytes, *, is_analysis: bool) -> Iterator[ObjectRange]:
    """An array formula and the ranges that it refers to; what an analysis tries stands left of it or above it."""
    for found in _ranged(ObjectKind.ARRAY, ref):
        top, left, bottom, right = found.area
        whole = Area(max(top - 1, 1), max(left - 1, 1), bottom, right)
        yield ObjectRange(ObjectKind.ARRAY, whole) if is_analysis else found
        for text in _RANGE.findall(formula.decode("utf-8", "replace")):
            yield from _ranged(ObjectKind.SOURCE, text.replace("$", ""))


def part_ranges(package: Package, part: str) -> Iterator[ObjectRange]:
    """The tables and pivot tables of a sheet; those that cannot be read are left out."""
    for relation in package.relationships(part):
        if relation.external or relation.kind not in ("table", "pivotTable") or not package.has(relation.part):
            continue
        try:
            root = package.tree(relation.part)
        except Refused:
            continue
        if relation.kind == "table":
            for found in _ranged(ObjectKind.TABLE, root.get("ref"), relation.part):
                yield replace(found, totals=whole_number(root.get("totalsRowCount"), 0))
        elif place := root.child("location"):
            yield from _ranged(ObjectKind.PIVOT, place.get("ref"), relation.part)


def _ranged(kind: ObjectKind, ref: str, part: str = "") -> Iterator[ObjectRange]:
    area = parse_area(ref)
    if area is not None and (area.top, area.left) != (area.bottom, area.right):
        yield ObjectRange(kind, area, part)
