"""Formulas of the input tabs that follow cells which a command has written: their stored values are those of before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from calgen.book.grid import Grid, address, row_and_column
from calgen.book.problems import Place, Problem, Refused, Severity
from calgen.files.read import load
from calgen.files.read.formulas import Area, formula_pieces, parse_area, whole_area
from calgen.files.read.opened_workbook import DefinedName
from calgen.run_records import Checked
from calgen.strategy_edits import InputEdit

_Reference = tuple[str, Area]  # title of a tab, folded for comparison, and a range on it
_Names = Mapping[str, tuple[DefinedName, ...]]  # by name, folded for comparison
_DEEPEST = 8  # names that refer to names


def stale_formulas(checked: Checked, edits: Iterable[InputEdit]) -> tuple[Problem, ...]:
    """A warning for each input tab with formulas that refer to written cells, directly or by way of other formulas.

    A run reads what is stored in a cell: until a spreadsheet program has calculated these, it plans with the values
    that they had. References are followed to cells, ranges, whole columns and rows, and by defined names, on the user's
    own tabs too; those to a table's columns, and those that a function puts together (INDIRECT, OFFSET), are not.
    """
    titles = {*checked.read.titles.values()}
    formulas = _formulas(checked)
    changed = {(edit.place.tab, row_and_column(edit.place.cell)) for edit in edits}
    stale = dict[tuple[str, tuple[int, int]], None]()
    while changed:
        found = [at for at, refs in formulas.items() if at not in stale and _refer_to(refs, changed)]
        stale |= dict.fromkeys(found)
        changed = set(found)
    by_tab: dict[str, list[Place]] = {}
    for title, at in stale:
        if title in titles:
            by_tab.setdefault(title, []).append(Place(title, address(*at)))
    return tuple(
        Problem("formula_follows", places[0], Severity.WARNING, {"n": len(places)}, tuple(places[1:]))
        for places in by_tab.values()
    )


def _formulas(checked: Checked) -> dict[tuple[str, tuple[int, int]], tuple[_Reference, ...]]:
    """What the formulas of the input tabs refer to, by their cells; those of the user's tabs too."""
    names, ours = _names(checked), {*checked.workbook.calgen_titles.values()}
    found = _formulas_of(checked.workbook.grids, ours, names)
    known = {title.casefold() for title in (*ours, *(grid.title for grid in checked.workbook.grids))}
    if all(title in known for references in found.values() for title, _ in references):
        return found
    try:
        return _formulas_of(load.read_grids(checked.file, every=True, without=[*checked.workbook.calgen_titles]).grids,
                            ours, names)  # fmt: skip
    except Refused:  # a tab of the user's that is too large to be read
        return found


def _formulas_of(
    grids: Iterable[Grid], without: Collection[str], names: _Names
) -> dict[tuple[str, tuple[int, int]], tuple[_Reference, ...]]:
    return {
        (grid.title, at): (*_references(cell.formula, grid.title, names),)
        for grid in grids
        if grid.title not in without
        for at, cell in sorted(grid.cells.items())
        if cell.formula
    }


def _names(checked: Checked) -> _Names:
    found: dict[str, tuple[DefinedName, ...]] = {}
    for name in checked.file.names:
        found[name.name.casefold()] = (*found.get(name.name.casefold(), ()), name)
    return found


def _references(formula: str, tab: str, names: _Names, depth: int = 0) -> Iterator[_Reference]:
    """The cells and ranges that a formula names, each with its tab; those of its defined names among them."""
    for operand, _ in formula_pieces(formula):
        title, mark, cells = operand.rpartition("!")
        area = parse_area(cells.replace("$", "")) or whole_area(cells)
        if area is not None:
            yield (_bare(title) if mark else tab).casefold(), area
        for name in names.get(cells.casefold(), ()) if area is None and depth < _DEEPEST else ():
            yield from _references(name.text, tab, names, depth + 1)


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
