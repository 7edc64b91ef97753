"""The posts as the balance counts them, by the rules of the formulas: cancelled ones out, letter case aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from calgen.plan.model import Post
from calgen.view.view_context import ViewContext


@dataclass(frozen=True)
class Tally:
    """The plan's posts that count, and the names under which they are counted: the strategy's, then any others."""

    desk: ViewContext

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The posts with a platform that are not cancelled; names as the lists below spell them."""
        found = [post for post in self.desk.plan.posts if post.status != "cancelled" and post.platform]
        spelled = {key: _spellings(names) for key, names in self._known.items()}
        spelled["category"] |= {self.desk.category_name(code).casefold(): code for code in self._known["category"]}
        return tuple(replace(post, **{key: _spell(post, key, of) for key, of in spelled.items()}) for post in found)

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        strategy = self.desk.strategy
        return {
            "platform": tuple(one.platform for one in strategy.platforms),
            "theme": tuple(one.theme for one in strategy.themes),
            "category": self.desk.categories,
            "objective": tuple(one.objective for one in strategy.objectives),
            "audience": tuple(one.audience for one in strategy.audiences),
            "campaign": tuple(one.campaign for one in strategy.campaigns),
        }

    def names(self, key: str) -> tuple[str, ...]:
        """The strategy's names of a kind in their order, then those that only posts know."""
        own = {str(getattr(post, key)) for post in self.posts} - {""}
        known = self._known[key]
        others: dict[str, str] = {}
        for name in sorted(own - set(known)):
            others.setdefault(name.casefold(), name)
        return (*known, *others.values())

    @property
    def platforms(self) -> tuple[str, ...]:
        return self.names("platform")

    @property
    def categories(self) -> tuple[str, ...]:
        return self.names("category")

    @property
    def total(self) -> int:
        return len(self.posts)

    def count(self, **traits: str) -> int:
        """How many posts have these traits; a status is the one that stands in the calendar."""
        return _count(self.posts, traits)

    def between(self, first: date, after: date, **traits: str) -> int:
        """The same among the posts from a day up to another, which is not included."""
        return _count((post for post in self.posts if first <= post.day < after), traits)

    def part(self, **traits: str) -> float:
        """The part of the posts that have these traits."""
        return self.count(**traits) / self.total if self.total else 0.0

    @cached_property
    def asked(self) -> dict[str, float]:
        """The posts asked of each platform over the whole calendar."""
        found = dict.fromkeys(self.platforms, 0.0)
        for period in self.desk.plan.periods:
            found[period.platform] = found.get(period.platform, 0.0) + float(period.asked)
        return found

    def category_of(self, theme: str) -> str:
        """A theme's category: the strategy's, else that of its posts."""
        known = self.desk.themes.get(theme)
        return known.category if known else next((post.category for post in self.posts if post.theme == theme), "")


def _count(posts: Iterable[Post], traits: Mapping[str, str]) -> int:
    folded = {key: value.casefold() for key, value in traits.items()}
    return sum(all(str(getattr(post, key)).casefold() == value for key, value in folded.items()) for post in posts)


def _spellings(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return found


def _spell(post: Post, key: str, of: Mapping[str, str]) -> Any:
    name = str(getattr(post, key))
    return of.get(name.casefold(), name)
