"""The problems to report where a platform has fewer posts than were asked, or more."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.model import GapCause, PostGap
from calgen.plan.slots.period_capacity import max_per_day
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform


def gap_problems(strategy: Strategy, gaps: Iterable[PostGap]) -> tuple[Problem, ...]:
    """One problem per gap, at the platform's row of the strategy."""
    platforms = {platform.platform: platform for platform in strategy.platforms}
    return tuple(_problem(strategy, platforms[gap.platform], gap) for gap in gaps)


def _problem(strategy: Strategy, platform: Platform, gap: PostGap) -> Problem:
    place = platform.source.place("platform" if gap.cause is GapCause.NO_THEME else "cadence")
    values: dict[str, object] = {"platform": gap.platform, "n": gap.posts, "first": gap.first}
    match gap.cause:
        case GapCause.NO_DAY:
            values |= {
                "cadence": platform.cadence,
                "weeks": gap.periods,
                "days": len(usual_weekdays(strategy, platform)),
                "per_day": max_per_day(strategy, platform),
            }
            return Problem("frequency_short", place, Severity.WARNING, values)
        case GapCause.SETTLED:
            return Problem("frequency_over", place, Severity.NOTE, values | {"cadence": platform.cadence})
        case GapCause.NO_THEME:
            return Problem("no_theme_left", place, Severity.WARNING, values)
        case GapCause.NO_HOURS:
            return Problem("thinned", place, Severity.WARNING, values)
