"""A change of the strategy changes little of the plan, and yet what it asks: by the benchmark's own strategies."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from seeds import few_of
from small_strategies import MONDAY, platform, strategy, theme

from benchmarks.instances import START, draw
from benchmarks.replan import CHANGES, TODAY, changed_part, measure, pins_of
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.pin import Pin
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy
from calgen.strategy.team import Person

# The most of the earlier posts that may change, and the most by which the score may be worse than from scratch.
BOUNDS = {
    "nothing": (0.0, 1.05),
    "one piece added": (0.02, 1.1),
    "a piece moved by three days": (0.03, 1.05),
    "a quarter more posts on a platform": (0.01, 1.08),
    "a quarter fewer posts on a platform": (0.1, 1.1),
    "a theme dropped": (0.15, 1.08),
    "promote cut from a third to a fifth": (0.1, 1.15),
    "a theme renamed": (0.0, 1.05),
    "a theme added late": (0.08, 1.15),
    "a campaign added late": (0.3, 1.25),
    "a theme's weight raised by one": (0.08, 1.1),
    "a platform's best day taken away": (0.05, 1.05),
    "a platform added": (0.01, 1.05),
    "a person of three leaves": (0.0, 1.05),
    "the language changed": (0.0, 1.05),
}


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))])
@pytest.mark.parametrize("name", few_of(CHANGES, 5, every=3))
def test_little_changes_and_the_score_follows(name: str, seed: int) -> None:
    scratch, over, ratio = measure("small", seed, CHANGES[name])
    most, worst = BOUNDS[name]
    assert over <= most < scratch
    assert ratio <= worst


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_asked_more_is_added_and_what_is_asked_less_goes(seed: int) -> None:
    before = draw("small", seed)
    pins = pins_of(plan(before, (), START))
    kept, earlier = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    for name, more in (("a quarter more posts on a platform", True), ("a quarter fewer posts on a platform", False)):
        after = CHANGES[name](before)
        chosen = next(one for one, old in zip(after.platforms, before.platforms, strict=True) if one != old)
        found = plan(after, kept, TODAY, earlier)
        own = sum(post.platform == chosen.platform and post.day >= TODAY for post in found.posts)
        had = sum(pin.platform == chosen.platform for pin in earlier)
        assert own > had if more else own < had
        assert not [one.code for one in found.problems if one.code.startswith("frequency")]
        others = [pin for pin in earlier if pin.platform != chosen.platform]
        assert changed_part(found, others) <= 0.06


def three_weeks_later(before: Strategy, after: Strategy) -> tuple[Plan, Plan, list[Pin]]:
    """The plan of a changed strategy over the one before it, the same from scratch, and the earlier posts to come."""
    pins = pins_of(plan(before, (), START))
    kept, earlier = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    return plan(after, kept, TODAY, earlier), plan(after, kept, TODAY), earlier


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_theme_added_late_gets_what_is_due_to_it_from_then_on(seed: int) -> None:
    before = draw("small", seed)
    after = CHANGES["a theme added late"](before)
    over, _, earlier = three_weeks_later(before, after)
    path = TargetPath(after)
    due = sum(path.at(pin.platform, pin.day).themes.get("Late theme", 0) for pin in earlier)
    assert due > 3
    assert abs(sum(post.theme == "Late theme" for post in over.posts) - due) <= 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_campaign_added_late_gets_what_a_plan_from_scratch_gives_it(seed: int) -> None:
    before = draw("small", seed)
    over, scratch, _ = three_weeks_later(before, CHANGES["a campaign added late"](before))
    posts = [sum(post.campaign == "Late campaign" for post in found.posts) for found in (over, scratch)]
    assert posts[0] >= 0.9 * posts[1] > 20


def test_with_hours_for_all_a_raised_frequency_is_met_under_thin_too() -> None:
    """What is left out for want of hours is nothing here: a post a week more on one platform of two comes."""
    names = ("promote", "curate", "interact")
    rows = [platform("A", "6"), platform("B", "6"), *(theme(f"Thème {n}", names[n % 3]) for n in range(6))]
    one = strategy(*rows, weeks=8, shares="1/3 1/3 1/3", over_capacity="thin")
    one = replace(one, team=(Person(person="Ana", weekly_hours=Fraction(40)),))
    earlier = pins_of(plan(one, (), MONDAY))
    oftener = replace(one.platforms[0], cadence=replace(one.platforms[0].cadence, count=Fraction(7)))
    found = plan(replace(one, platforms=(oftener, one.platforms[1])), (), MONDAY, earlier)
    assert len(found.posts) == len(earlier) + 8
    assert changed_part(found, earlier) == 0
