"""Cells of results in the social calendar and the archive of a workbook: they alone are written, nothing moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from calgen.book.sheet import MovedRow, Sheet, SheetEdit, Style, StyledCell
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.last_run import STATE, LastRun, hidden_rows
from calgen.view.social import COLUMNS
from calgen.view.styles import HEADING
from calgen.view.table_cells import TableCells
from calgen.view.view_context import TOP

ResultValue = date | time | int | str
ResultCells = Mapping[tuple[str, str], ResultValue]  # id of the post and column key → its new value
COLUMN_KEYS = tuple(column.key for column in COLUMNS)
_ROW_HEIGHT = 32.0  # points: two lines


def missing_columns(tab: CalendarTab, cells: ResultCells) -> tuple[str, ...]:
    """The columns of results that the user removed from a calendar: nothing can be written there."""
    ids = {row.id for row in tab.rows}
    return tuple(sorted({key for id_, key in cells if id_ in ids and key not in tab.columns}))


def result_sheet(
    tab: CalendarTab, words: Words, cells: ResultCells, added: Sequence[str] = (), new_columns: Sequence[str] = ()
) -> Sheet:
    """The edit of a calendar, or of the archive, with these cells.

    `added` are the ids of posts whose rows are new: they come below the others. `new_columns` are the keys of columns
    that the calendar lacks: they come at the first free place on the right of its table.
    """
    drawn = {column.key: n for n, column in enumerate(COLUMNS, 1)}
    styles = {column.key: column.style for column in COLUMNS}
    by_id: dict[str, dict[str, ResultValue]] = {}
    for (id_, key), value in cells.items():
        if key in tab.columns or key in new_columns:
            by_id.setdefault(id_, {})[key] = value
    written: dict[tuple[int, int], StyledCell] = {}
    rows: list[MovedRow] = []
    present = sorted((row.number, row.id) for row in tab.rows)
    for n, (number, id_) in enumerate([*present, *((0, id_) for id_ in added)], TOP + 1):
        values = by_id.get(id_, {}) if id_ else {}
        taken = {key: drawn[key] for key in (values if number else COLUMN_KEYS)}
        rows.append(MovedRow(number, n, frozenset(taken.values())))
        written |= {(n, at): StyledCell(None, styles[key]) for key, at in taken.items()}
        written |= {(n, drawn[key]): _styled(key, value, styles[key], words) for key, value in values.items()}
    if new_columns:  # an edit takes their headings out of a whole row
        titles = ((at, words.title(tab.calendar, key)) for key, at in drawn.items())
        written |= {(TOP, at): StyledCell(title, HEADING) for at, title in titles}
    edit = SheetEdit(
        top=tab.heading_row,
        rows=tuple(rows),
        columns={drawn[key]: column for key, column in tab.columns.items() if key in drawn},
        added_columns={drawn[key]: words.title(tab.calendar, key) for key in new_columns},
        present_headings=tab.headings,
        text_headings=tab.text_headings,
        unshown_headings=tab.unshown_headings,
    )
    heights = {moved.drawn: _ROW_HEIGHT for moved in rows if not moved.old}
    widths = {drawn[column.key]: float(column.width) for column in COLUMNS if column.key in new_columns}
    return Sheet(tab.calendar, tab.title, written, widths, heights, edit=edit, formats=words.formats())


def _styled(key: str, value: ResultValue, style: Style, words: Words) -> StyledCell:
    """A cell with its style; a status is written as the word of the workbook's language."""
    return StyledCell(words.choice("status", str(value)) if key == "status" else value, style)


def state_sheet(title: str, last_run: LastRun) -> Sheet:
    """The hidden tab that remembers what the last run wrote and what was filled in."""
    rows = tuple(hidden_rows(last_run))
    cells = TableCells({}, range(1, len(rows) + 1), 3, lambda row: tuple(map(StyledCell, rows[row - 1])))
    return Sheet(STATE, title, cells, widths={1: 12, 2: 14, 3: 120}, hidden=True)
