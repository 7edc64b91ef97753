"""Days that are quiet except for one category: what stands there, what yields, what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from oracles import broken
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.book.values import Span
from calgen.plan.pin import Pin, PinKind
from calgen.plan.target.target_path import TargetPath
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

SILENCE = Span(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))  # the second week
THEMES = (*(theme(f"Vendre {n}") for n in range(3)), *(theme(f"Parler {n}", "interact") for n in range(3)))


def silent(*rows: object, except_: str = "interact", **more: object) -> Strategy:
    """A strategy with a second week that is quiet except for one category."""
    asked = strategy(*(rows or (platform(count="4"),)), *THEMES, shares="1/2 0 1/2")
    quiet = KeyDate(name="Deuil", date=SILENCE, treatment=f"quiet except {except_}", **more)  # type: ignore[arg-type]
    return replace(asked, key_dates=(quiet,))


def inside(day: date) -> bool:
    return SILENCE.first <= day <= SILENCE.last


def test_only_that_category_stands_there_and_the_frequency_holds() -> None:
    found = made(silent())
    assert [post.category for post in found.posts if inside(post.day)] == ["interact"] * 4
    assert {post.category for post in found.posts if not inside(post.day)} == {"promote", "interact"}
    assert len(found.posts) == 16
    assert broken(found) == []


def test_the_path_asks_nothing_else_there() -> None:
    path = TargetPath(silent())
    assert path.at("Blog", SILENCE.first).categories == {"interact": 1.0}
    assert path.at("Blog", SILENCE.first - timedelta(days=1)).categories == {"promote": 0.5, "interact": 0.5}


def test_it_holds_on_the_platforms_that_are_named() -> None:
    found = made(silent(platform("Blog", "4"), platform("Facebook", "4"), platforms=("Blog",)))
    assert {post.category for post in found.posts if inside(post.day) and post.platform == "Blog"} == {"interact"}
    assert {post.category for post in found.posts if inside(post.day) and post.platform == "Facebook"} > {"interact"}


def test_posts_of_other_categories_move_when_the_plan_is_made_again() -> None:
    """Those that may stay do: nothing of the first week and of that category moves."""
    asked = silent()
    before = made(replace(asked, key_dates=()))
    earlier = [
        Pin(post.platform, post.day, post.theme, kind=PinKind.EARLIER, id=f"P{n:04}", time=post.time)
        for n, post in enumerate(before.posts)
    ]
    assert any(post.category == "promote" and inside(post.day) for post in before.posts)
    after = made(asked, earlier=earlier)
    assert {post.category for post in after.posts if inside(post.day)} == {"interact"}
    stands = {(post.platform, post.day, post.theme) for post in after.posts}
    may_stay = [pin for pin in earlier if not inside(pin.day) or pin.theme.startswith("Parler")]
    assert sum((pin.platform, pin.day, pin.theme) not in stands for pin in may_stay) <= 2


def test_pieces_hooks_and_set_days_of_other_categories_yield_and_it_is_told() -> None:
    day = SILENCE.first + timedelta(days=1)
    piece = Piece(title="Guide", theme="Vendre 0", publish=day)
    hook = KeyDate(name="Fête", date=day, treatment="hook", theme="Vendre 1")
    campaign = Campaign(campaign="Soldes", start=day, end=day, themes=("Vendre 2",), offsets=(0,))
    asked = silent(platform(count="4"), piece)
    found = made(replace(asked, key_dates=(*asked.key_dates, hook), campaigns=(campaign,)))
    assert {post.category for post in found.posts if inside(post.day)} == {"interact"}
    assert codes(found).count("hook_quiet") == 2
    assert {"offset_quiet", "campaign_yields"} <= set(codes(found))


def test_those_of_that_category_stand() -> None:
    day = SILENCE.first + timedelta(days=1)
    piece = Piece(title="Guide", theme="Parler 0", publish=day)
    hook = KeyDate(name="Fête", date=day, treatment="hook")
    asked = silent(platform(count="4", max_per_day=2), piece)
    found = made(replace(asked, key_dates=(*asked.key_dates, hook)))
    of_day = [(post.category, post.key_date) for post in found.posts if post.day == day]
    assert sorted(of_day) == [("interact", ""), ("interact", "Fête")]
    assert not {"hook_quiet", "campaign_yields"} & set(codes(found))


@pytest.mark.parametrize(("category", "is_told"), [("Vendre 0", True), ("Parler 0", False)])
def test_a_piece_whose_window_lies_there_is_placed_or_told(category: str, is_told: bool) -> None:
    piece = Piece(title="Guide", theme=category, start=SILENCE.first, end=SILENCE.last)
    assert ("piece_unplaced" in codes(made(silent(platform(count="4"), piece)))) is is_told


def test_a_piece_whose_window_reaches_out_stands_outside() -> None:
    piece = Piece(title="Guide", theme="Vendre 0", start=SILENCE.first, end=SILENCE.last + timedelta(days=2))
    found = made(silent(platform(count="4"), piece))
    days = [post.day for post in found.posts if found.subject(post).piece == "Guide"]
    assert days
    assert not any(map(inside, days))


def test_a_campaign_yields_for_those_days_and_it_is_told() -> None:
    campaign = Campaign(
        campaign="Soldes", start=SILENCE.first - timedelta(days=3), end=SILENCE.last, themes=("Vendre 0", "Vendre 1"),
        share=Fraction(1),
    )  # fmt: skip
    found = made(replace(silent(), campaigns=(campaign,)))
    told = [problem.values for problem in found.problems if problem.code == "campaign_yields"]
    assert [(line["n"], line["days"], line["key_date"]) for line in told] == [(7, SILENCE, "Deuil")]
    assert broken(found) == []


@pytest.mark.parametrize("except_", ["curate", "promote"])
def test_where_no_theme_of_it_can_stand_the_days_are_quiet(except_: str) -> None:
    """Nothing relays here; and the other key date admits what this one keeps away."""
    asked = silent(except_=except_)
    other = replace(asked.key_dates[0], name="Autre", treatment="quiet except interact")
    found = made(replace(asked, key_dates=(*asked.key_dates, other) if except_ == "promote" else asked.key_dates))
    assert not [post for post in found.posts if inside(post.day)]
    assert broken(found) == []
