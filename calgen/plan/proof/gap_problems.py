"""The problems to report where a platform has fewer posts than were asked, or more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, first_items
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.model import GapCause, Horizon, Period, PostGap
from calgen.plan.slots.absences import NOBODY_THERE, publishers
from calgen.plan.slots.period_capacity import closed_reason, max_per_day
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform

_WITHIN = ("in_weeks", "in_months")  # the words for periods of a cadence
SHOWN_PEOPLE = 4


def gap_problems(
    strategy: Strategy, gaps: Iterable[PostGap], periods: Iterable[Period], horizon: Horizon
) -> tuple[Problem, ...]:
    """One problem per gap, at the platform's row of the strategy."""
    platforms = {platform.platform: platform for platform in strategy.platforms}
    ends = {(period.platform, period.first): period.last for period in periods}
    return tuple(_problem(strategy, platforms[gap.platform], gap, ends, horizon) for gap in gaps)


def _problem(
    strategy: Strategy, platform: Platform, gap: PostGap, ends: Mapping[tuple[str, date], date], horizon: Horizon
) -> Problem:
    place = platform.source.place("platform" if gap.cause is GapCause.NO_THEME else "cadence")
    values: dict[str, object] = {"platform": gap.platform, "n": gap.posts, "first": gap.first}
    match gap.cause:
        case GapCause.NO_DAY:
            values |= _periods_of(platform, gap)
            values["remedy"] = _remedy(strategy, platform, gap, _usual_days(strategy, platform, gap, ends), horizon)
            return Problem("frequency_short", place, Severity.WARNING, values)
        case GapCause.SETTLED:
            return Problem("frequency_over", place, Severity.NOTE, values | {"cadence": platform.cadence})
        case GapCause.NO_THEME:
            return Problem("no_theme_left", place, Severity.WARNING, values)
        case GapCause.NO_HOURS:
            people = [person.person for person in publishers(strategy, platform)]
            values["people"] = first_items(people, SHOWN_PEOPLE)
            return Problem("thinned", place, Severity.WARNING, values)
        case GapCause.LEFT_EMPTY:
            return Problem("frequency_left", place, Severity.NOTE, values | _periods_of(platform, gap))


def _periods_of(platform: Platform, gap: PostGap) -> dict[str, object]:
    """The frequency of a platform, and the number of its weeks or months that a gap concerns."""
    within = Phrase(("phrases", _WITHIN[platform.cadence.per == "month"]), {"n": gap.periods})
    return {"cadence": platform.cadence, "weeks": gap.periods, "within": within}


def _usual_days(
    strategy: Strategy, platform: Platform, gap: PostGap, ends: Mapping[tuple[str, date], date]
) -> list[date]:
    """The usual days of the periods in which posts are missing."""
    usual = usual_weekdays(strategy, platform)
    spans = [(first, ends[gap.platform, first]) for first in gap.days if (gap.platform, first) in ends]
    days = [first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() in usual]


def _remedy(strategy: Strategy, platform: Platform, gap: PostGap, days: Iterable[date], horizon: Horizon) -> Phrase:
    """What gives the missing posts their days: somebody who is there, open days, or more room on a day."""
    reasons = [closed_reason(horizon, platform.platform, day) for day in days]
    per_day = max_per_day(strategy, platform)
    absent, closed = reasons.count(NOBODY_THERE), sum(reason is not None for reason in reasons)
    if absent * per_day >= gap.posts:
        return Phrase(("phrases", "short_of_people"), {"n": absent})
    if closed * per_day >= gap.posts:
        return Phrase(("phrases", "short_of_open_days"), {"n": closed})
    return Phrase(
        ("phrases", "short_of_room"), {"per_day": per_day, "days": len(usual_weekdays(strategy, platform))}
    )
