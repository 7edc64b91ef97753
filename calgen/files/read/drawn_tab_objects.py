"""Finds what the user put on the tabs that are drawn anew, beside what stands in cells: comments, pictures, charts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calgen.book.grid import address
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.book.values import Word
from calgen.files.read.formulas import parse_area
from calgen.files.read.markup import RELATIONS, Element, whole_number

if TYPE_CHECKING:
    from calgen.files.read.opened_workbook import OpenedWorkbook
    from calgen.files.read.package import Package

REDRAWN = ("month", "year", "balance", "checks", "tasks", "review")
_WITH_CHARTS = ("balance",)
COMMENTS = {"comments": "comment", "threadedComment": "threadedComment"}  # relationship → its elements
_OTHERS = {"pivotTable": "pivot", "oleObject": "object", "package": "object", "control": "control",
           "ctrlProp": "control", "slicer": "slicer", "timeline": "slicer", "queryTable": "table"}  # fmt: skip
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_SHAPES = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "grpSp": "shape", "cxnSp": "shape"}


@dataclass(frozen=True, slots=True)
class TabObject:
    """Something that the user put on a tab: its kind (a code of `choices.tab_object`), and its cell if it has one."""

    kind: str
    cell: str = ""


def tab_objects(workbook: OpenedWorkbook, part: str, own_charts: Collection[str] | None) -> tuple[TabObject, ...]:
    """The objects on the sheet of a part that go when it is drawn anew, comments apart (`commented_cells`).

    `own_charts` are the `chart_key`s of calgen's own charts; None where these are not known: all are then its own.
    """
    package = workbook.package
    found: list[TabObject] = []
    for relation in package.relationships(part):
        if relation.kind == "hyperlink" and relation.external:
            found += _linked_cells(package, part, relation.id)
        if relation.external or not package.has(relation.part):
            continue
        if relation.kind == "drawing":
            found += _lost_drawings(package, part, relation.part, own_charts)
        elif relation.kind in _OTHERS:
            found.append(TabObject(_OTHERS[relation.kind]))
        elif relation.kind == "table" and not _is_own_table(package, relation.part):
            found.append(TabObject("table", package.tree(relation.part).get("ref").partition(":")[0]))
    return tuple(dict.fromkeys(found))


def _is_own_table(package: Package, part: str) -> bool:
    try:
        return package.tree(part).get("displayName").casefold().startswith("calgen_")
    except Refused:
        return True


def commented_cells(workbook: OpenedWorkbook) -> dict[str, frozenset[tuple[int, int]]]:
    """The rows and columns of the cells with a comment or a thread, by the keys of the redrawn tabs that have any."""
    sheets = {key: sheet.part for key, sheet in workbook.calgen_sheets().items() if key in REDRAWN}
    found = {key: frozenset(_commented(workbook.package, part)) for key, part in sheets.items()}
    return {key: cells for key, cells in found.items() if cells}


def _commented(package: Package, sheet: str) -> Iterator[tuple[int, int]]:
    for relation in package.relationships(sheet):
        if relation.kind not in COMMENTS or relation.external or not package.has(relation.part):
            continue
        with suppress(Refused):
            root = package.tree(relation.part)
            nodes = (node for node in root.descendants() if node.name == COMMENTS[relation.kind])
            areas = (parse_area(node.get("ref")) for node in nodes)
            yield from ((area.top, area.left) for area in areas if area)


def _linked_cells(package: Package, part: str, link: str) -> Iterator[TabObject]:
    """The cells of an external link: calgen's own links lead into the workbook."""
    data = package.read(part)
    if b"<hyperlink" not in data and b":hyperlink" not in data:
        return
    root = package.tree(part)
    for node in root.descendants():
        if node.name == "hyperlink" and node.get(f"{RELATIONS} id") == link:
            yield TabObject("link", node.get("ref").partition(":")[0])


def _lost_drawings(
    package: Package, sheet: str, part: str, own_charts: Collection[str] | None
) -> Iterator[TabObject]:
    kept = kept_drawings(package, sheet, part, own_charts)
    for kind, cell, anchor in drawn_anchors(package, part, own_charts):
        if not any(node.start <= anchor.start < node.end for node in kept):
            yield TabObject(kind, cell)


def kept_drawings(
    package: Package, sheet: str, part: str, own_charts: Collection[str] | None
) -> list[Element]:
    """The elements of a drawing that stay when its sheet is drawn anew: pictures, charts and shapes of the user's.

    What belongs to a control, a slicer or an embedded object goes with it.
    """
    hers = {anchor.start for _, _, anchor in drawn_anchors(package, part, own_charts)}
    if not hers:
        return []
    links = {link.id for link in package.relationships(part) if link.external or package.has(link.part)}
    has_others = any(link.kind in _OTHERS for link in package.relationships(sheet))
    return [node for node in package.tree(part).children if _is_kept(node, hers, links, has_others=has_others)]


def _is_kept(node: Element, hers: Collection[int], links: Collection[str], *, has_others: bool) -> bool:
    within = list(node.descendants())
    is_hers = any(item.name in _ANCHORS and item.start in hers for item in within)
    is_alternate = has_others and any(item.name == "AlternateContent" for item in within)
    ids = {value for item in within for name, value in item.attrs.items() if name.startswith(f"{RELATIONS} ")}
    return is_hers and not is_alternate and ids - {""} <= set(links)


def drawn_anchors(
    package: Package, part: str, own_charts: Collection[str] | None
) -> Iterator[tuple[str, str, Element]]:
    """The anchors of a drawing that are not calgen's: the kind of object, its cell, and the element."""
    try:
        root = package.tree(part)
    except Refused:
        return
    charts = {relation.id: relation.part for relation in package.relationships(part) if relation.kind == "chart"}
    for anchor in root.descendants():
        if anchor.name not in _ANCHORS:
            continue
        shape = next((node for node in anchor.descendants() if node.name in _SHAPES), None)
        if shape is not None and not _is_own_chart(package, shape, charts, own_charts):
            yield _SHAPES[shape.name], _cell(anchor), anchor


def _is_own_chart(
    package: Package, shape: Element, charts: Mapping[str, str], own_charts: Collection[str] | None
) -> bool:
    ids = [node.get(f"{RELATIONS} id") for node in shape.descendants() if node.name == "chart"]
    part = next((charts[id_] for id_ in ids if id_ in charts), "")
    if own_charts is None:
        return bool(part)
    return bool(part) and package.has(part) and _chart_key(package, part) in own_charts


def _chart_key(package: Package, part: str) -> str:
    """The ranges that a chart shows, whatever the title of their tab: `B5:B9 C5:C9`."""
    try:
        root = package.tree(part)
    except Refused:
        return ""
    values = [node for node in root.descendants() if node.name == "val"]
    texts = [node.text for value in values for node in value.descendants() if node.name == "f"]
    return chart_key(texts)


def chart_key(ranges: Collection[str]) -> str:
    """The key of a chart that shows these ranges (`'Tab'!$B$5:$B$9`)."""
    return " ".join(sorted(text.strip().rpartition("!")[2].replace("$", "") for text in ranges))


def _cell(anchor: Element) -> str:
    start = anchor.child("from")
    if start is None:
        return ""
    at = {node.name: whole_number(node.text.strip(), 0) + 1 for node in start.children}
    return address(at.get("row", 1), at.get("col", 1))


def lost_objects(workbook: OpenedWorkbook, facts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The user's objects that go when their tabs are drawn anew; `facts` are those of the last run."""
    found = []
    for key, sheet in workbook.calgen_sheets().items():
        if key in REDRAWN:
            for item in tab_objects(workbook, sheet.part, own_charts(facts, key)):
                place, values = Place(sheet.title, item.cell), {"what": Word("tab_object", item.kind)}
                found.append(Problem("tab_object_lost", place, Severity.WARNING, values))
    return tuple(found)


def own_charts(facts: Mapping[str, str], key: str) -> frozenset[str] | None:
    """The keys of calgen's charts on a tab; None where a version without this fact drew them."""
    try:
        shown = json.loads(facts.get(f"charts_{key}", "null" if key in _WITH_CHARTS else "[]"))
    except ValueError:
        return None
    return None if shown is None else frozenset(chart_key(ranges) for ranges in shown)
