"""Missions: whether each platform's posts serve its objectives to their share (PRODUCT §7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.plan.model import Plan, Post
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

ROUNDING, WHOLE = 1.0, 1.0  # posts: what no plan can help, and what must be missing beyond it


def missions_keep_their_share(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """For each platform, the objective that lacks most posts for want of themes that serve it."""
    themes = {one.theme: one for one in strategy.themes}
    weights = {one.objective: float(one.weight) for one in strategy.objectives}
    for platform in strategy.platforms:
        posts = [post for post in plan.posts if post.platform == platform.platform and post.day >= today]
        if len(platform.objectives) == 1:  # of a single one, all that promote should serve it
            posts = [post for post in posts if post.category == "promote"]
        asked = _asked(platform, weights, len(posts))
        lacks = [(asked[name] - _able(name, posts, themes), name) for name in platform.objectives]
        lack, name = min(lacks, key=lambda one: (-one[0], one[1]), default=(0.0, ""))
        if lack >= ROUNDING + WHOLE:
            mute = Counter(post.category for post in posts if not _may(themes[post.theme], name))
            category = min(mute, key=lambda key: (-mute[key], key))
            values = {"platform": platform.platform, "objective": name, "asked": round(asked[name])}
            values |= {"n": _able(name, posts, themes), "category": Word("category", category)}
            yield Problem("mission_short", platform.source.place("objectives"), Severity.WARNING, values)


def _asked(platform: Platform, weights: Mapping[str, float], posts: int) -> dict[str, float]:
    """The posts that each objective of a platform is to have, by weight."""
    parts = {name: weights.get(name, 1.0) for name in platform.objectives}
    return {name: posts * part / (sum(parts.values()) or 1.0) for name, part in parts.items()}


def _able(objective: str, posts: Iterable[Post], themes: Mapping[str, Theme]) -> int:
    """The posts that serve an objective, or could by their theme."""
    return sum(post.objective == objective or _may(themes[post.theme], objective) for post in posts)


def _may(theme: Theme, objective: str) -> bool:
    return not theme.objectives or objective in theme.objectives
