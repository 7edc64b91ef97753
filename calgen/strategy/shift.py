"""Moves a strategy to another first day, by whole weeks, so that a sample does not age.

A campaign named after a day that is computed each year (the sales, Mother's Day) stays as far from that day as it was,
and its pieces of content with it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from calgen.book.values import Span
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign

DayOfName = Callable[[str, int], date | None]  # the day of a name in a year, where there is a rule for it


def shift(strategy: Strategy, start: date, day_of_name: DayOfName) -> Strategy:
    """The strategy with its start moved to the given day, and all its days by the same number of whole weeks."""
    own = strategy.settings.start
    weeks = round((start - own).days / 7) if own else 0
    moved = {
        field.name: _moved(getattr(strategy, field.name), timedelta(days=7 * weeks))
        for field in dataclasses.fields(strategy)
    }
    moved["settings"] = dataclasses.replace(moved["settings"], start=start)
    for old in strategy.campaigns:
        by = _correction(old, timedelta(days=7 * weeks), day_of_name)
        for key in ("campaigns", "content"):
            moved[key] = tuple(_moved(row, by) if row.campaign == old.campaign else row for row in moved[key])
    return Strategy(**moved)


def _correction(old: Campaign, by: timedelta, day_of_name: DayOfName) -> timedelta:
    """The days to add to a moved campaign, so that it is as far from the day of its name as it was before."""
    days = [day_of_name(old.campaign, old.start.year + n) for n in (-1, 0, 1)]
    before = min((old.start - day for day in days if day), key=abs, default=None)
    if before is None:
        return timedelta()
    new = old.start + by
    later = (day_of_name(old.campaign, new.year + n) for n in (-1, 0, 1))
    return min((day + before - new for day in later if day), key=abs)


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(item, by) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _moved(getattr(value, field.name), by)
            for field in dataclasses.fields(value)
            if field.name != "source" and isinstance(getattr(value, field.name), date | tuple | Span)
        }
        return dataclasses.replace(value, **changes)
    return value
