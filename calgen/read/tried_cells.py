"""Cells to try in a workbook: `Mix.B5=50 %` puts a value into a cell, in memory, before the workbook is read.

See docs/decisions.md, "What if".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from calgen.book.cells import as_text
from calgen.book.folding import fold, tidy
from calgen.book.grid import EMPTY, Grid, Workbook, address, letter, row_and_column
from calgen.book.headings import find_headings
from calgen.book.near_titles import known_tab_title
from calgen.book.problems import Place, Problem
from calgen.book.values import Title, first_items
from calgen.book.vocabulary import column_titles, tab_titles
from calgen.read.input_tabs import find_input_tabs
from calgen.read.settings import value_column

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_MOST_TITLES = 20  # that a message names


@dataclass(frozen=True, slots=True)
class TriedCell:
    """A cell with the value that is tried in it, as it was typed; an empty value empties the cell."""

    place: Place
    value: str


def try_cells(workbook: Workbook, asked: Iterable[str]) -> tuple[Workbook, tuple[TriedCell, ...], tuple[Problem, ...]]:
    """The workbook with values in its cells, each asked for as `TAB.CELL=VALUE`, and an error for each that cannot be.

    A tab is named by its title as typed or by one of ours in any language; a setting also by its label in the place of
    the address. Of two values for one cell the last counts.
    """
    grids = find_input_tabs(workbook).grids
    tried, problems = dict[Place, TriedCell](), list[Problem]()
    for text in asked:
        found = _tried_cell(workbook, grids, text)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            tried[found.place] = found
    changed = replace(workbook, grids=tuple(_with_values(grid, tried.values()) for grid in workbook.grids))
    return changed, tuple(tried.values()), tuple(problems)


def _with_values(grid: Grid, tried: Iterable[TriedCell]) -> Grid:
    cells = dict(grid.cells)
    for cell in tried:
        if cell.place.tab == grid.title:
            at = row_and_column(cell.place.cell)
            cells[at] = replace(cells.get(at, EMPTY), value=cell.value or None, formula="", state=EMPTY.state)
    return replace(grid, cells=cells)


def _tried_cell(workbook: Workbook, grids: Mapping[str, Grid], text: str) -> TriedCell | Problem:
    """The cell that a text names with its value, or what is wrong with the text."""
    named = list(_readings(text))
    if not named:
        return Problem("set_unread", values={"value": text})
    found = ((_key(grids, title), title, cell, value) for title, cell, value in named)
    key, title, cell, value = next((reading for reading in found if reading[0]), ("", *named[0]))
    if key:
        return _cell_of(key, grids[key], cell, tidy(value))
    owned = {fold(own) for own in workbook.calgen_titles.values()}
    if fold(title) in owned or tab_titles().get(known_tab_title(title), ("",))[0] in workbook.calgen_titles:
        return Problem("set_output_tab", values={"tab": title})
    titles = first_items(tuple(grid.title for grid in grids.values()), _MOST_TITLES)
    return Problem("set_tab_unknown", values={"tab": title, "titles": titles})


def _readings(text: str) -> Iterator[tuple[str, str, str]]:
    """The ways to read a text: title, cell and value; a title may hold the signs between them."""
    for equal in (at for at, sign in enumerate(text) if sign == "="):
        left = text[:equal]
        for between in (at for at, sign in enumerate(left) if sign in ".!"):
            title, cell = _without_quotes(tidy(left[:between])), tidy(left[between + 1 :])
            if title and cell:
                yield title, cell, text[equal + 1 :]


def _without_quotes(title: str) -> str:
    """A title without the quotes around it; in single ones, as formulas write them, an apostrophe is doubled."""
    if len(title) > 1 and title[0] == title[-1] == "'":
        return title[1:-1].replace("''", "'")
    return title.strip("'\"")


def _key(grids: Mapping[str, Grid], title: str) -> str:
    """The key of the input tab that a title names; empty for none."""
    for key, grid in grids.items():
        if fold(grid.title) == fold(title):
            return key
    key = tab_titles().get(known_tab_title(title), ("",))[0]
    return key if key in grids else ""


def _cell_of(key: str, grid: Grid, cell: str, value: str) -> TriedCell | Problem:
    found = _ADDRESS.fullmatch(cell)
    if key == "settings":
        return _setting(grid, cell, value)
    values: dict[str, object] = {"tab": grid.title, "cell": cell}
    if not found:
        return Problem("set_cell_unread", values=values)
    row, column = row_and_column(f"{found[1].upper()}{found[2]}")
    headings = find_headings(grid, column_titles(key), key)
    columns = sorted(headings.where.values())
    last = max((number for number, _ in grid.cells if number > headings.row), default=headings.row)
    if not columns or column not in columns or not headings.row < row <= last:
        area = f"{letter(columns[0])}{headings.row + 1}:{letter(columns[-1])}{last}" if columns else ""
        return Problem("set_outside", values={**values, "area": area})
    return TriedCell(Place(grid.title, address(row, column)), value)


def _setting(grid: Grid, cell: str, value: str) -> TriedCell | Problem:
    """A setting by its label or by the address of its value."""
    titles, there = column_titles("settings"), dict[str, str]()
    for row, cells in grid.by_row().items():
        label = next((at for at, found in sorted(cells.items()) if fold(as_text(found.value)) in titles), 0)
        if label:
            key = titles[fold(as_text(cells[label].value))]
            there.setdefault(key, address(row, value_column(cells, label)))
    found = _ADDRESS.fullmatch(cell)
    key = titles.get(fold(cell), "")
    at = f"{found[1].upper()}{found[2]}" if found else there.get(key, "")
    if at in there.values():
        return TriedCell(Place(grid.title, at), value)
    if found:
        return Problem("set_no_setting", values={"tab": grid.title, "cell": cell})
    if key:
        return Problem("set_setting_absent", values={"tab": grid.title, "label": Title("settings", key)})
    return Problem("set_cell_unread", values={"tab": grid.title, "cell": cell})
