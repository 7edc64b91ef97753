"""The period after: every promise holds in it, whatever stood before, and what began before goes on over the border."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from counted_plan import CountedPlan
from hypothesis import given
from oracles import broken
from seeds import PART
from small_strategies import MONDAY, made, platform, strategy, theme
from strategies import Case, cases
from test_promises import examples, remembered

from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.content import Piece


def next_start(one: Strategy) -> date:
    """The day after the last one of a strategy's period."""
    assert one.settings.start
    return one.settings.start + timedelta(days=7 * one.settings.weeks)


def moved_on(one: Strategy) -> Strategy:
    """The strategy with the period after."""
    return replace(one, settings=replace(one.settings, start=next_start(one)))


def kept_posts(first: CountedPlan) -> tuple[Pin, ...]:
    """All posts of a plan, kept; its new subjects have ids that no earlier one has."""
    of_period, kept = f"{first.first:%Y%m%d}", {subject.kept_id for subject in first.plan.subjects}
    return tuple(
        pin if pin.subject in kept and post.kept_id else replace(pin, id=f"{pin.id}-{of_period}",
                                                                 subject=f"{pin.subject}-{of_period}")
        for pin, post in zip(remembered(first.plan), first.plan.posts, strict=True)
    )  # fmt: skip


def following(first: CountedPlan) -> CountedPlan:
    """The plan of the period after, on its first day, with all posts of the first one kept."""
    return made(moved_on(first.strategy), kept_posts(first), next_start(first.strategy))


def of_period(plan: CountedPlan) -> CountedPlan:
    """The same with the posts of its period alone."""
    return replace(plan, plan=replace(plan.plan, posts=tuple(p for p in plan.plan.posts if p.day >= plan.first)))


def held_in_both(case: Case) -> list[str]:
    settings = case.strategy.settings
    start = settings.start or case.today
    first = made(replace(case.strategy, settings=replace(settings, start=start)), today=min(case.today, start))
    return broken(following(first))


@examples(4)
@given(cases())
def test_every_promise_holds_in_the_second_period(case: Case) -> None:
    assert held_in_both(case) == []


@pytest.mark.long
@examples(60 // PART)
@given(cases())
def test_every_promise_holds_in_the_second_period_of_many(case: Case) -> None:
    assert held_in_both(case) == []


def titles(plan: CountedPlan) -> list[str]:
    return [plan.subject(post).title for post in plan.posts]


def days_of(plan: CountedPlan, title: str) -> list[date]:
    return [post.day for post in plan.posts if plan.subject(post).title == title]


def test_no_idea_is_used_twice_and_those_left_are_used() -> None:
    ideas = tuple(f"Idée {n}" for n in range(10))
    one = strategy(platform("Blog", "2"), theme(ideas=ideas), weeks=4)
    first = made(one)
    second = following(first)
    used = [{title for title in titles(plan) if title in ideas} for plan in (first, of_period(second))]
    assert len(used[0]) == 8
    assert used[1] == {*ideas} - used[0]


def test_an_evergreen_piece_rests_over_the_border_and_comes_back_so_many_times() -> None:
    piece = Piece(title="Le guide", theme="Coulisses", evergreen=True, cooldown=30, max_repeats=2)
    one = strategy(platform("Blog", "3"), theme(), piece, weeks=6)
    second = following(made(one))
    third = following(second)
    days = sorted(days_of(third, "Le guide"))
    gaps = [(after - before).days for before, after in pairwise(days) if (after - before).days > 14]
    assert all(gap >= 30 for gap in gaps)
    assert len(gaps) == 2  # once, and twice again, over three periods
    assert days_of(of_period(second), "Le guide")


def test_an_outing_of_a_rhythm_comes_in_the_next_period() -> None:
    day = MONDAY + timedelta(days=24)  # in the last of four weeks
    piece = Piece(title="La vidéo", theme="Coulisses", publish=day)
    one = strategy(platform("Blog", "3", rhythm=(0, 7)), theme(), piece, weeks=4)
    second = following(made(one))
    assert [found for found in days_of(second, "La vidéo") if found >= next_start(one)]


def test_the_spacing_of_a_theme_holds_over_the_border() -> None:
    themes = [theme("Rare", spacing=20), theme("A", "curate"), theme("B", "interact")]
    second = following(made(strategy(platform("Blog", "2"), *themes, weeks=5, shares="1/3 1/3 1/3")))
    days = sorted(post.day for post in second.posts if post.theme == "Rare")
    assert all((after - before).days >= 20 for before, after in pairwise(days))
    assert any(day >= second.first for day in days)


def test_the_pairs_of_a_test_go_on_to_the_number_that_was_fixed() -> None:
    one = strategy(platform("Blog", "3"), theme("Coulisses", test="title"), theme("B", "curate"), weeks=5,
                   shares="1/2 1/2")  # fmt: skip
    first = made(one)
    known = zip(remembered(first.plan), first.plan.posts, strict=True)
    pins = [replace(pin, variant=post.variant) for pin, post in known]
    second = made(moved_on(one), pins, next_start(one))
    counts = [sum(bool(post.variant) for post in plan.posts) // 2 for plan in (first, second)]
    assert 0 < counts[0] < counts[1] <= 8


@pytest.mark.parametrize(("count", "per"), [("1/2", "week"), ("2", "month"), ("3", "month")])
def test_a_cadence_is_kept_over_four_periods(count: str, per: str) -> None:
    plan = made(strategy(platform("Blog", count, per), *(theme(f"T{n}") for n in range(5)), weeks=13))
    first, asked = plan.first, sum(float(period.asked) for period in plan.plan.periods)
    for _ in range(3):
        plan = following(plan)
        asked += sum(float(period.asked) for period in plan.plan.periods)
    assert abs(len([post for post in plan.posts if post.day >= first]) - asked) <= 2
