"""A workbook as it is stored: grids of cells with their addresses, before their meaning is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

Value = str | int | float | bool | date | datetime | time | timedelta | None
Span = tuple[int, int, int, int]  # top, left, bottom and right of a range


class CellState(StrEnum):
    """Whether the stored value of a cell can be used."""

    PLAIN = "plain"
    UNCALCULATED = "uncalculated"  # a formula that no program has calculated yet
    ERROR = "error"  # #REF!, #N/A and other error values
    COVERED = "covered"  # under a merged cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its stored value, its formula if it has one, and whether its format shows a percentage."""

    value: Value = None
    formula: str = ""
    percent: bool = False
    state: CellState = CellState.PLAIN
    style: int = field(default=0, compare=False)  # index of its format in the styles part


EMPTY = Cell()
_SHOWN_BY_LINK = re.compile(r'HYPERLINK\(.*,"((?:[^"]|"")*)"\)', re.DOTALL | re.IGNORECASE)


def link_text(cell: Cell) -> str:
    """What the formula of a link shows where it is a text written in it; empty for any other cell.

    A program that does not calculate saves the cell without a value.
    """
    found = _SHOWN_BY_LINK.fullmatch(cell.formula.lstrip("="))
    return found[1].replace('""', '"') if found else ""


@dataclass(frozen=True, slots=True)
class RowStates:
    """How the rows of a tab are shown: which are hidden, the outline level of those that have one, and its filter."""

    hidden: frozenset[int] = frozenset()
    levels: Mapping[int, int] = field(default_factory=dict)
    is_filtered: bool = False  # a filter has criteria: it hides the rows without them
    objects: frozenset[int] = frozenset()  # first rows of drawings, and of what covers several rows


NO_STATES = RowStates()


@dataclass(frozen=True, slots=True)
class Grid:
    """A tab: its title as typed and its cells by (row, column), both counted from 1."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    row_levels: Mapping[int, int] = field(default_factory=dict)  # row → its level in the outline, where it has one
    is_filtered: bool = False  # of calgen's calendars: whether a filter with criteria stands on the tab
    drawing_rows: frozenset[int] = frozenset()  # of calgen's calendars: rows in which pictures and charts begin
    user_marks: frozenset[tuple[int, int]] = frozenset()  # cells of the calendars that the user formatted, linked…
    italics: frozenset[tuple[int, int]] = frozenset()  # cells of the calendars in italics, unlike most of their column
    invisible_signs: frozenset[tuple[int, int]] = frozenset()  # cells whose invisible signs were left out
    merges: tuple[Span, ...] = ()  # over several rows
    row_merges: tuple[Span, ...] = ()  # over several cells of one row
    tables: tuple[Span, ...] = ()  # of calgen's calendars: tables and pivot tables
    totals: Mapping[Span, int] = field(default_factory=dict)  # of tables that have them: the rows of their totals

    def row_states(self, top: int) -> RowStates:
        """How the rows of a tab whose headings stand in row `top` are shown; its own table is no object."""
        covering = [*self.tables, *self.merges]
        objects = {first for first, _, last, _ in covering if first != top and last > top} | self.drawing_rows
        return RowStates(self.hidden_rows, self.row_levels, self.is_filtered, frozenset(objects))

    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that are not empty, in order."""
        return tuple(sorted({row for row, _ in self.cells}))

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of one row by column."""
        return {column: cell for (row, column), cell in self.cells.items() if row == number}

    def by_row(self) -> dict[int, dict[int, Cell]]:
        """All rows at once: row → column → cell, in order."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = cell
        return found


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's tabs in their order; `name` is the file's name without its ending."""

    name: str
    grids: tuple[Grid, ...]
    epoch_1904: bool = False
    calgen_titles: Mapping[str, str] = field(
        default_factory=dict
    )  # tab key → present title, of the tabs that calgen wrote
    titles: tuple[str, ...] = ()  # of all tabs in their order, those without a grid too; empty: the grids' own

    def calgen_tab(self, key: str) -> Grid | None:
        """The grid of the tab that calgen wrote under this key, whatever its title is now; `None` where it is gone."""
        title = self.calgen_titles.get(key)
        return next((grid for grid in self.grids if grid.title == title), None)


@cache
def letter(column: int) -> str:
    """The letters of a column counted from 1: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The A1 address of a cell, row and column counted from 1."""
    return f"{letter(column)}{row}"


def row_and_column(cells: str) -> tuple[int, int]:
    """The numbers of the row and the column at which an address begins (`B4`, `B2:B4`); zeros where it is empty."""
    found = re.match(r"([A-Z]*)(\d*)", cells)
    letters, digits = found.groups() if found else ("", "")
    column = 0
    for character in letters:
        column = 26 * column + ord(character) - ord("A") + 1
    return (int(digits) if digits else 0, column)
