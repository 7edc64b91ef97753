"""The heading row of a tab: titles in any language and any order, among the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, address
from calgen.book.near_titles import LONGEST, bare_title, near_title
from calgen.book.problems import Place, Problem, Severity
from calgen.book.values import Title

FIRST_ROWS = 10
FIRST_COLUMNS = 200  # beyond, a title that is nearly one of ours is the user's own


@dataclass(frozen=True, slots=True)
class UnreadHeading:
    """A heading, or the label of a setting, that is none of ours; `near` is the key of the column it resembles."""

    text: str
    cell: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row (0 where there is none), the column number of each key, and the problems with the headings."""

    row: int
    where: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    unread: tuple[UnreadHeading, ...] = ()


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
    unknown: list[tuple[int, Cell]] = []
    cells = grid.row(row)
    there = {titles[name] for cell in cells.values() if (name := fold(as_text(cell.value))) in titles}
    alike = _alike_titles(cells, titles, there) if tab else {}
    for column, cell in sorted(cells.items()):
        name = fold(as_text(cell.value))
        here = Place(grid.title, address(row, column))
        key = titles.get(name) or alike.get(column, "")
        if cell.state is CellState.COVERED:
            if _is_spread_over(cells, column, titles):
                problems.append(Problem("heading_merged", here))
        elif key and key in where:
            first = address(row, where[key])
            problems.append(Problem("heading_twice", here, values={"value": as_text(cell.value), "first": first}))
        elif key:
            where[key] = column
        elif name and column <= FIRST_COLUMNS:
            unknown.append((column, cell))
    absent = [title for title, key in titles.items() if key not in where]
    unread = tuple(_unread_heading(row, column, cell, absent, titles) for column, cell in unknown) if tab else ()
    problems += [
        Problem("heading_near", Place(grid.title, heading.cell), Severity.WARNING,
                {"value": heading.text, "near": Title(tab, heading.near)})
        for heading in unread if _is_slip(heading.text, absent)
    ]  # fmt: skip
    return Headings(row, where, tuple(problems), unread)


def _alike_titles(cells: Mapping[int, Cell], titles: Mapping[str, str], there: set[str]) -> dict[int, str]:
    """Columns whose heading means that of an absent column beyond doubt (`🎯 Objectifs`), and is the only one."""
    texts = {column: as_text(cell.value) for column, cell in cells.items() if column <= FIRST_COLUMNS}
    unknown = {
        column: text for column, text in texts.items() if text.strip() and "(" not in text and fold(text) not in titles
    }
    bare: dict[str, set[str]] = {}
    for title, key in titles.items() if unknown else ():
        bare.setdefault(bare_title(title), set()).add(key)
    found: dict[str, list[int]] = {}
    for column, text in unknown.items():
        keys = bare.get(bare_title(text), set())
        if len(keys) == 1 and not keys & there:
            found.setdefault(min(keys), []).append(column)
    return {columns[0]: key for key, columns in found.items() if len(columns) == 1}


def _unread_heading(
    row: int, column: int, cell: Cell, absent: Sequence[str], titles: Mapping[str, str]
) -> UnreadHeading:
    text = as_text(cell.value)
    return UnreadHeading(text, address(row, column), titles.get(near_title(text, absent), ""))


def _is_slip(text: str, absent: Sequence[str]) -> bool:
    """Whether a heading is a slip of the pen of an absent title, and not merely a longer one with its words."""
    known = [title for title in absent if len(title) > 3]
    return bool(get_close_matches(fold(text)[:LONGEST], known, n=1, cutoff=0.87))


def _is_spread_over(cells: Mapping[int, Cell], column: int, titles: Mapping[str, str]) -> bool:
    """Whether the cell on the left is a known heading merged with this one: it is not clear which column it names."""
    left = cells.get(column - 1, EMPTY)
    return left.state is not CellState.COVERED and fold(as_text(left.value)) in titles
