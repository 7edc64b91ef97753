"""The drawings on an edited tab: pictures, charts and shapes below the table move with what is below it.

One that begins above or beside the body stays where the user put it. The ranges that charts show follow their rows.
"""

from __future__ import annotations

from calgen.files.moves.moved_formulas import MovesByTitle, move_formula
from calgen.files.moves.row_moves import RowMoves
from calgen.files.read.markup import Element, XmlDocument, whole_number
from calgen.files.read.package import Package

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})
_CHARTS = frozenset({"chart", "chartEx"})


def move_drawing(package: Package, part: str, moves: RowMoves, moves_of_tabs: MovesByTitle, title: str) -> None:
    """Moves the anchors of a drawing on the tab `title`, and the ranges that its charts show."""
    document = package.document(part)
    for node in document.root.descendants():
        if node.name in _ANCHORS:
            move_anchor(document, node, moves)
        elif node.name == "sp" and node.get("textlink"):
            document.set_attribute(node, "textlink", move_formula(node.get("textlink"), moves_of_tabs, title))
    write_changed(package, part, document)
    for relation in package.relationships(part):
        if relation.kind in _CHARTS and not relation.external and package.has(relation.part):
            _move_chart(package, relation.part, moves_of_tabs)


def _move_chart(package: Package, part: str, moves_of_tabs: MovesByTitle) -> None:
    document = package.document(part)
    for node in document.root.descendants():
        if node.name == "f" and node.text:
            document.set_text(node, move_formula(node.text, moves_of_tabs, ""))
    write_changed(package, part, document)


def move_anchor(document: XmlDocument, anchor: Element, moves: RowMoves) -> None:
    """Moves an anchor whose first cell is below the table; its rows and columns count from 0."""
    start = anchor.child("from")
    if start is None or anchor.get("editAs") == "absolute":
        return
    row, column = (_number(start, name) + 1 for name in ("row", "col"))
    if row <= moves.bottom:
        return
    shift = moves.new_row(row, column) - row
    for end in anchor.children:
        if end.name in ("from", "to"):
            for node in end.children_named("row"):
                document.set_text(node, str(_number(end, "row") + shift))


def _number(end: Element, name: str) -> int:
    node = end.child(name)
    return whole_number(node.text.strip(), 0) if node else 0


def write_changed(package: Package, part: str, document: XmlDocument) -> None:
    """Writes an edited part back, unless nothing in it has changed."""
    after = document.to_bytes()
    if after != document.data:
        package.write(part, after)
