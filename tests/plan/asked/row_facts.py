"""What rows and days say by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from calgen.book.values import Hours
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform
from calgen.strategy.team import Person
from calgen.strategy.themes import Theme

DAY = timedelta(days=1)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """The days from first to last, both included."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def in_season(row: Theme | Platform, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)


def set_days(row: Campaign) -> set[date]:
    """The days that a campaign's offsets name."""
    return {row.start + timedelta(days=offset) for offset in row.offsets}


def takes_part(row: Campaign, platform: str) -> bool:
    return not row.platforms or platform in row.platforms


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def minutes(value: time) -> int:
    return value.hour * 60 + value.minute


def is_inside(at: time, hours: Iterable[Hours]) -> bool:
    """Whether a time lies in one of some ranges."""
    return any(span.first <= at <= span.last for span in hours)


def is_away(person: Person, day: date) -> bool:
    return any(first <= day <= last for first, last in person.days_off)
