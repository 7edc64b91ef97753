"""Pieces of content: on their day, within their dates, where they may stand; or told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from small_strategies import MONDAY, codes, made, platform, strategy, theme

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
