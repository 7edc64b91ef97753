"""The review as a step of a run: the rows of both calendars and of the archive as they will stand, with their results.

Nothing of the review is loaded where a workbook has neither a result nor a reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from calgen import merge
from calgen.book.cells import ReadOptions
from calgen.book.grid import Cell
from calgen.calendar import CalendarRow, CalendarTab
from calgen.figures.counted_calendar import CountedCalendar
from calgen.last_run import LastRun
from calgen.review.reviewed_rows import has_results, read_days, reviewed_rows
from calgen.run_records import RunInput
from calgen.view.view_context import TOP, ViewContext

if TYPE_CHECKING:
    from calgen.review.model import Review


def review_of_run(
    before: RunInput, merged: merge.MergedCalendar, context: ViewContext, counted: CountedCalendar
) -> Review | None:
    """The review of the calendars as a run will leave them; None without a result and a reading."""
    if not _has_something(before, counted):
        return None
    social = as_it_will_stand(before.social, merged, context.titles["social"])
    return _review((social, before.archive), counted, before.last_run, context.today)


def review_of_calendar(before: RunInput, counted: CountedCalendar, today: date) -> Review | None:
    """The review of the calendars as they stand in a workbook; None without a result and a reading."""
    if not _has_something(before, counted):
        return None
    return _review((before.social, before.archive), counted, before.last_run, today)


def _has_something(before: RunInput, counted: CountedCalendar) -> bool:
    tabs = (before.social, before.archive)
    return bool(counted.strategy.readings) or any(map(has_results, tabs))


def _review(
    tabs: Iterable[CalendarTab | None], counted: CountedCalendar, last_run: LastRun, today: date
) -> Review | None:
    from calgen.review.review import review

    posts, days = (*counted.posts, *counted.outside), read_days(last_run.results)
    rows = (row for tab in tabs if tab for row in reviewed_rows(tab, posts, days))
    return review(counted, rows, today, last_run.adapted)


def as_it_will_stand(tab: CalendarTab | None, merged: merge.MergedCalendar, title: str) -> CalendarTab:
    """A calendar after a run, as it would be read again: its rows at their new numbers."""
    top = tab.heading_row if tab else TOP
    numbers = {id_: top + n for n, id_ in enumerate(merge.ids_by_row(tab, merged), 1) if id_}
    options = tab.rows[0].options if tab and tab.rows else ReadOptions()
    rows = tuple(_row(row, numbers.get(row.id, 0), options) for row in merged.rows)
    columns = tab.columns if tab else {}
    return CalendarTab(merged.calendar, title, top, columns, {}, rows)


def _row(row: merge.MergedRow, number: int, options: ReadOptions) -> CalendarRow:
    cells = {key: Cell(cell.value, cell.formula) for key, cell in row.cells.items()}
    return CalendarRow(row.id, number, cells, options=options)
