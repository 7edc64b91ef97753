"""The days typed for a platform: where they are closed or too few, its posts stand on others, and it is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.values import Phrase, Word, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan, Post, monday_of
from calgen.plan.slots.period_capacity import closed_reason
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform

SHOWN_DAYS = 3
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def posts_stand_on_the_days_typed(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """The posts to come of a platform stand on the weekdays typed for it, unless the strategy names their days."""
    for platform in calendar.strategy.platforms:
        elsewhere = [post for post in plan.posts if _is_elsewhere(platform, post, today)]
        if elsewhere:
            yield _problem(calendar.strategy, plan, platform, elsewhere)


def _is_elsewhere(platform: Platform, post: Post, today: date) -> bool:
    if post.platform != platform.platform or post.day < today or not platform.days:
        return False
    is_free = not post.is_users and not post.has_named_day and post.status != "cancelled"
    return is_free and post.day.weekday() not in platform.days


def _problem(strategy: Strategy, plan: Plan, platform: Platform, posts: list[Post]) -> Problem:
    always = [day for day in platform.days if day in strategy.settings.closed_days]
    values = {
        "platform": platform.platform,
        "n": len(posts),
        "typed": _names(platform.days),
        "days": _names(sorted({post.day.weekday() for post in posts})),
        "first": min(post.day for post in posts),
        "cause": _cause(plan, platform, always, posts),
    }
    severity = Severity.WARNING if always else Severity.NOTE
    return Problem("days_left", platform.source.place("days"), severity, values)


def _cause(plan: Plan, platform: Platform, always: list[int], posts: list[Post]) -> Phrase:
    """Why the days typed are not enough: closed every week, closed in those weeks, or all taken."""
    if always:
        return Phrase(("phrases", "days_always_closed"), {"days": _names(always), "n": len(always)})
    mondays = sorted({monday_of(post.day) for post in posts})
    days = [monday + timedelta(days=weekday) for monday in mondays for weekday in sorted(platform.days)]
    closed = [day for day in days if closed_reason(plan.horizon, platform.platform, day)]
    if closed:
        values = {"days": first_items(closed, SHOWN_DAYS), "n": len(closed)}
        return Phrase(("phrases", "days_closed_then"), values)
    return Phrase(("phrases", "days_taken"))


def _names(weekdays: Iterable[int]) -> tuple[Word, ...]:
    return tuple(Word("weekday", WEEKDAYS[day]) for day in weekdays)
