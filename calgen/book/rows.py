"""The rows of a tab: the value of each cell under its heading, or the problem with it at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from calgen.book.cells import ReadOptions, as_text, parse, value_for_message
from calgen.book.columns import Column, Kind, Source, letters
from calgen.book.dates import orders_of_figures
from calgen.book.grid import EMPTY, Cell, CellState, Grid, letter
from calgen.book.numbers import number
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Interpreted, Unreadable
from calgen.book.vocabulary import example_prefixes

_DAY_KINDS = {Kind.DAY, Kind.DAYS, Kind.SPAN}


@dataclass(slots=True)
class ParsedRow:
    """The values read from a row by column key, and the keys of the cells that could not be read."""

    values: dict[str, Any]
    source: Source
    unread: set[str] = field(default_factory=set)

    def set_value(self, column: Column, found: object, place: Place | None = None) -> list[Problem]:
        """Stores the value of a cell; a problem instead of a value marks the cell as unread, and is returned.

        So is the note at its place on a value that was taken of several possible ones.
        """
        if isinstance(found, Problem):
            self.values[column.key] = None
            self.unread.add(column.key)
            return [found]
        if isinstance(found, Interpreted):
            self.values[column.key] = found.value
            return [Problem(found.code, place, Severity.NOTE, found.values)] if place else []
        self.values[column.key] = found
        return []


def read_cell(column: Column, cell: Cell, place: Place, options: ReadOptions) -> object:
    """The value of a cell in its column, the column's default where it is empty, or the problem with it."""
    if cell.state is CellState.UNCALCULATED:
        return Problem("formula_empty", place)
    if cell.state is CellState.ERROR:
        code = "cell_error" if as_text(cell.value).startswith("#") else "cell_broken"
        return Problem(code, place, values={"value": value_for_message(cell.value)})
    if not as_text(cell.value) and not isinstance(cell.value, bool):
        return Problem("cell_required", place) if column.required else column.default
    found = parse(cell, column, options)
    if isinstance(found, Unreadable):
        return _problem(found, cell, place)
    if isinstance(found, Interpreted):
        return replace(found, values={"value": value_for_message(cell.value), **found.values})
    if found == "":
        return Problem("cell_required", place) if column.required else column.default
    return found


def further_problems(column: Column, cell: Cell, place: Place, options: ReadOptions) -> list[Problem]:
    """The problems with other parts of a list than the one for which `read_cell` refuses the cell."""
    found = parse(cell, column, options) if cell.state is CellState.PLAIN and as_text(cell.value) else None
    return [_problem(other, cell, place) for other in found.others] if isinstance(found, Unreadable) else []


def _problem(refused: Unreadable, cell: Cell, place: Place) -> Problem:
    return Problem(refused.code, place, values={"value": value_for_message(cell.value), **refused.values})


def read_rows(
    grid: Grid, columns: tuple[Column, ...], top: int, where: Mapping[str, int], options: ReadOptions
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows under the heading row `top`, and all problems in them; empty rows and example rows are left out."""
    found_rows, problems = [], []
    below = {row: cells for row, cells in grid.by_row().items() if row > top}
    rows = {row: cells for row, cells in below.items() if not _is_skipped(cells, where, columns[0].key)}
    orders = {row: _orders_of_figures(cells, columns, where) for row, cells in rows.items()}
    in_tab = frozenset(() if options.day_first is None else (options.day_first,)).union(*orders.values())
    for row, cells in rows.items():
        parsed = ParsedRow({}, Source(grid.title, row, letters(where)))
        row_options = replace(options, day_first=_only(orders[row] or in_tab))
        for column in columns:
            at = where.get(column.key)
            place = Place(grid.title, f"{letter(at)}{row}" if at else "")
            problems += invisible_signs(grid, row, at or 0)
            cell = cells.get(at or 0, EMPTY)
            found = read_cell(column, cell, place, row_options) if at else column.default
            if isinstance(found, Problem) and found.code == "date_ambiguous" and in_tab:
                found = replace(found, code="date_order")
            problems += parsed.set_value(column, found, place)
            problems += further_problems(column, cell, place, row_options) if isinstance(found, Problem) else ()
        found_rows.append(parsed)
    return found_rows, problems


def _orders_of_figures(
    cells: Mapping[int, Cell], columns: Iterable[Column], where: Mapping[str, int]
) -> frozenset[bool]:
    """The orders that the days in figures of a row have for certain: is the day first?

    They settle the other days of the row, and those of other rows unless the country says otherwise: docs/decisions.md,
    "Dates".
    """
    at = [where[column.key] for column in columns if column.kind in _DAY_KINDS and column.key in where]
    return frozenset().union(*(orders_of_figures(cells.get(number, EMPTY).value) for number in at))


def _only(orders: frozenset[bool]) -> bool | None:
    return next(iter(orders)) if len(orders) == 1 else None


def invisible_signs(grid: Grid | None, row: int, column: int) -> list[Problem]:
    """The note on a cell whose text holds invisible signs, which are left out when it is read; or none."""
    if grid is None or (row, column) not in grid.invisible_signs:
        return []
    return [Problem("signs_unseen", Place(grid.title, f"{letter(column)}{row}"), Severity.NOTE)]


def _is_skipped(cells: Mapping[int, Cell], where: Mapping[str, int], name: str) -> bool:
    """Whether a row has nothing in our columns, or is the example row of the empty workbook."""
    ours = [cells[column] for column in where.values() if column in cells]
    if all(cell.state in (CellState.PLAIN, CellState.COVERED) and not as_text(cell.value) for cell in ours):
        return True
    return "".join(as_text(cells.get(where[name], EMPTY).value).split()).casefold().startswith(example_prefixes())


def has_whole_percents(grid: Grid, columns: Iterable[Column], top: int, where: Mapping[str, int]) -> bool:
    """Whether shares are typed as 33 for 33 %: the whole column tells, not the cell (1 among 33 and 66 is 1 %)."""
    shares = {where[column.key] for column in columns if column.kind is Kind.SHARE and column.key in where}
    below = (cell for (row, column), cell in grid.cells.items() if row > top and column in shares)
    return any(_plain_number(cell) > 1 for cell in below if not cell.percent)


def _plain_number(cell: Cell) -> float:
    """The number in a cell without a percent sign, stored or typed; 0 where there is none."""
    if isinstance(cell.value, str):
        found = None if "%" in cell.value else number(cell.value, decimal_comma=True)
        return float(found or 0)
    return cell.value if isinstance(cell.value, int | float) else 0


def count_hidden(grid: Grid, parsed_rows: Iterable[ParsedRow]) -> int:
    """Number of the rows read that are hidden, by hand or by a filter."""
    return sum(parsed.source.row in grid.hidden_rows for parsed in parsed_rows)
