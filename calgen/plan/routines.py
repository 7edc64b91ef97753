"""The days on which routines come back: on working days of their owner, between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from calgen.plan.work_steps import is_available
from calgen.strategy import Strategy
from calgen.strategy.routines import Routine

_WORKDAYS = (0, 1, 2, 3, 4)
_QUARTERS = (1, 4, 7, 10)


def occurrences(strategy: Strategy, first: date, last: date) -> tuple[tuple[date, Routine], ...]:
    """Every time a routine is due, by day: on its weekdays each day or week, once as a month or quarter begins."""
    found = [(day, one) for one in strategy.routines for day in _days_of(strategy, one, first, last)]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].owner, pair[1].task)))


def _days_of(strategy: Strategy, routine: Routine, first: date, last: date) -> Iterator[date]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if routine.every == "day":
        wanted = routine.weekday or _WORKDAYS
        yield from (day for day in days if day.weekday() in wanted and is_available(strategy, routine.owner, day))
    elif routine.every == "week":
        for weekday in routine.weekday or (0,):
            for day in days:
                if day.weekday() == weekday:
                    yield from _next_day_there(strategy, routine, day, last, 6 - weekday)
    else:
        weekday = min(routine.weekday, default=0)
        months = _QUARTERS if routine.every == "quarter" else range(1, 13)
        for day in days:
            if day.month in months and day.day <= 7 and day.weekday() == weekday:
                yield from _next_day_there(strategy, routine, day, last, 20)


def _next_day_there(strategy: Strategy, routine: Routine, day: date, last: date, room: int) -> Iterator[date]:
    """The day, or the first after it on which its owner works; if that is not soon enough, that turn is left out."""
    for n in range(room + 1):
        at = day + timedelta(days=n)
        if at <= last and is_available(strategy, routine.owner, at) and (n == 0 or at.weekday() < 5):
            yield at
            return
