"""What is asked, as a function of the figure in a cell: the balance's formulas follow what is typed there.

Days before today keep what was asked of them; those from today on follow the cell.

See docs/decisions.md, "Live figures".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.values import Cadence
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import monday_of
from calgen.plan.slots.cadence import period_spans
from calgen.plan.target.campaigns import extra_posts
from calgen.plan.target.content_mix import platform_mix
from calgen.strategy.platforms import Platform

_ONCE = Cadence(Fraction(1))


@dataclass(frozen=True, slots=True)
class WeekDemand:
    """The posts that a week asks of a platform: those of the days that are over, and those of the other days.

    `extra` are posts that campaigns add, `days` the days from today on, of each of which a seventh of the posts a week
    is asked.
    """

    monday: date
    settled: Fraction
    extra: Fraction
    days: int

    def at(self, per_week: Fraction) -> Fraction:
        """The posts asked where so many a week are typed; a platform without any has no campaign's posts either."""
        return self.settled + (self.extra + per_week * self.days / 7 if per_week else 0)


def week_demands(calendar: CountedCalendar, platform: Platform, today: date) -> tuple[WeekDemand, ...]:
    """The weeks in which something is asked of a platform, or would be if its cell held a number of posts a week."""
    settled = _settled(calendar, platform.platform, today)
    found = {monday: WeekDemand(monday, posts, Fraction(0), 0) for monday, posts in settled.items()}
    for first, last in period_spans(calendar.horizon, replace(platform, cadence=_ONCE)):
        days = max(0, (last - max(first, today)).days + 1)
        extra = extra_posts(calendar.strategy, platform, first, last) * days / ((last - first).days + 1)
        monday = monday_of(first)
        week = found.get(monday, WeekDemand(monday, Fraction(0), Fraction(0), 0))
        found[monday] = replace(week, extra=week.extra + extra, days=week.days + days)
    return tuple(found[monday] for monday in sorted(found))


def _settled(calendar: CountedCalendar, platform: str, today: date) -> Mapping[date, Fraction]:
    """The posts that were asked of the days before today, by the Monday of their week."""
    found: defaultdict[date, Fraction] = defaultdict(Fraction)
    for period in calendar.periods:
        day, last = period.first, min(period.last, today - timedelta(days=1))
        while period.platform == platform and day <= last:
            span = calendar.asked_before.on(platform, day)
            of_period = period.asked / ((period.last - period.first).days + 1)
            found[monday_of(day)] += span.per_day if span else of_period
            day += timedelta(days=1)
    return found


def settled_categories(calendar: CountedCalendar, platform: str, today: date) -> Mapping[str, Fraction]:
    """The posts of each category that were asked of a platform on the days before today."""
    asked = sum((period.asked for period in calendar.periods if period.platform == platform), Fraction(0))
    to_come = asked - sum(_settled(calendar, platform, today).values(), Fraction(0))
    shares = platform_mix(calendar.strategy, platform)
    every = calendar.asked_of_categories.get(platform, {})
    found = {code: every.get(code, Fraction(0)) - to_come * shares.get(code, 0) for code in {**shares, **every}}
    return {code: posts for code, posts in found.items() if posts}
