"""How many posts each platform has in each week or month: the asked frequency, rounded so that nothing drifts."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from calgen.book.problems import Problem, Severity
from calgen.plan.audiences import reached
from calgen.plan.model import Horizon, Period, Work
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

CARRIED = 1  # a post that a week could not hold waits for the next; more would keep a platform at its ceiling for weeks


@dataclass(frozen=True, slots=True)
class Room:
    """What a period can hold: its usual days that are open, those that are closed, and other open days to move to."""

    usual: tuple[date, ...]
    lost: tuple[date, ...]
    spare: tuple[date, ...]
    per_day: int

    @property
    def most(self) -> int:
        return self.per_day * (len(self.usual) + min(len(self.lost), len(self.spare)))


def usual_weekdays(strategy: Strategy, platform: Platform) -> tuple[int, ...]:
    """The weekdays of a platform, best first: as typed; else its audiences', primary ones first; else the network's."""
    ranked = network(platform.platform).weekdays
    if platform.days:
        return tuple(sorted(platform.days, key=ranked.index))
    days = next((days for rank in reached(strategy, platform) if (days := {day for one in rank for day in one.days})), set())
    weekly = ceil(platform.cadence.weekly())
    enough = [day for day in ranked if day in days] + [day for day in ranked if day not in days]
    if days and len(days) >= min(weekly, 7):
        return tuple(enough[: len(days)])
    return tuple(enough[: min(7, max(5, weekly))])


def max_per_day(strategy: Strategy, platform: Platform) -> int:
    """As typed, or as few as the cadence allows."""
    if platform.max_per_day:
        return platform.max_per_day
    days = len(usual_weekdays(strategy, platform))
    if platform.cadence.per == "day":
        return max(1, ceil(platform.cadence.count))
    return max(1, ceil(platform.cadence.weekly() / max(1, days)))


def count(work: Work) -> Work:
    """The periods of every platform, each with what is asked and what is planned; what does not fit is told."""
    periods: list[Period] = []
    told: list[Problem] = []
    for platform in work.strategy.platforms:
        fixed = [pin.day for pin in work.pins if pin.platform == platform.platform]
        found, missing = _platform(work, platform, fixed)
        periods += found
        if missing:
            told.append(_tell(work, platform, missing))
    return replace(work, periods=tuple(periods), told=work.told + tuple(told))


def _platform(work: Work, platform: Platform, fixed: list[date]) -> tuple[list[Period], dict[date, int]]:
    periods: list[Period] = []
    missing: dict[date, int] = {}
    asked, counted = Fraction(0), 0
    stretches = list(spans(work.horizon, platform))
    for first, last in stretches:
        share = _asked(work, platform, first, last)
        asked += share
        pinned = sum(first <= day <= last for day in fixed)
        wanted = max(0, floor(asked + Fraction(1, 2)) - counted)
        past = last < work.today
        most = 0 if past else room(work, platform, first, last).most
        planned = max(pinned, min(wanted, max(most, pinned)))
        counted += planned
        short = wanted - planned
        if short > 0:
            waits = 0 if past or (first, last) == stretches[-1] else min(CARRIED, short)
            counted += short - waits
            if not past and short > waits:
                missing[first] = short - waits
        periods.append(Period(platform.platform, first, last, share, planned))
    return periods, missing


def spans(horizon: Horizon, platform: Platform) -> Iterable[tuple[date, date]]:
    """The periods over which a platform's posts are counted: weeks, or months for a monthly cadence."""
    first = max(horizon.first, platform.start or horizon.first)
    last = min(horizon.last, platform.end or horizon.last)
    if platform.cadence.per != "month":
        for monday, sunday in horizon.weeks():
            if max(monday, first) <= min(sunday, last):
                yield max(monday, first), min(sunday, last)
        return
    while first <= last:
        end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        yield first, min(end, last)
        first = end + timedelta(days=1)


def _asked(work: Work, platform: Platform, first: date, last: date) -> Fraction:
    """What the cadence asks of a period; part weeks and part months in proportion, daily ones by their open days."""
    days = (last - first).days + 1
    if platform.cadence.per == "week":
        return platform.cadence.count * days / 7
    if platform.cadence.per == "month":
        return platform.cadence.count * days / calendar.monthrange(first.year, first.month)[1]
    return platform.cadence.count * len(room(work, platform, first, last, past_too=True).usual)


def room(work: Work, platform: Platform, first: date, last: date, past_too: bool = False) -> Room:
    """What a period can hold from today on."""
    usual = usual_weekdays(work.strategy, platform)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if not past_too:
        days = [day for day in days if day >= work.today]
    closed = work.horizon.closed
    daily = platform.cadence.per == "day"
    return Room(
        tuple(day for day in days if day.weekday() in usual and day not in closed),
        () if daily else tuple(day for day in days if day.weekday() in usual and day in closed),
        () if daily else tuple(day for day in days if day.weekday() not in usual and day not in closed),
        max_per_day(work.strategy, platform),
    )


def _tell(work: Work, platform: Platform, missing: dict[date, int]) -> Problem:
    values = {
        "platform": platform.platform,
        "n": sum(missing.values()),
        "cadence": platform.cadence,
        "weeks": len(missing),
        "first": min(missing),
        "days": len(usual_weekdays(work.strategy, platform)),
        "per_day": max_per_day(work.strategy, platform),
    }
    return Problem("frequency_short", platform.source.place("cadence"), Severity.WARNING, values)

