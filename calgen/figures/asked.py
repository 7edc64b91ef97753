"""What is asked of each platform: by the strategy from today on, by what was asked then on the days that are over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from calgen.plan.asked_before import AskedBefore, AskedSpan
from calgen.plan.model import Horizon, Period, Plan, monday_of
from calgen.plan.target.content_mix import platform_mix
from calgen.plan.target.spacing_room import days_of_posts
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy

_DAY = timedelta(days=1)


def asked_periods(periods: Iterable[Period], days: Horizon, before: AskedBefore) -> tuple[Period, ...]:
    """The periods with the posts that were asked of their days when they were to come, part by part.

    A platform that the strategy does not name any more, or not for these days, has the weeks in which it was asked.
    """
    found, known = list[Period](), set[tuple[str, date]]()
    for period in periods:
        if before.spans.get(period.platform):
            asked = sum((_asked_on(period, day, before) for day in _days(period.first, period.last)), Fraction(0))
            period = replace(period, asked=asked)
        found.append(period)
        known |= {(period.platform, day) for day in _days(period.first, period.last)} if before else set()
    return (*found, *_periods_of_others(days, before, known))


def _asked_on(period: Period, day: date, before: AskedBefore) -> Fraction:
    span = before.on(period.platform, day)
    return span.per_day if span else period.asked / ((period.last - period.first).days + 1)


def _periods_of_others(days: Horizon, before: AskedBefore, known: set[tuple[str, date]]) -> Iterator[Period]:
    """Weeks for the days of which only the past knows what was asked."""
    for platform in before.spans:
        weeks: dict[date, list[tuple[date, Fraction]]] = {}
        for day in days.days:
            span = None if (platform, day) in known else before.on(platform, day)
            if span and span.per_day:
                weeks.setdefault(monday_of(day), []).append((day, span.per_day))
        for found in weeks.values():
            asked = sum((per_day for _, per_day in found), Fraction(0))
            yield Period(platform, found[0][0], found[-1][0], asked, 0)


def asked_of_categories(
    strategy: Strategy, periods: Iterable[Period], before: AskedBefore
) -> Mapping[str, Mapping[str, Fraction]]:
    """The posts asked of each category on each platform, by the mix that was typed when they were asked."""
    found: dict[str, dict[str, Fraction]] = {}
    mixes = {platform.platform: platform_mix(strategy, platform.platform) for platform in strategy.platforms}
    for period in periods:
        own, rest = found.setdefault(period.platform, {}), period.asked
        for span in before.spans.get(period.platform, ()):
            days = (min(span.last, period.last) - max(span.first, period.first)).days + 1
            if days > 0:
                rest -= days * span.per_day
                _add(own, span.mix, days * span.per_day)
        _add(own, mixes.get(period.platform, {}), rest)
    return found


def _add(asked: dict[str, Fraction], mix: Mapping[str, Fraction], posts: Fraction) -> None:
    for category, share in mix.items() if posts else ():
        asked[category] = asked.get(category, Fraction(0)) + share * posts


def remembered(strategy: Strategy, plan: Plan, before: AskedBefore, today: date) -> AskedBefore:
    """What was asked of the days before today, and what is asked of those from today on, for the next run.

    The periods and posts are those of the present plan.
    """
    post_days = days_of_posts(post for post in plan.posts if not post.is_open)
    path = (plan.path_of(strategy) or TargetPath(strategy)).with_posts(post_days)
    spans = dict[str, list[AskedSpan]]()
    known = {platform.platform for platform in strategy.platforms}
    for period in plan.periods:
        if period.platform not in known:
            continue
        per_day = period.asked / ((period.last - period.first).days + 1)
        mix = platform_mix(strategy, period.platform)
        for day in _days(period.first, period.last):
            if day >= today or not before.on(period.platform, day):
                share = path.at(period.platform, day)
                span = AskedSpan(day, day, per_day, mix, share.categories, share.themes, share.campaigns)
                spans.setdefault(period.platform, []).append(span)
    return before.followed_by(spans)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
