"""Formulas after the moves of rows: each refers to the same cells as before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from calgen.files.moves.row_moves import RowMoves
from calgen.files.read.formulas import CELL, ROW, column_number, rewrite_operands, translate_formula

MovesByTitle = Mapping[str, RowMoves]  # the moves of each edited tab, by its casefolded title

_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]')
_LIKE_CELL = re.compile(r"[A-Za-z]\$?\d|\d:\$?\d")


def move_formula(
    formula: str, moves: MovesByTitle, title: str, *, only_absolute: bool = False
) -> str:
    """A formula on the tab `title` after the moves.

    References to tabs that are not edited stay as they are; those to deleted rows become `#REF!`. With
    `only_absolute`, only rows with a `$` follow: in a name or a rule, any other counts from the cell that uses it.
    """
    if not _LIKE_CELL.search(_ASIDE.sub("", formula)):
        return formula  # it has no reference to cells

    def moved(text: str) -> str:
        sheet, mark, cells = text.rpartition("!")
        plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        found = moves.get((plain if mark else title).casefold())
        return text if found is None else sheet + mark + _moved(cells, found, only_absolute=only_absolute)

    return rewrite_operands(formula, lambda text: text if "[" in text else moved(text))


def _moved(cells: str, moves: RowMoves, *, only_absolute: bool) -> str:
    ends = cells.split(":")
    if len(ends) > 2:
        return cells
    found = [CELL.fullmatch(end) for end in ends]
    if all(found):
        parts = [(end[1] + end[2], end[3], int(end[4])) for end in found if end]
        columns = sorted(column_number(end[2]) for end in found if end)
        column = moves.fixed_column(columns[0], columns[-1]) if moves.fixed else 0
    elif len(ends) == 2 and all(rows := [ROW.fullmatch(end) for end in ends]):
        parts, column = [("", end[1], int(end[2])) for end in rows if end], 0
    else:
        return cells
    if only_absolute and not all(fixed for _, fixed, _ in parts):
        numbers = [moves.new_row(row, column) or row if fixed else row for _, fixed, row in parts]
    else:
        numbers = list(moves.new_ends(parts[0][2], parts[-1][2], column))
        if not numbers[0]:
            return "#REF!"
    return ":".join(f"{letters}{fixed}{row}" for (letters, fixed, _), row in zip(parts, numbers, strict=False))


def move_rule_formula(formula: str, origin: str, goal: str, moves: MovesByTitle, title: str) -> str:
    """A formula written for the first cell of a range, which moves from the cell `origin` to the cell `goal`."""
    moved = move_formula(formula, moves, title, only_absolute=True)
    return moved if origin == goal else translate_formula(moved, origin, goal)
