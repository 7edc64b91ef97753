"""Who makes a post, and in which format, stays over a change of the strategy that does not ask for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from small_strategies import platform
from test_capacity import with_hours

from benchmarks.instances import START, draw
from benchmarks.replan import TODAY, pins_of
from calgen.book.values import Phrase
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.team import Person

NAMES = ("Ana", "Lou", "Max")


def person(name: str) -> Person:
    return Person(person=name, weekly_hours=Fraction(20))


def planned(one: Strategy) -> list[Pin]:
    """The posts of a first plan, as pins of the next one."""
    first = plan(one, (), START)
    return [replace(pin, work_week=post.work_week) for pin, post in zip(pins_of(first), first.posts, strict=True)]


def planned_again(before: Strategy, after: Strategy) -> tuple[Plan, list[Pin]]:
    """The plan of a changed strategy at half of the plan, and the posts to come as they were."""
    pins = planned(before)
    kept, earlier = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    return plan(after, kept, TODAY, earlier), earlier


def with_team(mode: str = "warn", names: Sequence[str] = NAMES) -> Strategy:
    found = draw("small", 1)
    return replace(found, settings=replace(found.settings, over_capacity=mode), team=tuple(map(person, names)))


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
    before = with_team(mode)
    after = CHANGES[name](before)
    made, earlier = planned_again(before, after)
    team = {member.person for member in after.team}
    by_place = {(pin.platform, pin.day, pin.theme): pin for pin in earlier}
    staying = 0
    for post in made.posts:
        pin = None if post.kept_id else by_place.get((post.platform, post.day, post.theme))
        if pin:
            staying += 1
            assert post.owner == pin.owner or pin.owner not in team
            assert (post.format, post.objective, post.audience) == (pin.format, pin.objective, pin.audience)
    assert staying > 0.9 * len(earlier)


@pytest.mark.parametrize("mode", ["warn", "thin"])
@pytest.mark.parametrize("gone", NAMES)
def test_who_has_left_makes_no_post_to_come(gone: str, mode: str) -> None:
    """Nor one of a subject of which they made the posts that are past."""
    before = with_team(mode)
    after = replace(before, team=tuple(member for member in before.team if member.person != gone))
    made, _ = planned_again(before, after)
    past = {post.subject for post in made.posts if post.kept_id and post.owner == gone}
    to_come = [post for post in made.posts if not post.kept_id]
    assert past & {post.subject for post in to_come}
    assert gone not in {post.owner for post in to_come}


def test_what_nobody_makes_any_more_has_no_week_of_work() -> None:
    one = with_hours(platform("B", "3", owner="Lou"), hours="20", people=2)
    ana, lou = one.team
    one = replace(one, team=(ana, replace(lou, platforms=("A",))))
    pins = planned(one)
    found = plan(replace(one, team=one.team[1:]), (), START, pins)
    assert {post.owner for post in found.posts} == {"Lou"}  # the owner of the platform, who cannot make them
    assert "nobody_makes" in {problem.code for problem in found.problems}
    assert all(pin.work_week for pin in pins)
    assert not any(post.work_week for post in found.posts)


def with_owner(one: Strategy, name: str) -> Strategy:
    return replace(one, platforms=tuple(replace(row, owner=name) for row in one.platforms))


@pytest.mark.parametrize("owner", ["Lou", "Max"])
def test_a_post_that_went_to_another_than_the_owner_of_its_platform_stays_there(owner: str) -> None:
    """Though the owner has the hours now; a new owner of the platform has all that can be theirs."""
    before = with_owner(with_team(), "Lou")
    pins = planned(before)
    kept, coming = [pin for pin in pins if pin.day < TODAY], [pin for pin in pins if pin.day >= TODAY]
    earlier = [replace(pin, owner="Ana" if n % 5 == 0 else "Lou") for n, pin in enumerate(coming)]
    shared = {pin.subject for pin in (*kept, *earlier) if pin.owner == "Lou"}  # made once, by one person
    of_ana = {(pin.platform, pin.day, pin.theme) for pin in earlier if pin.owner == "Ana" and pin.subject not in shared}
    posts = [post for post in plan(with_owner(before, owner), kept, TODAY, earlier).posts if not post.kept_id]
    makers = {post.owner for post in posts if (post.platform, post.day, post.theme) in of_ana}
    assert makers == {"Ana" if owner == "Lou" else owner}


def test_who_made_a_post_makes_it_again_where_there_are_no_hours_for_a_new_format() -> None:
    ana = Person(person="Ana", weekly_hours=Fraction(1), formats=("Photo",))
    others = [Person(person=name, weekly_hours=Fraction(1)) for name in ("Lou", "Max")]
    one = replace(with_hours(platform("Instagram", "1"), weeks=16), team=(ana, *others))
    earlier = [replace(pin, owner="Ana") for pin in planned(one)]
    assert {pin.format for pin in earlier} == {"Photo"}
    made = plan(one, (), START, earlier)
    assert {(post.owner, post.format) for post in made.posts} == {("Ana", "Photo")}


def test_a_format_that_is_made_for_other_platforms_alone_names_them_as_the_cause() -> None:
    """Whoever makes all formats, but for other platforms: the cell of their platforms is named; with it, nothing is."""
    one = with_hours(platform("B", "3"), hours="20", people=1)
    (ana,) = one.team
    found = plan(replace(one, team=(replace(ana, platforms=("A",)),)), (), START)
    causes = [problem.values["cause"] for problem in found.problems if problem.code == "nobody_makes"]
    assert causes
    named = Phrase(("phrases", "makers_elsewhere"), {"people": (ana.person,), "platforms": ("B",)})
    assert causes == [named] * len(causes)
    cured = plan(replace(one, team=(replace(ana, platforms=("A", "B")),)), (), START)
    assert "nobody_makes" not in {problem.code for problem in cured.problems}
