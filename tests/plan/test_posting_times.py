"""The hours of a day's posts."""

from __future__ import annotations

from datetime import time

import pytest
from small_strategies import made, platform, strategy, theme

from calgen.book.values import Hours
from calgen.plan.slots.posting_times import day_times, hour_rank, next_free_time

NINE, NOON = Hours(time(9, 30), time(9, 30)), Hours(time(12), time(12))
LUNCH, EVENING = Hours(time(12), time(14)), Hours(time(18), time(18, 10))


def test_exact_hours_are_used_as_typed() -> None:
    assert day_times((NINE, NOON), 2, 5, 17) == [time(9, 30), time(12)]


def test_one_post_turns_through_the_hours() -> None:
    found = [day_times((NINE, NOON), 1, week, 3)[0] for week in range(4)]
    assert found == [time(9, 30), time(12), time(9, 30), time(12)]


@pytest.mark.parametrize("scatter", range(0, 60, 7))
def test_a_stretch_contains_the_minute(scatter: int) -> None:
    assert all(time(12) <= at <= time(14) for at in day_times((LUNCH,), 1, 0, scatter))


@pytest.mark.parametrize("count", [2, 3, 5, 25])
def test_more_posts_than_hours_stay_inside_a_stretch_that_has_room(count: int) -> None:
    found = day_times((LUNCH,), count, 0, 0)
    assert len(set(found)) == count
    assert all(time(12) <= at <= time(14) for at in found)


@pytest.mark.parametrize("count", [3, 4, 6, 20])
def test_more_posts_than_exact_hours_use_them_all(count: int) -> None:
    found = day_times((NINE, NOON), count, 0, 0)
    assert {time(9, 30), time(12)} <= set(found)
    assert len(set(found)) == count


def test_overlapping_hours_never_give_one_minute_twice() -> None:
    assert len(set(day_times((NOON, LUNCH, Hours(time(12), time(12, 5))), 3, 0, 0))) == 3


def test_late_hours_still_give_different_minutes() -> None:
    assert len(set(day_times((Hours(time(23, 50), time(23, 50)),), 8, 0, 0))) == 8


def test_apart_takes_the_next_step_then_begins_again() -> None:
    taken = {time(18, 5), time(18, 10)}
    assert next_free_time(taken, set(), time(18, 5), (EVENING,)) == time(18)


def test_apart_keeps_a_platform_from_itself_where_all_is_taken() -> None:
    taken = {time(18), time(18, 5), time(18, 10)}
    assert next_free_time(taken, {time(18, 5)}, time(18, 5), (EVENING,)) == time(18, 10)


def test_ranks() -> None:
    assert [hour_rank(at, (NOON, LUNCH)) for at in (time(12), time(13), time(15))] == [0, 1, 2]


def test_an_exact_hour_stays_and_the_stretch_gives_way() -> None:
    """Two platforms at noon on one day: the one with a stretch moves, even if it comes first by name."""
    rows = (
        platform("A", count="1", days=(1,), hours=(Hours(time(12), time(12, 5)),)),
        platform("B", count="1", days=(1,), hours=(NOON,)),
    )
    one = made(strategy(*rows, theme("Un"), theme("Deux"), weeks=2))
    assert {post.time for post in one.of("B")} == {time(12)}
    assert {post.time for post in one.of("A")} == {time(12, 5)}
