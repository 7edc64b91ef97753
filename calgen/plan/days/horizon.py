"""The horizon of the plan: which days it covers, and which of them are closed."""

from __future__ import annotations

from datetime import date, timedelta

from calgen.plan.days.holiday_dates import public_holidays, school_holidays
from calgen.plan.model import Horizon
from calgen.plan.reason import Reason
from calgen.strategy.settings import Settings


def next_monday(today: date) -> date:
    """The first Monday on or after a day."""
    return today + timedelta(days=-today.weekday() % 7)


def plan_horizon(settings: Settings, today: date) -> Horizon:
    """The horizon of `weeks` weeks from `start` on (blank: the next Monday), with holidays and closed days.

    See docs/decisions.md, "Defaults" and "Key dates".
    """
    first = settings.start or next_monday(today)
    last = first + timedelta(days=7 * settings.weeks - 1)
    years = tuple(range(first.year, last.year + 1))
    found = public_holidays(settings.country, settings.region, settings.language, years)
    holidays = {day: name for day, name in found.items() if first <= day <= last}
    closed = {}
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day.weekday() in settings.closed_days:
            closed[day] = Reason("closed_day", {"weekday": day.weekday()})
        elif day in holidays and settings.public_holidays == "avoid":
            closed[day] = Reason("holiday", {"name": holidays[day]})
    school = school_holidays(settings.country, settings.school_zone, settings.language, years)
    return Horizon(first, last, closed, holidays, {day: name for day, name in school.items() if first <= day <= last})
