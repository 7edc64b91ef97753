"""The column Accept of the tab Review: which proposals of the last run its user said yes to.

A row is that of a proposal by the key in its folded column, wherever the row stands (docs/decisions.md, "Proposals").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from calgen.book.cells import as_text, value_for_message
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, CellState, Grid, Workbook, address
from calgen.book.problems import Place, Problem, Severity
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN, PROPOSED_COLUMN
from calgen.book.vocabulary import choice_codes, column_titles, reading_words
from calgen.last_run import LastRun
from calgen.merge.redrawn_tabs import digest_text, read_digests, stored_text

REVIEW = "review"
_VARIANTS = {0xFE0E: None, 0xFE0F: None}  # a sign may be followed by one that says how it is shown


@dataclass(frozen=True, slots=True)
class AcceptCell:
    """The cell Accept of a proposal of the last run, by the key of the proposal.

    `proposed` are the cells that say what is proposed, a line each, from the top; none where their column is gone.
    """

    key: str
    place: Place
    cell: Cell
    at: tuple[int, int]
    proposed: tuple[Cell, ...] = ()
    proposed_place: Place | None = None  # of the first of them

    @property
    def is_yes(self) -> bool:
        return _answer(self.cell) == "yes"

    @property
    def is_no(self) -> bool:
        return _answer(self.cell) == "no"

    @property
    def is_unread(self) -> bool:
        """Whether something else than a yes or a no was typed."""
        return bool(fold(as_text(self.cell.value))) and not _answer(self.cell)


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


def unread_answers(workbook: Workbook, last_run: LastRun) -> Iterator[Problem]:
    """What was typed in the column and accepts nothing: neither a yes nor a no, or a yes beside no proposal."""
    for cell in read_accept_cells(workbook, last_run):
        if cell.is_unread:
            value = value_for_message(cell.cell.value)
            yield Problem("accept_unread", cell.place, Severity.WARNING, {"value": value})
    grid = workbook.calgen_tab(REVIEW)
    for at in lost_answers(workbook, last_run):
        assert grid is not None
        place, value = Place(grid.title, address(*at)), value_for_message(grid.cells[at].value)
        yield Problem("accept_no_proposal", place, Severity.WARNING, {"value": value})


def lost_answers(workbook: Workbook, last_run: LastRun) -> tuple[tuple[int, int], ...]:
    """The cells of the column with a yes on a row that is that of no proposal, by row and column.

    Its key was emptied or changed, or never was. Numbers, and what calgen drew in other sections, are no answers.
    """
    grid, drawn = workbook.calgen_tab(REVIEW), read_digests(last_run.drawn.get(REVIEW, ""))
    found = []
    for row in _rows(grid) if grid else ():
        at = row.number, row.where.get("accept", ACCEPT_COLUMN)
        cell = row.cells.get(at[1], EMPTY)
        is_yes = isinstance(cell.value, str | bool) and not cell.formula and _answer(cell) == "yes"
        is_drawn = drawn.get(at) == digest_text(stored_text(cell)) and (row.number, KEY_COLUMN) not in drawn
        if is_yes and not is_drawn and not row.key(last_run):
            found.append(at)
    return tuple(found)


def _answer(cell: Cell) -> str:
    """`yes`, `no`, or empty for anything else."""
    if isinstance(cell.value, bool):
        return "yes" if cell.value else "no"
    typed = fold(as_text(cell.value).translate(_VARIANTS)).strip(" .!")
    return "yes" if typed in map(fold, reading_words("accepted")) else choice_codes("yes_no").get(typed, "")


@dataclass(frozen=True, slots=True)
class _ReviewRow:
    """A row of the tab, and the columns in which the headings above it stand, by the keys of their titles."""

    number: int
    cells: Mapping[int, Cell]
    where: Mapping[str, int]

    def key_column(self, last_run: LastRun) -> int:
        """The column with the key of a proposal; 0 where the row has none."""
        return next((at for at, cell in self.cells.items() if as_text(cell.value) in last_run.proposals), 0)

    def key(self, last_run: LastRun) -> str:
        """The key of the proposal of the row; empty where it has none."""
        return as_text(self.cells.get(self.key_column(last_run), EMPTY).value)


def _rows(grid: Grid) -> Iterator[_ReviewRow]:
    where: dict[str, int] = {}
    for number, cells in grid.by_row().items():
        titles = {_title(cell): at for at, cell in cells.items()}
        if titles.keys() & {"accept", "proposed"}:
            where |= {"proposed": 0} | titles
        yield _ReviewRow(number, cells, dict(where))


def _title(cell: Cell) -> str:
    return column_titles(REVIEW).get(fold(as_text(cell.value)), "") if isinstance(cell.value, str) else ""


def _accept_cells(grid: Grid, last_run: LastRun) -> Iterator[AcceptCell]:
    rows = list(_rows(grid))
    for n, row in enumerate(rows):
        at = row.key_column(last_run)
        is_in_place = at == KEY_COLUMN  # else the tab has other columns, and only its headings tell which
        column = row.where.get("accept", ACCEPT_COLUMN if is_in_place else 0)
        if at and column:
            proposed = row.where.get("proposed", PROPOSED_COLUMN if is_in_place else 0)
            accept = row.cells.get(column, EMPTY)
            accept = EMPTY if accept.state is CellState.COVERED else accept
            lines = tuple(_lines(rows[n:], proposed, last_run)) if proposed else ()
            place, beside = (Place(grid.title, address(row.number, of)) for of in (column, proposed or column))
            yield AcceptCell(row.key(last_run), place, accept, (row.number, column), lines, beside)


def _lines(rows: Sequence[_ReviewRow], column: int, last_run: LastRun) -> Iterator[Cell]:
    """The cells of a proposed value: that of the row of its key, and those below up to the next row or a blank one."""
    first = rows[0].number
    yield rows[0].cells.get(column, EMPTY)
    for n, row in enumerate(rows[1:], 1):
        cell = row.cells.get(column, EMPTY)
        if row.number != first + n or row.key(last_run) or not as_text(cell.value):
            return
        yield cell
