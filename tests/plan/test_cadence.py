"""How many posts each week or month has."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from oracles import CountedPlan
from small_strategies import MONDAY, codes, made, platform, strategy, theme

from calgen.strategy.audiences import Audience
from calgen.strategy.content import Piece
from calgen.strategy.key_dates import KeyDate

MANY = [theme(f"Thème {n}") for n in range(12)]


def weekly(one: CountedPlan, name: str = "Blog") -> list[int]:
    seen = Counter(post.day.isocalendar()[:2] for post in one.of(name))
    return [seen[first.isocalendar()[:2]] for first, _ in one.plan.horizon.weeks()]


def monthly(one: CountedPlan, name: str = "Blog") -> dict[int, int]:
    return dict(sorted(Counter(post.day.month for post in one.of(name)).items()))


def test_half_a_week() -> None:
    assert weekly(made(strategy(platform(count="1/2"), weeks=6))) == [1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize(("weeks", "posts"), [(52, 104), (53, 106)])
def test_a_year_of_two_a_week(weeks: int, posts: int) -> None:
    one = made(strategy(platform(count="2"), weeks=weeks, start=date(2026, 12, 28)))
    assert len(one.posts) == posts
    assert set(weekly(one)) == {2}


def test_two_a_month_with_part_months() -> None:
    """From 15 March to 9 May: 17 of 31 days of March, all of April, 9 of 31 days of May."""
    one = made(strategy(platform(count="2", per="month"), start=date(2027, 3, 15), weeks=8))
    assert monthly(one) in ({3: 1, 4: 2, 5: 1}, {3: 1, 4: 2})
    assert [round(float(period.asked), 2) for period in one.plan.periods] == [1.10, 2.0, 0.58]


def test_nine_a_week_on_five_days() -> None:
    one = made(strategy(platform(count="9", days=(0, 1, 2, 3, 4)), *MANY))
    assert weekly(one) == [9] * 4
    assert max(Counter(post.day for post in one.posts).values()) == 2
    assert "frequency_short" not in codes(one)


def test_nine_a_week_at_most_one_a_day_is_told() -> None:
    one = made(strategy(platform(count="9", days=(0, 1, 2, 3, 4), max_per_day=1), *MANY))
    assert weekly(one) == [5] * 4
    assert [p.values["n"] for p in one.problems if p.code == "frequency_short"] == [16]


def test_one_a_day_is_one_on_each_open_day() -> None:
    one = made(strategy(platform(count="1", per="day"), *MANY, closed_days=(6,)))
    assert weekly(one) == [6] * 4
    assert set(Counter(post.day for post in one.posts).values()) == {1}


def test_one_a_day_and_a_fixed_sunday_is_one_more_and_told() -> None:
    piece = Piece(title="Ouverture", theme="Thème 0", publish=date(2027, 3, 7))
    one = made(strategy(platform(count="1", per="day"), *MANY, piece, closed_days=(6,)))
    assert weekly(one) == [7, 6, 6, 6]
    assert [p.values["n"] for p in one.problems if p.code == "frequency_over"] == [1]


def test_five_pieces_in_one_week_are_told_and_the_other_weeks_have_their_post() -> None:
    pieces = [Piece(title=f"Salon {n}", theme=f"Thème {n}", publish=date(2027, 3, 8 + n)) for n in range(5)]
    one = made(strategy(platform(count="1"), *MANY, *pieces, weeks=6))
    assert weekly(one)[1] == 5
    assert min(weekly(one)[3:]) == 1
    assert "frequency_over" in codes(one)


def test_a_closed_weekday_is_not_chosen_where_none_was_typed() -> None:
    one = made(strategy(platform(count="5"), *MANY, closed_days=(0, 6)))
    assert {post.day.weekday() for post in one.posts} == {1, 2, 3, 4, 5}
    assert not any(reason.code == "moved" for post in one.posts for reason in post.reasons)


def test_a_typed_weekday_that_is_closed_is_moved_from() -> None:
    one = made(strategy(platform(count="2", days=(0, 3)), closed_days=(0,)))
    assert weekly(one) == [2] * 4
    assert all(any(r.code == "moved" for r in post.reasons) for post in one.posts if post.day.weekday() != 3)


def test_a_closed_day_carries_its_fixed_post_and_nothing_else() -> None:
    """Two a day are allowed, and the fixed Sunday costs nothing: still no second post stands there."""
    sunday = date(2027, 3, 7)
    piece = Piece(title="Ouverture", theme="Thème 0", publish=sunday)
    one = made(strategy(platform(count="6", days=(0, 1, 6), max_per_day=2), *MANY, piece, closed_days=(6,)))
    assert len([post for post in one.posts if post.day == sunday]) == 1


def test_the_days_of_a_primary_audience() -> None:
    own = Audience(audience="Familles", days=(2, 5))
    assert {post.day.weekday() for post in made(strategy(platform(count="2"), own)).posts} == {2, 5}


def test_nothing_before_the_platform_starts_or_after_it_ends() -> None:
    one = made(strategy(platform(count="7", start=date(2027, 3, 10), end=date(2027, 3, 16)), *MANY))
    assert (one.posts[0].day, one.posts[-1].day, len(one.posts)) == (date(2027, 3, 10), date(2027, 3, 16), 7)


def test_from_today_on() -> None:
    one = made(strategy(platform(count="2")), today=date(2027, 3, 17))
    assert min(post.day for post in one.posts) >= date(2027, 3, 17)
    assert weekly(one) == [0, 0, 2, 2]
    assert one.first == MONDAY


def test_the_days_gone_by_of_this_week_are_not_told_as_missing() -> None:
    """Five a week, begun on a Thursday: two this week, and the strategy is not to blame for the other three."""
    one = made(strategy(platform(count="5", days=(0, 1, 2, 3, 4)), *MANY), today=date(2027, 3, 4))
    assert weekly(one) == [2, 5, 5, 5]
    assert "frequency_short" not in codes(one)


def test_a_holidays_post_moves_beside_another_one_where_no_maximum_is_typed() -> None:
    """Easter Monday of 2027 is one of six weekdays, and Sunday is closed: a day of the five others has two posts."""
    row = platform(count="6", days=(0, 1, 2, 3, 4, 5))
    one = made(strategy(row, start=date(2027, 3, 29), weeks=1, country="FR", closed_days=(6,)))
    assert len(one.posts) == 6
    assert "frequency_short" not in codes(one)
    assert max(Counter(post.day for post in one.posts).values()) == 2
    assert any(reason.code == "moved" for post in one.posts for reason in post.reasons)
    bound = made(
        strategy(replace(row, max_per_day=1), start=date(2027, 3, 29), weeks=1, country="FR", closed_days=(6,))
    )
    assert len(bound.posts) == 5
    assert "frequency_short" in codes(bound)


def test_a_week_of_holidays_has_two_posts_a_day_at_most() -> None:
    """Four of five weekdays are quiet, and both days of the weekend closed: two posts of five are told as missing."""
    quiet = [KeyDate(name=f"Pause {n}", date=MONDAY + timedelta(days=n), treatment="quiet") for n in range(4)]
    one = strategy(platform(count="5"), weeks=1, closed_days=(5, 6))
    found = made(replace(one, key_dates=tuple(quiet)))
    assert len(found.posts) == 2
    assert [problem.values["n"] for problem in found.problems if problem.code == "frequency_short"] == [3]
