"""How far an objective is: its way from baseline to goal, beside the pace of the year and of the plan itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import fsum, sqrt

from calgen.learn.distributions import negative_binomial_cdf, t_cdf, t_quantile

AHEAD, ON_TRACK, BEHIND = 1.05, 0.95, 0.80  # ratio of the progress to the pace, from which a state holds
LEAST_PERIODS = 6  # readings or weeks, before which no forecast is made
_DISPERSED = 1.5  # variance over mean of weekly counts, from which they vary more than chance does
_LOW, _HIGH = 0.05, 0.95
_ROUNDING = 1e-9


class PaceState(Enum):
    """Where an objective stands against the pace of the plan; after its deadline, whether its goal is reached."""

    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    REACHED = "reached"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The expected value at the deadline, with its interval of 90 %, and the chance that the goal is reached."""

    expected: float
    low: float
    high: float
    chance: float | None = None


def progress(value: float, baseline: float, goal: float) -> float | None:
    """The part of the way from baseline to goal; also where the goal is lower; None where they are equal."""
    return None if goal == baseline else (value - baseline) / (goal - baseline)


def linear_pace(start: date, deadline: date, today: date) -> float:
    """The part of the days from `start` to `deadline` that are over, from 0 to 1."""
    days = (deadline - start).days
    return min(1.0, max(0.0, (today - start).days / days)) if days > 0 else 1.0


def planned_pace(days: Sequence[date], deadline: date, today: date) -> float | None:
    """The part of the posts of an objective up to its deadline that are due before `today`; None without a post."""
    due = [day for day in days if day <= deadline]
    return sum(day < today for day in due) / len(due) if due else None


def pace_state(reached: float | None, pace: float | None) -> PaceState:
    """The state of an objective, by the ratio of its progress to the pace."""
    if reached is None or not pace:
        return PaceState.UNKNOWN
    ratio = reached / pace
    if ratio >= AHEAD:
        return PaceState.AHEAD
    if ratio >= ON_TRACK:
        return PaceState.ON_TRACK
    return PaceState.BEHIND if ratio >= BEHIND else PaceState.AT_RISK


def final_state(reached: float | None) -> PaceState:
    """The state of an objective whose deadline is over, by its progress."""
    if reached is None:
        return PaceState.UNKNOWN
    return PaceState.REACHED if reached >= 1 - _ROUNDING else PaceState.MISSED


def forecast_total(weekly_counts: Sequence[int], weeks_to_come: float, goal: float | None = None) -> Forecast | None:
    """The total at the deadline of events that are counted by week; None before six weeks."""
    return forecast_counts([(count, 1.0) for count in weekly_counts], weeks_to_come, goal)


def forecast_counts(
    spans: Sequence[tuple[int, float]], weeks_to_come: float, goal: float | None = None
) -> Forecast | None:
    """The total at the deadline of events that are counted over spans, each with its weeks; None before six weeks.

    The predictive distribution of a Poisson count with a gamma prior (shape 1/2, rate 0): a negative binomial. Where
    the spans vary more than chance does, the counts are divided by how many times they do so, and the result is
    multiplied by it.
    """
    weeks, seen = fsum(length for _, length in spans), sum(count for count, _ in spans)
    if weeks < LEAST_PERIODS - _ROUNDING or weeks_to_come <= 0:
        return None
    scale = _dispersion(spans, seen / weeks)
    shape, probability = 0.5 + seen / scale, weeks / (weeks + weeks_to_come)
    low, high = (_count_at(shape, probability, share) for share in (_LOW, _HIGH))
    chance = None
    if goal is not None:
        missing = -(-(goal - seen) // scale)
        chance = 1 - negative_binomial_cdf(shape, probability, int(missing) - 1)
    return Forecast(seen + scale * shape * weeks_to_come / weeks, seen + scale * low, seen + scale * high, chance)


def _dispersion(spans: Sequence[tuple[int, float]], rate: float) -> float:
    """How many times the counts of spans vary as much as chance does: Pearson's statistic over its degrees of freedom.

    Of weeks alone it is the variance of their counts over the mean.
    """
    if not rate or len(spans) < 2:
        return 1.0
    misfit = fsum((count - rate * weeks) ** 2 / (rate * weeks) for count, weeks in spans) / (len(spans) - 1)
    return misfit if misfit > _DISPERSED else 1.0


def _count_at(shape: float, probability: float, share: float) -> int:
    """The smallest count up to which the distribution has `share`."""
    low, high = -1, 1
    while negative_binomial_cdf(shape, probability, high) < share:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if negative_binomial_cdf(shape, probability, middle) < share else (low, middle)
    return high


def forecast_level(
    readings: Sequence[tuple[date, float]], deadline: date, goal: float | None = None, *, is_falling: bool = False
) -> Forecast | None:
    """The level at the deadline on the line through the readings, with its prediction interval; None before six.

    Ordinary least squares; the interval is that of a new reading. `is_falling`: the goal is reached from above.
    """
    if len(readings) < LEAST_PERIODS:
        return None
    first, n = readings[0][0], len(readings)
    days = [float((day - first).days) for day, _ in readings]
    values = [value for _, value in readings]
    middle, mean = fsum(days) / n, fsum(values) / n
    spread = fsum((x - middle) ** 2 for x in days)
    if not spread:
        return None
    slope = fsum((x - middle) * (y - mean) for x, y in zip(days, values, strict=True)) / spread
    rest = fsum((y - mean - slope * (x - middle)) ** 2 for x, y in zip(days, values, strict=True))
    ahead = (deadline - first).days - middle
    error = sqrt(rest / (n - 2) * (1 + 1 / n + ahead**2 / spread))
    expected, half = mean + slope * ahead, t_quantile(n - 2, _HIGH) * error
    chance = None
    if goal is not None and error:
        above = t_cdf(n - 2, (expected - goal) / error)
        chance = 1 - above if is_falling else above
    return Forecast(expected, expected - half, expected + half, chance)
