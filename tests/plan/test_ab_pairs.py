"""A/B pairs of tested themes, counted again from the posts alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from oracles import CountedPlan
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.book.values import Hours
from calgen.book.words import load_words
from calgen.plan.model import Post
from calgen.plan.pin import Pin, PinKind
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece

NEEDED = 8  # pairs of a verdict


def with_test(test: str = "title", *rows: object, weeks: int = 26, weight: int = 2) -> Strategy:
    """A strategy in which one theme of six is tested."""
    themes = [
        *(theme(f"Vendre {n}") for n in range(2)),
        *(theme(f"Parler {n}", "interact") for n in range(3)),
        theme("Questions", "interact", test=test, weight=Fraction(weight)),
    ]
    rows = rows or (platform(count="4"), platform("Facebook", "3"))
    return strategy(*rows, *themes, shares="1/3 0 2/3", weeks=weeks)


def pairs(found: CountedPlan) -> list[tuple[Post, Post]]:
    """The posts with a variant, two and two in the order of their days, by subject and platform."""
    by_subject: dict[tuple[int, str], list[Post]] = defaultdict(list)
    for post in found.posts:
        if post.variant:
            by_subject[post.subject, post.platform].append(post)
    assert all(len(posts) == 2 for posts in by_subject.values())
    return [(posts[0], posts[1]) for posts in by_subject.values()]


def minutes(post: Post) -> int:
    return post.time.hour * 60 + post.time.minute


def broken(found: CountedPlan) -> Iterator[str]:
    """What is wrong with the pairs of a plan."""
    test = {row.theme: row.test for row in found.strategy.themes}
    orders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for first, second in sorted(pairs(found), key=lambda pair: pair[0].sort_key):
        where = f"{first.platform} {first.day} {second.day}"
        if sorted((first.variant, second.variant)) != ["A", "B"] or first.theme != second.theme:
            yield f"{where}: {first.variant} {second.variant}"
        if not 7 <= (second.day - first.day).days <= 28 or first.day.weekday() != second.day.weekday():
            yield f"{where}: {(second.day - first.day).days} days apart"
        apart = abs(minutes(first) - minutes(second))
        if apart < 60 if test[first.theme] == "hour" else apart > 0:
            yield f"{where}: at {first.time} and {second.time}"
        if first.format != second.format:
            yield f"{where}: {first.format} and {second.format}"
        if test[first.theme] == "none" or first.campaign or second.campaign:
            yield f"{where}: a pair of {first.theme}"
        orders[first.theme, first.platform].append(first.variant)
    for place, order in orders.items():
        if any(one == other for one, other in pairwise(order)):
            yield f"{place}: {order} do not alternate"
    for name, kind in test.items():
        count = sum(post.variant == "A" for post in found.posts if post.theme == name)
        if count > NEEDED or (count and kind == "none"):
            yield f"{name}: {count} pairs"
    for subject in found.plan.subjects:
        there = [post.platform for post in found.posts if post.subject == subject.number and not post.variant]
        if len(there) > len(set(there)) and not subject.piece:
            yield f"subject {subject.number}: {there}"


def as_earlier(found: CountedPlan) -> list[Pin]:
    """The posts of a plan as those of the last one."""
    return [
        Pin(
            *(post.platform, post.day, post.theme),
            kind=PinKind.EARLIER,
            id=f"P{n:04}",
            time=post.time,
            subject=f"S{post.subject:04}",
            variant=post.variant,
        )
        for n, post in enumerate(found.posts)
    ]


def stands(found: CountedPlan) -> set[tuple[object, ...]]:
    return {(post.platform, post.day, post.time, post.theme, post.variant) for post in found.posts}


@pytest.mark.parametrize("test", ["title", "picture", "hour"])
def test_a_tested_theme_has_pairs(test: str) -> None:
    found = made(with_test(test))
    assert list(broken(found)) == []
    assert len(pairs(found)) == NEEDED


@pytest.mark.parametrize("test", ["title", "hour"])
def test_pairs_keep_to_the_hours_of_their_platform(test: str) -> None:
    noon = Hours(time(12), time(12))
    found = made(with_test(test, platform(count="10", hours=(noon,))))
    assert list(broken(found)) == []
    assert {post.time for pair in pairs(found) for post in pair} == ({noon.first} if test == "title" else set())
    assert {post.time for post in found.posts} > {noon.first}


@pytest.mark.parametrize("test", ["none", ""])
def test_a_theme_that_is_not_tested_has_none(test: str) -> None:
    assert pairs(made(with_test(test))) == []


@pytest.mark.parametrize("weeks", [2, 5, 9, 13])
@pytest.mark.parametrize("count", ["1", "3", "7"])
def test_in_any_period_what_pairs_there_are_are_sound(weeks: int, count: str) -> None:
    assert list(broken(made(with_test("title", platform(count=count), weeks=weeks)))) == []


def test_how_many_there_are_against_how_many_are_needed_is_told_before_it_begins() -> None:
    long, short = made(with_test("title", weeks=26)), made(with_test("title", weeks=4))
    assert "test_pairs" in codes(long)
    assert "test_pairs_short" not in codes(long)
    told = next(problem for problem in short.problems if problem.code == "test_pairs_short")
    assert (told.values["n"], told.values["wanted"]) == (len(pairs(short)), NEEDED)


def test_a_test_without_a_pair_says_so_and_counts_the_posts_that_campaigns_take() -> None:
    one = with_test("title", weeks=4)
    tested = next(row.theme for row in one.themes if row.test == "title")
    days = {"start": MONDAY, "end": MONDAY + timedelta(days=27)}
    push = Campaign(campaign="Soldes", themes=(tested,), share=Fraction(1, 2), **days)  # type: ignore[arg-type]
    (told,) = [row for row in made(replace(one, campaigns=(push,))).problems if row.code == "test_pairs_short"]
    assert told.values["posts"] == told.values["in_campaigns"] != 0
    assert "the plan has no pair. A verdict" in load_words("en").message(told)[0]
    assert "ne contient aucune paire. Un verdict" in load_words("fr").message(told)[0]


def test_a_pair_is_one_subject_and_the_exception_to_once_a_platform() -> None:
    found = made(with_test())
    for first, second in pairs(found):
        assert (first.subject, first.platform) == (second.subject, second.platform)
    without = made(with_test("none"))
    assert len(found.posts) == len(without.posts)
    assert len(found.plan.subjects) <= len(without.plan.subjects)


def test_no_pair_tells_a_piece_nor_stands_in_a_campaign() -> None:
    pieces = [Piece(title=f"Guide {n}", theme="Questions") for n in range(4)]
    campaign = Campaign(
        campaign="Soldes", start=MONDAY + timedelta(days=20), end=MONDAY + timedelta(days=50), themes=("Questions",)
    )
    found = made(replace(with_test("title", platform(count="4"), *pieces), campaigns=(campaign,)))
    assert pairs(found)
    assert list(broken(found)) == []
    titles = [found.subject(first).piece for first, _ in pairs(found)]
    assert titles == [""] * len(titles)
    told = [subject.piece for subject in found.plan.subjects if subject.piece]
    assert sorted(told) == sorted(piece.title for piece in pieces)


@pytest.mark.parametrize("test", ["title", "hour"])
@pytest.mark.parametrize("weeks_later", [0, 1, 5])
def test_a_plan_made_again_keeps_the_pairs(test: str, weeks_later: int) -> None:
    asked, today = with_test(test), MONDAY + timedelta(weeks=weeks_later)
    first = made(asked)
    pins = as_earlier(first)
    kept = [replace(pin, kind=PinKind.KEPT) for pin in pins if pin.day < today]
    after = made(asked, kept, today, [pin for pin in pins if pin.day >= today])
    assert stands(after) == stands(first)
    assert list(broken(after)) == []


def test_a_test_that_begins_over_an_earlier_plan_moves_no_day() -> None:
    """Its posts take the hour and the subject of their partner; all else stands."""
    before = made(with_test("none"))
    after = made(with_test("title"), earlier=as_earlier(before))
    assert {(post.platform, post.day) for post in after.posts} == {(post.platform, post.day) for post in before.posts}
    assert len(pairs(after)) >= 6
    assert list(broken(after)) == []


def test_a_test_that_ends_leaves_no_variant() -> None:
    first = made(with_test("title"))
    after = made(with_test("none"), earlier=as_earlier(first))
    assert pairs(after) == []
    days = {(post.platform, post.day, post.theme) for post in first.posts}
    assert {(post.platform, post.day, post.theme) for post in after.posts} == days


def test_the_order_of_rows_means_nothing() -> None:
    asked = with_test()
    turned = replace(asked, themes=asked.themes[::-1], platforms=asked.platforms[::-1])
    assert stands(made(asked)) == stands(made(turned))


def test_a_test_that_begins_over_an_earlier_plan_has_one_format_a_pair() -> None:
    """The last plan changed its format every fortnight, so that posts a fortnight apart differ."""
    asked = with_test("title", platform(count="4"))
    before = made(replace(asked, themes=tuple(replace(row, test="none") for row in asked.themes)))
    formats = ("Photo", "Article")
    earlier = [replace(pin, format=formats[pin.day.toordinal() // 14 % 2]) for pin in as_earlier(before)]
    after = made(asked, earlier=earlier)
    format_of = {(pin.platform, pin.day): pin.format for pin in earlier}
    assert any(format_of[one.platform, one.day] != format_of[other.platform, other.day] for one, other in pairs(after))
    assert list(broken(after)) == []
