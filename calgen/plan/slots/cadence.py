"""How many posts each platform has in each week or month: the asked cadence in whole posts, without drift."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from calgen.plan.draft import PlanDraft
from calgen.plan.model import GapCause, Horizon, Period, PostGap
from calgen.plan.pin import Pin
from calgen.plan.slots.period_capacity import PeriodCapacity, max_per_day, period_capacity
from calgen.plan.slots.rounding import PeriodDemand, round_counts, with_moved_posts
from calgen.plan.target import campaigns
from calgen.strategy.platforms import Platform


def count_posts(draft: PlanDraft, only: Collection[str] = ()) -> PlanDraft:
    """The periods of every platform with the posts asked and planned, and the gaps where posts are missing or too many.

    With names, only those platforms are counted again.
    """
    periods: list[Period] = []
    gaps: list[PostGap] = []
    earlier = draft.earlier_by_platform
    last_earlier = max((pin.day for pin in (*draft.earlier, *draft.kept)), default=date.min) if earlier else date.min
    for platform in draft.strategy.platforms:
        if only and platform.platform not in only:
            periods += [period for period in draft.periods if period.platform == platform.platform]
            gaps += [gap for gap in draft.gaps if gap.platform == platform.platform]
            continue
        settled = [pin for pin in draft.pins if pin.platform == platform.platform]
        posts = earlier.get(platform.platform, ())
        found, missing = _platform_periods(draft, platform, settled, posts, last_earlier if posts else date.min)
        periods += found
        gaps += _gaps(platform.platform, missing)
    return replace(draft, periods=tuple(periods), gaps=tuple(gaps))


def _platform_periods(
    draft: PlanDraft, platform: Platform, pins: Sequence[Pin], earlier: Sequence[Pin], last_earlier: date
) -> tuple[list[Period], dict[date, int]]:
    """The periods, and by first day of a period the posts that are missing (below zero: too many).

    `earlier` are the posts of the earlier plan, which had none after the day `last_earlier`.
    """
    is_daily, adds_posts = platform.cadence.per == "day", not draft.is_frozen
    spans = list(period_spans(draft.horizon, platform))
    settled, earlier_days = [pin.day for pin in pins], Counter(pin.day for pin in earlier)
    had = earlier_days + Counter(pin.day for pin in pins if pin.is_kept or pin.is_removed)
    demands, beyond, days_without_post = [], [], dict[date, int]()
    for first, last in spans:
        capacity = period_capacity(draft, platform, first, last, settled, earlier_days)
        whole, is_past = capacity, last < draft.today
        if first < draft.today:
            whole = period_capacity(draft, platform, first, last, settled, with_past=True)
        # A daily cadence asks for posts on each open day: a settled post elsewhere is an additional one.
        additional = _settled_beyond(draft, platform, whole, first, last) if is_daily and not is_past else 0
        least = capacity.settled_posts
        most = capacity.most_posts if adds_posts and not is_past else least
        elapsed_posts = max(0, whole.most_posts - capacity.most_posts)
        asked = _asked_posts(draft, platform, first, last)
        before = sum(count for day, count in had.items() if first <= day <= last) - additional
        known = before if first <= last_earlier else None
        demands.append(PeriodDemand(asked, least - additional, most - additional, is_past, elapsed_posts, known))
        beyond.append(additional)
        if is_daily and platform.cadence.count >= 1 and not adds_posts:
            days_without_post[first] = sum(not capacity.settled.get(day) for day in capacity.usual)
    counts = round_counts(demands)
    if adds_posts and draft.strategy.settings.over_capacity == "thin":
        counts = with_moved_posts(demands, counts)
    rows = list(zip(spans, demands, counts, beyond, strict=True))
    periods = [
        Period(platform.platform, first, last, demand.asked, count.planned + additional)
        for (first, last), demand, count, additional in rows
    ]
    missing = {first: count.missing - additional for (first, _), _, count, additional in rows}
    missing |= {first: max(n, missing[first]) for first, n in days_without_post.items() if n}
    return periods, {first: n for first, n in missing.items() if n}


def _settled_beyond(draft: PlanDraft, platform: Platform, capacity: PeriodCapacity, first: date, last: date) -> int:
    """The settled posts beyond a daily cadence; the posts that campaigns add are counted first."""
    added = floor(campaigns.extra_posts(draft.strategy, platform, first, last))
    usual = max_per_day(draft.strategy, platform)
    return max(capacity.settled_beyond(capacity.per_day), capacity.settled_beyond(usual) - added)


def period_spans(horizon: Horizon, platform: Platform) -> Iterable[tuple[date, date]]:
    """The first and last day of each period of a platform: weeks, or months for a monthly cadence."""
    first = max(horizon.first, platform.start or horizon.first)
    last = min(horizon.last, platform.last_day or horizon.last)
    if platform.cadence.per != "month":
        for monday, sunday in horizon.weeks():
            if max(monday, first) <= min(sunday, last):
                yield max(monday, first), min(sunday, last)
        return
    while first <= last:
        end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        yield first, min(end, last)
        first = end + timedelta(days=1)


def _asked_posts(draft: PlanDraft, platform: Platform, first: date, last: date) -> Fraction:
    """The posts that the cadence and campaigns ask of a period; see docs/decisions.md, "Cadence"."""
    days = (last - first).days + 1
    added = campaigns.extra_posts(draft.strategy, platform, first, last)
    if platform.cadence.per == "week":
        return platform.cadence.count * days / 7 + added
    if platform.cadence.per == "month":
        return platform.cadence.count * days / calendar.monthrange(first.year, first.month)[1] + added
    open_days = len(period_capacity(draft, platform, first, last, with_past=True).usual)
    return platform.cadence.count * open_days + added


def _gaps(platform: str, missing: Mapping[date, int]) -> Iterator[PostGap]:
    """The gaps of a platform, from the posts missing (below zero: too many) by first day of the period."""
    short = {day: n for day, n in missing.items() if n > 0}
    over = {day: -n for day, n in missing.items() if n < 0}
    if short:
        yield PostGap.of_days(platform, GapCause.NO_DAY, short)
    if over:
        yield PostGap.of_days(platform, GapCause.SETTLED, over)
