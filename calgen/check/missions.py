"""Missions: whether each platform's posts serve its objectives to their share (PRODUCT §7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from math import fsum

from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.plan.model import Plan, Post
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
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


def campaigns_leave_their_share(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """For each platform, the objective that lacks most posts because a campaign serves another one."""
    aims = {one.campaign: one for one in strategy.campaigns if one.objective}
    themes = {one.theme: one for one in strategy.themes}
    weights = {one.objective: float(one.weight) for one in strategy.objectives}
    for platform in strategy.platforms if aims else ():
        posts = [post for post in plan.posts if post.platform == platform.platform and post.day >= today]
        asked, served = _asked(platform, weights, len(posts)), Counter(post.objective for post in posts)
        pushing = Counter(post.campaign for post in posts if _aims(post, aims) and _over(post.objective, asked, served))
        lacks = [(min(asked[name], _able(name, posts, themes)) - served[name], name) for name in platform.objectives]
        lack, name = min(lacks, key=lambda one: (-one[0], one[1]), default=(0.0, ""))
        if pushing and lack >= ROUNDING + WHOLE:
            campaign = aims[min(pushing, key=lambda key: (-pushing[key], key))]
            names = {"platform": platform.platform, "campaign": campaign.campaign, "aim": campaign.objective}
            values = {**names, "objective": name, "n": round(lack)}
            yield Problem("mission_pushed", campaign.source.place("objective"), Severity.NOTE, values)


def _aims(post: Post, aims: Mapping[str, Campaign]) -> bool:
    """Whether a post serves the objective of its campaign."""
    return post.campaign in aims and aims[post.campaign].objective == post.objective


def _over(objective: str, asked: Mapping[str, float], served: Mapping[str, int]) -> bool:
    """Whether an objective has whole posts more than its share."""
    return served[objective] - asked.get(objective, 0.0) >= ROUNDING + WHOLE


def _asked(platform: Platform, weights: Mapping[str, float], posts: int) -> dict[str, float]:
    """The posts that each objective of a platform is to have, by weight."""
    parts = {name: weights.get(name, 1.0) for name in platform.objectives}
    total = fsum(parts.values()) or 1.0
    return {name: posts * part / total for name, part in parts.items()}


def _able(objective: str, posts: Iterable[Post], themes: Mapping[str, Theme]) -> int:
    """The posts that serve an objective, or could by their theme."""
    return sum(post.objective == objective or _may(themes[post.theme], objective) for post in posts)


def _may(theme: Theme, objective: str) -> bool:
    return not theme.objectives or objective in theme.objectives
