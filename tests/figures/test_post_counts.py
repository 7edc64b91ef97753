"""Counts by traits, on a handful of posts."""

from __future__ import annotations

from datetime import date

from counted import MONDAY, post

from calgen.figures.post_counts import PostCounts

POSTS = (
    post(4),
    post(5, status="published", campaign="Soldes"),
    post(10, platform="Forum", campaign="Soldes"),
    post(11, category="curate"),
    post(31, platform="Forum"),
)
COUNTS = PostCounts(POSTS)


def test_posts_are_counted_by_any_traits() -> None:
    assert COUNTS.count(platform="Blog") == 3
    assert COUNTS.count(platform="Blog", status="published") == 1
    assert COUNTS.count(status="published", platform="Blog") == 1
    assert COUNTS.count(category="interact") == 0


def test_letter_case_does_not_matter() -> None:
    assert COUNTS.count(platform="BLOG") == COUNTS.count(platform="blog") == 3


def test_weeks_and_months_are_told_by_their_first_day() -> None:
    assert COUNTS.count(week=MONDAY) == 3
    assert COUNTS.count(week=date(2027, 1, 11), platform="Blog") == 1
    assert COUNTS.count(month=date(2027, 1, 1)) == 5


def test_both_days_of_a_span_count() -> None:
    assert COUNTS.between(date(2027, 1, 5), date(2027, 1, 10)) == 2
    assert COUNTS.between(date(2027, 1, 5), date(2027, 1, 9), campaign="soldes") == 1
    assert COUNTS.between(date(2027, 1, 5), date(2027, 1, 9), campaign="Fête") == 0
