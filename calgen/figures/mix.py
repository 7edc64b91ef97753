"""The mix: each category's part, asked and planned, of all posts, on each platform and in each month; AIDA stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.figures import frequency
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.target.campaigns import LOYALTY, STAGES
from calgen.plan.target.content_mix import platform_mix


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """A category's part of the posts of a platform, or of all (`platform` is empty); parts are between 0 and 1."""

    platform: str
    category: str
    share_asked: float  # what was typed in the mix, normalised
    on_path: float  # on the target path: as campaigns, seasons and fixed dates bend it
    share: float
    posts: int
    beside_asked: float  # posts more than the share asked makes, or missing if below zero

    @property
    def gap(self) -> float:
        """How far the part is from the target path."""
        return self.share - self.on_path


@dataclass(frozen=True, slots=True)
class MonthMix:
    """The posts of a month, from its first day on, and each category's part of them."""

    first: date
    after: date  # the first day of the next month
    posts: int
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class StagePosts:
    """The posts of a stage of AIDA, and their part of all; the stage is empty for those without one."""

    stage: str
    posts: int
    share: float


def overall(calendar: CountedCalendar) -> tuple[CategoryShare, ...]:
    """Each category's part of all posts; the mix asked of all is that of the platforms, by their asked posts."""
    asked, on_path = _overall_asked(calendar), calendar.target.categories
    found = []
    for code in calendar.categories:
        posts = calendar.counts.count(category=code)
        path = on_path.get(code, 0.0)
        beside = float(posts - asked.get(code, Fraction(0)) * len(calendar.mix_posts))
        found.append(CategoryShare("", code, float(asked.get(code, 0)), path, calendar.share(posts), posts, beside))
    return tuple(found)


def _overall_asked(calendar: CountedCalendar) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    whole = frequency.total_asked(calendar)
    for posts in calendar.asked_of_categories.values() if whole else ():
        for code, asked in posts.items():
            found[code] = found.get(code, Fraction(0)) + asked / whole
    return found


def _asked_on(calendar: CountedCalendar, platform: str) -> Mapping[str, Fraction]:
    """The shares asked on a platform; nothing is asked of one that the strategy does not know, nor ever did."""
    posts = calendar.asked_of_categories.get(platform, {})
    if whole := sum(posts.values(), Fraction(0)):
        return {code: asked / whole for code, asked in posts.items()}
    known = any(row.platform == platform for row in calendar.strategy.platforms)
    return platform_mix(calendar.strategy, platform) if known else {}


def by_platform(calendar: CountedCalendar) -> tuple[CategoryShare, ...]:
    """Each category's part on each platform; nothing is asked of one that the strategy does not know."""
    count, found = calendar.mix_counts.count, []
    for name in calendar.platforms:
        shares, own = _asked_on(calendar, name), count(platform=name)
        on_path = calendar.target.on_platforms.get(name, {})
        for code in calendar.categories:
            posts = count(platform=name, category=code)
            share = posts / own if own else 0.0
            asked, path = shares.get(code, Fraction(0)), on_path.get(code, 0.0)
            found.append(CategoryShare(name, code, float(asked), path, share, posts, float(posts - asked * own)))
    return tuple(found)


def by_month(calendar: CountedCalendar) -> tuple[MonthMix, ...]:
    """Every month that the calendar touches."""
    count, found = calendar.mix_counts.count, []
    for first, after in _months(calendar.horizon.first, calendar.horizon.last):
        posts = count(month=first)
        own = {code: count(month=first, category=code) for code in calendar.categories}
        shares = {code: number / posts if posts else 0.0 for code, number in own.items()}
        found.append(MonthMix(first, after, posts, shares))
    return tuple(found)


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first days of the months between two days, each with the first day of the next."""
    month = first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        yield month, after
        month = after


def by_stage(calendar: CountedCalendar) -> tuple[StagePosts, ...]:
    """The posts of each stage of AIDA, of loyalty where there are some, then those without one."""
    found = [(stage, calendar.counts.count(stage=stage)) for stage in STAGES]
    if loyal := calendar.counts.count(stage=LOYALTY):
        found.append((LOYALTY, loyal))
    rest = len(calendar.mix_posts) - sum(posts for _, posts in found)
    return tuple(StagePosts(stage, posts, calendar.share(posts)) for stage, posts in [*found, ("", rest)])
