"""The new numbers of the rows of an edited tab, and the ranges that are adapted to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from calgen.files.read.formulas import LAST_ROW, Area, parse_area

Run = tuple[int, int]  # the first and last of some rows, or columns, that follow each other


@dataclass(frozen=True)
class RowMoves:
    """The moves of the rows of a tab: the body of its table ends at `last` before the edit, and at `end` after it.

    The cells of a column are moved with the rows of the table, but for those of `fixed` columns: there they stay in
    their rows as far as the body reaches, and in `fixed_below` columns further down too. What is below the table moves
    by `below` rows. A range from `first` to `whole` or further means the whole body: rows that the user added below
    it count too.
    """

    first: int
    last: int
    end: int
    whole: int
    rows: Mapping[int, int] = field(default_factory=dict)  # a row of the body: old number → new (absent: deleted)
    totals: int = 0  # number of rows of totals, which move with the end of the body
    below: int | None = None  # as far as the end of the body moves, if it is None
    fixed: frozenset[int] = frozenset()
    fixed_below: frozenset[int] = frozenset()  # some of the fixed ones

    @cached_property
    def is_identity(self) -> bool:
        """Whether no row moved."""
        complete = all(row in self.rows for row in range(self.first, self.last + 1))
        return complete and self.last == self.end == self.whole and all(old == new for old, new in self.rows.items())

    @cached_property
    def _shift(self) -> int:
        return self.end - self.last if self.below is None else self.below

    @cached_property
    def _taken(self) -> tuple[int, ...]:
        """Rows below the body that are now in it."""
        return tuple(sorted(row for row in self.rows if row > self.last))

    @property
    def bottom(self) -> int:
        """The last row of the table before the edit, totals included."""
        return self.last + self.totals

    def new_row(self, old: int, column: int = 0) -> int:
        """The new number of a row; 0 for a deleted one. Without a column, that of the table's own cells."""
        if old < self.first or column in self.fixed_below:
            return old
        if column in self.fixed:
            return old if old <= self.last else min(old + self._shift, LAST_ROW)
        if old <= self.last:
            return self.rows.get(old, 0)
        return self.rows.get(old) or self._below(old)  # a row from below may be in the body now

    def _below(self, old: int) -> int:
        """The new number of a row below the body; the last row of a sheet is its end, and stays."""
        return min(old + (self.end - self.last if old <= self.bottom else self._shift), LAST_ROW)

    def _is_whole_body(self, top: int, bottom: int) -> bool:
        return top <= self.first and bottom >= self.whole and bottom > top

    def new_ranges(self, top: int, bottom: int, column: int = 0) -> list[Run]:
        """The ranges that the rows of a range became: one if it was the whole body, else one for each run of rows."""
        if bottom < self.first or column in self.fixed:
            return [(self.new_row(top, column), bottom if bottom == LAST_ROW else self.new_row(bottom, column))]
        if self._is_whole_body(top, bottom):
            return [(top, bottom if bottom == LAST_ROW else max(self.end, self._below(bottom)))]
        near = [row for row in self._taken if top <= row <= bottom]
        near += range(top, min(bottom, self.bottom) + 1)
        found = [(new, new) for old in near if (new := self.new_row(old))]
        if bottom > self.bottom and not (top == bottom and near):
            last = bottom if bottom == LAST_ROW else self._below(bottom)
            found.append((self._below(max(top, self.bottom + 1)), last))
        return join_runs(found)

    def new_ends(self, top: int, bottom: int, column: int = 0) -> Run:
        """The one range that a range of a formula became; (0, 0) if all its rows are deleted.

        Each end follows its row; one that is deleted gives way to the next row of the range.
        """
        if column not in self.fixed and self._is_whole_body(top, bottom):
            return self.new_ranges(top, bottom)[0]
        rows = range(top, bottom + 1) if top <= bottom else range(top, bottom - 1, -1)
        ends = [next((new for old in way if (new := self.new_row(old, column))), 0) for way in (rows, reversed(rows))]
        return (min(ends), max(ends))

    def new_block(self, top: int, bottom: int, column: int = 0) -> Run | None:
        """The new rows of an object; (0, 0) if all are deleted, None if they don't stay together in their order."""
        near = [self.new_row(row, column) for row in range(top, min(bottom, self.bottom) + 1)]
        if start := max(top, self.bottom + 1) if bottom > self.bottom else 0:
            if top < bottom and column not in self.fixed and any(start <= row <= bottom for row in self._taken):
                return None
            near.append(self.new_row(start, column))
        kept = [row for row in near if row]
        if not kept:
            return (0, 0)
        is_together = near[0] and all(below == above + 1 for above, below in pairwise(kept))
        return (kept[0], min(kept[-1] + (bottom - start if start else 0), LAST_ROW)) if is_together else None

    # -- columns ---------------------------------------------------------------------------------------------------

    @cached_property
    def _cuts(self) -> tuple[int, ...]:
        """The columns from which on the cells move otherwise than those on the left."""
        edges = {edge for column in self.fixed for edge in (column, column + 1)}
        kinds = {edge: (edge in self.fixed, edge in self.fixed_below) for edge in edges | {edge - 1 for edge in edges}}
        return tuple(sorted(edge for edge in edges if kinds[edge] != kinds[edge - 1]))

    def column_groups(self, left: int, right: int) -> list[Run]:
        """The columns from `left` to `right` in groups whose cells move alike."""
        edges = [left, *(cut for cut in self._cuts if left < cut <= right), right + 1]
        return [(first, after - 1) for first, after in pairwise(edges)]

    def fixed_column(self, left: int, right: int) -> int:
        """A column that moves as all of these do, if all are fixed; 0 otherwise."""
        all_fixed = right - left < len(self.fixed) and all(column in self.fixed for column in range(left, right + 1))
        return left if all_fixed else 0


def join_runs(runs: Iterable[Run]) -> list[Run]:
    """Runs of rows in order, those that touch or overlap joined."""
    joined: list[Run] = []
    for top, bottom in sorted(runs):
        if joined and top <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
        else:
            joined.append((top, bottom))
    return joined


def move_area(area: Area, moves: RowMoves) -> list[Area]:
    """The ranges that a range became."""
    groups: list[tuple[int, int, list[Run]]] = []
    for left, right in moves.column_groups(area.left, area.right):
        runs = moves.new_ranges(area.top, area.bottom, left)
        if groups and groups[-1][2] == runs:
            left = groups.pop()[0]
        groups.append((left, right, runs))
    return [Area(top, left, bottom, right) for left, right, runs in groups for top, bottom in runs]


def move_ranges(text: str, moves: RowMoves) -> str:
    """A list of ranges (`A5:B9 D5`) after the moves, the uppermost first; empty if no cell of it is left."""
    others: list[str] = []  # whole columns or rows
    runs: dict[Run, list[Run]] = {}
    for cells in text.split():
        area = parse_area(cells)
        if area is None:
            others.append(cells)
            continue
        for moved in move_area(area, moves):
            runs.setdefault((moved.left, moved.right), []).append((moved.top, moved.bottom))
    areas = [Area(top, left, bottom, right)
             for (left, right), found in runs.items() for top, bottom in join_runs(found)]  # fmt: skip
    return " ".join(dict.fromkeys([*(str(area) for area in sorted(areas)), *others]))


def move_single_range(text: str, moves: RowMoves) -> str:
    """A single range after the moves, each end with its row; empty if both ends are deleted."""
    area = parse_area(text)
    if area is None:
        return text
    top, bottom = moves.new_ends(area.top, area.bottom, moves.fixed_column(area.left, area.right))
    return str(Area(top, area.left, bottom, area.right)) if top else ""


def move_block(area: Area, moves: RowMoves) -> Area | None:
    """The range of an object after the moves; an empty area if its rows are deleted, None if they are separated."""
    found = {moves.new_block(area.top, area.bottom, left) for left, _ in moves.column_groups(area.left, area.right)}
    rows = found.pop()
    if rows is None or found:
        return None
    return Area(rows[0], area.left, rows[1], area.right) if rows[0] else Area(0, 0, 0, 0)
