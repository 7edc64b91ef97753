"""The hours of posts: those that a platform may have, and those that the posts of each day get."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from draws import RandomDraws
from seeds import seed_ranges
from small_strategies import MONDAY, codes, made, platform, strategy, theme
from strategies import NETWORKS, build
from test_promises import remembered

from calgen.book.values import Hours
from calgen.plan import plan
from calgen.plan.days.time_zones import missing_hours, repeated_hours
from calgen.plan.model import Post
from calgen.plan.slots.hour_choice import HourChoice, TimeRequest
from calgen.plan.slots.posting_times import hour_rank, platform_hours, time_levels
from calgen.strategy import Strategy

NINE, NOON = Hours(time(9, 30), time(9, 30)), Hours(time(12), time(12))
LUNCH, EVENING = Hours(time(12), time(14)), Hours(time(18), time(18, 10))
FOUR_WEEKS = timedelta(days=28)


def chosen(hours: tuple[Hours, ...], *counts: int, taken: tuple[time, ...] = ()) -> list[list[time]]:
    """The times of days with so many posts, one day after the other."""
    choice = HourChoice({"A": hours}, (), lambda day: None)
    days = enumerate(counts)
    return [choice.times_of_day(MONDAY + timedelta(days=n), [TimeRequest("A", count)], taken)["A"] for n, count in days]


def test_exact_hours_are_used_as_typed() -> None:
    assert chosen((NINE, NOON), 2) == [[time(9, 30), time(12)]]


def test_one_post_turns_through_the_hours() -> None:
    found = [times[0] for times in chosen((NINE, NOON), 1, 1, 1, 1)]
    assert found in ([time(9, 30), time(12)] * 2, [time(12), time(9, 30)] * 2)


@pytest.mark.parametrize(
    ("hours", "first"),
    [
        ((LUNCH,), [time(12), time(13), time(14)]),
        ((Hours(time(9), time(10)),), [time(9), time(9, 30), time(10)]),
        ((Hours(time(8), time(8, 30)),), [time(8), time(8, 15), time(8, 30)]),
        ((EVENING,), [time(18), time(18, 5), time(18, 10)]),
        ((NINE, LUNCH), [time(9, 30), time(12), time(13), time(14)]),
        ((NINE,), [time(9, 30)]),
        ((Hours(time(9, 1), time(9, 4)),), [time(9, 1)]),
    ],
)
def test_the_roundest_times_come_first(hours: tuple[Hours, ...], first: list[time]) -> None:
    assert list(time_levels(hours).inside[0]) == first
    assert sorted(times[0] for times in chosen(hours, *[1] * len(first))) == first


def test_a_time_of_another_platform_is_left_to_it() -> None:
    assert chosen((EVENING,), 1, taken=(time(18), time(18, 10))) == [[time(18, 5)]]
    assert chosen((NOON,), 1, taken=(time(12),)) == [[time(12)]]


@pytest.mark.parametrize("count", [2, 3, 5, 25])
def test_more_posts_than_hours_stay_inside_a_range_that_has_room(count: int) -> None:
    (found,) = chosen((LUNCH,), count)
    assert len(set(found)) == count
    assert all(time(12) <= at <= time(14) for at in found)


@pytest.mark.parametrize("count", [3, 4, 6, 20])
def test_more_posts_than_exact_hours_use_them_all(count: int) -> None:
    (found,) = chosen((NINE, NOON), count)
    assert {time(9, 30), time(12)} <= set(found)
    assert len(set(found)) == count


def test_posts_of_one_day_are_far_apart() -> None:
    assert chosen((Hours(time(9), time(12)),), 2) == [[time(9), time(12)]]


def test_overlapping_hours_never_give_one_time_twice() -> None:
    assert len(set(chosen((NOON, LUNCH, Hours(time(12), time(12, 5))), 3)[0])) == 3


def test_late_hours_still_give_different_times() -> None:
    assert len(set(chosen((Hours(time(23, 50), time(23, 50)),), 8)[0])) == 8


def test_ranks() -> None:
    assert [hour_rank(at, (NOON, LUNCH)) for at in (time(12), time(13), time(15))] == [0, 1, 2]


def test_an_exact_hour_stays_and_the_range_gives_way() -> None:
    """Two platforms at noon on one day: the one with a range moves, even if it comes first by name."""
    rows = (
        platform("A", count="1", days=(1,), hours=(Hours(time(12), time(12, 5)),)),
        platform("B", count="1", days=(1,), hours=(NOON,)),
    )
    one = made(strategy(*rows, theme("Un"), theme("Deux"), weeks=2))
    assert {post.time for post in one.of("B")} == {time(12)}
    assert {post.time for post in one.of("A")} == {time(12, 5)}


def test_posts_beyond_the_typed_hours_are_told() -> None:
    row = platform(count="10", days=(0, 1, 2, 3, 4), hours=(NOON,))
    one = made(strategy(row, weeks=2))
    outside = [post for post in one.posts if post.time != time(12)]
    assert outside
    assert [problem.values["n"] for problem in one.problems if problem.code == "hours_full"] == [len(outside)]
    assert "hours_full" not in codes(made(strategy(platform(count="10", hours=(NOON, LUNCH)), weeks=2)))


# ---- hours that a person sees ----------------------------------------------------------------------------------------


def too_alike(strategy: Strategy, posts: list[Post]) -> Iterator[str]:
    """Four weeks of a platform with three posts or more and fewer than three different times, though it has room."""
    for row in strategy.platforms:
        hours = platform_hours(strategy, row)
        quarters = {n for n in range(0, 1440, 15) if hour_rank(time(*divmod(n, 60)), hours) < 2}
        own = sorted((post for post in posts if post.platform == row.platform), key=lambda post: post.sort_key)
        for n, first in enumerate(own if len(quarters) > 3 else ()):
            weeks = [post.time for post in own[n:] if post.day < first.day + FOUR_WEEKS]
            if len(weeks) > 2 and len(set(weeks)) < 3:
                yield f"{row.platform} from {first.day}: {weeks}"


def odd(strategy: Strategy, posts: list[Post]) -> Iterator[str]:
    """Times off the quarter on a day on which the platforms leave a quarter free in the hours of the platform."""
    of_day: dict[date, set[time]] = defaultdict(set)
    for post in posts:
        of_day[post.day].add(post.time)
    rows = {row.platform: row for row in strategy.platforms}
    for post in posts:
        hours = platform_hours(strategy, rows[post.platform])
        if post.time.minute % 15 and hour_rank(post.time, hours):
            quarters = [time(*divmod(n, 60)) for n in range(0, 1440, 15)]
            free = [at for at in quarters if hour_rank(at, hours) == 1 and at not in of_day[post.day]]
            if len(free) > 2:
                yield f"{post.platform} {post.day}: {post.time}, {free} free"


@seed_ranges(10, 80)
def test_a_platform_has_three_different_hours_in_four_weeks_and_round_ones(seeds: range) -> None:
    posts = 0
    for seed in seeds:
        case = build(RandomDraws(random.Random(seed)), weeks=(4, 8, 13))
        found = [*plan(case.strategy, (), case.today).posts]
        assert [*too_alike(case.strategy, found), *odd(case.strategy, found)] == [], seed
        posts += len(found)
    assert posts > 30 * len(seeds)


@pytest.mark.parametrize("name", NETWORKS)
def test_hours_do_not_crawl(name: str) -> None:
    """No three posts of a platform follow each other by steps of less than half an hour."""
    times = [post.time for post in made(strategy(platform(name, count="1"), weeks=13)).posts]
    minutes = [at.hour * 60 + at.minute for at in times]
    steps = [abs(b - a) for a, b in pairwise(minutes)]
    assert all(a >= 30 or b >= 30 for a, b in pairwise(steps))


def test_after_two_times_near_each_other_the_next_step_is_another() -> None:
    minutes = (0, 5, 10, 15)
    choice = HourChoice({"Blog": (Hours(time(9), time(9, 15)),)}, [], lambda day: None)

    def chosen_on(number: int, *free: int) -> int:
        """The minute of the only post of a day, on which the other platforms leave these minutes free."""
        taken = [time(9, minute) for minute in minutes if minute not in free]
        times = choice.times_of_day(MONDAY + timedelta(days=number), [TimeRequest("Blog", 1)], taken)
        return times["Blog"][0].minute

    assert [chosen_on(number, minute) for number, minute in enumerate((10, 15, 0, 5))] == [10, 15, 0, 5]
    assert chosen_on(4, *minutes) == 15  # not 10, which was used longest ago


def test_a_retained_post_keeps_its_hour_while_it_is_allowed() -> None:
    """New hours on one platform move its posts, and nothing of the other."""
    rows = (platform("A", count="3"), platform("B", count="3"))
    before = strategy(*rows, weeks=4)
    first = plan(before, (), MONDAY)
    after = strategy(platform("A", count="3", hours=(NINE, EVENING)), rows[1], weeks=4)
    then = plan(after, (), MONDAY, remembered(first))
    assert {(post.day, post.time) for post in then.posts if post.platform == "B"} == {
        (post.day, post.time) for post in first.posts if post.platform == "B"
    }
    assert all(hour_rank(post.time, (NINE, EVENING)) < 2 for post in then.posts if post.platform == "A")


# ---- changes of the clocks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Paris", date(2027, 3, 28), (time(2), time(3))),
        ("America/New_York", date(2027, 3, 14), (time(2), time(3))),
        ("Africa/Cairo", date(2027, 4, 30), (time(0), time(1))),
        ("Australia/Lord_Howe", date(2027, 10, 3), (time(2), time(2, 30))),
        ("Europe/Paris", date(2027, 10, 31), None),
        ("Europe/Paris", date(2027, 3, 27), None),
        ("Nowhere/Land", date(2027, 3, 28), None),
        ("", date(2027, 3, 28), None),
    ],
)
def test_the_hours_that_a_day_lacks(zone: str, day: date, hours: tuple[time, time] | None) -> None:
    assert missing_hours(zone, day) == hours


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Paris", date(2027, 10, 31), (time(2), time(3))),
        ("America/New_York", date(2027, 11, 7), (time(1), time(2))),
        ("Australia/Lord_Howe", date(2027, 4, 4), (time(1, 30), time(2))),
        ("Europe/Paris", date(2027, 3, 28), None),
        ("Africa/Abidjan", date(2027, 10, 31), None),
        ("Nowhere/Land", date(2027, 10, 31), None),
    ],
)
def test_the_hours_that_a_day_has_twice(zone: str, day: date, hours: tuple[time, time] | None) -> None:
    assert repeated_hours(zone, day) == hours


@pytest.mark.parametrize("typed", [((2, 30), (2, 30)), ((2, 0), (2, 45)), ((1, 30), (3, 30))])
def test_an_hour_that_does_not_exist_is_never_given(typed: tuple[tuple[int, int], tuple[int, int]]) -> None:
    hours = Hours(time(*typed[0]), time(*typed[1]))
    daily = platform(count="2", per="day", hours=(hours,), days=tuple(range(7)), max_per_day=2)
    found = made(strategy(daily, weeks=4, country="FR"))
    zone = ZoneInfo("Europe/Paris")
    of_change = [post for post in found.posts if post.day == date(2027, 3, 28)]
    assert of_change
    for post in found.posts:
        local = datetime.combine(post.day, post.time, zone)
        assert local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)


def test_each_typed_hour_is_used_though_another_platform_has_it_every_day() -> None:
    """Else a platform whose second hour is another's only one would post at its first hour alone."""
    both = (Hours(time(9, 30), time(9, 30)), Hours(time(18, 15), time(18, 15)))
    week = (0, 1, 2, 3, 4)
    rows = (platform("A", "5", days=week, hours=both), platform("B", "5", days=week, hours=both[1:]))
    one = made(strategy(*rows, *(theme(f"Thème {n}") for n in range(6))))
    times = [post.time for post in one.posts if post.platform == "A"]
    assert 3 <= sum(at == time(18, 15) for at in times) <= 8
    assert {post.time for post in one.posts if post.platform == "B"} == {time(18, 15)}
