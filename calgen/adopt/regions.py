"""Cuts the cells of a tab into regions: tables and lists that stand below or beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from calgen.book.cells import ReadOptions, as_text
from calgen.book.columns import Column, Kind
from calgen.book.grid import Cell, CellState, Grid, address
from calgen.book.problems import Place, Problem
from calgen.book.rows import read_cell

Spot = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with something in it, and where it stands."""

    tab: str
    row: int
    column: int
    cell: Cell

    @property
    def text(self) -> str:
        """What stands in it, as a user would type it; of an unticked box nothing."""
        is_formula = self.cell.state is CellState.UNCALCULATED
        return f"={self.cell.formula.lstrip('=')}" if is_formula else as_text(self.cell.value)

    @property
    def place(self) -> Place:
        return Place(self.tab, address(self.row, self.column))


Cells = Mapping[Spot, PlacedCell]


@dataclass(frozen=True, slots=True)
class Region:
    """Cells that belong together, and the texts that stand alone above them, the nearest last."""

    cells: Cells
    above: tuple[PlacedCell, ...] = ()

    def by_row(self) -> dict[int, dict[int, PlacedCell]]:
        """Row → column → cell, in order."""
        found: dict[int, dict[int, PlacedCell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = cell
        return found


def is_filled(cell: Cell) -> bool:
    """Whether a cell holds something that can be read: a text, a number, a box."""
    return cell.state is CellState.PLAIN and (isinstance(cell.value, bool) or bool(as_text(cell.value)))


def unreadable_cells(grid: Grid) -> Iterator[tuple[PlacedCell, Problem]]:
    """The cells with an error, or with a formula that no program has calculated, and what is wrong with each."""
    for (row, column), cell in sorted(grid.cells.items()):
        if cell.state in (CellState.ERROR, CellState.UNCALCULATED):
            placed = PlacedCell(grid.title, row, column, cell)
            if isinstance(found := read_cell(_ANY_TEXT, cell, placed.place, ReadOptions()), Problem):
                yield placed, found


_ANY_TEXT = Column("text", Kind.TEXT)


def placed_cells(grid: Grid) -> dict[Spot, PlacedCell]:
    """All cells of a tab that hold something."""
    return {(row, column): PlacedCell(grid.title, row, column, cell)
            for (row, column), cell in grid.cells.items() if is_filled(cell)}  # fmt: skip


def cut_regions(grid: Grid) -> tuple[Region, ...]:
    """The regions of a tab, from top to bottom and left to right; cells under a merge belong to its first one."""
    covered = {spot for spot, cell in grid.cells.items() if cell.state is CellState.COVERED}
    return tuple(_cut(placed_cells(grid), covered, ()))


def _cut(cells: Cells, covered: set[Spot], above: tuple[PlacedCell, ...]) -> Iterator[Region]:
    """Peels off the texts above, then cuts at blank rows, then at blank columns, until nothing can be cut."""
    cells, above = _without_texts_above(cells, above)
    if not cells:
        if above:
            yield Region({}, above)
        return
    bands = _runs(cells, covered, 0)
    if len(bands) > 1:
        for n, band in enumerate(bands):
            yield from _cut(band, covered, above if n == 0 else ())
        return
    columns = _runs(cells, covered, 1)
    if len(columns) > 1:
        for n, band in enumerate(columns):
            yield from _cut(band, covered, above if n == 0 else ())
        return
    yield Region(cells, above)


def _without_texts_above(cells: Cells, above: tuple[PlacedCell, ...]) -> tuple[Cells, tuple[PlacedCell, ...]]:
    """The cells without the first rows that hold one text alone; of a region with one column nothing is taken off."""
    if len({column for _, column in cells}) < 2:
        return cells, above
    rows = sorted({row for row, _ in cells})
    for row in rows:
        in_row = [cell for (number, _), cell in sorted(cells.items()) if number == row]
        if len(in_row) > 1 or not isinstance(in_row[0].cell.value, str):
            break
        above = (*above, in_row[0])
        cells = {spot: cell for spot, cell in cells.items() if spot[0] != row}
    return cells, above


def _runs(cells: Cells, covered: Iterable[Spot], axis: int) -> Sequence[Cells]:
    """The cells in groups that follow one another without a blank row (axis 0) or column (axis 1) between."""
    used = sorted({spot[axis] for spot in cells})
    joined = {spot[axis] for spot in covered} if axis == 0 else set()
    groups: list[list[int]] = []
    for number in used:
        last = groups[-1][-1] if groups else None
        if last is not None and all(between in joined for between in range(last + 1, number)):
            groups[-1].append(number)
        else:
            groups.append([number])
    return [{spot: cell for spot, cell in cells.items() if spot[axis] in group} for group in map(set, groups)]
