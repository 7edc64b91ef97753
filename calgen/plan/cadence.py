"""How many posts each platform has in each week or month: the asked frequency, rounded so that nothing drifts."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from calgen.plan import campaigns
from calgen.plan.model import GapCause, Horizon, Period, PlanDraft, PostGap
from calgen.plan.period_capacity import Room, max_per_day, room
from calgen.plan.rounding import Step, rounded
from calgen.strategy.platforms import Platform


def count(draft: PlanDraft, anew: Collection[str] = ()) -> PlanDraft:
    """The periods of every platform, with what is asked and planned; what is missing or too many is told.

    With names, those platforms alone are counted anew.
    """
    periods: list[Period] = []
    gaps: list[PostGap] = []
    for platform in draft.strategy.platforms:
        if anew and platform.platform not in anew:
            periods += [period for period in draft.periods if period.platform == platform.platform]
            gaps += [gap for gap in draft.gaps if gap.platform == platform.platform]
            continue
        fixed = [pin.day for pin in draft.pins if pin.platform == platform.platform]
        found, missing = _platform(draft, platform, fixed)
        periods += found
        gaps += _gaps(platform.platform, missing)
    return replace(draft, periods=tuple(periods), gaps=tuple(gaps))


def _platform(draft: PlanDraft, platform: Platform, fixed: Sequence[date]) -> tuple[list[Period], dict[date, int]]:
    """The periods, and how many posts are missing (below zero: too many) in those of which it is to be told."""
    stretches = list(spans(draft.horizon, platform))
    steps, extras, bare = [], [], dict[date, int]()
    for first, last in stretches:
        here = room(draft, platform, first, last, fixed)
        past = last < draft.today
        # One on each open day is what a daily cadence asks: a post that the user fixes elsewhere is one more.
        extra = _beyond(draft, platform, here, first, last) if platform.cadence.per == "day" and not past else 0
        most = here.least if past or not draft.retention.fills_frequency else here.most
        gone = room(draft, platform, first, last, fixed, past_too=True).most - here.most if first < draft.today else 0
        asked = _asked(draft, platform, first, last)
        steps.append(Step(asked, here.least - extra, most - extra, past, max(0, gone)))
        extras.append(extra)
        each = platform.cadence.per == "day" and platform.cadence.count >= 1  # each open day asks for its own
        if each and not draft.retention.fills_frequency:
            bare[first] = sum(not here.fixed.get(day) for day in here.usual)
    counts = rounded(steps)
    rows = list(zip(stretches, steps, counts, extras, strict=True))
    return (
        [Period(platform.platform, a, b, step.asked, one.planned + extra) for (a, b), step, one, extra in rows],
        {first: one.missing - extra for (first, _), _, one, extra in rows if one.missing != extra}
        | {first: count for first, count in bare.items() if count},
    )


def _beyond(draft: PlanDraft, platform: Platform, here: Room, first: date, last: date) -> int:
    """The settled posts beyond a daily cadence, those that campaigns add counted first."""
    more = floor(campaigns.extra_posts(draft.strategy, platform, first, last))
    return max(here.beyond(here.per_day), here.beyond(max_per_day(draft.strategy, platform)) - more)


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


def _asked(draft: PlanDraft, platform: Platform, first: date, last: date) -> Fraction:
    """What the cadence asks of a period, campaigns on top; part weeks and months in proportion, days by open days."""
    days = (last - first).days + 1
    more = campaigns.extra_posts(draft.strategy, platform, first, last)
    if platform.cadence.per == "week":
        return platform.cadence.count * days / 7 + more
    if platform.cadence.per == "month":
        return platform.cadence.count * days / calendar.monthrange(first.year, first.month)[1] + more
    return platform.cadence.count * len(room(draft, platform, first, last, past_too=True).usual) + more


def _gaps(platform: str, missing: Mapping[date, int]) -> Iterator[PostGap]:
    """The gaps of a platform, from the posts missing (below zero: too many) by first day of the period."""
    short = {day: n for day, n in missing.items() if n > 0}
    over = {day: -n for day, n in missing.items() if n < 0}
    if short:
        yield PostGap(platform, GapCause.NO_DAY, sum(short.values()), min(short), len(short))
    if over:
        yield PostGap(platform, GapCause.SETTLED, sum(over.values()), min(over))
