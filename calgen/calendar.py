"""The two calendars as they stand in the workbook now: which column is which, and what each row holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from calgen.book import dates
from calgen.book.cells import ReadOptions, as_text, read_days
from calgen.book.folding import tidy, without_invisible
from calgen.book.grid import EMPTY, NO_STATES, Cell, CellState, Grid, RowStates, Workbook, address, link_text
from calgen.book.headings import find_headings
from calgen.book.hours import hour, without_midnight
from calgen.book.problems import Place
from calgen.book.result_figures import result_figure
from calgen.book.tab_rows import TabRow, body_end, rows_of_lists_below, rows_with_own_formulas, table_end
from calgen.book.values import Interpreted
from calgen.book.vocabulary import column_titles, understood_code, written_titles
from calgen.last_run import FORMULA, LastRun, WrittenRow


def canonical_text(value: object) -> str:
    """A cell's value as text, the same whichever program wrote the cell; times are rounded to minutes."""
    match value:
        case None:
            return ""
        case str():
            return without_midnight(tidy(value))
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time() | timedelta():
            found = hour(value)
            return f"{found:%H:%M}" if isinstance(found, time) else as_text(value)
        case float() | int():
            return f"{value:.10g}"
    return ""


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A row of a calendar tab as it stands in the workbook."""

    id: str
    number: int  # of the row in its tab
    cells: Mapping[str, Cell]  # by column key
    own_cells: Mapping[int, Cell] = field(default_factory=dict)  # of the user's own columns, by column number
    is_marked: bool = False  # something on it is the user's: a comment, a format, a link, a formula of its own
    columns: frozenset[str] = frozenset()  # keys of the columns that the tab has
    options: ReadOptions = field(default_factory=ReadOptions)
    emptied: frozenset[str] = frozenset()  # keys of cells that the user emptied: they hold what stood there

    def cell(self, key: str) -> Cell:
        """The cell of a column; an empty one where the row has none."""
        return self.cells.get(key, EMPTY)

    def text(self, key: str) -> str:
        """A cell as text; empty where the cell is blank or an error."""
        cell = self.cell(key)
        return "" if cell.state is CellState.ERROR else as_text(cell.value)

    def day(self, key: str = "date") -> date | None:
        """The day in a cell, in whatever form it was typed."""
        found = read_days(dates.day, self.cell(key).value, self.options)
        day = found.value if isinstance(found, Interpreted) else found
        return day if isinstance(day, date) else None

    def hour(self, key: str = "time") -> time | None:
        """The time in a cell, in whatever form it was typed."""
        found = hour(self.cell(key).value)
        return found if isinstance(found, time) else None

    def code(self, key: str, of: str = "") -> str:
        """The code of a word of the list `of` (by default that of the column's key); an unknown word as it stands."""
        text = self.text(key)
        return understood_code(of or key, text) or text

    def figure(self, key: str) -> Fraction | None:
        """The number of a result; None where the cell holds no number from zero on, or a percentage."""
        cell = self.cell(key)
        return None if cell.percent else result_figure(cell.value, decimal_comma=self.options.decimal_comma)

    @property
    def is_blank(self) -> bool:
        """Whether every cell of it is empty."""
        return not any(as_text(cell.value) or cell.formula for cell in (*self.cells.values(), *self.own_cells.values()))

    def is_item(self, calendar: str) -> bool:
        """Whether it is a post (day, platform) or a subject (title); figures below the calendar are no subjects."""
        if calendar == "social":
            return bool(self.day() and self.text("platform"))
        return bool(self.text("title")) and any(isinstance(self.cell(key).value, str) for key in ("title", "theme"))

    @property
    def subject(self) -> str:
        """The id of a post's subject: the text of its link, or the id that the link's formula looks for."""
        cell = self.cell("editorial")
        shown = normalized_id(as_text(cell.value)) if cell.state is CellState.PLAIN else ""
        ids = _ID.findall(shown) or _ID.findall(cell.formula.upper())
        return ids[-1] if ids else ""


_ID = re.compile(r"\b[PS]\d+\b")


def normalized_id(id_: str) -> str:
    """An id as calgen writes it: upper case, without spaces."""
    return re.sub(r"\s", "", without_invisible(id_)).upper()


@dataclass(frozen=True, slots=True)
class CalendarTab:
    """A calendar's tab as it stands in the workbook."""

    calendar: str  # key of the calendar
    title: str
    heading_row: int
    columns: Mapping[str, int]  # column key → column number
    headings: Mapping[int, str]  # column number → heading exactly as typed; a number or day as text
    rows: tuple[CalendarRow, ...]  # without blank ones
    above: Mapping[tuple[int, int], str] = field(default_factory=dict)  # cells above the headings, as text
    has_lost_formulas: bool = False  # a program has kept only the values of calgen's formulas
    text_headings: frozenset[int] = frozenset()  # columns whose heading cell is a plain text, no formula or number
    unshown_headings: Mapping[int, str] = field(default_factory=dict)  # column → formula of a heading without a value
    listed: tuple[CalendarRow, ...] = ()  # rows of the user's below the calendar that are no part of it
    body_end: int = 0  # the last row of its table, without totals; 0 where it has none
    row_states: RowStates = NO_STATES

    def place(self, row: CalendarRow, key: str = "") -> Place:
        """The cell of a row in a column; the row's first cell where the tab lacks the column."""
        return Place(self.title, address(row.number, self.columns.get(key) or min(self.columns.values(), default=1)))


def read_calendar_tab(
    workbook: Workbook, calendar: str, last_run: LastRun, options: ReadOptions
) -> CalendarTab | None:
    """A calendar's tab; None where there is no such tab, or none of its headings is left."""
    grid = workbook.calgen_tab(calendar)
    if grid is None:
        return None
    found = find_headings(grid, column_titles(calendar))
    if not found.row:
        return None
    rows = _rows_below(grid, found.row, set(found.where.values()))
    heading_cells = grid.row(found.row)
    written = last_run.rows_of(calendar)
    columns = _columns_by_exact_title(grid, calendar, found.row, heading_cells)
    columns |= _columns_by_content(rows, columns, written, set(heading_cells))
    columns |= _columns_by_other_title(found.where, columns, written)
    headings = {at: _heading(cell) for at, cell in heading_cells.items() if as_text(cell.value)}
    formulas = {at: cell.formula for at, cell in heading_cells.items() if cell.formula}
    unshown = {at: formula for at, formula in formulas.items() if at not in headings}
    plain = frozenset(at for at in headings if isinstance(heading_cells[at].value, str) and at not in formulas)
    keys = {column: key for key, column in columns.items()}
    marked = {row for row, _ in grid.user_marks} | rows_with_own_formulas(rows, keys)
    marked |= {row for row, column in grid.italics if keys.get(column) != "title"}  # calgen's own: titles to be found
    found_rows = (_calendar_row(number, cells, keys, number in marked, options) for number, cells in rows.items())
    top = ((place, cell) for place, cell in grid.cells.items() if place[0] < found.row)
    above = {place: canonical_text(cell.value or link_text(cell)) for place, cell in top}
    table = grid, found.row, set(columns.values())
    inside, listed = _without_lists_below(calendar, found_rows, table_end(*table))
    return CalendarTab(calendar, grid.title, found.row, columns, headings, inside, above, text_headings=plain,
                       unshown_headings=unshown, listed=listed, body_end=body_end(*table),
                       row_states=grid.row_states(found.row))  # fmt: skip


def _heading(cell: Cell) -> str:
    """The text of a heading cell: of a text exactly as it stands, for references to it are written so."""
    if isinstance(cell.value, str):
        return cell.value
    is_share = cell.percent and isinstance(cell.value, int | float)
    return f"{100 * cell.value:g} %" if is_share else as_text(cell.value)  # type: ignore[operator]


def _rows_below(grid: Grid, heading_row: int, columns: set[int]) -> dict[int, dict[int, Cell]]:
    """The rows below the headings, without those of tables of the user's, and without the cells of tables beside.

    `columns` are those of the calendar: the table that has them in the heading row is its own. A merge over rows below
    is a label, where no row of it has an id.
    """
    rows = {number: cells for number, cells in grid.by_row().items() if number > heading_row}
    last = max(rows, default=0)
    spans = [*((span, True) for span in grid.tables), *((span, False) for span in grid.merges)]
    for (top, left, bottom, right), is_table in spans:
        if (is_across := any(left <= column <= right for column in columns)) and top <= heading_row:
            continue
        for number in range(max(top, heading_row + 1), min(bottom, last) + 1):
            cells = rows.get(number, {})
            if not is_across and is_table:
                rows[number] = {column: cell for column, cell in cells.items() if not left <= column <= right}
            elif is_across and not any(_is_id(cell.value) for cell in cells.values()):
                rows[number] = {}
    return {number: cells for number, cells in rows.items() if cells}


def _without_lists_below(calendar: str, rows: Iterable[CalendarRow], end: int) -> Iterator[tuple[CalendarRow, ...]]:
    """The rows that hold something, and apart from them those of lists of the user's below the calendar."""
    full = [row for row in rows if not row.is_blank]
    inside = [TabRow(row.number, bool(_ID.fullmatch(row.id)), is_item=row.is_item(calendar), has_day=bool(row.day()))
              for row in full if any(as_text(cell.value) or cell.formula for cell in row.cells.values())]  # fmt: skip
    lists = rows_of_lists_below(inside, end)
    return (tuple(row for row in full if (row.number in lists) == are_listed) for are_listed in (False, True))


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(normalized_id(value)))


def _calendar_row(
    number: int, cells: Mapping[int, Cell], keys: Mapping[int, str], is_marked: bool, options: ReadOptions
) -> CalendarRow:
    ours = {keys[column]: cell for column, cell in cells.items() if column in keys}
    own = {column: cell for column, cell in cells.items() if column not in keys}
    id_ = normalized_id(as_text(ours.get("id", EMPTY).value))
    return CalendarRow(id_, number, ours, own, is_marked, frozenset(keys.values()), options)


def _columns_by_exact_title(
    grid: Grid, calendar: str, heading_row: int, headings: Mapping[int, Cell]
) -> dict[str, int]:
    """Columns under the titles that calgen itself writes or wrote in a former version, in any language."""
    heading_only = Grid(grid.title, {(heading_row, column): cell for column, cell in headings.items()})
    return dict(find_headings(heading_only, written_titles(calendar)).where)


def _columns_by_other_title(
    found: Mapping[str, int], columns: Mapping[str, int], written: Mapping[str, WrittenRow]
) -> dict[str, int]:
    """Columns under another known spelling of their title, where their cells cannot tell which column it is.

    A column of the user's own may well have such a title: where calgen wrote something, its cells tell.
    """
    filled = {key for row in written.values() for key, text in row.items() if text}
    taken = set(columns.values())
    free = {key: column for key, column in found.items() if column not in taken}
    return {key: column for key, column in free.items() if key not in columns and key not in filled}


_LEAST_EQUAL = 2  # cells that must be as calgen wrote them, for a column to be recognized by its content


def _columns_by_content(
    rows: Mapping[int, Mapping[int, Cell]],
    columns: Mapping[str, int],
    written: Mapping[str, WrittenRow],
    headed: set[int],
) -> dict[str, int]:
    """Columns whose heading the user changed: most of their cells are as calgen wrote them."""
    id_column = columns.get("id") or _id_column(rows, written)
    if not id_column:
        return {}
    found = {"id": id_column}
    by_id = {normalized_id(as_text(cells.get(id_column, EMPTY).value)): cells for cells in rows.values()}
    pairs = [(by_id[id_], row) for id_, row in written.items() if id_ in by_id]
    missing = {key for _, row in pairs for key in row} - set(columns) - {"id", "subject"}
    free = sorted(headed - set(columns.values()) - {id_column})
    scores = sorted((-_count_equal(pairs, key, column), key, column) for key in missing for column in free)
    for score, key, column in scores:
        if score < 0 and key not in found and column not in found.values():
            found[key] = column
    return found


def _id_column(rows: Mapping[int, Mapping[int, Cell]], written: Mapping[str, WrittenRow]) -> int:
    """The column in which most of the written ids stand, whatever its heading; 0 where there is none."""
    count: dict[int, int] = {}
    for cells in rows.values():
        for column, cell in cells.items():
            if isinstance(cell.value, str) and not cell.formula and normalized_id(cell.value) in written:
                count[column] = count.get(column, 0) + 1
    best = max(count, key=lambda column: (count[column], -column), default=0)
    return best if best and count[best] >= min(_LEAST_EQUAL, len(written)) else 0


def _count_equal(pairs: Iterable[tuple[Mapping[int, Cell], WrittenRow]], key: str, column: int) -> int:
    """How many cells of a column are as calgen wrote those of a key; 0 unless it is more than half of them."""
    equal = total = 0
    for cells, row in pairs:
        text = row.get(key, "")
        if text and text != FORMULA:
            total += 1
            equal += is_as_written(text, cells.get(column, EMPTY))
    return equal if equal >= _LEAST_EQUAL and 2 * equal > total else 0


def is_as_written(text: str, cell: Cell) -> bool:
    """Whether a cell holds what calgen wrote; where calgen wrote a formula, any formula will do."""
    if text == FORMULA:
        return bool(cell.formula)
    return not cell.formula and cell.state is not CellState.ERROR and canonical_text(cell.value) == text
