"""Closed days, and the cadence: what no change of a strategy may break."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from asked_plan import AskedPlan
from row_facts import days_between


def closed_days(made: AskedPlan) -> Iterator[str]:
    """Closed days and avoided holidays have no new post but those of named days."""
    for post in made.slots:
        if made.is_free(post) and post.day in made.closed:
            yield f"{post.platform} {post.day}: a closed day, {post.theme}"


def cadence(made: AskedPlan) -> Iterator[str]:
    """The cadence, extra posts of campaigns included, is met within one post over all weeks to come, or it is told.

    Counted from the first whole week (or month) after today on, by platforms whose cadence counts weeks or months; a
    platform whose user's own days ask for more is left alone.
    """
    for name, row in made.platforms.items():
        periods = [p for p in made.plan.periods if p.platform == name and p.first >= made.today]
        if row.cadence.per == "day" or not periods:
            continue
        days = [day for period in periods for day in days_between(period.first, period.last)]
        asked = sum((_asked_of(made, name, day) for day in days), Fraction(0))
        posts = [post for post in made.slots_on(name) if periods[0].first <= post.day <= periods[-1].last]
        codes = ("frequency_short", "no_theme_left", "thinned", "frequency_over")
        told = sum(made.count_told(code, name) for code in codes)
        if abs(len(posts) - asked) > 1 + told:
            yield f"{name}: {len(posts)} posts, asked {float(asked):.1f}, told {told}"


def _asked_of(made: AskedPlan, platform: str, day: date) -> Fraction:
    """The part of a post that the cadence and the campaigns ask of a day."""
    row = made.platforms[platform]
    if not made.is_active(platform, day):
        return Fraction(0)
    length = 7 if row.cadence.per == "week" else monthrange(day.year, day.month)[1]
    extra = sum((one.extra for one in made.running(platform, day)), Fraction(0))
    return row.cadence.count / length + extra / 7
