"""Chooses between a fresh plan and the plans that retain the posts of the earlier one, by score and changed posts.

Each post of the earlier plan that is changed counts against a plan. See "Staying close to yesterday's plan" in
docs/planner.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from calgen.plan.model import GapCause, Plan
from calgen.plan.pin import Pin
from calgen.plan.themes.post_rules import PostsStayAsTheyWere
from calgen.plan.themes.score import score_plan, total_points
from calgen.strategy import Strategy

UNMOVED_BONUS = 30.0  # points: for a plan in which no post moves, goes or comes
TOLERATED_PART = 6  # where hours are short, the unchanged plan may lack one post in so many more than the fresh plan


def choose_plan(
    strategy: Strategy, today: date, earlier: Sequence[Pin], retaining: Sequence[Plan], fresh: Plan
) -> Plan:
    """The fresh plan or one of the retaining plans: the one of the lowest score, to which each changed post adds.

    A retaining plan may have no more posts missing or too many than the fresh one. Where posts are left out for want of
    hours, the first retaining plan, if it changes nothing, may miss a few more: how many posts fit into the same hours
    depends a little on their order.
    """
    retaining = [_with_equal_gaps(plan, fresh) for plan in retaining]
    first = retaining[0]
    is_tolerable = _gap_posts(first) - _gap_posts(fresh) <= len(first.posts) // TOLERATED_PART
    if is_tolerable and any(map(lacks_hours, (fresh, *retaining))) and not _changed_posts(first, earlier):
        return first
    due = sum(pin.day >= today for pin in earlier)

    def cost(plan: Plan) -> float:
        changed = _changed_posts(plan, earlier)
        is_same = not changed and sum(post.day >= today for post in plan.posts) == due
        points = total_points(score_plan(strategy, plan, today))
        return round(points + PostsStayAsTheyWere.weight * changed - UNMOVED_BONUS * is_same, 6)

    return min((fresh, *(plan for plan in retaining if _gap_posts(plan) <= _gap_posts(fresh))), key=cost)


def has_fewer_posts(retaining: Plan, fresh: Plan) -> bool:
    """Whether a retaining plan has fewer posts of some platform than a fresh one."""
    return bool(_posts_per_platform(fresh) - _posts_per_platform(retaining))


def lacks_hours(plan: Plan) -> bool:
    """Whether posts are left out for want of hours."""
    return any(gap.cause is GapCause.NO_HOURS for gap in plan.gaps)


def _with_equal_gaps(retaining: Plan, fresh: Plan) -> Plan:
    """A retaining plan; with the gaps of the fresh one, where it has as many posts of each platform."""
    is_equal = _posts_per_platform(retaining) == _posts_per_platform(fresh)
    return replace(retaining, gaps=fresh.gaps) if is_equal else retaining


def _posts_per_platform(plan: Plan) -> Counter[str]:
    return Counter(post.platform for post in plan.posts)


def _gap_posts(plan: Plan) -> int:
    """The number of posts that are missing or too many."""
    return sum(gap.posts for gap in plan.gaps)


def _changed_posts(plan: Plan, earlier: Sequence[Pin]) -> int:
    """The number of earlier posts that are not in the plan, by platform, day and theme."""
    there = Counter((post.platform, post.day, post.theme) for post in plan.posts)
    return sum((Counter((pin.platform, pin.day, pin.theme) for pin in earlier) - there).values())
