"""Cells of results in the social calendar that is in the workbook: they alone are written, nothing moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from calgen.book.sheet import MovedRow, Sheet, SheetEdit, Style, StyledCell
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.last_run import STATE, LastRun, hidden_rows
from calgen.view.social import COLUMNS
from calgen.view.table_cells import TableCells
from calgen.view.view_context import TOP

ResultCells = Mapping[tuple[str, str], date | time | int | str]  # id of the post and column key → its new value
COLUMN_KEYS = tuple(column.key for column in COLUMNS)
_ROW_HEIGHT = 32.0  # points: two lines


def missing_columns(social: CalendarTab, columns: Iterable[str]) -> tuple[str, ...]:
    """The columns of results that the user removed from the calendar: nothing can be written there."""
    return tuple(sorted({key for key in columns if key not in social.columns}))


def result_sheets(
    social: CalendarTab,
    state_title: str,
    words: Words,
    cells: ResultCells,
    last_run: LastRun,
    added: Sequence[str] = (),
) -> tuple[Sheet, Sheet]:
    """The edit of the social calendar with these cells, and the hidden tab that remembers them.

    `added` are the ids of posts whose rows are new: they come below the others.
    """
    drawn = {column.key: n for n, column in enumerate(COLUMNS, 1)}
    styles = {column.key: column.style for column in COLUMNS}
    by_id: dict[str, dict[str, date | time | int | str]] = {}
    for (id_, key), value in cells.items():
        if key in social.columns:
            by_id.setdefault(id_, {})[key] = value
    written: dict[tuple[int, int], StyledCell] = {}
    rows: list[MovedRow] = []
    present = sorted((row.number, row.id) for row in social.rows)
    for n, (number, id_) in enumerate([*present, *((0, id_) for id_ in added)], TOP + 1):
        values = by_id.get(id_, {}) if id_ else {}
        taken = {key: drawn[key] for key in (values if number else COLUMN_KEYS)}
        rows.append(MovedRow(number, n, frozenset(taken.values())))
        written |= {(n, at): StyledCell(None, styles[key]) for key, at in taken.items()}
        written |= {(n, drawn[key]): _styled(key, value, styles[key], words) for key, value in values.items()}
    edit = SheetEdit(
        top=social.heading_row,
        rows=tuple(rows),
        columns={drawn[key]: column for key, column in social.columns.items() if key in drawn},
        present_headings=social.headings,
        text_headings=social.text_headings,
        unshown_headings=social.unshown_headings,
    )
    heights = {moved.drawn: _ROW_HEIGHT for moved in rows if not moved.old}
    sheet = Sheet("social", social.title, written, heights=heights, edit=edit, formats=words.formats())
    return sheet, _state_sheet(state_title, last_run)


def _styled(key: str, value: date | time | int | str, style: Style, words: Words) -> StyledCell:
    """A cell with its style; a status is written as the word of the workbook's language."""
    return StyledCell(words.choice("status", str(value)) if key == "status" else value, style)


def _state_sheet(title: str, last_run: LastRun) -> Sheet:
    rows = tuple(hidden_rows(last_run))
    cells = TableCells({}, range(1, len(rows) + 1), 3, lambda row: tuple(map(StyledCell, rows[row - 1])))
    return Sheet(STATE, title, cells, widths={1: 12, 2: 14, 3: 120}, hidden=True)
