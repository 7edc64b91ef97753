"""The rest of an evergreen piece, wherever its posts come from: free, named, kept or of an earlier plan."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from draws import RandomDraws
from oracles import CountedPlan
from seeds import seed_ranges
from small_strategies import MONDAY, codes, made, platform, strategy, theme
from strategies import build
from test_promises import remembered

from calgen.plan import plan
from calgen.plan.pin import Pin
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

LIFE = 14
GUIDE = Piece(title="Guide", theme="Un", evergreen=True, cooldown=45)


def told(one: CountedPlan, piece: str = "Guide") -> list[date]:
    """The days of the posts of a piece, in order."""
    return [post.day for post in one.posts if one.subject(post).piece == piece]


def too_soon(one: CountedPlan) -> Iterator[str]:
    """Posts of a piece with a typed rest that come too soon after the one before, where the user settled not both.

    On one platform, unless its rhythm is typed, the rest lies between any two; else between posts that are too far from
    each other for one outing. No piece comes back more often than it may.
    """
    for piece in one.strategy.content:
        if not piece.evergreen or piece.cooldown is None:
            continue
        posts = [post for post in one.posts if one.subject(post).piece == piece.title]
        typed = {row.platform for row in one.strategy.platforms if row.rhythm}
        longest = max([LIFE, *(max(row.rhythm) for row in one.strategy.platforms if row.rhythm)])
        settled = {post.day for post in posts if post.kept_id or one.is_published(post)}
        for name in {post.platform for post in posts} - typed:
            own = [post.day for post in posts if post.platform == name]
            for a, b in pairwise(own):
                if (b - a).days < piece.cooldown and not {a, b} <= settled:
                    yield f"{piece.title} on {name}: {a} and {b}, rest {piece.cooldown}"
        fewest = {0: 0}  # posts so far → the fewest outings that they fall into
        for end in range(1, len(posts) + 1):
            ways = [
                fewest[begin] + 1
                for begin in fewest
                if (posts[end - 1].day - posts[begin].day).days <= longest
                and (not begin or _is_rested(piece, posts[begin - 1].day, posts[begin].day, settled))
            ]
            if ways:
                fewest[end] = min(ways)
        most = len(posts) if piece.max_repeats is None else piece.max_repeats + 1
        if fewest.get(len(posts), most + 1) > most and not settled:
            yield f"{piece.title}: {sorted({post.day for post in posts})}, {piece.max_repeats} repeats at most"


def _is_rested(piece: Piece, before: date, day: date, settled: set[date]) -> bool:
    return {before, day} <= settled or (day - before).days >= max(1, piece.cooldown or 0)


def daily() -> tuple[object, ...]:
    return (platform(count="7", days=tuple(range(7))), theme("Un"), theme("Deux"))


def test_it_comes_back_after_its_rest_and_not_before() -> None:
    days = told(made(strategy(*daily(), GUIDE, weeks=26)))
    assert len(days) > 1
    assert all((b - a).days >= 45 for a, b in pairwise(days))


def test_a_networks_own_rhythm_does_not_shorten_a_typed_rest() -> None:
    """Facebook would promote it again after 7 and 30 days; a rhythm that is typed does."""
    rows = (platform("Facebook", count="7", days=tuple(range(7))), theme("Un"), theme("Deux"))
    days = told(made(strategy(*rows, GUIDE, weeks=16)))
    assert all((b - a).days >= 45 for a, b in pairwise(days))
    typed = (replace(rows[0], rhythm=(0, 7, 30)), *rows[1:])
    days = told(made(strategy(*typed, GUIDE, weeks=16)))
    assert any((b - a).days < 45 for a, b in pairwise(days))


@pytest.mark.parametrize("offset", [20, 60, 80])
def test_nothing_comes_near_a_post_that_the_user_settled(offset: int) -> None:
    """In both directions."""
    day = MONDAY + timedelta(days=offset)
    kept = Pin("Blog", day, "Un", id="P0001", subject="S0001", title="Guide")
    one = made(strategy(*daily(), GUIDE, weeks=20), [kept])
    days = told(one)
    assert day in days
    assert all((b - a).days >= 45 for a, b in pairwise(days))


def test_two_posts_of_the_user_in_its_rest_stay_and_nothing_is_placed_near_them() -> None:
    near = [MONDAY + timedelta(days=n) for n in (30, 40)]
    kept = [Pin("Blog", day, "Un", id=f"P{n}", subject="S0001", title="Guide") for n, day in enumerate(near)]
    days = told(made(strategy(*daily(), platform("B", count="7", days=tuple(range(7))), GUIDE, weeks=20), kept))
    others = [day for day in days if day not in near]
    assert set(near) <= set(days)
    assert all(abs((day - other).days) >= 45 for day in others for other in near)


def test_a_post_of_the_period_before_counts() -> None:
    before = MONDAY - timedelta(days=4)
    kept = Pin("Blog", before, "Un", id="P0001", subject="S0001", title="Guide")
    days = told(made(strategy(*daily(), GUIDE, weeks=13), [kept]))
    assert days[0] == before
    assert len(days) > 1
    assert days[1] >= before + timedelta(days=45)


def test_a_key_date_tells_it_only_after_its_rest() -> None:
    hooks = tuple(
        KeyDate(name=f"Jour {n}", date=MONDAY + timedelta(days=n), treatment="hook", theme="Un") for n in (4, 9)
    )
    one = made(replace(strategy(*daily(), GUIDE, weeks=13), key_dates=hooks))
    assert all((b - a).days >= 45 for a, b in pairwise(told(one)))


def test_a_named_day_in_its_rest_is_told() -> None:
    kept = Pin("Blog", MONDAY, "Un", id="P0001", subject="S0001", title="Guide")
    piece = replace(GUIDE, publish=MONDAY + timedelta(days=10))
    one = made(strategy(*daily(), piece, weeks=13), [kept], MONDAY + timedelta(days=1))
    assert told(one)[:2] == [MONDAY, piece.publish]
    assert "rest_broken" in codes(one)
    assert "rest_broken" not in codes(made(strategy(*daily(), replace(piece, cooldown=7), weeks=13), [kept]))


def test_repeats_of_the_user_count() -> None:
    """It may come back once: the user's own post far ahead is that time."""
    kept = Pin("Blog", MONDAY + timedelta(days=150), "Un", id="P0001", subject="S0001", title="Guide")
    days = told(made(strategy(*daily(), replace(GUIDE, max_repeats=1), weeks=26), [kept]))
    assert len(days) <= 2


def test_a_longer_rest_takes_posts_of_the_earlier_plan_away_from_it() -> None:
    rows = daily()
    first = plan(strategy(*rows, replace(GUIDE, cooldown=20), weeks=20), (), MONDAY)
    one = made(strategy(*rows, GUIDE, weeks=20), (), MONDAY, remembered(first))
    days = told(one)
    assert len(days) > 1
    assert all((b - a).days >= 45 for a, b in pairwise(days))
    assert {(post.day, post.theme) for post in one.posts} == {(post.day, post.theme) for post in first.posts}


@seed_ranges(8, 80)
def test_rests_hold_in_random_strategies_and_after_changes(seeds: range) -> None:
    posts = 0
    for seed in seeds:
        case = build(RandomDraws(random.Random(seed)), weeks=(8, 13, 26))
        one = made(case.strategy, today=case.today)
        assert list(too_soon(one)) == [], seed
        today = max(case.today, one.first) + timedelta(days=seed % 30)
        pins = remembered(one.plan)
        kept = [pin for pin in pins if pin.day < today]
        longer = tuple(replace(piece, cooldown=(piece.cooldown or 10) + 25) for piece in case.strategy.content)
        then = made(replace(case.strategy, content=longer), kept, today, tuple(pin for pin in pins if pin.day >= today))
        assert list(too_soon(then)) == [], seed
        evergreen = {piece.title for piece in case.strategy.content if piece.evergreen}
        posts += sum(one.subject(post).piece in evergreen for post in one.posts)
    assert posts > 2 * len(seeds)
