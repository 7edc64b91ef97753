"""The mix of a period is counted from its own posts: what stands before it bends nothing, and is in no figure."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from counted_plan import CountedPlan
from mix_oracles import mix_certified, mix_held
from oracles import broken
from small_strategies import MONDAY, made, platform, strategy, theme

from calgen.plan.pin import Pin, PinKind

THEMES = [theme(f"{category} {n}", category) for category in ("promote", "curate", "interact") for n in range(3)]
STRATEGY = strategy(platform("Blog", "3"), platform("Facebook", "2"), *THEMES, weeks=6, shares="1/3 1/3 1/3")


def before(category: str, weeks: int = 5) -> list[Pin]:
    """Published posts of the weeks before the period, all of one category."""
    days = [MONDAY - timedelta(days=7 * week - 2 * n) for week in range(1, weeks + 1) for n in range(3)]
    return [
        Pin(name, day, f"{category} {n % 3}", kind=PinKind.KEPT, id=f"P{number}{name}", subject=f"S{number}{name}")
        for name in ("Blog", "Facebook")
        for number, (n, day) in enumerate(enumerate(days))
    ]


def categories(plan: CountedPlan) -> Counter[str]:
    return Counter(post.category for post in plan.posts if post.day >= MONDAY)


@pytest.mark.parametrize("category", ["promote", "interact"])
def test_a_quarter_of_one_category_does_not_bend_the_next(category: str) -> None:
    kept = before(category)
    plan = made(STRATEGY, kept, today=MONDAY)
    assert len(plan.posts) == len(kept) + 30
    assert set(categories(plan).values()) == {10}
    assert broken(plan, (mix_certified, mix_held)) == []


def test_the_certificate_counts_the_posts_of_the_period() -> None:
    plan = made(STRATEGY, before("curate"), today=MONDAY)
    own = categories(plan)
    lines = {line.name: line for line in plan.plan.certificate if line.level == "category" and not line.platform}
    assert {name: line.planned for name, line in lines.items()} == own
    assert [round(line.asked, 6) for line in lines.values()] == [10] * 3
    assert all(line.worst_day >= MONDAY for line in plan.plan.certificate)


def test_posts_after_the_period_are_outside_as_well() -> None:
    late = Pin("Blog", MONDAY + timedelta(days=80), "curate 1", kind=PinKind.KEPT, id="P1", subject="S1")
    plan = made(STRATEGY, [late], today=MONDAY)
    assert sum(line.planned for line in plan.plan.certificate if line.level == "category" and not line.platform) == 30
    assert broken(plan, (mix_certified, mix_held)) == []
