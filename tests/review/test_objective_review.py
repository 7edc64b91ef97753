"""Objectives against their goals: progress, both paces, states, forecasts, costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from review_rows import START, TODAY, calendar, objective, row, strategy

from calgen.learn.progress import PaceState
from calgen.review.model import IndicatorReading, ObjectiveReview
from calgen.review.objective_review import ObjectiveInput, readings_by_objective, review_objective

END = START + timedelta(days=181)  # last day of the calendar: 26 weeks
POSTS = tuple(START + timedelta(days=n) for n in (0, 10, 20, 30, 40, 60, 80, 100, 120, 140))


def reading(day: date, value: float | Fraction) -> IndicatorReading:
    return IndicatorReading(day, Fraction(value), "till")


def weeks(*values: float) -> tuple[IndicatorReading, ...]:
    """Readings at the end of each week from the first."""
    return tuple(reading(START + timedelta(weeks=n), value) for n, value in enumerate(values, 1))


def reviewed(today: date = TODAY, **more: object) -> ObjectiveReview:
    given = replace(ObjectiveInput(objective(), "total", (), (), POSTS, Fraction(0)), **more)  # type: ignore[arg-type]
    return review_objective(given, calendar(strategy()), today)


def test_progress_beside_both_paces() -> None:
    found = reviewed(typed=(reading(date(2027, 3, 15), 38),))
    assert found.progress == 0.38
    assert found.as_of == date(2027, 3, 15)  # 70 days from the first post
    assert found.planned_pace == 6 / 10
    assert found.linear_pace == 70 / (date(2027, 7, 4) - START).days
    assert found.state is PaceState.AT_RISK  # by the plan's own pace; it would be on track by the days


@pytest.mark.parametrize(
    ("value", "state"),
    [(63, PaceState.AHEAD), (57, PaceState.ON_TRACK), (48, PaceState.BEHIND), (47, PaceState.AT_RISK)],
)
def test_states_by_the_ratio_to_the_planned_pace(value: int, state: PaceState) -> None:
    assert reviewed(typed=(reading(date(2027, 3, 15), value),)).state is state


@pytest.mark.parametrize(
    ("value", "state"), [(100, PaceState.REACHED), (120, PaceState.REACHED), (99, PaceState.MISSED)]
)
def test_after_the_deadline_the_goal_is_reached_or_missed(value: int, state: PaceState) -> None:
    own, typed = objective(), (reading(date(2027, 6, 25), value),)
    assert own.deadline is not None
    on_the_day, after = (reviewed(own.deadline + timedelta(days=n), typed=typed).state for n in (0, 1))
    assert after is state
    assert on_the_day not in (PaceState.REACHED, PaceState.MISSED)
    assert reviewed(own.deadline + timedelta(days=1)).state is PaceState.UNKNOWN


def test_a_goal_below_the_baseline() -> None:
    calls = objective(kpi="phone calls a week", baseline=Fraction(50), goal=Fraction(20))
    found = reviewed(objective=calls, kind="level", typed=(reading(date(2027, 3, 15), 32),))
    assert found.progress == 0.6
    assert found.state is PaceState.ON_TRACK


def test_nothing_is_known_without_a_value_a_baseline_or_a_difference() -> None:
    no_value = reviewed()
    assert (no_value.progress, no_value.state, no_value.as_of) == (None, PaceState.UNKNOWN, TODAY)
    one = (reading(date(2027, 3, 15), 32),)
    for changed in ({"baseline": None}, {"goal": None}, {"baseline": Fraction(32), "goal": Fraction(32)}):
        found = reviewed(objective=objective(**changed), typed=one)
        assert (found.progress, found.state) == (None, PaceState.UNKNOWN)


def test_without_a_post_the_days_are_the_pace() -> None:
    found = reviewed(posts=(), typed=(reading(START + timedelta(days=91), 50),))
    assert found.planned_pace is None
    assert (found.linear_pace, found.state) == (91 / 181, PaceState.ON_TRACK)


def test_without_a_baseline_the_first_of_two_readings_is_one() -> None:
    found = reviewed(objective=objective(baseline=None), typed=weeks(20, 60))
    assert (found.baseline, found.progress) == (Fraction(20), 0.5)


def test_an_objective_begins_with_the_reading_of_its_baseline() -> None:
    """After the first quarter the baseline is where that quarter ended; its posts no longer count."""
    earlier = tuple(START - timedelta(days=n) for n in range(1, 60))
    second = objective(baseline=Fraction(40))
    typed = (reading(START - timedelta(days=30), 20), reading(START - timedelta(days=2), 40), reading(TODAY, 70))
    found = reviewed(objective=second, posts=(*earlier, *POSTS), typed=typed)
    assert found.progress == 0.5
    assert found.planned_pace == (len([day for day in (*earlier, *POSTS) if typed[1].day <= day < TODAY])) / 12
    assert found.linear_pace == 93 / 183


def test_a_deadline_long_after_the_calendar() -> None:
    """The calendar of half a year is half of the way to a goal of one year: all of its posts are not all of it."""
    year = objective(deadline=START + timedelta(days=364))
    found = reviewed(objective=year, typed=(reading(END, 50),), today=END)
    assert found.planned_pace == pytest.approx(181 / 364)
    soon_after = objective(deadline=END + timedelta(days=31))
    assert reviewed(objective=soon_after, typed=(reading(END, 50),), today=END).planned_pace == 1


def test_conversions_are_offered_as_a_reading() -> None:
    rows = tuple(row(n, conversions=n % 3) for n in range(0, 80, 4))
    found = reviewed(rows=rows, posts=tuple(r.day for r in rows))
    total = sum(r.conversions or 0 for r in rows)
    assert found.readings == (IndicatorReading(TODAY, Fraction(total), is_counted=True),)
    assert found.progress == total / 100
    assert reviewed(rows=rows, typed=weeks(7)).readings == weeks(7)  # what somebody typed knows more
    assert reviewed(rows=rows, kind="level").readings == ()
    assert reviewed(rows=rows, objective=objective(kpi="comments")).readings == ()
    assert reviewed(rows=rows, objective=objective(kpi="sales, in euros")).readings == ()
    unknown = tuple(replace(r, conversions=None) for r in rows)
    assert reviewed(rows=unknown).readings == ()


def test_the_forecast_of_a_total() -> None:
    """18 in six weeks, seven weeks to come: the published example of learn, above its baseline of 100."""
    own = objective(baseline=Fraction(100), goal=Fraction(145), deadline=START + timedelta(weeks=13))
    typed = weeks(103, 105, 109, 112, 115, 118)
    found = reviewed(objective=own, typed=typed, today=START + timedelta(weeks=6), posts=(START,))
    assert found.forecast is not None
    assert found.forecast.expected == pytest.approx(100 + 18 + 21.58, abs=0.01)
    assert (found.forecast.low, found.forecast.high) == (100 + 18 + 11, 100 + 18 + 34)
    assert found.forecast.chance is not None
    assert found.periods_missing == 0


def test_a_total_that_varies_more_than_chance_has_a_wider_forecast() -> None:
    own = objective(deadline=START + timedelta(weeks=13))
    even = reviewed(objective=own, typed=weeks(5, 10, 15, 20, 25, 30), today=START + timedelta(weeks=6))
    uneven = reviewed(objective=own, typed=weeks(0, 20, 20, 20, 30, 30), today=START + timedelta(weeks=6))
    assert even.forecast
    assert uneven.forecast
    assert uneven.forecast.low < even.forecast.low
    assert uneven.forecast.high > even.forecast.high


def test_too_early_for_a_forecast() -> None:
    soon = START + timedelta(weeks=4)
    assert (reviewed(typed=weeks(3, 5, 9, 12), today=soon).forecast) is None
    assert reviewed(typed=weeks(3, 5, 9, 12), today=soon).periods_missing == 2
    level = reviewed(kind="level", typed=weeks(3, 5, 9, 12), today=soon)
    assert (level.forecast, level.periods_missing) == (None, 2)
    over = reviewed(typed=weeks(3, 5), today=date(2027, 8, 1))
    assert (over.forecast, over.periods_missing) == (None, 0)


def test_the_forecast_of_a_level_is_its_line() -> None:
    values = (38, 41, 40, 46, 44, 49, 52)
    found = reviewed(kind="level", typed=weeks(*values), objective=objective(baseline=Fraction(38), goal=Fraction(70)))
    days = np.array([7.0 * n for n in range(1, 8)])
    slope, base = np.polyfit(days, np.array(values), 1)
    ahead = (date(2027, 7, 4) - START).days
    rest = np.array(values) - base - slope * days
    error = np.sqrt((rest**2).sum() / 5 * (1 + 1 / 7 + (ahead - days.mean()) ** 2 / ((days - days.mean()) ** 2).sum()))
    assert found.forecast is not None
    assert found.forecast.expected == pytest.approx(base + slope * ahead)
    assert found.forecast.high == pytest.approx(base + slope * ahead + 2.015048 * error)  # t of 5 degrees of freedom
    falling = objective(baseline=Fraction(80), goal=Fraction(70))
    below = reviewed(kind="level", typed=weeks(*values), objective=falling).forecast
    assert below
    assert (found.forecast.chance or 0) + (below.chance or 0) == pytest.approx(1)
    assert (found.forecast.chance or 0) > 0.95  # the line ends at 94


def test_a_total_that_falls_is_no_count() -> None:
    found = reviewed(typed=weeks(3, 5, 4, 6, 7, 8))
    assert found.forecast is not None
    assert found.forecast.low != int(found.forecast.low)  # the line of a level


def test_the_chart_goes_week_by_week() -> None:
    typed = (reading(START + timedelta(days=14), 20), reading(START + timedelta(days=28), 60))
    found = reviewed(typed=typed, today=START + timedelta(days=40))
    assert [point.day.weekday() for point in found.pace] == [6] * 26
    assert [point.reached for point in found.pace[:6]] == pytest.approx([6 / 70, 0.2 * 13 / 14, 0.4 * 6 / 14 + 0.2,
                                                                          0.4 * 13 / 14 + 0.2, 0.6, None])  # fmt: skip
    assert [point.planned for point in found.pace[:3]] == [0.1, 0.2, 0.3]
    assert found.pace[-1].planned == 1
    assert (found.pace[-1].day, found.pace[-1].linear) == (date(2027, 7, 4), 1)
    assert all(a.linear < b.linear for a, b in zip(found.pace, found.pace[1:], strict=False))


def test_costs_of_results() -> None:
    """Three results for 1,500: 500 each, but 171 to 2,425 (Garwood 1936)."""
    own = objective(unit_value=Fraction(400))
    found = reviewed(objective=own, typed=(reading(TODAY, 3),), spent=Fraction(1500))
    assert found.cost is not None
    assert found.cost.each == 500
    assert (round(found.cost.low), round(found.cost.high or 0)) == (171, 2425)
    assert found.break_even == 4
    assert found.return_on_cost == pytest.approx((3 * 400 - 1500) / 1500)
    none = reviewed(objective=own, typed=(reading(TODAY, 0),), spent=Fraction(1500))
    assert none.cost is not None
    assert (none.cost.each, none.cost.high, round(none.cost.low)) == (None, None, round(1500 / 3.689))


def test_what_has_no_cost_per_result() -> None:
    spent = Fraction(1500)
    assert reviewed(typed=(reading(TODAY, 3),)).cost is None  # nothing spent
    assert reviewed(objective=objective(kpi="revenue"), typed=(reading(TODAY, 3),), spent=spent).cost is None
    level = reviewed(kind="level", typed=(reading(TODAY, 3),), spent=spent, rows=(row(3), row(9)))
    assert level.cost is not None
    assert level.cost.each == 1500 / 4  # the conversions of its posts
    fewer = objective(baseline=Fraction(50), goal=Fraction(20))
    found = reviewed(objective=fewer, typed=(reading(TODAY, 40),), spent=spent)
    assert found.cost is not None
    assert found.cost.each == 150


def test_readings_by_day() -> None:
    typed = [("a", reading(TODAY, 3)), ("b", reading(START, 1)), ("a", reading(START, 2)), ("a", reading(TODAY, 4)),
             ("a", reading(TODAY + timedelta(days=1), 9))]  # fmt: skip
    found = readings_by_objective(typed, TODAY)
    assert found == {"a": (reading(START, 2), reading(TODAY, 4)), "b": (reading(START, 1),)}
