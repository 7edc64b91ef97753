"""Counts the posts with given traits (platform, theme, week…); each combination is counted in one pass, once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

from calgen.figures.counted_posts import CountedPost
from calgen.plan.model import monday_of

Trait = str | date | None


class PostCounts:
    """The counts of some posts."""

    def __init__(self, posts: Sequence[CountedPost]) -> None:
        self._posts = posts
        self._columns: dict[str, list[Trait]] = {}
        self._tables: dict[tuple[str, ...], Counter[tuple[Trait, ...]]] = {}

    def count(self, **traits: Trait) -> int:
        """The number of posts with all these traits: fields of a post, its `week` (Monday) or `month` (first day).

        At least one is given. Letter case does not matter.
        """
        keys = tuple(traits)
        if keys not in self._tables:
            self._tables[keys] = self._table(keys)
        return self._tables[keys][tuple(map(_folded, traits.values()))]

    def _table(self, keys: tuple[str, ...]) -> Counter[tuple[Trait, ...]]:
        found: Counter[tuple[Trait, ...]] = Counter()
        for traits, count in Counter(zip(*map(self._column, keys), strict=True)).items():
            found[tuple(map(_folded, traits))] += count
        return found

    def _column(self, key: str) -> list[Trait]:
        """A trait of every post, in order."""
        if key not in self._columns:
            start = _STARTS.get(key)
            if start is None:
                self._columns[key] = [getattr(post, key) for post in self._posts]
            else:
                starts = {day: start(day) for day in self._days}
                self._columns[key] = [starts[post.day] for post in self._posts]
        return self._columns[key]

    def between(self, first: date, last: date, campaign: str | None = None) -> int:
        """The number of posts (of a campaign) on the days from `first` to `last`, both included."""
        days = self._days if campaign is None else self._campaign_days.get(campaign.casefold(), [])
        return bisect_right(days, last) - bisect_left(days, first)

    @cached_property
    def _days(self) -> list[date]:
        return sorted(post.day for post in self._posts)

    @cached_property
    def _campaign_days(self) -> dict[str, list[date]]:
        found: dict[str, list[date]] = {}
        for post in self._posts:
            if post.campaign:
                found.setdefault(post.campaign.casefold(), []).append(post.day)
        return {campaign: sorted(days) for campaign, days in found.items()}


def _month_start(day: date) -> date:
    return day.replace(day=1)


_STARTS: Mapping[str, Callable[[date], date]] = {"week": monday_of, "month": _month_start}


def _folded(trait: Trait) -> Trait:
    return trait.casefold() if isinstance(trait, str) else trait
