"""The weeks of a month: their days, the rows of their posts, and where pages begin; the lanes of the year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from calgen.view.month.bands import Band
from calgen.view.month.weeks import GAP_HEIGHT, Letters, PostsByDay, Week, page_starts, week, weeks_of
from calgen.view.year.lanes import lanes_of

LETTERS = Letters(9.0, 3)
MONDAY = date(2027, 2, 1)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(7))


def made(posts: PostsByDay, platforms: tuple[str, ...] = ("A", "B"), days: tuple[date, ...] = DAYS) -> Week:
    return week(days, platforms, posts, (), lambda index, size: index, LETTERS)


@pytest.mark.parametrize(
    ("first", "lengths"),
    [
        (date(2027, 2, 1), [7, 7, 7, 7]),  # begins on a Monday
        (date(2027, 8, 1), [1, 7, 7, 7, 7, 2]),  # begins on a Sunday: six weeks
        (date(2027, 5, 1), [2, 7, 7, 7, 7, 1]),
    ],
)
def test_a_month_is_cut_into_weeks_from_monday_to_sunday(first: date, lengths: list[int]) -> None:
    weeks = [*weeks_of(first)]
    assert [len(days) for days in weeks] == lengths
    assert all(days[0].weekday() == 0 for days in weeks[1:])
    assert [day.day for days in weeks for day in days] == [*range(1, sum(lengths) + 1)]


def test_posts_of_a_day_stand_below_each_other_and_each_once() -> None:
    found = made({("A", DAYS[0]): (1, 2, 3), ("A", DAYS[6]): (4,), ("B", DAYS[2]): (5,)})
    assert [row.posts for row in found.rows] == [
        (1, None, None, None, None, None, 4), (2, *(None,) * 6), (3, *(None,) * 6), (None, None, 5, *(None,) * 4),
    ]  # fmt: skip
    assert [row.is_first for row in found.rows] == [True, False, False, True]


def test_a_row_is_as_high_as_its_longest_title_needs() -> None:
    found = made({("A", DAYS[0]): (1,), ("B", DAYS[1]): (3,), ("B", DAYS[2]): (9,)})
    assert [row.lines for row in found.rows] == [2, 3]


def test_a_platform_without_posts_has_a_low_row_and_none_in_a_part_of_a_week() -> None:
    """A part without any post has the free row of the first one: a row of days alone looks like a fault."""
    assert [(row.platform, row.lines) for row in made({}).rows] == [("A", 0), ("B", 0)]
    assert [row.platform for row in made({("B", DAYS[1]): (1,)}, days=DAYS[:3]).rows] == ["B"]
    assert [(row.platform, row.lines) for row in made({}, days=DAYS[:3]).rows] == [("A", 0)]


def test_a_page_begins_before_a_week_that_does_not_fit() -> None:
    weeks = [made({("A", DAYS[0]): (1,)}) for _ in range(5)]
    high = weeks[0].height
    assert page_starts(weeks, 5 * high, 9 * high) == {}
    assert page_starts(weeks, 2 * high, 2 * high) == {2: (0,), 4: (0,)}
    assert page_starts(weeks, high - GAP_HEIGHT, 4 * high) == {1: (0,)}


def test_a_week_higher_than_a_page_is_split_between_rows() -> None:
    busy = made({("A", DAYS[0]): tuple(range(60))})
    starts = page_starts([busy], 300, 300)[0]
    assert len(starts) > 4
    edges = [0, *starts, len(busy.rows)]
    parts = [busy.rows[top:bottom] for top, bottom in pairwise(edges)]
    assert all(sum(row.height for row in rows) <= 300 for rows in parts)


def test_names_of_the_year_keep_apart_and_stay_within_it() -> None:
    mondays = [MONDAY + timedelta(weeks=n) for n in range(52)]
    names = ("Fête des mères", "Journée internationale des droits des femmes", "Soldes d'hiver", "Rentrée")
    bands = [Band(day, day + timedelta(days=3), names[n % 4]) for n, day in enumerate(mondays)]
    lanes = lanes_of(bands, mondays, 52, 16.0)
    bars = [bar for lane in lanes for bar in lane]
    assert sorted(bar.first for bar in bars) == [*range(52)]
    for lane in lanes:
        taken = sorted(bar.taken(16.0) for bar in lane)
        assert all(one[1] < other[0] for one, other in pairwise(taken))
    assert all(first >= 0 and last < 52 for first, last in (bar.taken(16.0) for bar in bars))
    assert all(bar.name in names for bar in bars)
