"""Cells of results in the social calendar that is in the workbook: they alone are written, nothing moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calgen.book.sheet import MovedRow, Sheet, SheetEdit, Style, StyledCell
from calgen.book.words import Words
from calgen.calendar import CalendarTab
from calgen.last_run import STATE, LastRun, hidden_rows
from calgen.view.social import COLUMNS
from calgen.view.table_cells import TableCells
from calgen.view.view_context import TOP

ResultCells = Mapping[tuple[str, str], int | str]  # id of the post and column key → its new value


def missing_columns(social: CalendarTab, columns: Iterable[str]) -> tuple[str, ...]:
    """The columns of results that the user removed from the calendar: nothing can be written there."""
    return tuple(sorted({key for key in columns if key not in social.columns}))


def result_sheets(
    social: CalendarTab, state_title: str, words: Words, cells: ResultCells, last_run: LastRun
) -> tuple[Sheet, Sheet]:
    """The edit of the social calendar with these cells, and the hidden tab that remembers them."""
    drawn = {column.key: n for n, column in enumerate(COLUMNS, 1)}
    styles = {column.key: column.style for column in COLUMNS}
    written: dict[tuple[int, int], StyledCell] = {}
    rows: list[MovedRow] = []
    for n, row in enumerate((row for row in social.rows if row.id), 1):
        values = {key: value for (id_, key), value in cells.items() if id_ == row.id and key in social.columns}
        taken = frozenset(drawn[key] for key in values)
        rows.append(MovedRow(row.number, TOP + n, taken))
        written |= {(TOP + n, drawn[key]): _styled(key, value, styles[key], words) for key, value in values.items()}
    edit = SheetEdit(
        top=social.heading_row,
        rows=tuple(rows),
        columns={drawn[key]: column for key, column in social.columns.items() if key in drawn},
        present_headings=social.headings,
        text_headings=social.text_headings,
        unshown_headings=social.unshown_headings,
    )
    formats = words.formats()
    return Sheet("social", social.title, written, edit=edit, formats=formats), _state_sheet(state_title, last_run)


def _styled(key: str, value: int | str, style: Style, words: Words) -> StyledCell:
    """A cell with its style; a status is written as the word of the workbook's language."""
    return StyledCell(words.choice("status", str(value)) if key == "status" else value, style)


def _state_sheet(title: str, last_run: LastRun) -> Sheet:
    rows = tuple(hidden_rows(last_run))
    cells = TableCells({}, range(1, len(rows) + 1), 3, lambda row: tuple(map(StyledCell, rows[row - 1])))
    return Sheet(STATE, title, cells, widths={1: 12, 2: 14, 3: 120}, hidden=True)
