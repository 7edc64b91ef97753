"""Frequency: the posts asked, planned and published, per platform and per week.

What is asked is counted in exact fractions and never rounded, so that weeks and platforms have one sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Period, monday_of


@dataclass(frozen=True, slots=True)
class PlatformFrequency:
    """A platform's posts: asked in a usual week, and over the whole calendar."""

    platform: str
    per_week: Fraction
    asked: Fraction
    planned: int
    published: int

    @property
    def gap(self) -> Fraction:
        """Posts too many, or missing if below zero."""
        return self.planned - self.asked


@dataclass(frozen=True, slots=True)
class WeekFrequency:
    """The posts of a week, from its Monday on; `asked_of` and `planned_on` are by platform."""

    monday: date
    asked_of: Mapping[str, Fraction]
    planned_on: Mapping[str, int]
    planned: int
    published: int

    @property
    def asked(self) -> Fraction:
        """The posts asked of all platforms."""
        return sum(self.asked_of.values(), Fraction(0))

    @property
    def gap(self) -> Fraction:
        """Posts too many, or missing if below zero."""
        return self.planned - self.asked


def by_platform(calendar: CountedCalendar) -> tuple[PlatformFrequency, ...]:
    """Every platform, in the order of their names; its posts a week are 0 where this calendar asks none of it."""
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    for period in calendar.periods:
        asked[period.platform] += period.asked
    weekly = {row.platform: row.cadence.weekly(len(row.days) or 7) for row in calendar.strategy.platforms}
    count = calendar.counts.count
    return tuple(
        PlatformFrequency(
            name,
            weekly.get(name, Fraction(0)) if name in asked else Fraction(0),
            asked[name] if name in asked else Fraction(0),
            count(platform=name),
            count(platform=name, status="published"),
        )
        for name in calendar.platforms
    )


def by_week(calendar: CountedCalendar) -> tuple[WeekFrequency, ...]:
    """Every week of the calendar; a month's posts are asked of its days alike."""
    asked: defaultdict[date, defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for period in calendar.periods:
        for monday, part in _weekly_parts(period):
            asked[monday][period.platform] += part
    count, found = calendar.counts.count, []
    for first, _ in calendar.horizon.weeks():
        monday = monday_of(first)
        asked_of = {name: asked[monday].get(name, Fraction(0)) for name in calendar.platforms}
        planned_on = {name: count(week=monday, platform=name) for name in calendar.platforms}
        published = count(week=monday, status="published")
        found.append(WeekFrequency(monday, asked_of, planned_on, count(week=monday), published))
    return tuple(found)


def _weekly_parts(period: Period) -> Iterator[tuple[date, Fraction]]:
    """The weeks that a period touches, by their Mondays, with what it asks of their days."""
    days = (period.last - period.first).days + 1
    monday = monday_of(period.first)
    while monday <= period.last:
        within = (min(monday + timedelta(days=6), period.last) - max(monday, period.first)).days + 1
        yield monday, period.asked * within / days
        monday += timedelta(days=7)


def total_asked(calendar: CountedCalendar) -> Fraction:
    """The posts asked of all platforms over the whole calendar."""
    return sum((period.asked for period in calendar.periods), Fraction(0))
