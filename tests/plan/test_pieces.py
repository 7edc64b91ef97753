"""Pieces of content: on their day, within their dates, where they may stand; or told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from oracles import broken
from small_strategies import MONDAY, codes, made, platform, strategy, theme
from test_promises import remembered

from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

DAY = date(2027, 3, 11)


def test_on_its_fixed_day_even_on_a_closed_one() -> None:
    piece = Piece(title="Annonce", theme="Un", publish=date(2027, 3, 14))
    one = made(strategy(theme("Un"), theme("Deux"), piece, closed_days=(6,)))
    assert [post.day for post in one.posts if one.subject(post).piece] == [date(2027, 3, 14)]


def test_on_every_platform_that_it_names() -> None:
    rows = [platform(name, count="1", days=(0,)) for name in ("A", "B", "C")]
    piece = Piece(title="Annonce", theme="Un", publish=DAY, platforms=("A", "C"))
    one = made(strategy(*rows, theme("Un"), theme("Deux"), piece))
    assert {post.platform for post in one.posts if post.day == DAY} == {"A", "C"}


def test_on_the_busiest_platform_where_it_names_none() -> None:
    rows = [platform("A", count="1", days=(0,)), platform("B", count="3", days=(0, 1, 2))]
    one = made(strategy(*rows, theme("Un"), theme("Deux"), Piece(title="Annonce", theme="Un", publish=DAY)))
    assert {post.platform for post in one.posts if post.day == DAY} == {"B"}


def test_a_day_on_which_no_platform_runs_is_told() -> None:
    piece = Piece(title="Annonce", theme="Un", publish=DAY)
    one = made(strategy(platform(end=date(2027, 3, 8)), theme("Un"), theme("Deux"), piece))
    assert "piece_no_home" in codes(one)


def test_a_window_is_met() -> None:
    piece = Piece(title="Soldes", theme="Un", start=DAY, end=date(2027, 3, 14))
    one = made(strategy(platform(count="2"), *(theme(name) for name in ("Un", "Deux", "Trois", "Quatre")), piece))
    assert [DAY <= post.day <= date(2027, 3, 14) for post in one.posts if one.subject(post).piece] == [True]


def test_a_window_without_any_slot_is_told() -> None:
    piece = Piece(title="Soldes", theme="Un", start=DAY, end=DAY)
    one = made(strategy(platform(count="1", days=(0,)), theme("Un"), piece))
    assert "piece_unplaced" in codes(one)


def test_a_piece_that_expires_before_any_slot_is_told() -> None:
    piece = Piece(title="Billets", theme="Un", expires=date(2027, 3, 1))
    one = made(strategy(platform(count="1", days=(4,)), theme("Un"), piece))
    assert "piece_unplaced" in codes(one)


def test_two_windows_that_want_one_slot() -> None:
    """Three pieces, two slots in their days: two stand there, one is told, none twice."""
    pieces = [Piece(title=f"Offre {n}", theme=f"Thème {n}", start=DAY, end=date(2027, 3, 21)) for n in range(3)]
    rows = [platform(count="1", days=(3,)), *(theme(f"Thème {n}") for n in range(3))]
    one = made(strategy(*rows, *pieces))
    assert len({s.piece for s in one.plan.subjects if s.piece}) == 2
    assert codes(one).count("piece_unplaced") == 1


def test_a_piece_in_a_window_keeps_to_the_season_of_its_theme() -> None:
    """Its window is a month, the season of its theme one week of it."""
    begin = MONDAY + timedelta(days=14)
    rows = (theme("Été", start=begin, end=begin + timedelta(days=6)), theme("Autre"))
    piece = Piece(title="Guide", theme="Été", start=MONDAY, end=MONDAY + timedelta(days=27))
    one = made(strategy(platform(), *rows, piece))
    days = [post.day for post in one.posts if one.subject(post).piece == "Guide"]
    assert days
    assert all(begin <= day <= begin + timedelta(days=6) for day in days)
    assert "named_out_of_season" not in codes(one)


def test_a_window_outside_the_season_is_told_and_leaves_no_post() -> None:
    rows = (theme("Été", start=MONDAY + timedelta(days=60)), theme("Autre"))
    piece = Piece(title="Guide", theme="Été", start=MONDAY, end=MONDAY + timedelta(days=27))
    one = made(strategy(platform(), *rows, piece))
    assert not [post for post in one.posts if post.theme == "Été"]
    assert codes(one).count("piece_out_of_season") == 1
    past = made(strategy(platform(), *rows, replace(piece, end=MONDAY - timedelta(days=1), start=None)))
    assert "piece_out_of_season" not in codes(past)


def test_a_named_day_outside_the_season_stands_and_is_told() -> None:
    rows = (theme("Été", start=MONDAY + timedelta(days=60)), theme("Autre"))
    piece = Piece(title="Guide", theme="Été", publish=MONDAY + timedelta(days=2))
    one = made(strategy(platform(), *rows, piece))
    assert [post.day for post in one.posts if post.theme == "Été"] == [piece.publish]
    assert "named_out_of_season" in codes(one)
    hook = KeyDate(name="Jour", date=MONDAY + timedelta(days=3), treatment="hook", theme="Été")
    assert "named_out_of_season" in codes(made(replace(strategy(platform(), *rows), key_dates=(hook,))))


EXPO = Campaign(
    campaign="Expo", start=MONDAY + timedelta(days=21), end=MONDAY + timedelta(days=27), themes=("Un",),
    share=Fraction(1, 2), offsets=(-14,),
)  # fmt: skip
ANNOUNCED = {  # on a free day before it, on its set day, in it, after it; on a day, in a window
    "before": {"publish": MONDAY + timedelta(days=8)},
    "on its set day": {"publish": MONDAY + timedelta(days=7)},
    "in it": {"publish": MONDAY + timedelta(days=23)},
    "after it": {"publish": MONDAY + timedelta(days=40)},
    "in a window before": {"start": MONDAY + timedelta(days=7), "end": MONDAY + timedelta(days=12)},
    "by its end": {"expires": MONDAY + timedelta(days=12)},
    "on any day of it": {},
}


@pytest.mark.parametrize("name", ["Un", "Deux"])
@pytest.mark.parametrize("dates", ANNOUNCED.values(), ids=ANNOUNCED)
@pytest.mark.parametrize("platforms", [("Blog",), ("Blog", "Radio"), ()])
def test_a_piece_is_of_the_campaign_that_it_names(dates: dict[str, Any], name: str, platforms: tuple[str, ...]) -> None:
    """Also before and after the days of the campaign, and where its theme is none of the campaign's."""
    piece = Piece(title="La billetterie est ouverte", theme=name, campaign="Expo", platforms=platforms, **dates)
    others = (theme("Un"), theme("Deux"), theme("Trois"))
    rows = strategy(platform("Blog", days=(0, 2)), platform("Radio", days=(1, 3)), *others, piece, weeks=7)
    one = made(replace(rows, campaigns=(EXPO,)))
    told = [post for post in one.posts if one.subject(post).piece]
    assert told
    if piece.publish:
        assert {post.platform for post in told if post.day == piece.publish} >= set(platforms or ("Blog",))
    assert {(post.campaign, one.subject(post).campaign) for post in told} == {("Expo", "Expo")}
    assert {post.stage for post in told if post.day < EXPO.start} <= {"attention"}
    assert {post.stage for post in told if post.day > EXPO.end} <= {"action"}


def test_a_piece_outside_its_campaign_counts_in_the_mix_and_not_for_the_campaign() -> None:
    """Its post is one of its theme; that of a set day stands outside the mix, whatever it tells."""
    rows = strategy(platform("Blog", days=(0, 2)), theme("Un"), theme("Deux"))
    for day, is_outside in ((9, False), (7, True), (23, False)):
        piece = Piece(title="Billets", theme="Un", campaign="Expo", publish=MONDAY + timedelta(days=day))
        one = made(replace(rows, content=(piece,), campaigns=(EXPO,)))
        assert {post.outside_mix for post in one.posts if one.subject(post).piece} == {is_outside}
        assert broken(one) == []


def test_a_piece_that_stays_is_of_the_campaign_that_it_names_now() -> None:
    """Planned again, its post keeps its day, and shows the campaign that the user typed since; or none any more."""
    piece = Piece(title="Billets", theme="Un", start=MONDAY + timedelta(days=7), end=MONDAY + timedelta(days=12))
    rows = replace(strategy(platform("Blog", days=(0, 2)), theme("Un"), theme("Deux"), piece), campaigns=(EXPO,))
    named = replace(rows, content=(replace(piece, campaign="Expo"),))
    for before, after, campaign in ((rows, named, "Expo"), (named, rows, "")):
        first = made(before)
        again = made(after, earlier=remembered(first.plan))
        days = [[post.day for post in found.posts if found.subject(post).piece] for found in (first, again)]
        assert days[0] == days[1]
        assert {post.campaign for post in again.posts if again.subject(post).piece} == {campaign}
