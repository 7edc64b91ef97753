"""The cells of a sheet with a long table: made when they are asked for, so that the table is never held as a whole."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping
from itertools import product

from calgen.book.sheet import StyledCell

Place = tuple[int, int]  # row and column, from 1


class TableCells(Mapping[Place, StyledCell]):
    """The cells above a table, those of the table, and those beside it, in this order.

    `cell` makes the cell of a row and a column of the table, its headings among them. The order of the table's cells is
    by rows, or by columns: a file numbers its styles in the order in which they come.
    """

    def __init__(
        self,
        above: Mapping[Place, StyledCell],
        rows: range,
        columns: range,
        cell: Callable[[int, int], StyledCell],
        beside: Mapping[Place, StyledCell] | None = None,
        *,
        by_columns: bool = False,
    ) -> None:
        self._above, self._rows, self._columns, self._cell = above, rows, columns, cell
        self._beside, self._by_columns = beside or {}, by_columns

    def __getitem__(self, place: Place) -> StyledCell:
        row, column = place
        if row in self._rows and column in self._columns:
            return self._cell(row, column)
        return self._above[place] if place in self._above else self._beside[place]

    def __iter__(self) -> Iterator[Place]:
        yield from self._above
        yield from self._table_places()
        yield from self._beside

    def __len__(self) -> int:
        return len(self._above) + len(self._rows) * len(self._columns) + len(self._beside)

    def items(self) -> ItemsView[Place, StyledCell]:
        """The cells with their places."""
        return _TableItems(self)

    def _table_places(self) -> Iterator[Place]:
        if self._by_columns:
            return ((row, column) for column in self._columns for row in self._rows)
        return product(self._rows, self._columns)

    def pairs(self) -> Iterator[tuple[Place, StyledCell]]:
        """The cells with their places, one after the other."""
        yield from self._above.items()
        cell = self._cell
        for place in self._table_places():
            yield place, cell(*place)
        yield from self._beside.items()


class _TableItems(ItemsView[Place, StyledCell]):
    """The items of `TableCells`, without a look-up for each."""

    _mapping: TableCells

    def __iter__(self) -> Iterator[tuple[Place, StyledCell]]:
        return self._mapping.pairs()
