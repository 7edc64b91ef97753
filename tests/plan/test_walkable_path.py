"""No part of the target path exceeds what a theme's spacing leaves room for; what is left goes to the others."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from seeds import each_seed
from small_strategies import MONDAY, made, platform, strategy, theme
from spacing_oracle import posting_days as oracle_days
from spacing_oracle import under_caps

from calgen.plan import plan
from calgen.plan.target.campaigns import uses_platform
from calgen.plan.target.share import Share
from calgen.plan.target.spacing_room import SPACING_USE, Days, largest_part, posting_days
from calgen.plan.target.target_path import TargetPath
from calgen.plan.target.water_filling import fill
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS = (0, 1, 2, 3, 4)
F = Fraction


@pytest.mark.parametrize(
    ("weekdays", "spacing", "weekly", "part"),
    [
        (EVERY_DAY, 1, 7, 1),  # its spacing never matters
        (WEEKDAYS, 14, 5, F(1, 10)),  # one post of ten
        (EVERY_DAY, 3, 7, F(1, 3)),
        (EVERY_DAY, 1, 14, F(1, 2)),  # two posts a day, of which a theme has one
        ((5, 6), 2, 2, F(1, 2)),  # Saturday and Sunday are a day apart
        (WEEKDAYS, 4, 5, F(3, 10)),  # Monday, Friday, Tuesday, and Monday again
        (EVERY_DAY, 7, 1, 1),
        (EVERY_DAY, 14, F(1, 2), 1),  # a post every second week
        (EVERY_DAY, 15, F(1, 2), F(1, 2)),
    ],
)
def test_the_part_that_a_spacing_leaves_room_for(
    weekdays: tuple[int, ...], spacing: int, weekly: Fraction, part: Fraction
) -> None:
    found = largest_part(weekdays, spacing, Fraction(weekly), Days())
    assert found == pytest.approx(float(part) * (1 if part == 1 else SPACING_USE), rel=0.02)


@pytest.mark.parametrize(("days", "posts"), [(1, 1), (10, 1), (14, 1), (15, 2), (28, 2), (29, 3)])
def test_a_campaign_has_room_for_the_posts_that_fit_into_its_days(days: int, posts: int) -> None:
    first = MONDAY.toordinal()
    found = largest_part(EVERY_DAY, 14, F(7), Days(first, first + days - 1))
    assert found * days == pytest.approx(posts if days == 1 else posts * SPACING_USE)


def test_posting_days_are_as_even_as_the_weekdays_allow() -> None:
    draws = random.Random(1)
    for _ in range(300):
        weekdays = tuple(sorted(draws.sample(EVERY_DAY, draws.randint(1, 7))))
        weekly, first = F(draws.randint(1, 28), draws.choice((1, 2, 3))), draws.randint(700_000, 800_000)
        last = first + draws.randint(0, 120)
        usual = {day for day in range(first, last + 1) if date.fromordinal(day).weekday() in weekdays}
        found = posting_days(weekdays, weekly, first, last)
        assert found == oracle_days(usual, weekly, first, last)
        assert found == sorted(found)
        if usual:
            assert len(found) == max(1, round(weekly * (last - first + 1) / 7))
            assert max(Counter(found).values()) <= -(-len(found) // len(usual))


def test_what_a_name_cannot_take_goes_to_the_others_in_proportion() -> None:
    assert fill({"a": 0.5, "b": 0.3, "c": 0.2}, {"a": 0.1, "b": 1.0, "c": 1.0}, 1.0) == pytest.approx(
        {"a": 0.1, "b": 0.54, "c": 0.36}
    )
    assert fill({"a": 0.5, "b": 0.5}, {"a": 0.1, "b": 0.2}, 1.0) == {"a": 0.1, "b": 0.2}
    draws = random.Random(2)
    for _ in range(300):
        names = [f"n{n}" for n in range(draws.randint(1, 6))]
        weights = {name: F(draws.randint(1, 9)) for name in names}
        parts = {name: weight / sum(weights.values()) for name, weight in weights.items()}
        caps = {name: F(draws.randint(1, 100), 100) for name in names}
        exact = under_caps(parts, caps, F(1))
        floats = {name: float(part) for name, part in parts.items()}
        assert fill(floats, {name: float(cap) for name, cap in caps.items()}, 1.0) == pytest.approx(
            {name: float(part) for name, part in exact.items()}
        )


def at(one: Strategy, day: date = MONDAY) -> Share:
    return TargetPath(one).at("Blog", day)


def test_what_a_theme_has_no_room_for_goes_to_its_category_then_to_the_others() -> None:
    rows = [platform(count="5"), theme("Rare", spacing=14), theme("Autre", "curate"), theme("Encore", "curate")]
    with_other = at(strategy(*rows, theme("Ami"), shares="1/2 1/2"))
    assert with_other.themes == pytest.approx({"Rare": 0.09, "Ami": 0.41, "Autre": 0.25, "Encore": 0.25})
    alone = at(strategy(*rows, shares="1/2 1/2"))
    assert alone.themes == pytest.approx({"Rare": 0.09, "Autre": 0.455, "Encore": 0.455})


def test_where_no_theme_has_room_the_parts_still_sum_to_one() -> None:
    found = at(strategy(platform(count="7"), theme("A", spacing=14), theme("B", spacing=7)))
    assert found.themes == pytest.approx({"A": 1 / 3, "B": 2 / 3})


def push(*names: str, share: str = "1/2") -> Campaign:
    end = MONDAY + timedelta(days=13)
    return Campaign(campaign="Soldes", start=MONDAY, end=end, themes=names, share=F(share))


def test_a_campaign_asks_no_more_than_its_themes_have_room_for() -> None:
    rows = [platform(count="7"), theme("Prix", spacing=7), theme("Un"), theme("Deux")]
    found = at(replace(strategy(*rows), campaigns=(push("Prix"),)))
    assert found.campaigns == pytest.approx({"Soldes": 2 * SPACING_USE / 14})
    assert found.themes["Un"] == found.themes["Deux"] == pytest.approx((1 - found.campaigns["Soldes"]) / 2)
    both = at(replace(strategy(*rows, theme("Offre")), campaigns=(push("Prix", "Offre"),)))
    assert both.campaigns == pytest.approx({"Soldes": 0.5})
    assert both.themes["Prix"] == pytest.approx(2 * SPACING_USE / 14)


def test_what_a_campaign_leaves_no_room_for_may_still_stand_there() -> None:
    rows = [platform(count="7"), theme("Prix"), theme("Un")]
    found = at(replace(strategy(*rows), campaigns=(push("Prix", share="1"),)))
    assert found.themes == {"Prix": 1.0, "Un": 0.0}


def drawn(seed: int) -> Strategy:
    """A strategy of one or two platforms, with spacings, seasons and campaigns of one to three themes."""
    draws = random.Random(seed)
    platforms = [platform(f"P{n}", draws.choice(["1", "2", "3", "5", "7", "10"])) for n in range(draws.randint(1, 2))]
    names = [f"T{n}" for n in range(draws.randint(3, 8))]
    themes = []
    for n, name in enumerate(names):
        start = MONDAY + timedelta(days=draws.randint(0, 40)) if draws.random() < 0.2 else None
        end = (start or MONDAY) + timedelta(days=draws.randint(10, 60)) if draws.random() < 0.2 else None
        spacing = draws.choice([0, 0, 0, 2, 3, 7, 14, 30])
        category = ("promote", "curate", "interact")[n % 3]
        themes.append(theme(name, category, weight=F(draws.randint(1, 4)), spacing=spacing, start=start, end=end))
    campaigns = []
    for n in range(draws.randint(0, 2)):
        begin = MONDAY + timedelta(days=draws.randint(0, 40))
        own = tuple(draws.sample(names, draws.randint(1, 3)))
        campaigns.append(
            Campaign(campaign=f"C{n}", start=begin, end=begin + timedelta(days=draws.randint(3, 30)), themes=own,
                     share=F(draws.randint(1, 10), 10), extra=F(draws.randint(0, 2)))
        )  # fmt: skip
    one = strategy(*platforms, *themes, weeks=10, shares=draws.choice(["1/3 1/3 1/3", "1/2 1/4 1/4", "1/10 3/10 3/5"]))
    return replace(one, campaigns=tuple(campaigns))


@each_seed(10, 60)
def test_no_part_exceeds_its_room_on_the_days_that_were_planned(seed: int) -> None:
    """Counted from the posts: the most posts of a theme that their days allow, in its season and a spacing apart."""
    one = drawn(seed)
    found = plan(one, (), MONDAY)
    rows = {row.theme: row for row in one.themes}
    for line in found.certificate:
        if line.level == "theme" and line.platform:
            days = [post.day for post in found.posts if post.platform == line.platform]
            tight = sum(_most(rows[name], days) for name in rows) < 1.2 * len(days)
            assert tight or line.asked <= _most(rows[line.name], days) + 1, line


def _most(row: object, days: list[date]) -> int:
    count, last = 0, date.min
    for day in days:
        start, end, spacing = row.start, row.end, row.spacing  # type: ignore[attr-defined]
        if (start or day) <= day <= (end or day) and (last == date.min or (day - last).days >= max(1, spacing)):
            count, last = count + 1, day
    return count


@pytest.mark.parametrize("seed", range(60))
def test_the_parts_of_every_day_sum_to_one_and_keep_to_the_campaigns(seed: int) -> None:
    one = drawn(seed)
    path = TargetPath(one)
    for row in one.platforms:
        for n in range(0, 70, 3):
            day = MONDAY + timedelta(days=n)
            share = path.at(row.platform, day)
            assert sum(share.themes.values()) == pytest.approx(1 if share.themes else 0)
            assert sum(share.categories.values()) == pytest.approx(1 if share.themes else 0)
            running = {c.campaign for c in one.campaigns if c.start <= day <= c.end and uses_platform(c, row)}
            assert set(share.campaigns) <= running
            assert sum(share.campaigns.values()) <= 1 + 1e-9


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_no_wall_of_gaps(seed: int) -> None:
    """A path that can be walked is walked: few platforms are told to be off it, each of them once."""
    found = made(drawn(seed))
    told = [problem.values["platform"] for problem in found.problems if problem.code == "mix_off"]
    assert len(told) <= 3, told
