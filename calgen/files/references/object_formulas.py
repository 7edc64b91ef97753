"""The formulas of the objects of a sheet: tables, charts, shapes, controls, pivots, links that are relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calgen.book.grid import address
from calgen.book.problems import Refused
from calgen.files.read.formulas import parse_address
from calgen.files.read.markup import RELATIONS, Element, Malformed, to_utf8, whole_number
from calgen.files.references.formula_references import contains_target
from calgen.files.references.sheet_formulas import linked_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calgen.files.read.package import Package, Relationship
    from calgen.files.references.formula_references import TargetNames

ObjectFormula = tuple[str, str, str, str]  # its kind, its cell, its text, the object's name
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")


def formulas(package: Package, sheet: str, names: TargetNames) -> Iterator[ObjectFormula]:
    """The formulas of the objects of a sheet (the name of its part) that may name a tab or table of calgen's."""
    for link in package.relationships(sheet):
        if link.kind == "hyperlink" and link.node.get("Target").startswith("#"):
            yield from _link_formulas(package, sheet, link)
        elif link.external or not package.has(link.part):
            continue
        elif link.kind == "drawing":
            yield from _drawing_formulas(package, link.part, names)
        elif link.kind == "pivotTable":
            yield from _pivot_formulas(package, link.part, names)
        elif link.kind in ("table", "ctrlProp") and (root := _tree(package, link.part, names)):
            yield from _table_formulas(root) if link.kind == "table" else _control_formulas(root)


def _tree(package: Package, part: str, names: TargetNames | None) -> Element | None:
    """The tree of a part; None if it cannot be read, or names no tab and table of calgen's."""
    try:
        if names is None or contains_target(to_utf8(package.read(part)), names):
            return package.tree(part)
    except (Malformed, Refused):
        pass  # a part of another program's: calgen leaves it as it is
    return None


def _link_formulas(package: Package, sheet: str, link: Relationship) -> Iterator[ObjectFormula]:
    """A link whose place is the target of a relationship, as some programs write it."""
    try:
        data = to_utf8(package.read(sheet))
    except Malformed:
        return
    for ref in linked_ranges(data, link.id):
        yield "link", ref, link.node.get("Target").lstrip("#"), ""


def _table_formulas(root: Element) -> Iterator[ObjectFormula]:
    """The formulas of a table's columns, at the first cell of the column, and of its totals."""
    first, _, last = root.get("ref").partition(":")
    (top, left), (bottom, _) = parse_address(first), parse_address(last or first)
    columns = root.child("tableColumns")
    for place, column in enumerate(columns.children_named("tableColumn") if columns else (), left):
        for node in column.children:
            if node.name in _TABLE_FORMULAS and node.text:
                row = bottom if node.name == "totalsRowFormula" else top + whole_number(root.get("headerRowCount"), 1)
                yield "table", address(row, place), node.text, root.get("displayName")


def _control_formulas(root: Element) -> Iterator[ObjectFormula]:
    for attribute in ("fmlaLink", "fmlaRange", "fmlaTxbx"):
        if formula := root.get(attribute):
            yield "control", "", formula, ""


def _drawing_formulas(package: Package, part: str, names: TargetNames) -> Iterator[ObjectFormula]:
    """The formulas of the charts and shapes of a drawing; its tree is made only if one of them may name a target."""
    links = {link.id: link for link in package.relationships(part)}
    charts = {
        key: root
        for key, link in links.items()
        if link.kind in ("chart", "chartEx") and package.has(link.part) and (root := _tree(package, link.part, names))
    }
    led = {key: link.node.get("Target").lstrip("#") for key, link in links.items()
           if link.kind == "hyperlink" and link.node.get("Target").startswith("#")}  # fmt: skip
    root = _tree(package, part, None if charts or led else names)
    for anchor in root.children if root else ():
        yield from _anchored_formulas(anchor, charts, led)


def _anchored_formulas(anchor: Element, charts: dict[str, Element], led: dict[str, str]) -> Iterator[ObjectFormula]:
    """The formulas of what hangs at one anchor of a drawing."""
    cell, name = _anchor_cell(anchor), ""
    for node in anchor.descendants():
        if node.name == "cNvPr":
            name = node.get("name")
        if formula := node.get("textlink"):
            inner = next((child.get("name") for child in node.descendants() if child.name == "cNvPr"), "")
            yield "shape", cell, formula, inner
        elif node.name == "hlinkClick" and (target := led.get(node.get(f"{RELATIONS} id"))):
            yield "shape", cell, target, name
        elif node.name == "chart" and (root := charts.get(node.get(f"{RELATIONS} id"))):
            texts = [child.text.strip() for child in root.descendants() if child.name == "f" and child.text]
            yield from (("chart", cell, formula, name) for formula in dict.fromkeys(texts))


def _anchor_cell(anchor: Element) -> str:
    """The cell under the top left corner of an object; empty for one that hangs at no cell."""
    start = anchor.child("from")
    if start is None:
        return ""
    column, row = ((start.child(name) or start).text.strip() for name in ("col", "row"))
    return address(whole_number(row, 0) + 1, whole_number(column, 0) + 1)


def _pivot_formulas(package: Package, part: str, names: TargetNames) -> Iterator[ObjectFormula]:
    """The source of a pivot table that is an area of cells, as a formula would name it."""
    for link in package.relationships(part):
        root = _tree(package, link.part, names) if link.kind == "pivotCacheDefinition" else None
        for node in root.descendants() if root else ():
            if node.name in ("worksheetSource", "rangeSet") and node.get("sheet") and node.get("ref"):
                table = _tree(package, part, None)
                place = table.child("location") if table else None
                title = node.get("sheet").replace("'", "''")
                name = table.get("name") if table else ""
                yield "pivot", place.get("ref").partition(":")[0] if place else "", f"'{title}'!{node.get('ref')}", name
