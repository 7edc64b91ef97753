"""The tabs that are drawn anew and show the calendar; checks and tasks, which list things, are drawn by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from calgen.book.sheet import Sheet
from calgen.figures.counted_calendar import CountedCalendar
from calgen.view import balance, month, year
from calgen.view.view_context import ViewContext


def _review_sheet(context: ViewContext, calendar: CountedCalendar) -> Sheet:
    """The review, loaded with all that learns only where it is drawn."""
    from calgen.view import review

    return review.sheet(context, calendar)


REDRAWN_SHEETS: Mapping[str, Callable[[ViewContext, CountedCalendar], Sheet]] = {
    "month": month.sheet,
    "year": year.sheet,
    "balance": balance.sheet,
    "review": _review_sheet,
}


def redrawn_sheet(key: str, context: ViewContext, calendar: CountedCalendar) -> Sheet | None:
    """The tab of a key that is drawn anew and shows the calendar; None for any other."""
    return REDRAWN_SHEETS[key](context, calendar) if key in REDRAWN_SHEETS else None
