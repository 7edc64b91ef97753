"""A/B pairs: which posts are one, and what may be said of them when."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from itertools import product
from math import log
from typing import Any

import pytest
from review_rows import TODAY, row, strategy, theme

from calgen.review.pair_review import post_pairs, review_pairs
from calgen.review.reviewed_rows import ReviewedRow


def pair(n: int, a: int = 40, b: int = 60, name: str = "A", **more: Any) -> list[ReviewedRow]:
    """Two posts of a subject a week apart; B comes first in every second pair."""
    first, second = ("A", "B") if n % 2 else ("B", "A")
    figures = {"A": a, "B": b}
    base = row(n, name, subject=f"S{n:04}", **more)
    other = replace(base, id=f"P{n + 500:04}", day=base.day + timedelta(days=7))
    return [replace(base, variant=first, conversions=figures[first]),
            replace(other, variant=second, conversions=figures[second])]  # fmt: skip


TESTED = strategy(themes=tuple(theme(name, test="title") for name in "AB"))


def pairs(count: int, **more: Any) -> list[ReviewedRow]:
    return [found for n in range(count) for found in pair(5 * n, a=40 + n, b=70 - 2 * n, **more)]


def test_nothing_is_judged_before_there_are_eight_pairs() -> None:
    seven, eight = (review_pairs(TESTED, pairs(count), TODAY)[0] for count in (7, 8))
    assert (seven.pairs, seven.needed, seven.is_judged, seven.p_value, seven.winner) == (7, 8, False, None, "")
    assert (eight.pairs, eight.is_judged, eight.winner) == (8, True, "B")
    assert eight.p_value == 2 / 2**8  # all eight differences have one sign
    assert eight.test is not None
    differences = [log((70 - 2 * n + 0.5) / (40 + n + 0.5)) for n in range(8)]
    assert eight.test.difference == pytest.approx(sum(differences) / 8)
    assert (eight.measure, eight.theme, eight.platforms, eight.tested) == ("conversions", "A", ("Facebook",), "title")
    assert eight.posts[1] == ("P0005", "P0505")


def test_the_p_value_is_that_of_all_arrangements() -> None:
    luck = (9, -14, 12, 7, -12, 15, 3, 8)
    rows = [found for n, more in enumerate(luck) for found in pair(5 * n, b=40 + more)]
    review = review_pairs(TESTED, rows, TODAY)[0]
    differences = [log((40.5 + more) / 40.5) for more in luck]
    sums = [sum(sign * d for sign, d in zip(signs, differences, strict=True)) for signs in product((1, -1), repeat=8)]
    assert review.p_value == sum(abs(found) >= abs(sum(differences)) - 1e-9 for found in sums) / 256
    assert review.winner == ""  # nothing allows a choice


def test_two_tests_at_once_are_adjusted() -> None:
    rows = [*pairs(8), *pairs(8, name="B", platform="Instagram")]
    assert [review.p_value for review in review_pairs(TESTED, rows, TODAY)] == [4 / 2**8, 4 / 2**8]


def test_pairs_of_a_theme_count_over_all_platforms() -> None:
    rows = [*pairs(4), *[replace(r, id=f"I{r.id}", platform="Instagram") for r in pairs(4)]]
    (review,) = review_pairs(TESTED, rows, TODAY)
    assert (review.pairs, review.platforms, review.winner) == (8, ("Facebook", "Instagram"), "B")


def test_the_verdict_is_that_of_the_first_eight() -> None:
    more = [found for n in range(8, 12) for found in pair(5 * n, a=900, b=1)]
    review = review_pairs(TESTED, [*pairs(8), *more], TODAY)[0]
    assert (review.pairs, review.winner) == (12, "B")


def test_pairs_to_come_are_planned() -> None:
    blank: dict[str, Any] = {"impressions": None, "engagements": None, "clicks": None, "status": "idea"}
    rows = [*pair(3), *[replace(r, conversions=None, day=r.day + timedelta(days=90)) for r in pair(60, **blank)]]
    review = review_pairs(TESTED, rows, TODAY)[0]
    assert (review.planned, review.pairs) == (2, 1)
    young = [replace(r, read=r.day) for r in pair(3)]
    review = review_pairs(TESTED, young, TODAY)[0]
    assert (review.planned, review.pairs, review.test) == (1, 0, None)


@pytest.mark.parametrize(
    "change",
    [
        {"platform": "Instagram"},
        {"subject": "S9999"},
        {"variant": "A"},
        {"variant": ""},
        {"hour": time(19)},
        {"day": row(6).day},  # three days after
        {"day": row(32).day},  # 29 days after
        {"day": row(12).day},  # a Saturday
    ],
)
def test_posts_that_differ_in_more_are_no_pair(change: dict[str, object]) -> None:
    first, second = pair(3)
    assert len(post_pairs([first, second], "title")) == 1
    assert post_pairs([first, replace(second, **change)], "title") == []  # type: ignore[arg-type]


def test_of_a_tested_hour_a_is_the_earlier_one() -> None:
    """Which of both comes first on the calendar alternates; what is compared is the hour."""
    own = strategy(themes=(theme("A", test="hour"),))
    rows = []
    for n in range(8):
        first, second = pair(5 * n, a=30, b=30)
        rows += [replace(first, hour=time(18), conversions=60 + n), replace(second, hour=time(8), conversions=40)]
    review = review_pairs(own, rows, TODAY)[0]
    assert review.winner == "B"
    assert all(a >= "P0500" for a, _ in review.posts)
    assert post_pairs([replace(r, hour=time(8)) for r in pair(3)], "hour") == []


def test_themes_without_a_test_have_no_pairs() -> None:
    assert review_pairs(strategy(), pairs(8), TODAY) == ()
