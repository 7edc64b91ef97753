"""The cells of a sheet with one long table, made row by row as they are drawn: there may be a million of them."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from calgen.book.sheet import CellRows, StyledCell

Place = tuple[int, int]  # row and column, from 1


class TableCells(CellRows):
    """The cells above a table, those of the table, and those to the right of it, in the order of rows and columns.

    `make_row` makes the cells of a row of the table from column 1 on, those of the heading row too.
    """

    def __init__(
        self,
        above: Mapping[Place, StyledCell],
        rows: range,
        columns: int,
        make_row: Callable[[int], Sequence[StyledCell]],
        beside: Mapping[Place, StyledCell] | None = None,
    ) -> None:
        self._above, self._rows, self._columns, self._make_row = above, rows, columns, make_row
        self._beside = beside or {}

    def outside(self) -> dict[Place, StyledCell]:
        """The cells above the table, its headings, and the cells beside it."""
        headings = {(row, n): cell for row in self._rows[:1] for n, cell in enumerate(self._make_row(row), 1)}
        return {**self._above, **headings, **self._beside}

    def has_place(self, place: Place) -> bool:
        """Whether a cell is one of these; no row is made for it."""
        row, column = place
        is_in_table = row in self._rows and 1 <= column <= self._columns
        return is_in_table or place in self._above or place in self._beside

    def with_cells(self, cells: Mapping[Place, StyledCell]) -> TableCells:
        """These cells and others, none of which is in the table."""
        above = {place: cell for place, cell in cells.items() if place[0] < self._rows.start}
        beside = {place: cell for place, cell in cells.items() if place not in above}
        above, beside = {**self._above, **above}, {**self._beside, **beside}
        return TableCells(above, self._rows, self._columns, self._make_row, beside)

    def __getitem__(self, place: Place) -> StyledCell:
        row, column = place
        if row in self._rows and 1 <= column <= self._columns:
            return self._make_row(row)[column - 1]
        return self._above[place] if place in self._above else self._beside[place]

    def __iter__(self) -> Iterator[Place]:
        return (place for place, _ in self.pairs())

    def __len__(self) -> int:
        return len(self._above) + len(self._rows) * self._columns + len(self._beside)

    def items(self) -> ItemsView[Place, StyledCell]:
        """The cells with their places."""
        return _TableItems(self)

    def pairs(self) -> Iterator[tuple[Place, StyledCell]]:
        """The cells with their places, one after the other."""
        return (((row, column), cell) for row, cells in self.by_row() for column, cell in cells)

    def by_row(self) -> Iterator[tuple[int, Iterable[tuple[int, StyledCell]]]]:
        """The rows in order, each with the columns and the cells in order."""
        yield from _by_row(self._above)
        beside = dict(_by_row(self._beside))
        for row in self._rows:
            cells = enumerate(self._make_row(row), 1)
            yield row, chain(cells, beside.pop(row)) if row in beside else cells
        yield from beside.items()


def _by_row(cells: Mapping[Place, StyledCell]) -> Iterator[tuple[int, list[tuple[int, StyledCell]]]]:
    for row, group in groupby(sorted(cells.items(), key=itemgetter(0)), key=lambda pair: pair[0][0]):
        yield row, [(column, cell) for (_, column), cell in group]


class _TableItems(ItemsView[Place, StyledCell]):
    """The items of `TableCells`, without a look-up for each."""

    _mapping: TableCells

    def __iter__(self) -> Iterator[tuple[Place, StyledCell]]:
        return self._mapping.pairs()
