"""The column Accept of the tab Review: which proposals of the last run its user said yes to.

A row is that of a proposal by the key in its folded column, wherever the row stands (docs/decisions.md, "Proposals").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calgen.book.cells import as_text, value_for_message
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, Workbook, address
from calgen.book.problems import Place, Problem, Severity
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN
from calgen.book.vocabulary import choice_codes, column_titles, reading_words
from calgen.last_run import LastRun

REVIEW = "review"
_VARIANTS = {0xFE0E: None, 0xFE0F: None}  # a sign may be followed by one that says how it is shown


@dataclass(frozen=True, slots=True)
class AcceptCell:
    """The cell Accept of a proposal of the last run, by the key of the proposal."""

    key: str
    place: Place
    cell: Cell
    at: tuple[int, int]

    @property
    def is_yes(self) -> bool:
        return self._code == "yes"

    @property
    def is_no(self) -> bool:
        return self._code == "no"

    @property
    def is_unread(self) -> bool:
        """Whether something else than a yes or a no was typed."""
        return bool(fold(as_text(self.cell.value))) and self._code not in ("yes", "no")

    @property
    def _code(self) -> str:
        """`yes`, `no`, or empty for anything else."""
        if isinstance(self.cell.value, bool):
            return "yes" if self.cell.value else "no"
        typed = fold(as_text(self.cell.value).translate(_VARIANTS)).strip(" .!")
        return "yes" if typed in map(fold, reading_words("accepted")) else choice_codes("yes_no").get(typed, "")


def read_accept_cells(workbook: Workbook, last_run: LastRun) -> tuple[AcceptCell, ...]:
    """The cells of the proposals that the last run showed, from top to bottom; none where their column is gone."""
    grid = workbook.calgen_tab(REVIEW)
    if grid is None or not last_run.proposals:
        return ()
    return tuple(_accept_cells(grid, last_run))


def accepted_keys(cells: Iterable[AcceptCell]) -> frozenset[str]:
    """The keys of the proposals with a yes on one of their rows."""
    return frozenset(cell.key for cell in cells if cell.is_yes)


def refused_keys(cells: Iterable[AcceptCell]) -> frozenset[str]:
    """The keys of the proposals with a no, and with no yes."""
    cells = tuple(cells)
    return frozenset(cell.key for cell in cells if cell.is_no) - accepted_keys(cells)


def unread_accept_cells(cells: Iterable[AcceptCell]) -> Iterator[Problem]:
    """What was typed in the column and is neither a yes nor a no: nothing is accepted by it."""
    for cell in cells:
        if cell.is_unread:
            value = value_for_message(cell.cell.value)
            yield Problem("accept_unread", cell.place, Severity.WARNING, {"value": value})


def _accept_cells(grid: Grid, last_run: LastRun) -> Iterator[AcceptCell]:
    column = 0
    for number, cells in grid.by_row().items():
        column = next((at for at, cell in cells.items() if _is_heading(cell)), column)
        for at, cell in cells.items():
            key = as_text(cell.value)
            found = column or (ACCEPT_COLUMN if at == KEY_COLUMN else 0)
            if key in last_run.proposals and found:
                accept = cells.get(found, EMPTY)
                accept = EMPTY if accept.state is CellState.COVERED else accept
                yield AcceptCell(key, Place(grid.title, address(number, found)), accept, (number, found))
                break


def _is_heading(cell: Cell) -> bool:
    return column_titles(REVIEW).get(fold(as_text(cell.value))) == "accept"
