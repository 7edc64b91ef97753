"""The days on which the tasks of routines are due: working days of their owner, between two days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from calgen.plan.makers.work_steps import is_available
from calgen.strategy import Strategy
from calgen.strategy.routines import Routine

_WORKDAYS = (0, 1, 2, 3, 4)  # weekdays, Monday is 0
_WEEKS = {"week": 1, "fortnight": 2}  # between two days on which it is due
_QUARTER_MONTHS = (1, 4, 7, 10)
_MONTHLY_DELAY = 20  # days by which a monthly or quarterly task may be late for want of a working day


def occurrences(strategy: Strategy, first: date, last: date) -> tuple[tuple[date, Routine], ...]:
    """Every day on which a routine is due, with the routine, in order of day, owner and task.

    A daily, weekly or fortnightly routine is due on its weekdays, a monthly or quarterly one as its period begins.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [(day, routine) for routine in strategy.routines for day in _due_days(strategy, routine, days)]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].owner, pair[1].task)))


def _due_days(strategy: Strategy, routine: Routine, days: Sequence[date]) -> Iterator[date]:
    if routine.every == "day":
        weekdays = routine.weekday or _WORKDAYS
        yield from (day for day in days if day.weekday() in weekdays and is_available(strategy, routine.owner, day))
    elif routine.every in _WEEKS:
        for weekday in routine.weekday or (0,):
            for day in days:
                if day.weekday() == weekday and _week_number(day) % _WEEKS[routine.every] == 0:
                    yield from _next_available_day(strategy, routine, day, days[-1], 6 - weekday)
    else:
        weekday = min(routine.weekday, default=0)
        months = _QUARTER_MONTHS if routine.every == "quarter" else range(1, 13)
        for day in days:
            if day.month in months and day.day <= 7 and day.weekday() == weekday:
                yield from _next_available_day(strategy, routine, day, days[-1], _MONTHLY_DELAY)


def _week_number(day: date) -> int:
    """The weeks from the first Monday of all: the weeks of a fortnightly task stay when the calendar moves on."""
    return (day.toordinal() - 1) // 7


def _next_available_day(strategy: Strategy, routine: Routine, day: date, last: date, max_delay: int) -> Iterator[date]:
    """The day, or the first working day of the owner after it; none where that is beyond `max_delay` days or `last`."""
    for delay in range(max_delay + 1):
        due = day + timedelta(days=delay)
        if due <= last and is_available(strategy, routine.owner, due) and (delay == 0 or due.weekday() < 5):
            yield due
            return
