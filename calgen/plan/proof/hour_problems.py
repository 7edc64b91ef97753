"""The problems to report where posts stand outside the hours of their platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.model import Post
from calgen.plan.slots.posting_times import hour_rank, platform_hours
from calgen.strategy import Strategy


def hour_problems(strategy: Strategy, posts: Iterable[Post], today: date) -> Iterator[Problem]:
    """A problem for each platform with planned posts to come outside its hours: these hold fewer than a day has."""
    planned = [post for post in posts if post.day >= today and not post.is_users]
    for platform in strategy.platforms:
        hours = platform_hours(strategy, platform)
        days = [post.day for post in planned if post.platform == platform.platform and hour_rank(post.time, hours) > 1]
        if days:
            values = {"platform": platform.platform, "n": len(days), "first": min(days)}
            yield Problem("hours_full", platform.source.place("hours"), Severity.WARNING, values)
