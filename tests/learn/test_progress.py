"""Progress, paces, states and forecasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from calgen.learn.progress import (
    PaceState,
    forecast_counts,
    forecast_level,
    forecast_total,
    linear_pace,
    pace_state,
    planned_pace,
    progress,
)

START, DEADLINE = date(2027, 1, 4), date(2027, 4, 5)


def test_progress_goes_either_way() -> None:
    assert progress(150, 100, 300) == 0.25
    assert progress(40, 50, 30) == 0.5  # fewer complaints
    assert progress(5, 5, 5) is None


def test_paces() -> None:
    assert linear_pace(START, DEADLINE, START + timedelta(days=26)) == pytest.approx(26 / 91)
    assert [linear_pace(START, DEADLINE, day) for day in (date(2026, 1, 1), date(2028, 1, 1))] == [0, 1]
    assert linear_pace(DEADLINE, DEADLINE, DEADLINE) == 1
    days = [START + timedelta(days=n) for n in (0, 1, 2, 60)] + [DEADLINE + timedelta(days=1)]
    assert planned_pace(days, DEADLINE, START + timedelta(days=30)) == 0.75
    assert planned_pace([], DEADLINE, START) is None


@pytest.mark.parametrize(
    ("ratio", "state"),
    [(1.05, "ahead"), (1.04, "on_track"), (0.95, "on_track"), (0.94, "behind"), (0.8, "behind"), (0.79, "at_risk")],
)
def test_states(ratio: float, state: str) -> None:
    assert pace_state(ratio * 0.5, 0.5).value == state


def test_no_value_is_unknown_and_not_zero() -> None:
    assert pace_state(None, 0.5) is pace_state(0.3, None) is pace_state(0.0, 0.0) is PaceState.UNKNOWN
    assert pace_state(0.0, 0.5) is PaceState.AT_RISK


def test_forecast_of_eighteen_in_six_weeks() -> None:
    """Prior gamma(1/2, 0): mean 21.58 to come; 5 and 95 %: 11 and 34; chance of 45 in all .223."""
    found = forecast_total([3, 3, 2, 4, 3, 3], 7, 45)
    assert found is not None
    assert found.expected == pytest.approx(18 + 21.58, abs=0.005)
    assert (found.low, found.high) == (18 + 11, 18 + 34)
    assert found.chance == pytest.approx(0.223, abs=0.0005)


def test_weeks_that_vary_make_a_wider_forecast() -> None:
    even, uneven = forecast_total([3, 3, 2, 4, 3, 3], 7), forecast_total([0, 0, 9, 0, 0, 9], 7)
    assert even is not None
    assert uneven is not None
    assert uneven.high - uneven.low > 1.8 * (even.high - even.low)


def test_too_early() -> None:
    assert forecast_total([3] * 5, 7) is None
    assert forecast_total([3] * 6, 0) is None
    assert forecast_level([(START + timedelta(days=n), 1.0) for n in range(5)], DEADLINE) is None


def test_forecast_of_a_level() -> None:
    """The line through the readings; the interval of a new reading, from the textbook formula by hand."""
    values = [10.0, 11.0, 13.0, 12.0, 14.0, 15.0]
    readings = [(START + timedelta(days=30 * n), value) for n, value in enumerate(values)]
    found = forecast_level(readings, START + timedelta(days=210))
    assert found is not None
    slope, mean = 16.5 / 17.5, 12.5
    assert found.expected == pytest.approx(mean + slope * 4.5)
    rest = sum((value - mean - slope * (n - 2.5)) ** 2 for n, value in enumerate(values)) / 4
    half = 2.131847 * (rest * (1 + 1 / 6 + 4.5**2 / 17.5)) ** 0.5  # t of 4 degrees at 95 %
    assert found.high - found.expected == pytest.approx(half, rel=1e-6)
    assert forecast_level([(START, 1.0)] * 6, DEADLINE) is None


def test_spans_of_any_length() -> None:
    """Two months of readings say what their weeks would; of uneven rates Pearson's statistic widens the interval."""
    months = forecast_counts([(13, 4.0), (12, 4.5)], 6)
    weeks = forecast_counts([(25, 8.5)], 6)
    assert months == weeks
    uneven = forecast_counts([(2, 4.0), (30, 4.0), (8, 2.0)], 6)
    even = forecast_counts([(40, 10.0)], 6)
    assert uneven is not None
    assert even is not None
    assert uneven.low < even.low < even.high < uneven.high
    rate = 40 / 10
    scale = sum((count - rate * length) ** 2 / (rate * length) for count, length in ((2, 4), (30, 4), (8, 2))) / 2
    assert uneven.expected == pytest.approx(40 + (0.5 * scale + 40) * 6 / 10)
    assert forecast_counts([(3, 2.0), (9, 3.9)], 6) is None
