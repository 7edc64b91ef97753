"""Ranges of cells in a sheet's XML (ECMA-376 part 1, 18.18.62, 18.18.76), and the rules on them.

Each is one range; tables, merges, filters and columns keep clear of each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from calgen.files.read.formulas import LAST_COLUMN, LAST_ROW, Area, column_number
from calgen.files.read.markup import Element, whole_number

if TYPE_CHECKING:
    from calgen.files.soundness.written_workbook import WrittenSheet

# what a rule finds: the cell or range, what is wrong there, and the XML
Breach = tuple[str, str, bytes]

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")
_Thing = TypeVar("_Thing")


def parse_range(text: str) -> Area | None:
    """The area of one range, `A1` or `A1:B9`; None for any other text, and for an area outside the grid."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return _parse_whole(text)
    left, top = column_number(found[1]), int(found[2])
    right, bottom = (column_number(found[3]), int(found[4])) if found[3] else (left, top)
    return _inside_grid(Area(top, left, bottom, right))


def _parse_whole(text: str) -> Area | None:
    """The area of whole columns, `A:C`, or rows, `1:3`."""
    if found := _COLUMNS.fullmatch(text):
        return _inside_grid(Area(1, column_number(found[1]), LAST_ROW, column_number(found[2])))
    if found := _ROWS.fullmatch(text):
        return _inside_grid(Area(int(found[1]), 1, int(found[2]), LAST_COLUMN))
    return None


def _inside_grid(area: Area) -> Area | None:
    is_inside = area.top <= area.bottom <= LAST_ROW and area.left <= area.right <= LAST_COLUMN
    return area if is_inside else None


def is_list_of_ranges(text: str) -> bool:
    """Whether a text is one or more ranges with a space between them."""
    return bool(text) and all(parse_range(part) is not None for part in text.strip(" ").split(" "))


def find_overlaps(areas: Iterable[tuple[Area, _Thing]]) -> Iterator[tuple[Area, _Thing, Area, _Thing]]:
    """Each area that shares a cell with one that begins above or left of it, with that one."""
    open_areas: list[tuple[Area, _Thing]] = []
    for area, thing in sorted(areas, key=lambda pair: pair[0]):
        open_areas = [pair for pair in open_areas if pair[0].bottom >= area.top]
        other = next((pair for pair in open_areas if area.overlaps(pair[0])), None)
        if other:
            yield area, thing, *other
        open_areas.append((area, thing))


# -- rules ---------------------------------------------------------------------------------------------------------


def each_range_is_one_range(sheet: WrittenSheet) -> Iterator[Breach]:
    """An attribute `ref` holds one range, `sqref` one or more, none of them empty or outside the grid."""
    for node in sheet.elements:
        ref, several = node.attrs.get("ref"), node.attrs.get("sqref")
        if ref is not None and parse_range(ref) is None:
            yield ref, node.name, sheet.xml(node)
        if several is not None and not is_list_of_ranges(several):
            yield several, node.name, sheet.xml(node)
        if node.name == "sqref" and not is_list_of_ranges(node.text):  # of an extension
            yield node.text, node.name, sheet.xml(node)


def _merges(sheet: WrittenSheet) -> Iterator[tuple[Area, Element]]:
    container = sheet.root.child("mergeCells")
    for node in container.children_named("mergeCell") if container else ():
        area = parse_range(node.get("ref"))
        if area:
            yield area, node


def merges_do_not_overlap(sheet: WrittenSheet) -> Iterator[Breach]:
    """A merge has two cells or more, and shares none with another."""
    merges = list(_merges(sheet))
    for area, node in merges:
        if area.top == area.bottom and area.left == area.right:
            yield str(area), "one cell", sheet.xml(node)
    for area, node, other, _ in find_overlaps(merges):
        yield str(area), str(other), sheet.xml(node)


def tables_stand_alone(sheet: WrittenSheet) -> Iterator[Breach]:
    """No table shares a cell with another table, a merge, a pivot table or the sheet's own filter."""
    tables = [(table.area, table.name) for table in sheet.tables if table.area]
    if not tables:
        return
    things: list[tuple[Area, str]] = [(area, "merge") for area, _ in _merges(sheet)]
    filter_ = sheet.root.child("autoFilter")
    if filter_ and (area := parse_range(filter_.get("ref"))):
        things.append((area, "filter"))
    things += _pivots(sheet)
    of_tables = {name for _, name in tables}
    for area, name, other, what in find_overlaps([*tables, *things]):
        if {name, what} & of_tables:
            yield str(area), f"{name}, {what} {other}", b""


def _pivots(sheet: WrittenSheet) -> Iterator[tuple[Area, str]]:
    package = sheet.workbook.package
    for link in sheet.links:
        is_pivot = link.kind == "pivotTable" and package.has(link.part)
        location = package.tree(link.part).child("location") if is_pivot else None
        if location and (area := parse_range(location.get("ref"))):
            yield area, "pivot table"


def page_breaks_are_unique(sheet: WrittenSheet) -> Iterator[Breach]:
    """Each page break has its own row or column, on the sheet."""
    for name, most in (("rowBreaks", LAST_ROW), ("colBreaks", LAST_COLUMN)):
        container = sheet.root.child(name)
        numbers = [node.get("id") for node in container.children_named("brk")] if container else []
        for number, count in Counter(numbers).items():
            if count > 1 or not 0 <= whole_number(number, -1) < most:
                yield "", f"{name} {number}", sheet.xml(container) if container else b""


def columns_do_not_overlap(sheet: WrittenSheet) -> Iterator[Breach]:
    """The `col` elements ascend, and none shares a column with another."""
    container, last = sheet.root.child("cols"), 0
    for node in container.children_named("col") if container else ():
        first, end = whole_number(node.get("min"), 0), whole_number(node.get("max"), 0)
        if not last < first <= end <= LAST_COLUMN:
            yield "", f"{first}:{end}", sheet.xml(node)
        last = max(last, end)
