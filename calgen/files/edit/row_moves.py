"""The new numbers of the rows of an edited tab, and the ranges and formulas that are adapted to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from calgen.files.edit.formulas import CELL, LAST_ROW, rewrite_operands

_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]')
_LIKE_CELL = re.compile(r"[A-Za-z]\$?\d")


@dataclass(frozen=True)
class RowMoves:
    """The moves of the rows of a table's body: from `first` to `last` before the edit, to `end` after it.

    A range from `first` to `whole` or further means the whole body: rows that the user added below it count too.
    """

    first: int
    last: int
    end: int
    whole: int
    rows: Mapping[int, int] = field(default_factory=dict)  # a row of the body: old number → new (absent: deleted)

    @cached_property
    def is_identity(self) -> bool:
        """Whether no row moved."""
        complete = all(row in self.rows for row in range(self.first, self.last + 1))
        return complete and self.last == self.end == self.whole and all(old == new for old, new in self.rows.items())

    def new_row(self, old: int) -> int:
        """The new number of a row; 0 for a deleted one."""
        if old < self.first:
            return old
        if old > self.last:  # below the body: now in it, or further down
            return self.rows.get(old) or min(old + self.end - self.last, LAST_ROW)
        return self.rows.get(old, 0)

    def _is_whole_body(self, top: int, bottom: int) -> bool:
        return top <= self.first and bottom >= self.whole and bottom > top

    def new_ranges(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """The ranges that the rows of a range became: one if it was the whole body, else one for each run of rows."""
        if self._is_whole_body(top, bottom):
            return [(top, bottom if bottom == LAST_ROW else max(self.end, bottom + self.end - self.last))]
        if bottom < self.first or top > self.last:
            return [(self.new_row(top), self.new_row(bottom))]
        found = sorted({new for old in range(top, bottom + 1) if (new := self.new_row(old))})
        runs: list[tuple[int, int]] = []
        for new in found:
            runs = [*runs[:-1], (runs[-1][0], new)] if runs and runs[-1][1] == new - 1 else [*runs, (new, new)]
        return runs

    def new_ends(self, top: int, bottom: int) -> tuple[int, int]:
        """The one range that a range of a formula became: each end follows its row; (0, 0) if both rows are deleted."""
        if self._is_whole_body(top, bottom):
            return self.new_ranges(top, bottom)[0]
        found = [new for old in (top, bottom) if (new := self.new_row(old))]
        return (min(found), max(found)) if found else (0, 0)


def move_ranges(text: str, moves: RowMoves) -> str:
    """A list of ranges (`A5:B9 D5`) after the moves; empty if no cell of it is left."""
    found: list[str] = []
    for cells in text.split():
        ends = [CELL.fullmatch(end) for end in cells.split(":")]
        if any(end is None for end in ends):
            found.append(cells)  # whole columns or rows
            continue
        first, last = ends[0], ends[-1]
        assert first is not None
        assert last is not None
        for top, bottom in moves.new_ranges(int(first[4]), int(last[4])):
            begin = f"{first[1]}{first[2]}{first[3]}{top}"
            close = f"{last[1]}{last[2]}{last[3]}{bottom}"
            found.append(begin if begin == close else f"{begin}:{close}")
    return " ".join(dict.fromkeys(found))


def move_formula(formula: str, moves: RowMoves, title: str, names: Mapping[str, str] | None = None) -> str:
    """A formula of the tab `title` after the moves; `names` are changed headings of tables, old → new.

    References to other tabs stay as they are; those to deleted rows become `#REF!`.
    """
    if not names and not _LIKE_CELL.search(_ASIDE.sub("", formula)):
        return formula  # it has no reference to cells

    def moved(text: str) -> str:
        sheet, mark, cells = text.rpartition("!")
        plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if mark and plain.casefold() != title.casefold():
            return text
        return sheet + mark + _moved(cells, moves)

    known = names or {}
    return rewrite_operands(formula, lambda text: _named(text, known) if "[" in text else moved(text))


def _moved(cells: str, moves: RowMoves) -> str:
    ends = [CELL.fullmatch(end) for end in cells.split(":")]
    if any(end is None for end in ends):
        return cells
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    top, bottom = moves.new_ends(int(first[4]), int(last[4]))
    if not top:
        return "#REF!"
    begin = f"{first[1]}{first[2]}{first[3]}{top}"
    return begin if len(ends) == 1 else f"{begin}:{last[1]}{last[2]}{last[3]}{bottom}"


def _named(text: str, names: Mapping[str, str]) -> str:
    """A structured reference with the present headings."""
    return re.sub(r"\[([^\[\]#@]+)\]", lambda column: f"[{names.get(column[1], column[1])}]", text) if names else text
