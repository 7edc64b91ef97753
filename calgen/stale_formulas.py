"""Formulas of the input tabs that follow cells which a command has written: their stored values are those of before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calgen.book.grid import Grid, address, row_and_column
from calgen.book.problems import Place, Problem, Severity
from calgen.files.read.formulas import Area, formula_pieces, parse_area
from calgen.run_records import Checked
from calgen.strategy_edits import InputEdit

_Reference = tuple[str, Area]  # title of a tab, folded for comparison, and a range on it


def stale_formulas(checked: Checked, edits: Iterable[InputEdit]) -> tuple[Problem, ...]:
    """A warning for each tab with formulas that refer to written cells, directly or by way of other formulas.

    A run reads what is stored in a cell: until a spreadsheet program has calculated these, it plans with the values
    that they had. References by a name, or to whole columns, are not followed.
    """
    titles = {*checked.read.titles.values()}
    formulas = {
        (grid.title, at): (*_references(cell.formula, grid),)
        for grid in checked.workbook.grids
        if grid.title in titles
        for at, cell in sorted(grid.cells.items())
        if cell.formula
    }
    changed = {(edit.place.tab, row_and_column(edit.place.cell)) for edit in edits}
    stale = dict[tuple[str, tuple[int, int]], None]()
    while found := [at for at, refs in formulas.items() if at not in stale and _refer_to(refs, changed)]:
        stale |= dict.fromkeys(found)
        changed |= set(found)
    by_tab: dict[str, list[Place]] = {}
    for title, at in stale:
        by_tab.setdefault(title, []).append(Place(title, address(*at)))
    return tuple(
        Problem("formula_follows", places[0], Severity.WARNING, {"n": len(places)}, tuple(places[1:]))
        for places in by_tab.values()
    )


def _references(formula: str, grid: Grid) -> Iterator[_Reference]:
    """The cells and ranges that a formula names, each with its tab."""
    for operand, _ in formula_pieces(formula):
        title, mark, cells = operand.rpartition("!")
        area = parse_area(cells.replace("$", ""))
        if area is not None:
            yield (_bare(title) if mark else grid.title).casefold(), area


def _bare(title: str) -> str:
    """The title of a tab without the quotes in which a formula writes it."""
    quoted = len(title) > 1 and title[0] == title[-1] == "'"
    return title[1:-1].replace("''", "'") if quoted else title


def _refer_to(references: Iterable[_Reference], cells: Iterable[tuple[str, tuple[int, int]]]) -> bool:
    """Whether one of the references names one of the cells."""
    return any(
        title.casefold() == named and area.overlaps(Area(row, column, row, column))
        for named, area in references
        for title, (row, column) in cells
    )
