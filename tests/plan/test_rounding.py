"""Whole numbers of posts: on every stretch within one of what is asked, with the least to tell."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.plan.slots.rounding import BAND_STARTS, PeriodCount, PeriodDemand, round_counts, with_moved_posts


def steps(asked: str, count: int, most: int = 9) -> list[PeriodDemand]:
    return [PeriodDemand(Fraction(asked), 0, most)] * count


def planned(found: list[PeriodDemand]) -> list[int]:
    return [one.planned for one in round_counts(found)]


def test_half_a_week_is_every_second_week() -> None:
    assert planned(steps("1/2", 8)) == [1, 0, 1, 0, 1, 0, 1, 0]


def test_a_third_a_week_is_every_third_week() -> None:
    assert planned(steps("1/3", 9)) == [0, 1, 0] * 3


def test_a_whole_cadence_is_the_same_every_week() -> None:
    assert planned(steps("3", 53)) == [3] * 53


def test_two_and_a_half() -> None:
    assert sum(planned(steps("5/2", 52))) == 130


def test_a_fixed_post_takes_the_place_of_another_week() -> None:
    found = steps("1/2", 4)
    found[1] = PeriodDemand(Fraction(1, 2), 1, 9)
    assert planned(found) == [0, 1, 0, 1] or planned(found) == [0, 1, 1, 0]
    assert not any(one.missing for one in round_counts(found))


def test_what_a_week_cannot_hold_stands_in_the_one_before() -> None:
    found = steps("3", 4, most=4)
    found[1] = PeriodDemand(Fraction(3), 0, 2)
    assert [(one.planned, one.missing) for one in round_counts(found)] == [(4, 0), (2, 0), (3, 0), (3, 0)]


def test_what_no_week_can_hold_is_told() -> None:
    assert [(one.planned, one.missing) for one in round_counts(steps("3", 3, most=2))] == [(2, 1)] * 3


def test_too_many_fixed_posts_are_told_and_do_not_silence_the_weeks_after() -> None:
    found = steps("1", 5)
    found[1] = PeriodDemand(Fraction(1), 5, 9)
    counts = round_counts(found)
    assert sum(-one.missing for one in counts) >= 3
    assert [one.planned for one in counts][3:] == [1, 1]


def test_past_weeks_are_not_made_up_for() -> None:
    found = [PeriodDemand(Fraction(2), 0, 0, is_past=True)] * 3 + steps("2", 2)
    assert planned(found) == [0, 0, 0, 2, 2]


small = st.builds(
    lambda asked, least, more: PeriodDemand(asked, least, least + more),
    st.sampled_from([Fraction(n) for n in ("1/3", "1/2", "1", "3/2", "2")]),
    st.sampled_from((0, 0, 0, 1, 3)),
    st.integers(0, 3),
)


@settings(max_examples=60)
@given(st.lists(small, min_size=1, max_size=4))
def test_the_promise_holds_and_nothing_tells_less(found: list[PeriodDemand]) -> None:
    """Every stretch within one after what is told; of all counts and tellings that keep a band, none tells less."""
    counts = round_counts(found)
    assert all(step.least <= one.planned <= step.most for step, one in zip(found, counts, strict=True))
    assert held([one.planned + one.missing for one in counts], found)
    told = sum(abs(one.missing) for one in counts)
    assert told == min(
        sum(map(abs, missing))
        for planned_ in product(*(range(step.least, step.most + 1) for step in found))
        for missing in product(range(-3, 3), repeat=len(found))
        if sum(map(abs, missing)) <= told and banded([a + b for a, b in zip(planned_, missing, strict=True)], found)
    )


def running(counts: list[int], found: list[PeriodDemand]) -> list[Fraction]:
    errors = [Fraction(0)]
    for count, step in zip(counts, found, strict=True):
        errors.append(errors[-1] + count - step.asked)
    return errors


def held(counts: list[int], found: list[PeriodDemand]) -> bool:
    errors = running(counts, found)
    return max(errors) - min(errors) <= 1


def banded(counts: list[int], found: list[PeriodDemand]) -> bool:
    errors = running(counts, found)
    bands = [Fraction(quarter, 4) for quarter in BAND_STARTS]
    return abs(errors[-1]) <= Fraction(1, 2) and any(low <= min(errors) and max(errors) <= low + 1 for low in bands)


def test_a_post_that_moved_to_the_next_period_is_counted_there() -> None:
    demands = [PeriodDemand(Fraction(2), 0, 5, earlier=count) for count in (1, 3, 2)]
    counts = (PeriodCount(2, 0),) * 3
    assert [count.planned for count in with_moved_posts(demands, counts)] == [1, 3, 2]
    many = [PeriodDemand(Fraction(2), 0, 5, earlier=count) for count in (0, 5, 2)]
    assert [count.planned for count in with_moved_posts(many, counts)] == [1, 3, 2]  # one, and no more
    settled = [PeriodDemand(Fraction(2), 2, 5, earlier=1), demands[1], demands[2]]
    assert with_moved_posts(settled, counts) == counts


def test_no_rhythm_is_turned_round_to_tell_one_post_less() -> None:
    """A week that lacks half a post is no reason to have two posts where the earlier plan has one, and one for two."""
    asked = ("3/7", "3/2", "31/14", "5/2", "5/2", "5/2")
    had = (0, 2, 2, 2, 2, 2)
    over = [PeriodDemand(Fraction(posts), n, n, is_past=True, earlier=n) for posts, n in zip(asked, had, strict=True)]
    weeks = [PeriodDemand(Fraction(3, 2), 0, 2, earlier=1 + n % 2) for n in range(8)]
    assert planned([*over[:-1], replace(over[-1], is_past=False), *weeks]) == [*had, *(1, 2) * 4]


def test_a_post_that_was_missing_comes_where_there_is_room_now() -> None:
    weeks = [PeriodDemand(Fraction(3), 0, 5, earlier=count) for count in (3, 2, 3)]
    assert planned(weeks) == [3, 3, 3]
