"""Which part of a platform's posts a theme has room for, by its spacing.

Where the days of the posts are known, those of a campaign are counted. All others are modelled from the weekdays of a
platform and its posts a week, since a path is asked before any day is chosen. See docs/planner.md, "The target path".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Protocol

from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

SPACING_USE = 0.9  # the part of what a spacing leaves room for that is asked: pins and other themes take some days
_DAYS = 364  # the days that are looked at where nothing bounds them
_FIRST = date(2024, 1, 1).toordinal()  # a Monday


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included (ordinals); open (no bounds) where they are 0."""

    first: int = 0
    last: int = 0

    @property
    def is_bounded(self) -> bool:
        return bool(self.first)

    @staticmethod
    def between(starts: Iterable[date | None], ends: Iterable[date | None]) -> Days:
        """From the last start to the first end; without bounds where one side is open, or a year lies between."""
        first = max((day.toordinal() for day in starts if day), default=0)
        last = min((day.toordinal() for day in ends if day), default=0)
        return Days(first, last) if first and last and 0 <= last - first < _DAYS else Days()


PostDays = Mapping[str, Sequence[int]]  # platform → the day (an ordinal) of each of its posts, in order


class _DatedPost(Protocol):
    """A post or a slot, of a plan or of a calendar."""

    @property
    def platform(self) -> str: ...
    @property
    def day(self) -> date | None: ...


def days_of_posts(posts: Iterable[_DatedPost]) -> PostDays:
    """The days of some posts, by platform; a post without a day is left out."""
    found: dict[str, list[int]] = {}
    for post in posts:
        if post.day:
            found.setdefault(post.platform, []).append(post.day.toordinal())
    return {platform: sorted(days) for platform, days in found.items()}


class SpacingRoom:
    """The largest part that a theme may have of the posts of a platform; with `post_days`, those of a campaign too."""

    def __init__(self, strategy: Strategy, post_days: PostDays) -> None:
        self._post_days = post_days
        self._weekdays = {row.platform: tuple(sorted(usual_weekdays(strategy, row))) for row in strategy.platforms}
        self._part = cache(largest_part)

    def with_posts(self, post_days: PostDays) -> SpacingRoom:
        """The same for posts on these days."""
        found = copy(self)
        found._post_days = post_days
        return found

    def part(self, platform: Platform, theme: Theme, extra: Fraction, days: Days) -> float:
        """The largest part of a theme on some days of a platform that has so many extra posts a week."""
        weekdays = self._weekdays[platform.platform]
        weekly = platform.cadence.weekly(len(weekdays)) + extra
        found: float = self._part(weekdays, max(1, theme.spacing), weekly, days)
        return found

    def part_of_campaign(self, platform: Platform, theme: Theme, extra: Fraction, days: Days) -> float:
        """The same of some days of a campaign: as many as its posts leave room for, where their days are known."""
        known = self._post_days.get(platform.platform, ())
        posts = known[bisect_left(known, days.first) : bisect_right(known, days.last)]
        if not posts:
            return self.part(platform, theme, extra, days)
        return len(list(_spaced(posts, max(1, theme.spacing)))) / len(posts)


def largest_part(weekdays: tuple[int, ...], spacing: int, weekly: Fraction, days: Days) -> float:
    """The largest part of the posts on some days that a theme with a spacing can have; 1 if its spacing never matters.

    Where the days have bounds, it is the part of their posts: a theme has one post in a short campaign, however long
    its spacing is. Without bounds, it is the part that it can keep for ever.
    """
    first, last = (days.first, days.last) if days.is_bounded else (_FIRST, _FIRST + _DAYS - 1)
    posts = posting_days(weekdays, weekly, first, last)
    chosen = list(_spaced(posts, spacing))
    if len(chosen) == len(posts):
        return 1.0
    if days.is_bounded or len(chosen) == 1:
        use = SPACING_USE if spacing > 1 else 1.0  # a campaign finds one post a day
        return use * len(chosen) / len(posts)
    return SPACING_USE * (len(chosen) - 1) / (chosen[-1] - chosen[0])


def _spaced(posts: Sequence[int], spacing: int) -> Iterator[int]:
    """The indexes of the earliest posts at this distance: no other choice has more."""
    last = posts[0] - spacing if posts else 0
    for index, day in enumerate(posts):
        if day - last >= spacing:
            yield index
            last = day


def posting_days(weekdays: tuple[int, ...], weekly: Fraction, first: int, last: int) -> list[int]:
    """The days (ordinals, in order) of the posts of a platform, as even as its weekdays allow; one for each post."""
    usual = [day for day in range(first, last + 1) if (day - _FIRST) % 7 in weekdays]
    length = last - first + 1
    count = max(1, round(weekly * length / 7))
    if not usual or count >= len(usual):
        return [usual[n * len(usual) // count] for n in range(count)] if usual else []
    found, at = [], 0
    for n in range(count):
        ideal = first + (2 * n + 1) * length / (2 * count) - 0.5
        left = len(usual) - (count - n - 1)  # the days after this one are for the posts after this one
        while at + 1 < left and abs(usual[at + 1] - ideal) < abs(usual[at] - ideal):
            at += 1
        found.append(usual[at])
        at += 1
    return found
