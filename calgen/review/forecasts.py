"""What an indicator is expected to be at its deadline, and how many periods are missing until that can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING

from calgen.learn.progress import LEAST_PERIODS, Forecast, forecast_counts, forecast_level
from calgen.review.model import IndicatorReading

if TYPE_CHECKING:
    from calgen.review.objective_review import ObjectiveInput

_WEEK = 7  # days
_RIPE = timedelta(days=7)  # after which the conversions of a post are nearly all there
Spans = list[tuple[int, float]]  # events, and the weeks in which they came


@dataclass(frozen=True, slots=True)
class ForecastInput:
    """An objective, its readings, its baseline and its first day."""

    given: ObjectiveInput
    readings: tuple[IndicatorReading, ...]
    baseline: Fraction | None
    first: date
    today: date


def forecast(found: ForecastInput) -> tuple[Forecast | None, int]:
    """The forecast, or None and the number of readings (of a level) or weeks (of a total) that it still needs.

    None and 0 where nothing is to be foreseen: without a deadline or reading, or after the deadline.
    """
    deadline, readings = found.given.objective.deadline, found.readings
    if deadline is None or not readings or deadline <= found.today:
        return None, 0
    spans = _spans(found) if found.given.kind == "total" and found.baseline is not None else None
    if spans is None:
        typed = [(reading.day, float(reading.value)) for reading in readings]
        missing = max(0, LEAST_PERIODS - len(typed))
        return None if missing else _forecast_of_level(found, typed, deadline), missing
    return _forecast_of_spans(found, spans, deadline)


def _forecast_of_level(found: ForecastInput, typed: Sequence[tuple[date, float]], deadline: date) -> Forecast | None:
    goal, baseline = found.given.objective.goal, found.baseline
    if goal is None or baseline is None:
        return forecast_level(typed, deadline)
    return forecast_level(typed, deadline, float(goal), is_falling=goal < baseline)


def _forecast_of_spans(found: ForecastInput, spans: Spans, deadline: date) -> tuple[Forecast | None, int]:
    weeks = fsum(length for _, length in spans)
    missing = max(0, LEAST_PERIODS - int(weeks + 1e-9))
    goal, baseline = found.given.objective.goal, found.baseline or Fraction(0)
    end = found.first + timedelta(days=round(weeks * _WEEK))
    to_come = max(0.0, (deadline - end).days / _WEEK)
    made = forecast_counts(spans, to_come, None if goal is None else float(goal - baseline)) if not missing else None
    if made is None:
        return None, missing
    base = float(baseline)
    return replace(made, expected=made.expected + base, low=made.low + base, high=made.high + base), 0


def _spans(found: ForecastInput) -> Spans | None:
    """The events of a total from one reading to the next; None where it is no count that only grows."""
    if found.readings[-1].is_counted:
        return _weekly_conversions(found)
    assert found.baseline is not None
    spans, day, value = Spans(), found.first, found.baseline
    for reading in found.readings:
        events = reading.value - value
        if reading.day <= day:
            continue
        if events < 0 or events.denominator != 1:
            return None
        spans.append((int(events), (reading.day - day).days / _WEEK))
        day, value = reading.day, reading.value
    return spans


def _weekly_conversions(found: ForecastInput) -> Spans:
    """The conversions of the posts of each week whose figures are ripe."""
    weeks = max(0, (found.today - _RIPE - found.first).days // _WEEK)
    counts = [0] * weeks
    for row in found.given.rows:
        week = (row.day - found.first).days // _WEEK
        if 0 <= week < weeks:
            counts[week] += row.conversions or 0
    return [(count, 1.0) for count in counts]
