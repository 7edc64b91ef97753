"""A row on its way from cells to a record: each cell read, or the problem with it, at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from calgen.book.cells import ReadOptions, Wrong, as_text, parse, shown
from calgen.book.columns import Column, Kind, Source, letters
from calgen.book.grid import EMPTY, Cell, CellState, Grid, letter
from calgen.book.numbers import number
from calgen.book.problems import Place, Problem, Severity

_EXAMPLES = ("exemple :", "exemple:", "example:", "example :")


@dataclass(slots=True)
class ParsedRow:
    """A row on its way: its values so far, and the keys of the cells that could not be read."""

    values: dict[str, Any]
    source: Source
    unread: set[str] = field(default_factory=set)

    def put(self, column: Column, found: object) -> list[Problem]:
        """A cell's value into the row; a problem in its stead marks the cell as unread, and is handed back."""
        if isinstance(found, Problem):
            self.values[column.key] = None
            self.unread.add(column.key)
            return [found]
        self.values[column.key] = found
        return []


def take(column: Column, cell: Cell, place: Place, habits: ReadOptions) -> object:
    """What a cell says in its column, the column's default where it is empty, or the one problem with it."""
    if cell.state is CellState.UNCALCULATED:
        return Problem("formula_empty", place)
    if cell.state is CellState.ERROR:
        code = "cell_error" if as_text(cell.value).startswith("#") else "cell_broken"
        return Problem(code, place, values={"value": shown(cell.value)})
    if not as_text(cell.value) and not isinstance(cell.value, bool):
        return Problem("cell_required", place) if column.required else column.default
    found = parse(cell, column, habits)
    if isinstance(found, Wrong):
        return Problem(found.code, place, values={"value": shown(cell.value), **found.values})
    if found == "":
        return Problem("cell_required", place) if column.required else column.default
    return found


def rows(
    grid: Grid, columns: tuple[Column, ...], top: int, where: Mapping[str, int], habits: ReadOptions
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows under a heading row, and all that is wrong in them; empty ones and the template's examples are none."""
    drafts, problems = [], []
    below = {row: cells for row, cells in grid.by_row().items() if row > top}
    for row, cells in below.items():
        if _skipped(cells, where, columns[0].key):
            continue
        draft = ParsedRow({}, Source(grid.title, row, letters(where)))
        for column in columns:
            at = where.get(column.key)
            place = Place(grid.title, f"{letter(at)}{row}" if at else "")
            problems += left_out(grid, row, at or 0)
            found = take(column, cells.get(at, EMPTY), place, habits) if at else column.default
            problems += draft.put(column, found)
        drafts.append(draft)
    return drafts, problems


def left_out(grid: Grid | None, row: int, column: int) -> list[Problem]:
    """What to tell of a cell of whose text some signs cannot be seen: calgen reads it without them."""
    if grid is None or (row, column) not in grid.unseen:
        return []
    return [Problem("signs_unseen", Place(grid.title, f"{letter(column)}{row}"), Severity.NOTE)]


def _skipped(cells: Mapping[int, Cell], where: Mapping[str, int], name: str) -> bool:
    """A row with nothing in our columns, or the template's example."""
    ours = [cells[column] for column in where.values() if column in cells]
    if all(cell.state in (CellState.PLAIN, CellState.COVERED) and not as_text(cell.value) for cell in ours):
        return True
    return as_text(cells.get(where[name], EMPTY).value).casefold().startswith(_EXAMPLES)


def in_hundreds(grid: Grid, columns: Iterable[Column], top: int, where: Mapping[str, int]) -> bool:
    """Whether a share column counts in hundreds: the column tells, not the cell (1 among 33 and 66 is 1 %)."""
    shares = {where[column.key] for column in columns if column.kind is Kind.SHARE and column.key in where}
    below = (cell for (row, column), cell in grid.cells.items() if row > top and column in shares)
    return any(_bare(cell) > 1 for cell in below if not cell.percent)


def _bare(cell: Cell) -> float:
    """A number without a percent sign, stored or typed; 0 where there is none."""
    if isinstance(cell.value, str):
        found = None if "%" in cell.value else number(cell.value, decimal_comma=True)
        return float(found or 0)
    return cell.value if isinstance(cell.value, int | float) else 0


def hidden(grid: Grid, drafts: Iterable[ParsedRow]) -> int:
    """How many of the rows that were read are hidden, by hand or by a filter."""
    return sum(draft.source.row in grid.hidden_rows for draft in drafts)
