"""Campaigns over a daily base: side by side without treading on each other, and never all there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations

from calgen.book.problems import Problem, Severity
from calgen.plan.model import Plan
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.platforms import Platform

ALL = Fraction(9, 10)  # so much of the posts leaves no daily base
LONG = 7  # days; a launch may well have a week to itself
POSTS = 4  # so few posts make no daily base


def _platforms(strategy: Strategy, one: Campaign) -> list[Platform]:
    return [place for place in strategy.platforms if not one.platforms or place.platform in one.platforms]


def campaigns_keep_apart(strategy: Strategy) -> Iterable[Problem]:
    """Two at once on the same platforms do not tell the same themes."""
    ordered = sorted(strategy.campaigns, key=lambda one: (one.start, one.source.row))
    for first, second in combinations(ordered, 2):
        there = {one.platform for one in _platforms(strategy, first)}
        both = there & {one.platform for one in _platforms(strategy, second)}
        themes = tuple(name for name in first.themes if name in second.themes)
        begins, ends = max(first.start, second.start), min(first.end, second.end)
        if both and themes and begins <= ends:
            values = {"first": first.campaign, "second": second.campaign, "n": len(themes), "themes": themes}
            values |= {"begins": begins, "ends": ends}
            yield Problem("campaigns_clash", second.source.place("themes"), Severity.WARNING, values)


def campaigns_stand_on_a_daily_base(strategy: Strategy) -> Iterable[Problem]:
    """A long campaign that takes all posts of a platform leaves nothing for those whom it does not concern."""
    for one in strategy.campaigns:
        days = (one.end - one.start).days + 1
        silent = tuple(
            place.platform
            for place in _platforms(strategy, one)
            if place.cadence.weekly(len(place.days) or 7) * days / 7 >= POSTS
        )
        if one.share >= ALL and days > LONG and silent:
            values = {"name": one.campaign, "days": days, "n": len(silent), "platforms": silent}
            yield Problem("campaign_no_base", one.source.place("share"), Severity.WARNING, values)


def other_media_have_posts_around_them(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """What is said in print, on air or by post is echoed by one post at least."""
    posted = {post.campaign for post in plan.posts}
    for one in strategy.campaigns:
        inside = one.start <= plan.horizon.last and one.end >= max(plan.horizon.first, today)
        if one.other_media and inside and one.campaign not in posted:
            values = {"name": one.campaign, "media": one.other_media}
            yield Problem("media_alone", one.source.place("other_media"), Severity.WARNING, values)
