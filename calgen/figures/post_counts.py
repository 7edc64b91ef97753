"""How many posts have given traits, looked up: every combination of traits is counted in one pass over the posts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from calgen.figures.counted_posts import CountedPost

Trait = str | date | None


class PostCounts:
    """The counts of some posts."""

    def __init__(self, posts: Sequence[CountedPost]) -> None:
        self._posts = posts
        self._tables: dict[tuple[str, ...], Counter[Any]] = {}

    def count(self, **traits: Trait) -> int:
        """The number of posts that have all these traits: fields of a `CountedPost`, letter case aside."""
        keys = tuple(traits)
        if keys not in self._tables:
            self._tables[keys] = self._table(keys)
        return self._tables[keys][tuple(map(_folded, traits.values()))]

    def _table(self, keys: tuple[str, ...]) -> Counter[Any]:
        columns = [map(_folded, map(attrgetter(key), self._posts)) for key in keys]
        return Counter(zip(*columns, strict=True))

    def between(self, first: date, last: date, campaign: str | None = None) -> int:
        """The number of posts (of a campaign) on the days from `first` to `last`, both included."""
        days = self._days if campaign is None else self._campaign_days.get(campaign.casefold(), [])
        return bisect_right(days, last) - bisect_left(days, first)

    @cached_property
    def _days(self) -> list[date]:
        return sorted(post.day for post in self._posts if post.day)

    @cached_property
    def _campaign_days(self) -> dict[str, list[date]]:
        found: dict[str, list[date]] = {}
        for post in self._posts:
            if post.day:
                found.setdefault(post.campaign.casefold(), []).append(post.day)
        return {campaign: sorted(days) for campaign, days in found.items()}


def _folded(trait: Trait) -> Trait:
    return trait.casefold() if isinstance(trait, str) else trait
