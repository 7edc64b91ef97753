"""Comments on an edited tab, old and threaded, and the boxes that show them: they move with their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from calgen.files.moves.drawings import write_changed
from calgen.files.moves.moved_formulas import MovesByTitle, move_formula
from calgen.files.moves.row_moves import RowMoves, move_ranges
from calgen.files.read.markup import escape_xml
from calgen.files.read.package import Package

# VML in any prefixes: openpyxl makes some up.
_BOX_ROW = re.compile(rb"(<(?:[\w.-]+:)?Row>)(\d+)(</)")
_BOX_COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column>(\d+)</")
_ANCHOR = re.compile(rb"(<(?:[\w.-]+:)?Anchor>)([^<]*)(</)")
_LINKED = re.compile(rb"(<(?:[\w.-]+:)?Fmla(?:Link|Range|Group|Txbx)>)([^<]*)(<)")
_SHAPE = re.compile(rb"<((?:[\w.-]+:)?)shape[\s>].*?</\1shape>", re.DOTALL)


def move_comments(package: Package, part: str, moves_of_tabs: MovesByTitle, title: str) -> None:
    """Moves the comments of a sheet, the boxes that show them, and the controls of forms that boxes show."""
    if all(found.is_identity for found in moves_of_tabs.values()):
        return
    moves = moves_of_tabs[title.casefold()]
    for relation in package.relationships(part):
        if relation.external or not package.has(relation.part):
            continue
        if relation.kind in ("comments", "threadedComment"):
            document = package.document(relation.part)
            for node in document.root.descendants():
                if node.name in ("comment", "threadedComment") and node.get("ref"):
                    after = move_ranges(node.get("ref"), moves)
                    document.set_attribute(node, "ref", after) if after else document.remove(node)
            write_changed(package, relation.part, document)
        elif relation.kind == "vmlDrawing":
            boxes = _move_boxes(package.read(relation.part), moves)
            package.write(relation.part, _LINKED.sub(lambda found: _move_linked(found, moves_of_tabs, title), boxes))


def _move_boxes(data: bytes, moves: RowMoves) -> bytes:
    """Moves the boxes of comments with their cells, and controls below the table; those of deleted cells go."""

    def shape(found: re.Match[bytes]) -> bytes:
        at = _box_cell(found[0])
        if at is None:
            return _ANCHOR.sub(lambda part: part[1] + _move_control(part[2], moves) + part[3], found[0])
        return _with_row(found[0], at[0], moves.new_row(*at))

    return _SHAPE.sub(shape, data)


def place_boxes(data: bytes, places: Mapping[tuple[int, int], tuple[int, int]]) -> bytes:
    """The boxes of the comments that stay, at their new rows; other boxes, and controls, go. Columns stay."""

    def shape(found: re.Match[bytes]) -> bytes:
        at = _box_cell(found[0])
        goal = places.get(at) if at else None
        return _with_row(found[0], at[0], goal[0]) if at and goal else b""

    return _SHAPE.sub(shape, data)


def _box_cell(shape: bytes) -> tuple[int, int] | None:
    """The row and column of the comment that a box shows; None for a control. A column that is missing is 0."""
    row, column = _BOX_ROW.search(shape), _BOX_COLUMN.search(shape)
    return (int(row[2]) + 1, int(column[1]) + 1 if column else 0) if row else None


def _with_row(shape: bytes, old: int, new: int) -> bytes:
    """The box of a comment in its new row; nothing where that is 0."""
    if old == new or not new:
        return shape if new else b""
    moved = _BOX_ROW.sub(lambda part: b"%s%d%s" % (part[1], new - 1, part[3]), shape)
    return _ANCHOR.sub(lambda part: part[1] + _move_anchor(part[2], new - old) + part[3], moved)


def _move_linked(found: re.Match[bytes], moves_of_tabs: MovesByTitle, title: str) -> bytes:
    """The cells that a control is linked to."""
    formula = move_formula(unescape(found[2].decode("utf-8", "replace")), moves_of_tabs, title)
    return found[1] + escape_xml(formula).encode() + found[3]


def _move_control(text: bytes, moves: RowMoves) -> bytes:
    """The anchor of a control: one that begins below the table moves with what is there."""
    numbers = [int(digits) for digits in re.findall(rb"-?\d+", text)]
    row = numbers[2] + 1 if len(numbers) == 8 else 0
    shift = moves.new_row(row, numbers[0] + 1) - row if row > moves.bottom else 0
    return _move_anchor(text, shift) if shift else text


def _move_anchor(text: bytes, shift: int) -> bytes:
    numbers = [int(digits) for digits in re.findall(rb"-?\d+", text)]
    if len(numbers) != 8:
        return text
    numbers[2], numbers[6] = max(0, numbers[2] + shift), max(0, numbers[6] + shift)
    return b", ".join(b"%d" % number for number in numbers)
