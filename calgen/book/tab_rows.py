"""The rows of a calendar's tab before their meaning is known: lists of the user's below it, formulas of his own.

docs/decisions.md, "What stands beside, below and across a calendar" and "What keeps a row".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from calgen.book.grid import Cell, Grid

_ROW_NUMBERS = re.compile(r"(\$?\b[A-Za-z]{1,3}\$?)\d+\b")


def rows_with_own_formulas(rows: Mapping[int, Mapping[int, Cell]], columns: Collection[int]) -> set[int]:
    """The rows with a formula outside calgen's columns that is not that of most rows, filled down."""
    forms = {
        (number, column): (column, _ROW_NUMBERS.sub(r"\1", cell.formula))
        for number, cells in rows.items()
        for column, cell in cells.items()
        if cell.formula and column not in columns
    }
    count = Counter(forms.values())
    return {number for (number, _), form in forms.items() if 2 * count[form] <= len(rows)}


# -- lists below -------------------------------------------------------------------------------------------------------


def table_end(grid: Grid, heading_row: int, columns: Collection[int]) -> int:
    """The last row of the calendar's own table, totals included; 0 where it has none."""
    ends = (bottom for top, left, bottom, right in grid.tables
            if top <= heading_row <= bottom and any(left <= column <= right for column in columns))  # fmt: skip
    return max(ends, default=0)


def body_end(grid: Grid, heading_row: int, columns: Collection[int]) -> int:
    """The last row of the calendar's own table, without its totals; 0 where it has none."""
    end = table_end(grid, heading_row, columns)
    totals = (count for span, count in grid.totals.items() if (span[0], span[2]) == (heading_row, end))
    return end - max(totals, default=0)


@dataclass(frozen=True, slots=True)
class TabRow:
    """A row of a calendar's tab that holds something in the calendar's columns."""

    number: int
    has_id: bool
    is_item: bool = False  # it becomes a post or a subject, where it is no part of a list
    has_day: bool = False

    @property
    def is_planned(self) -> bool:
        """Whether it has a day, and a platform (a post) or a title (a subject)."""
        return self.is_item and self.has_day

    @property
    def is_taken(self) -> bool:
        """Whether it becomes a row of the table, where it is no part of a list."""
        return self.has_id or self.is_item


def rows_of_lists_below(rows: Iterable[TabRow], last: int) -> frozenset[int]:
    """The numbers of the rows of lists below a calendar.

    The calendar ends at `last`, the end of its table, or where that is 0 at its last id, with the rows that follow
    without a blank one between. Further down, the rows between two blank ones are a list of the user's if none of them
    has an id or is planned. Else the posts and subjects among them are rows of the calendar.

    A row that is no post or subject stays where it is, while those above it become rows of the table. So below such a
    one it is a list already, as it will be in the next run.
    """
    found = sorted(rows, key=lambda row: row.number)
    end = last or max((row.number for row in found if row.has_id), default=0)
    blocks: list[list[TabRow]] = [[]]  # the first one follows the calendar directly
    for row in (row for row in found if 0 < end < row.number):
        if row.number > (blocks[-1][-1].number if blocks[-1] else end) + 1:
            blocks.append([])
        blocks[-1].append(row)
    lists = set[int]()
    for n, block in enumerate(blocks):
        near = [row.number for row in takewhile(lambda row: not row.is_taken, block)] if n == 0 else []
        is_typed = n == 0 or any(row.has_id or row.is_planned for row in block)
        lists |= {row.number for row in block if row.number not in near and not (is_typed and row.is_taken)}
    return frozenset(lists)
