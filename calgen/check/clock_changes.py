"""Hours in the social calendar on a day on which the clocks change: one that does not exist, one that comes twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from calgen.book.problems import Problem, Severity
from calgen.calendar import CalendarTab
from calgen.plan.days.time_zones import missing_hours, repeated_hours, zone_of
from calgen.strategy import Strategy

CLOSED_STATUSES = ("published", "cancelled")


def hours_exist_once(strategy: Strategy, calendar: CalendarTab, today: date) -> Iterable[Problem]:
    """A post to come has an hour that its day has, and has once, in the brand's time zone."""
    zone = zone_of(strategy.settings)
    for post in calendar.rows if zone else ():
        day, hour = post.day(), post.hour()
        if day is None or hour is None or day < today or post.code("status") in CLOSED_STATUSES:
            continue
        for code, severity, found in (
            ("hour_missing", Severity.WARNING, missing_hours(zone, day)),
            ("hour_twice", Severity.NOTE, repeated_hours(zone, day)),
        ):
            if found and _is_within(hour, *found):
                values = {"id": post.id, "hour": hour, "day": day, "first": found[0], "end": found[1]}
                yield Problem(code, calendar.place(post, "time"), severity, values)


def _is_within(hour: time, first: time, end: time) -> bool:
    return first <= hour < end
