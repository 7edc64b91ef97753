"""Whether a post could have another theme and the mix keep its limits: two promises that a plan cannot both keep.

Limits: docs/decisions.md, "What the plan promises". The path is the planner's; the gaps are counted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from asked_plan import AskedPlan

from calgen.plan.model import Post
from calgen.plan.target.share import Share
from calgen.plan.target.target_path import TargetPath

EPSILON = 1e-6


class KeptMix:
    """The gaps of a plan, counted after every post of a platform and of all platforms."""

    def __init__(self, made: AskedPlan) -> None:
        self._made, self._path = made, TargetPath(made.strategy)

    def has_room_for(self, name: str, post: Post) -> bool:
        """Whether no gap goes beyond its limit, and none beyond it grows, once a post has another theme."""
        changed = replace(post, theme=name, category=self._made.themes[name].category)
        own = self._made.by_platform[post.platform]
        return self._is_within(own, post, changed, 1.5, 2.5) and self._is_within(self._made.posts, post, changed, 2, 5)

    def _is_within(self, posts: Sequence[Post], old: Post, new: Post, category_limit: float, limit: float) -> bool:
        shares = [self._share(post) for post in posts]
        after = [new if post is old else post for post in posts]
        levels = (
            (category_limit, [share.categories for share in shares], [post.category for post in posts],
             [post.category for post in after]),
            (limit, [share.themes for share in shares], [post.theme for post in posts], [post.theme for post in after]),
        )  # fmt: skip
        return all(
            _worst(name, names, parts) <= max(most, _worst(name, before, parts)) + EPSILON
            for most, parts, before, names in levels
            for name in {*names} | {*before}
        )

    def _share(self, post: Post) -> Share:
        return self._path.at(post.platform, post.day, post.theme if post.outside_mix else "")


def _worst(name: str, names: Sequence[str], parts: Sequence[Mapping[str, float]]) -> float:
    """The largest gap of a category or theme."""
    return max(
        map(abs, accumulate((own == name) - part.get(name, 0.0) for own, part in zip(names, parts, strict=True)))
    )
