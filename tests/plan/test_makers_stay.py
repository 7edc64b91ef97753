"""Who makes a post, and in which format, stays over a change of the strategy that does not ask for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from benchmarks.instances import START, draw
from benchmarks.replan import TODAY, pins_of
from calgen.plan import plan
from calgen.strategy import Strategy
from calgen.strategy.team import Person

NAMES = ("Ana", "Lou", "Max")


def person(name: str) -> Person:
    return Person(person=name, weekly_hours=Fraction(20))


def heavier_theme(one: Strategy) -> Strategy:
    first, *others = one.themes
    return replace(one, themes=(replace(first, weight=first.weight + 1), *others))


def one_more_platform(one: Strategy) -> Strategy:
    return replace(one, platforms=(*one.platforms, replace(one.platforms[0], platform="Neuf")))


CHANGES: Mapping[str, Callable[[Strategy], Strategy]] = {
    "a theme's weight raised by one": heavier_theme,
    "a platform added": one_more_platform,
    "a person added": lambda one: replace(one, team=(*one.team, person("Zoé"))),
    "a person leaves": lambda one: replace(one, team=one.team[:2]),
}


@pytest.mark.parametrize("mode", ["warn", "thin"])
@pytest.mark.parametrize("name", CHANGES)
def test_posts_that_stay_keep_their_maker_and_format(name: str, mode: str) -> None:
    """Where a person leaves, her posts alone change hands."""
    before = draw("small", 1)
    before = replace(before, settings=replace(before.settings, over_capacity=mode), team=tuple(map(person, NAMES)))
    first = plan(before, (), START)
    pins = [replace(pin, work_week=post.work_week) for pin, post in zip(pins_of(first), first.posts, strict=True)]
    kept, earlier = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    after = CHANGES[name](before)
    team = {member.person for member in after.team}
    by_place = {(pin.platform, pin.day, pin.theme): pin for pin in earlier}
    staying = 0
    for post in plan(after, kept, TODAY, earlier).posts:
        pin = None if post.kept_id else by_place.get((post.platform, post.day, post.theme))
        if pin:
            staying += 1
            assert post.owner == pin.owner or pin.owner not in team
            assert (post.format, post.objective, post.audience) == (pin.format, pin.objective, pin.audience)
    assert staying > 0.9 * len(earlier)
