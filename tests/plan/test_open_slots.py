"""Slots kept free for the news of the day: how many, where, and what they count for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from oracles import CountedPlan, broken
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.book.values import Span
from calgen.figures import frequency, mix
from calgen.figures.counted_calendar import count_plan
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.team import Person

THEMES = (*(theme(f"Vendre {n}") for n in range(3)), *(theme(f"Parler {n}", "interact") for n in range(3)))


def with_open(share: str, *rows: object, weeks: int = 10) -> Strategy:
    rows = rows or (platform(count="4"), platform("Facebook", "3"))
    asked = strategy(*rows, *THEMES, shares="1/2 0 1/2", weeks=weeks)
    return replace(asked, settings=replace(asked.settings, open_slots=Fraction(share)))


def as_earlier(found: CountedPlan) -> list[Pin]:
    """The posts of a plan as those of the last one."""
    return [
        Pin(
            *(post.platform, post.day, post.theme),
            kind=PinKind.EARLIER,
            id=f"P{n:04}",
            time=post.time,
            is_open=post.is_open,
        )
        for n, post in enumerate(found.posts)
    ]


def stands(found: CountedPlan) -> set[tuple[str, date, str, bool]]:
    return {(post.platform, post.day, post.theme, post.is_open) for post in found.posts}


@pytest.mark.parametrize("share", ["1/20", "1/10", "1/4", "1/3", "1/2", "1"])
def test_the_share_of_each_platform_is_kept_on_every_stretch(share: str) -> None:
    """To within half a post; to within one where another platform has open slots on the same days."""
    found = made(with_open(share))
    for name, most in (("Blog", Fraction(1, 2)), ("Facebook", Fraction(1))):
        opened = Fraction(0)
        for n, post in enumerate(found.of(name), 1):
            opened += post.is_open
            assert abs(opened - Fraction(share) * n) <= most
        assert abs(opened - Fraction(share) * len(found.of(name))) <= Fraction(1, 2)


@pytest.mark.parametrize("share", ["1/20", "1/10", "1/5"])
def test_open_slots_of_several_platforms_share_no_day(share: str) -> None:
    rows = [platform(name, "5") for name in ("Blog", "Facebook", "Instagram")]
    opened = [post.day for post in made(with_open(share, *rows)).posts if post.is_open]
    assert len(opened) > 3
    assert max(Counter(opened).values()) == 1


def test_an_open_slot_has_neither_theme_nor_subject_nor_hours() -> None:
    found = made(with_open("1/4"))
    posts = [post for post in found.posts if post.is_open]
    assert posts
    assert {(post.theme, post.category, post.subject) for post in posts} == {("", "", -1)}
    assert {(post.format, post.objective, post.work_week) for post in posts} == {("", "", None)}
    assert all(not post.is_open for post in found.posts if post.theme)
    assert {subject.number for subject in found.plan.subjects} == {post.subject for post in found.posts} - {-1}


def test_it_counts_for_the_frequency_and_not_for_the_mix() -> None:
    asked = with_open("1/4")
    found, without = made(asked), made(with_open("0"))
    assert Counter(post.platform for post in found.posts) == Counter(post.platform for post in without.posts)
    calendar = count_plan(asked, found.plan)
    assert [row.gap for row in frequency.by_platform(calendar)] == [0, 0]
    shares = {row.category: row.share for row in mix.overall(calendar)}
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["promote"] == pytest.approx(0.5, abs=0.03)
    certified = [line for line in found.plan.certificate if line.level == "category" and not line.platform]
    assert sum(line.planned for line in certified) == sum(not post.is_open for post in found.posts)


def test_no_slot_is_open_on_a_day_that_the_user_named() -> None:
    named = [MONDAY + timedelta(days=n) for n in (1, 3, 8)]
    hook = KeyDate(name="Fête", date=named[0], treatment="hook")
    piece = Piece(title="Guide", theme="Vendre 0", publish=named[1])
    campaign = Campaign(campaign="Soldes", start=named[2], end=named[2], themes=("Vendre 1",), offsets=(0,))
    asked = with_open("1/2", platform(count="2", per="day"), piece, weeks=3)
    found = made(replace(asked, key_dates=(hook,), campaigns=(campaign,)))
    assert {post.day for post in found.posts if post.has_named_day} == set(named)
    assert not [post for post in found.posts if post.is_open and post.day in named]
    assert any(post.is_open for post in found.posts)


def test_no_slot_is_open_on_a_day_of_one_category_alone() -> None:
    days = Span(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
    quiet = KeyDate(name="Deuil", date=days, treatment="quiet except interact")
    found = made(replace(with_open("1/2"), key_dates=(quiet,)))
    assert not [post for post in found.posts if post.is_open and days.first <= post.day <= days.last]


def test_a_plan_made_again_keeps_them_where_they_stand() -> None:
    """The same strategy; then one theme more: no open slot moves."""
    asked = with_open("1/5")
    first = made(asked)
    assert stands(made(asked, earlier=as_earlier(first))) == stands(first)
    more = replace(asked, themes=(*asked.themes, theme("Neuf", "interact")))
    after = made(more, earlier=as_earlier(first))
    assert {key for key in stands(after) if key[3]} == {key for key in stands(first) if key[3]}


@pytest.mark.parametrize("weeks_later", [1, 2, 3, 5])
def test_as_time_goes_by_they_stay_too(weeks_later: int) -> None:
    asked = with_open("1/5")
    first, today = made(asked), MONDAY + timedelta(weeks=weeks_later)
    pins = as_earlier(first)
    kept = [replace(pin, kind=PinKind.KEPT, subject=f"S{n}") for n, pin in enumerate(pins) if pin.day < today]
    kept = [replace(pin, subject="") if pin.is_open else pin for pin in kept]
    after = made(asked, kept, today, [pin for pin in pins if pin.day >= today])
    assert {key for key in stands(after) if key[3]} == {key for key in stands(first) if key[3]}


def test_a_smaller_share_frees_some_and_none_frees_all() -> None:
    first = made(with_open("1/4"))
    places = {key[:2] for key in stands(first) if key[3]}
    fewer = {key[:2] for key in stands(made(with_open("1/8"), earlier=as_earlier(first))) if key[3]}
    assert fewer < places
    assert abs(len(fewer) - len(places) / 2) <= 2
    assert not [key for key in stands(made(with_open("0"), earlier=as_earlier(first))) if key[3]]


def test_one_that_the_user_removed_is_not_replaced() -> None:
    first = made(with_open("1/5"))
    pins = as_earlier(first)
    gone = next(pin for pin in pins if pin.is_open)
    removed = replace(gone, kind=PinKind.REMOVED)
    after = made(with_open("1/5"), [removed], None, [pin for pin in pins if pin != gone])
    assert stands(after) == stands(first) - {(gone.platform, gone.day, "", True)}


def test_how_many_are_kept_free_is_told() -> None:
    assert "open_slots_kept" in codes(made(with_open("1/10")))
    assert "open_slots_kept" not in codes(made(with_open("0")))


@pytest.mark.parametrize("share", ["1/10", "1/3"])
def test_the_promises_hold_beside_them(share: str) -> None:
    found = made(with_open(share))
    themed = replace(found.plan, posts=tuple(post for post in found.posts if not post.is_open))
    kept = replace(found, plan=themed, memory={})
    lines = [line for line in broken(kept) if not line.startswith(("frequency", "told_missing", "days"))]
    assert lines == []


def test_who_is_away_has_none() -> None:
    away = Person(person="Ana", weekly_hours=Fraction(5), days_off=((MONDAY, MONDAY + timedelta(days=13)),))
    asked = with_open("1/2", platform(count="4", owner="Ana"))
    found = made(replace(asked, team=(away, Person(person="Lou", weekly_hours=Fraction(5)))))
    owners = {(post.owner, post.day <= MONDAY + timedelta(days=13)) for post in found.posts if post.is_open}
    assert owners == {("Lou", True), ("Ana", False)}
