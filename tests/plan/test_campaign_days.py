"""A set day of a campaign takes half of its platforms, and they take turns; those that it names have all set days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from small_strategies import MONDAY, made, platform, strategy, theme
from test_promises import remembered

from calgen.plan.model import Post
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.key_dates import KeyDate

START = MONDAY + timedelta(days=7)


def push(offsets: tuple[int, ...], *platforms: str, days: int = 14) -> Campaign:
    end = START + timedelta(days=days - 1)
    return Campaign(campaign="Soldes", start=START, end=end, themes=("Prix", "Offre"), platforms=platforms,
                    share=Fraction(1, 4), offsets=offsets)  # fmt: skip


def case(count: int, *rows: Campaign, **more: object) -> Strategy:
    themes = [theme(name) for name in ("Prix", "Offre", "Un", "Deux", "Trois", "Quatre")]
    names = [platform(f"P{n}", "4") for n in range(count)]
    return replace(strategy(*names, *themes, weeks=6), campaigns=rows, **more)  # type: ignore[arg-type]


def set_posts(one: Strategy, today: date = MONDAY, earlier: tuple[Pin, ...] = ()) -> dict[date, set[str]]:
    """The platforms of each set day, by its day."""
    found: dict[date, set[str]] = {}
    for post in made(one, (), today, earlier).posts:
        if _is_set(post):
            found.setdefault(post.day, set()).add(post.platform)
    return found


def _is_set(post: Post) -> bool:
    return any(reason.code == "offset" for reason in post.reasons)


@pytest.mark.parametrize(("count", "most"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (14, 7)])
def test_a_set_day_takes_half_of_the_platforms_rounded_up(count: int, most: int) -> None:
    offsets = (-3, 0, 2, 9)
    found = set_posts(case(count, push(offsets)))
    assert {day: len(names) for day, names in found.items()} == {START + timedelta(days=n): most for n in offsets}


@pytest.mark.parametrize("count", range(1, 9))
def test_platforms_take_turns_over_the_set_days(count: int) -> None:
    found = set_posts(case(count, push((-2, 0, 3, 6))))
    turns = Counter(name for names in found.values() for name in names)
    assert set(turns) == {f"P{n}" for n in range(count)}
    assert max(turns.values()) - min(turns.values()) <= 1


def test_platforms_that_the_campaign_names_have_every_set_day() -> None:
    found = set_posts(case(5, push((0, 3), "P0", "P2", "P3")))
    assert list(found.values()) == [{"P0", "P2", "P3"}] * 2


def test_each_campaign_has_its_own_turns() -> None:
    other = replace(push((0, 3)), campaign="Fête", themes=("Un", "Deux"))
    found = made(case(4, push((0, 3)), other))
    for name in ("Soldes", "Fête"):
        days = Counter(post.day for post in found.posts if _is_set(post) and post.campaign == name)
        assert set(days.values()) == {2}, (name, days)


def quiet(*platforms: str) -> KeyDate:
    return KeyDate(name="Deuil", date=START, treatment="quiet", platforms=platforms)


def test_another_platform_takes_the_place_of_a_quiet_one() -> None:
    found = made(case(4, push((0,)), key_dates=(quiet("P0", "P1"),)))
    assert {post.platform for post in found.posts if _is_set(post)} == {"P2", "P3"}
    assert not [problem for problem in found.problems if problem.code == "offset_quiet"]


def test_too_few_platforms_for_a_quiet_day_are_told() -> None:
    found = made(case(4, push((0,)), key_dates=(quiet("P0", "P1", "P3"),)))
    assert {post.platform for post in found.posts if _is_set(post)} == {"P2"}
    (told,) = [problem for problem in found.problems if problem.code == "offset_quiet"]
    assert told.values == {"name": "Soldes", "day": START, "platforms": ("P0", "P1", "P3")}


@pytest.mark.parametrize("days", [0, 6, 8, 11])
def test_set_days_stay_where_they_are_while_the_days_go_by(days: int) -> None:
    one = case(5, push((-3, 0, 2, 5)))
    first = made(one)
    today = MONDAY + timedelta(days=days)
    before = tuple(pin for pin in remembered(first.plan) if pin.day < today)
    after = tuple(pin for pin in remembered(first.plan) if pin.day >= today)
    found = made(one, before, today, after)
    assert _days(found.posts) == _days(first.posts)


def _days(posts: object) -> list[tuple[date, str, str]]:
    return sorted((post.day, post.platform, post.theme) for post in posts if post.campaign)  # type: ignore[attr-defined]


def test_a_platform_more_changes_few_set_days() -> None:
    before = set_posts(case(4, push((0, 3, 6))))
    earlier = remembered(made(case(4, push((0, 3, 6)))).plan)
    after = set_posts(case(5, push((0, 3, 6))), earlier=earlier)
    assert sum(len(before[day] - after[day]) for day in before) <= 1


@pytest.mark.parametrize(
    ("offsets", "ago", "told"),
    [((-9, -7, 0), 30, (-9,)), ((-9, 0), 0, ()), ((0, 60, 90), 30, (60, 90)), ((-7, 0), 30, ())],
)
def test_set_days_outside_the_calendar_are_told_unless_they_are_over(
    offsets: tuple[int, ...], ago: int, told: tuple[int, ...]
) -> None:
    one = made(case(1, push(offsets)), (), MONDAY - timedelta(days=ago))
    found = [problem.values["days"] for problem in one.problems if problem.code == "offset_outside"]
    assert found == ([tuple(START + timedelta(days=n) for n in told)] if told else [])
