"""The parts that a tab leads to, after the moves of its rows: the user's tables, pivot tables, drawings, controls."""

from __future__ import annotations

from calgen.files.moves.drawings import move_drawing, write_changed
from calgen.files.moves.moved_formulas import MovesByTitle, move_formula, move_rule_formula
from calgen.files.moves.row_moves import RowMoves, move_block, move_single_range
from calgen.files.read.formulas import parse_area
from calgen.files.read.markup import Element, XmlDocument
from calgen.files.read.opened_workbook import WorkbookSheet
from calgen.files.read.package import Package, Relationship
from calgen.files.read.part_names import part_key

_CONTROL_FORMULAS = ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")


def move_parts(package: Package, tab: WorkbookSheet, own_table: str, moves_of_tabs: MovesByTitle) -> None:
    """Moves what the parts of a tab say of its cells; `own_table` is the part of calgen's table.

    Comments have a module of their own. Raises Refused for a part that is no XML.
    """
    if all(moves.is_identity for moves in moves_of_tabs.values()):
        return
    for relation in package.relationships(tab.part):
        if not relation.external and package.has(relation.part):
            _move_part(package, relation, tab.title, own_table, moves_of_tabs)


def _move_part(
    package: Package, relation: Relationship, title: str, own_table: str, moves_of_tabs: MovesByTitle
) -> None:
    part, moves = relation.part, moves_of_tabs[title.casefold()]
    if relation.kind == "drawing":
        move_drawing(package, part, moves, moves_of_tabs, title)
    elif relation.kind == "ctrlProp":
        _move_control(package, part, moves_of_tabs, title)
    elif relation.kind in ("table", "pivotTable", "tableSingleCells", "namedSheetView"):
        document = package.document(part)
        is_own = bool(own_table) and part_key(part) == part_key(own_table)
        if relation.kind == "table":
            _move_table_formulas(document, moves_of_tabs, title, is_own=is_own)
        if not is_own:
            _move_refs(document, moves)
        write_changed(package, part, document)


def _move_refs(document: XmlDocument, moves: RowMoves) -> None:
    """Moves the ranges of a table with its filter and sort state, of a pivot table, of single cells of an XML map."""
    for node in document.root.descendants():
        attribute = "r" if node.name == "singleXmlCell" else "ref"
        area = parse_area(node.get(attribute))
        if area is not None:
            whole = node.name in ("table", "location")
            moved = move_block(area, moves) if whole else None
            after = str(moved) if moved and moved.top else move_single_range(node.get(attribute), moves)
            document.set_attribute(node, attribute, after or node.get(attribute))


def _move_table_formulas(document: XmlDocument, moves_of_tabs: MovesByTitle, title: str, *, is_own: bool) -> None:
    """Moves the formulas of a table's columns, which are written for its first row, and those of its totals."""
    area = parse_area(document.root.get("ref"))
    if area is None:
        return
    moved = move_block(area, moves_of_tabs[title.casefold()]) if not is_own else area
    origin, goal = f"A{area.top}", f"A{moved.top if moved and moved.top else area.top}"
    for node in document.root.descendants():
        if not node.text.strip():
            continue
        if node.name == "calculatedColumnFormula":
            document.set_text(node, move_rule_formula(node.text, origin, goal, moves_of_tabs, title))
        elif node.name == "totalsRowFormula":
            document.set_text(node, move_formula(node.text, moves_of_tabs, title))


def _move_control(package: Package, part: str, moves_of_tabs: MovesByTitle, title: str) -> None:
    """Moves the cells that a control of a form is linked to."""
    document = package.document(part)
    node: Element = document.root
    for attribute in _CONTROL_FORMULAS:
        if before := node.get(attribute):
            document.set_attribute(node, attribute, move_formula(before, moves_of_tabs, title))
    write_changed(package, part, document)
