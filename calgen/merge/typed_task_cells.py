"""What the user typed on the tab of tasks outside their rows: beside, below and above the table.

The table is found by its headings, the block of hours beside it by its first heading (docs/decisions.md, "Tabs drawn
anew").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from calgen.book.cells import as_text
from calgen.book.folding import fold
from calgen.book.grid import EMPTY, Cell, Workbook
from calgen.book.headings import find_headings
from calgen.book.languages import entry, languages
from calgen.book.vocabulary import column_titles
from calgen.calendar import canonical_text
from calgen.last_run import FORMULA
from calgen.merge.redrawn_tabs import Place, TypedCell, digest_text, read_digests, spans_of, stored_text
from calgen.merge.task_entries import TASK_COLUMNS, columns_by_place, overwritten_task_cells, task_id

_Row = Mapping[int, Cell]


@dataclass(frozen=True)
class _TaskTab:
    """The tab of tasks as it stands: its heading row, its columns, the rows of tasks, and the digests of the rest."""

    cells: Mapping[int, _Row]  # by row and column
    top: int
    where: Mapping[str, int]
    known: Mapping[Place, str]

    @cached_property
    def left(self) -> int:
        return min(self.where.values())

    @cached_property
    def right(self) -> int:
        return max(self.where.values())

    def row(self, number: int) -> _Row:
        return self.cells.get(number, {})

    @cached_property
    def has_formulas(self) -> bool:
        """False where a program kept the values alone."""
        return any(cell.formula for row in self.cells.values() for cell in row.values())

    def is_as_written(self, place: Place, text: str) -> bool:
        """Whether calgen wrote this text into a cell."""
        known = self.known.get(place) if self.known else digest_text(text)
        return known == digest_text(text) or (known == digest_text(FORMULA) and not self.has_formulas)


def typed_task_cells(workbook: Workbook, written: str) -> list[TypedCell]:
    """The user's cells on the tab of tasks that belong to no task, in order; and what she typed over calgen's.

    `written` are the digests of what calgen wrote outside the rows of tasks; empty where a version without them did.
    """
    grid = workbook.calgen_tab("tasks")
    headings = find_headings(grid, column_titles("tasks")) if grid else None
    if grid is None or headings is None or not headings.row:
        return []
    where = {**headings.where, **columns_by_place(headings.where)}
    rows = grid.by_row()
    tab = _TaskTab(rows, headings.row, where, read_digests(written))
    over = overwritten_task_cells(rows, headings)
    found = [TypedCell((row, column), cell, is_over=True) for row, column, cell in over]
    found += _formulas_of_entries(tab)
    found += [*_above(tab), *_headings(tab), *_in_and_below_table(tab), *_beside(tab)]
    spans = spans_of(grid)
    found = [replace(cell, span=spans[cell.place]) if cell.place in spans else cell for cell in found]
    return sorted(found, key=lambda cell: cell.place)


def _above(tab: _TaskTab) -> Iterator[TypedCell]:
    is_known = any(row == tab.top for row, _ in tab.known)  # no row came or went above the table
    for number in range(1, tab.top):
        for column, cell in tab.row(number).items():
            text, place = stored_text(cell), (number, column)
            if text and not (tab.is_as_written(place, text) if is_known else column == tab.left):
                yield TypedCell(place, cell, is_over=place in tab.known)


def _headings(tab: _TaskTab) -> Iterator[TypedCell]:
    """The cells of the heading row over which the user typed."""
    ours = {digest for (row, _), digest in tab.known.items() if row == tab.top}
    columns = frozenset(tab.where.values())
    for column, cell in tab.row(tab.top).items():
        text = stored_text(cell)
        is_typed = ours and text and tab.left <= column <= tab.right and column not in columns
        if is_typed and digest_text(text) not in ours:
            yield TypedCell((tab.top, column), cell, is_over=True)


def _in_and_below_table(tab: _TaskTab) -> Iterator[TypedCell]:
    tasks, foreign = _task_rows(tab), _foreign_columns(tab)
    for number in [number for number in tab.cells if number > tab.top]:
        if number in tasks and not foreign:
            continue
        for column, cell in tab.row(number).items():
            is_typed = tab.left <= column <= tab.right and (number not in tasks or column in foreign)
            if is_typed and stored_text(cell):
                yield TypedCell((number, column), cell, is_over=number in tasks)


def _formulas_of_entries(tab: _TaskTab) -> Iterator[TypedCell]:
    """The formulas that the user wrote as a tick or a note: their value stays, and the formula goes."""
    columns = [tab.where[key] for key in ("done", "note") if key in tab.where]
    for number in _task_rows(tab):
        for column in columns:
            cell = tab.row(number).get(column, EMPTY)
            if cell.formula:
                yield TypedCell((number, column), cell, is_over=True)


def _task_rows(tab: _TaskTab) -> Collection[int]:
    """The rows of tasks, as `read_task_entries` takes them: those with an id, and those that follow without a gap."""
    found, last = set(), tab.top
    keys = [tab.where[key] for key in (*TASK_COLUMNS, "done", "note") if key in tab.where]
    for number in [number for number in tab.cells if number > tab.top]:
        row = tab.row(number)
        last = number if number == last + 1 and any(column in row for column in tab.where.values()) else last
        is_next = number == last and any(canonical_text(row.get(column, EMPTY).value) for column in keys)
        if is_next or task_id(row, tab.where):
            found.add(number)
    return found


def _foreign_columns(tab: _TaskTab) -> Collection[int]:
    """The columns that the user put between calgen's; one whose heading she changed is still calgen's."""
    if tab.right - tab.left < len(set(column_titles("tasks").values())):
        return ()
    return frozenset(range(tab.left, tab.right + 1)) - frozenset(tab.where.values())


def _beside(tab: _TaskTab) -> Iterator[TypedCell]:
    """The cells right and left of the table; those of the block of hours only where they are not as written."""
    block = _HoursBlock(tab)
    for number in [number for number in tab.cells if number >= tab.top]:
        others = ((column, cell) for column, cell in tab.row(number).items() if not tab.left <= column <= tab.right)
        for column, cell in others:
            if text := stored_text(cell):
                is_over = number in block.rows and column in block.columns
                if not (is_over and block.is_as_written(number, column, text)):
                    yield TypedCell((number, column), cell, is_over)


class _HoursBlock:
    """The block of hours: its columns, and its rows, which are those with a week."""

    def __init__(self, tab: _TaskTab) -> None:
        words = {fold(entry(language, "labels")["week"]) for language in languages()}
        heads = {column: as_text(cell.value) for column, cell in tab.row(tab.top).items() if column > tab.right}
        self._tab, self._drawn = tab, _drawn_block(tab.known, tab.top)
        left = next((column for column in sorted(heads) if fold(heads[column]) in words), 0)
        self.columns = range(left, left + (len(self._drawn) or _width(heads, left))) if left else range(0)
        self.rows = self._rows(left) if left else {}

    def _rows(self, left: int) -> dict[int, int]:
        """The rows that calgen wrote by the rows as they stand; 0 where that is not known."""
        weeks = [(n, text) for n in self._tab.cells if (text := stored_text(self._tab.row(n).get(left, EMPTY)))]
        weeks = [(number, text) for number, text in weeks if number > self._tab.top]
        start, found, at = self._drawn.start, {self._tab.top: self._tab.top}, self._tab.top
        for number, text in weeks:
            digest, known = digest_text(text), self._tab.known
            after = sorted(row for (row, column), said in known.items() if column == start and said == digest)
            same = next((row for row in after if row > at), 0)
            if known and not same and not any(row > at for row, column in known if column == start):
                break
            if not known and number > max(found) + 2:
                break
            found[number], at = same, same or at
        return found

    def is_as_written(self, number: int, column: int, text: str) -> bool:
        """Whether a cell holds what calgen wrote; where that is not known, whatever it holds counts as written."""
        if not self.rows[number]:
            return not self._tab.known or column != self.columns.start
        return self._tab.is_as_written((self.rows[number], column - self.columns.start + self._drawn.start), text)


def _drawn_block(known: Mapping[Place, str], top: int) -> range:
    """The columns of the block as calgen drew it: those after the gap in the heading row."""
    columns = sorted(column for row, column in known if row == top)
    first = next((column for n, column in enumerate(columns) if n and column > columns[n - 1] + 1), 0)
    return range(first, columns[-1] + 1) if first else range(0)


def _width(heads: Mapping[int, str], left: int) -> int:
    """The columns of a block of which nothing is known: after the week, the same names stand twice."""
    names: list[str] = []
    while heads.get(left + 1 + len(names)):
        names.append(heads[left + 1 + len(names)])
    most = len(names) // 2
    return next((1 + 2 * n for n in range(most, 0, -1) if names[:n] == names[n : 2 * n]), 1 + len(names))
