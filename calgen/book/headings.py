"""The heading row of a tab: titles in any language and any order, among the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, address
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title

FIRST_ROWS = 10
LONGEST = 100  # signs of a title that are compared
FIRST_COLUMNS = 200  # beyond, a title that is nearly one of ours is the user's own


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row (0 where there is none), the column number of each key, and the problems with the headings."""

    row: int
    where: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


def find_headings(grid: Grid, titles: Mapping[str, str], tab: str = "") -> Headings:
    """The row, among the first ones, that holds most of the titles of a tab's columns (folded title → key)."""
    best, score = 0, 0
    for row, cells in grid.by_row().items():
        if row > FIRST_ROWS:
            break
        known = {titles[name] for cell in cells.values() if (name := fold(as_text(cell.value))) in titles}
        if len(known) > score:
            best, score = row, len(known)
    return _read_row(grid, best, titles, tab) if best else Headings(0, {})


def _read_row(grid: Grid, row: int, titles: Mapping[str, str], tab: str) -> Headings:
    where: dict[str, int] = {}
    problems: list[Problem] = []
    cells = grid.row(row)
    there = {titles[name] for cell in cells.values() if (name := fold(as_text(cell.value))) in titles}
    absent = [title for title, key in titles.items() if key not in there and len(title) > 3]
    for column, cell in sorted(cells.items()):
        name = fold(as_text(cell.value))
        here = Place(grid.title, address(row, column))
        if cell.state is CellState.COVERED:
            if _is_spread_over(cells, column, titles):
                problems.append(Problem("heading_merged", here))
        elif name in titles and titles[name] in where:
            first = address(row, where[titles[name]])
            problems.append(Problem("heading_twice", here, values={"value": as_text(cell.value), "first": first}))
        elif name in titles:
            where[titles[name]] = column
        elif name and column <= FIRST_COLUMNS:
            near = _close_title(name, absent)
            values = {"value": as_text(cell.value), "near": Title(tab, titles.get(near, ""))}
            problems += [Problem("heading_near", here, Severity.WARNING, values)] if near and tab else []
    return Headings(row, where, tuple(problems))


def _is_spread_over(cells: Mapping[int, Cell], column: int, titles: Mapping[str, str]) -> bool:
    """Whether the cell on the left is a known heading merged with this one: it is not clear which column it names."""
    left = cells.get(column - 1, EMPTY)
    return left.state is not CellState.COVERED and fold(as_text(left.value)) in titles


def _close_title(name: str, absent: Sequence[str]) -> str:
    """The title among the absent ones that a heading nearly spells; empty where there is none."""
    close = get_close_matches(name[:LONGEST], absent, n=1, cutoff=0.87)
    return close[0] if close else ""
