"""The selection of days is exact: of all selections of a few posts, none costs less."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations_with_replacement, pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calgen.plan.slots.day_selection import MOVED_COST, RANK_COST, DaySelection, gap_cost, select_days

MONDAY = date(2027, 3, 1)
Days = tuple[date, ...]


def cost(selections: list[DaySelection], chosen: tuple[Days, ...]) -> float:
    total = sum(selection.days[day] for selection, days in zip(selections, chosen, strict=True) for day in days)
    ideals = [selection.ideal for selection, days in zip(selections, chosen, strict=True) for _ in days]
    flat = [day for days in chosen for day in days]
    return total + sum(
        gap_cost((later - day).days, ideal) for (day, later), ideal in zip(pairwise(flat), ideals[1:], strict=True)
    )


def ways(selection: DaySelection, fixed: Counter[date]) -> list[Days]:
    found = []
    for days in combinations_with_replacement(sorted(selection.days), selection.count):
        seen = Counter(days)
        if all(seen[day] <= selection.most[day] for day in seen) and all(seen[d] >= fixed[d] for d in selection.days):
            found.append(days)
    return found


@st.composite
def weeks(draw: st.DrawFn) -> tuple[list[DaySelection], Counter[date]]:
    """One to three short periods, some days costly, some fixed, some that carry nothing but their fixed posts."""
    selections, fixed = [], Counter[date]()
    for n in range(draw(st.integers(1, 3))):
        days = [MONDAY + timedelta(days=5 * n + d) for d in sorted(draw(st.sets(st.integers(0, 4), min_size=1)))]
        most = {day: draw(st.integers(1, 2)) for day in days}
        costs = {day: draw(st.sampled_from((0.0, RANK_COST, 3 * RANK_COST, MOVED_COST))) for day in days}
        for day in days:
            if draw(st.integers(0, 4)) == 4:
                fixed[day] = draw(st.integers(1, most[day]))
        low = sum(fixed[day] for day in days)
        selections.append(DaySelection(draw(st.integers(low, min(4, sum(most.values())) + low)), costs, most, 5))
    return selections, fixed


@settings(max_examples=200)
@given(weeks())
def test_no_selection_is_better(case: tuple[list[DaySelection], Counter[date]]) -> None:
    selections, fixed = case
    every = [ways(selection, fixed) for selection in selections]
    assume(all(every))
    found = select_days(selections, fixed)
    assert [len(days) for days in found] == [selection.count for selection in selections]
    assert all(tuple(days) in own for days, own in zip(found, every, strict=True))
    best = min(cost(selections, chosen) for chosen in product(*every))
    assert cost(selections, tuple(tuple(days) for days in found)) == pytest.approx(best)


def week(*days: int, count: int, most: int = 1) -> DaySelection:
    own = [MONDAY + timedelta(days=day) for day in days]
    return DaySelection(count, dict.fromkeys(own, 0.0), dict.fromkeys(own, most), 7)


def test_two_a_week_stand_apart() -> None:
    found = select_days([week(0, 1, 2, 3, 4, count=2)], Counter())[0]
    assert [day.weekday() for day in found] in ([0, 3], [0, 4], [1, 4])


def test_a_fixed_day_is_kept_and_the_others_give_way() -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = select_days([week(0, 1, 2, 3, 4, count=2)], Counter([tuesday]))[0]
    assert tuesday in found
    assert found[1] - found[0] >= timedelta(days=3)


def test_more_than_the_days_can_carry_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="more posts"):
        select_days([week(0, 1, count=3)], Counter())


def test_a_second_post_of_a_day_may_stay_though_the_platform_posts_daily() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(3)]
    had = {days[0]: 2, days[1]: 1}
    selection = DaySelection(
        3, dict.fromkeys(days, 0.0), dict.fromkeys(days, 2), 3, earlier=had, retained=had, daily_posts=1
    )
    assert select_days([selection], Counter()) == [[days[0], days[0], days[1]]]


def test_a_post_that_a_closed_day_has_moved_stays_but_gets_no_second_one() -> None:
    usual, moved, other = (MONDAY + timedelta(days=n) for n in range(3))
    costs = {usual: 0.0, moved: MOVED_COST, other: MOVED_COST}
    kept = DaySelection(1, costs, dict.fromkeys(costs, 2), 3, retained={moved: 1}, moved=(moved,))
    assert select_days([kept], Counter()) == [[moved]]
    more = DaySelection(2, costs, dict.fromkeys(costs, 2), 3, retained={moved: 1}, moved=(moved,))
    assert select_days([more], Counter()) == [[usual, moved]]


def test_a_daily_cadence_fills_every_day_before_one_has_more() -> None:
    """Eleven posts of two a day in five days: one day has a third, whatever the ranks of the weekdays are."""
    days = {MONDAY + timedelta(days=n): RANK_COST * rank for n, rank in enumerate((3, 0, 1, 2, 4))}
    week = DaySelection(11, days, dict.fromkeys(days, 3), 5, daily_posts=2)
    assert sorted(Counter(select_days([week], Counter())[0]).values()) == [2, 2, 2, 2, 3]
    one = DaySelection(8, days, dict.fromkeys(days, 3), 5, daily_posts=1)
    assert min(Counter(select_days([one], Counter())[0]).values()) == 1
