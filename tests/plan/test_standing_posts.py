"""What is new asks nothing of the posts that stand: they keep maker and format where hours are short, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from test_makers_stay import heavier_theme, one_more_platform, planned_again, with_team

from benchmarks.instances import START
from benchmarks.replan import TODAY, pins_of
from calgen.files.read import samples
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.plan.pin import Pin
from calgen.read import read
from calgen.strategy import Strategy

Change = Callable[[Strategy], Strategy]


def with_hours_a_week(hours: int) -> Strategy:
    one = with_team()
    return replace(one, team=tuple(replace(row, weekly_hours=Fraction(hours)) for row in one.team))


def others(made: Plan, earlier: list[Pin]) -> list[tuple[Pin, str, str]]:
    """The posts that stand with another maker or format than before."""
    before = {(pin.platform, pin.day, pin.theme): pin for pin in earlier}
    pairs = ((post, before.get((post.platform, post.day, post.theme))) for post in made.posts if not post.kept_id)
    return [
        (pin, post.owner, post.format)
        for post, pin in pairs
        if pin and (pin.owner, pin.format) != (post.owner, post.format)
    ]


@pytest.mark.parametrize("hours", [2, 4, 8])
@pytest.mark.parametrize("change", [one_more_platform, heavier_theme])
def test_no_post_becomes_lighter_for_a_new_one(change: Change, hours: int) -> None:
    """What a new post needs beyond the hours is told."""
    before = with_hours_a_week(hours)
    made, earlier = planned_again(before, change(before))
    assert others(made, earlier) == []
    if change is one_more_platform and hours < 8:
        assert {"hours_short"} <= {problem.code for problem in made.problems}


def test_where_one_of_two_leaves_the_other_keeps_her_posts() -> None:
    """What she has made in a week that is over takes no hours again; a post of another subject is another work."""
    sample = read(samples.read_sample("salon")).strategy
    one = replace(sample, settings=replace(sample.settings, start=START))
    pins = pins_of(plan(one, (), START))
    gone, stays = (row.person for row in one.team)
    posts = [replace(pin, owner=stays, work_week=START) if pin.owner == stays else pin for pin in pins]
    later = START + timedelta(days=25)
    kept, coming = [pin for pin in posts if pin.day < later], [pin for pin in posts if pin.day >= later]
    alone = replace(
        one,
        team=tuple(row for row in one.team if row.person == stays),
        platforms=tuple(replace(row, owner="") for row in one.platforms),
        content=tuple(replace(row, author="") for row in one.content),
        routines=(),
    )
    made = plan(alone, kept, later, coming)
    subjects = {(post.platform, post.day, post.theme): made.subjects[post.subject].kept_id for post in made.posts}
    same = [pin for pin in coming if subjects.get((pin.platform, pin.day, pin.theme)) == pin.subject]
    found = others(made, [pin for pin in same if pin.owner == stays])
    assert len(same) > len(coming) / 2
    assert [(pin.day, owner, format_) for pin, owner, format_ in found] == []
    assert gone not in {post.owner for post in made.posts if not post.kept_id}


@pytest.mark.parametrize("hours", [8, 20])
def test_a_platform_that_joins_a_subject_on_a_day_off_of_its_maker_takes_another_hand(hours: int) -> None:
    """The posts that stand have been planned for that person, and no day of theirs is off."""
    one = with_hours_a_week(hours)
    off = (TODAY + timedelta(days=20), TODAY + timedelta(days=26))
    before = replace(one, team=(replace(one.team[0], days_off=(off,)), *one.team[1:]))
    made, earlier = planned_again(before, one_more_platform(before))
    assert others(made, earlier) == []
