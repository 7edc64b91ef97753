"""A tab that is drawn anew and has comments of the user's: where each of its cells will stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from calgen.book.grid import Cell, CellState, Grid
from calgen.book.sheet import Sheet, StyledCell
from calgen.calendar import canonical_text
from calgen.merge.redrawn_tabs import TypedCell, place_typed_cells
from calgen.view import checks
from calgen.view.table_cells import TableCells
from calgen.view.tasks.columns import COLUMNS
from calgen.view.typed_cells import LABELLED, place_on_tasks, with_merged

CellPlace = tuple[int, int]  # row and column, from 1
_WIDTHS = {"tasks": len(COLUMNS), "checks": len(checks.COLUMNS)}  # columns of rows that are known for sure


class _Shown(NamedTuple):
    """What a cell shows; a figure, or what a formula says, may change while the cell is the same."""

    text: str
    is_live: bool


_NOTHING = _Shown("", is_live=False)
_ShownCells = Mapping[CellPlace, _Shown]


@dataclass(frozen=True)
class CommentedTab:
    """The tab of a key as it stands, with the cells that the user typed, and the places of those that stay."""

    key: str
    grid: Grid
    typed: Sequence[TypedCell]
    kept: Collection[CellPlace]

    def goals(self, places: Iterable[CellPlace], sheet: Sheet, lines: Mapping[int, int]) -> dict[CellPlace, CellPlace]:
        """Where cells will stand on the tab as it will be drawn; those that are there no more are left out.

        `lines` are the new rows of lines, 0 for one that goes; on the tabs of checks and tasks every row that comes and
        goes is among them.
        """
        drawn, found = _drawn(self.key, sheet), dict[CellPlace, CellPlace]()
        for place in sorted(places):
            goal = self._goal(place, sheet, drawn, lines)
            if goal and goal not in found.values():  # two comments at one cell are none that a program takes
                found[place] = goal
        return found

    def _goal(self, place: CellPlace, sheet: Sheet, drawn: _ShownCells, lines: Mapping[int, int]) -> CellPlace | None:
        row, column = place
        if place in self._own:
            return place if place in self.kept else None
        if row in lines and column <= _WIDTHS.get(self.key, 0):
            return (lines[row], column) if lines[row] else None
        is_line = row in lines and self.key not in _WIDTHS and column <= self._right
        goal = (lines[row], column) if is_line else place
        if place in self._shown:
            return goal if self._is_same(place, goal, drawn, is_line=is_line) else None
        return goal if self._is_free(goal, sheet, drawn) and (is_line or self._has_place(place, sheet)) else None

    @cached_property
    def _own(self) -> frozenset[CellPlace]:
        """The cells that the user typed beside calgen's."""
        cells = (cell for cell in self.typed if not cell.is_over)
        return frozenset(place for cell in cells for place in ((cell.place,) if cell.is_vast else cell.places))

    @cached_property
    def _shown(self) -> dict[CellPlace, _Shown]:
        found = {place: _shown(self.key, cell) for place, cell in self.grid.cells.items() if place not in self._own}
        return {place: shown for place, shown in found.items() if shown.text}

    @cached_property
    def _right(self) -> int:
        return max((column for _, column in self._shown), default=0)

    def _is_same(self, place: CellPlace, goal: CellPlace, drawn: _ShownCells, *, is_line: bool) -> bool:
        """Whether the cell at a place as drawn is that at another one as it stands."""
        old, new = self._shown[place], drawn.get(goal, _NOTHING)
        if not new.text or (old.text != new.text and not (old.is_live and new.is_live)):
            return False
        if not is_line and _row_labels(self.key, self._shown, place) != _row_labels(self.key, drawn, goal):
            return False
        return (is_line and not old.is_live) or _heading(self._shown, place) == _heading(drawn, goal)

    def _is_free(self, place: CellPlace, sheet: Sheet, drawn: _ShownCells) -> bool:
        """Whether a cell will be blank: nothing of calgen's or of the user's is in it, and no merge over it."""
        is_merged = any(top <= place[0] <= bottom and left <= place[1] <= right
                        for top, left, bottom, right in sheet.merges)  # fmt: skip
        return not (is_merged or place in drawn or place in self.kept)

    def _has_place(self, place: CellPlace, sheet: Sheet) -> bool:
        """Whether a blank cell is still one, beside calgen's or between the same labels."""
        cell = TypedCell(place, Cell(), is_over=False)
        if self.key == "tasks":
            return not place_on_tasks(sheet, [cell])[1]
        cells, labelled = [*self.typed, cell], LABELLED.get(self.key)
        return bool(place_typed_cells(self.grid, cells, with_merged(sheet), labelled)[0].get(place))


def _shown(key: str, cell: Cell | StyledCell) -> _Shown:
    if isinstance(cell, Cell) and cell.state is CellState.COVERED:
        return _NOTHING
    is_figure = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    text = canonical_text(cell.value) or ("=" if cell.formula else "")
    return _Shown(text, is_figure or (bool(cell.formula) and key != "month"))  # there a formula is a post


def _drawn(key: str, sheet: Sheet) -> _ShownCells:
    """What the cells of a sheet will show; of the tab of tasks, those outside its rows."""
    cells = sheet.cells.outside() if isinstance(sheet.cells, TableCells) else sheet.cells
    found = ((place, _shown(key, cell)) for place, cell in cells.items())
    return {place: shown for place, shown in found if shown.text}


def _row_labels(key: str, cells: _ShownCells, place: CellPlace) -> tuple[str, str]:
    """What a row is known by: its first text, and the nearest one in its first column; beside the tasks, its week."""
    row, column = place
    in_row = sorted((at, shown) for (n, at), shown in cells.items() if n == row)
    if key == "tasks" and column > len(COLUMNS):
        return next((shown.text for at, shown in in_row if at > len(COLUMNS)), ""), ""  # which is a figure
    above = (cells.get((n, 1), _NOTHING) for n in range(row, 0, -1))
    return _first_text(shown for _, shown in in_row), _first_text(above)


def _first_text(found: Iterable[_Shown]) -> str:
    return next((shown.text for shown in found if shown.text and not shown.is_live), "")


def _heading(cells: _ShownCells, place: CellPlace) -> str:
    """The nearest text above a cell."""
    return _first_text(cells.get((n, place[1]), _NOTHING) for n in range(place[0] - 1, 0, -1))
