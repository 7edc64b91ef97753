"""Objectives against their goals: readings, progress beside the pace of the plan and of the year, forecast, cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from calgen.book.terms import has_word_of
from calgen.figures.counted_calendar import CountedCalendar
from calgen.learn.progress import final_state, linear_pace, pace_state, progress
from calgen.learn.result_costs import break_even, cost_per_result, return_on_cost
from calgen.review.column_choice import needed_measure
from calgen.review.forecasts import ForecastInput, forecast
from calgen.review.model import IndicatorReading, ObjectiveReview, PacePoint
from calgen.review.reviewed_rows import ReviewedRow
from calgen.strategy.objectives import Objective

_WEEK = timedelta(days=7)
_LATE_RESULTS = timedelta(days=31)  # after the calendar, in which its last posts still bring results


@dataclass(frozen=True, slots=True)
class ObjectiveInput:
    """What an objective is judged by; `kind` is `total` or `level`, `posts` are the days of all that serve it."""

    objective: Objective
    kind: str
    typed: tuple[IndicatorReading, ...]  # by day, none after today
    rows: tuple[ReviewedRow, ...]  # that serve it and are out
    posts: tuple[date, ...]
    spent: Fraction


def review_objective(given: ObjectiveInput, calendar: CountedCalendar, today: date) -> ObjectiveReview:
    """An objective as of the day of its last reading; after its deadline that says whether the goal is reached."""
    way = Way(given, calendar, today)
    objective, results = given.objective, _results(given, way)
    reached = way.reached(way.readings[-1].value) if way.readings else None
    linear = linear_pace(way.first, way.last, way.as_of)
    planned = way.planned_pace(way.as_of)
    made, missing = forecast(ForecastInput(given, way.readings, way.baseline, way.first, today))
    cost = cost_per_result(float(given.spent), results) if given.spent and results is not None else None
    value = objective.unit_value
    is_over = objective.deadline is not None and objective.deadline < today
    return ObjectiveReview(
        objective=objective.objective,
        kpi=objective.kpi,
        kind=given.kind,
        baseline=way.baseline,
        goal=objective.goal,
        deadline=objective.deadline,
        readings=way.readings,
        as_of=way.as_of,
        progress=reached,
        planned_pace=planned,
        linear_pace=linear,
        state=final_state(reached) if is_over else pace_state(reached, linear if planned is None else planned),
        forecast=made,
        periods_missing=missing,
        pace=way.points(),
        spent=given.spent or None,
        cost=cost,
        break_even=break_even(given.spent, value) if given.spent and value else None,
        return_on_cost=return_on_cost(float(given.spent), results, float(value))
        if given.spent and value and results is not None
        else None,
    )


class Way:
    """The way of an objective from its baseline to its goal, over the days from its first to its deadline."""

    def __init__(self, given: ObjectiveInput, calendar: CountedCalendar, today: date) -> None:
        self._given, horizon = given, calendar.horizon
        objective = given.objective
        self.last = objective.deadline or horizon.last
        self.first, self.baseline = _beginning(given, horizon.first, self.last)
        self.readings = given.typed or _counted_reading(given, self.first, self.baseline, today)
        self.as_of = self.readings[-1].day if self.readings else today
        self._days = sorted(day for day in given.posts if self.first <= day <= self.last)
        end = max(self.first, min(self.last, horizon.last))
        is_longer = self.last > horizon.last + _LATE_RESULTS and end > self.first
        self._planned_part = (end - self.first) / (self.last - self.first) if is_longer else 1.0

    def reached(self, value: Fraction) -> float | None:
        """The part of the way at a value; None without a baseline or goal, or where they are equal."""
        goal, baseline = self._given.objective.goal, self.baseline
        if goal is None or baseline is None:
            return None
        return progress(float(value), float(baseline), float(goal))

    def planned_pace(self, day: date) -> float | None:
        """The part of its posts that are due before a day; None without a post.

        Where the deadline lies well after the calendar, the posts of the calendar are but a part of the way, by days.
        """
        if not self._days:
            return None
        return self._planned_part * sum(post < day for post in self._days) / len(self._days)

    def points(self) -> tuple[PacePoint, ...]:
        """Where it stood at the end of each week, and on its last day; between readings on the line between them."""
        found, day = list[PacePoint](), self.first + timedelta(days=6 - self.first.weekday())
        while day < self.last + _WEEK:
            at = min(day, self.last)
            planned = self.planned_pace(at + timedelta(days=1))
            found.append(PacePoint(at, self._reached_on(at), planned, linear_pace(self.first, self.last, at)))
            day += _WEEK
        return tuple(found)

    def _reached_on(self, day: date) -> float | None:
        known = [(reading.day, reading.value) for reading in self.readings]
        if self.baseline is not None and (not known or known[0][0] > self.first):
            known.insert(0, (self.first, self.baseline))
        if not known or not self.readings or day - known[-1][0] >= _WEEK or day < known[0][0]:
            return None
        after = next((n for n, (at, _) in enumerate(known) if at >= day), len(known) - 1)
        (start, low), (end, high) = known[max(0, after - 1)], known[after]
        part = Fraction(min(day, end).toordinal() - start.toordinal(), max(1, (end - start).days))
        return self.reached(low + (high - low) * part)


def _beginning(given: ObjectiveInput, start: date, last: date) -> tuple[date, Fraction | None]:
    """The day from which an objective is judged, and its value then.

    It is the day of a reading of the baseline up to the first week of the calendar, else that of the first post that
    serves it, else the first day of the calendar. Without a baseline the first of two readings is one.
    """
    baseline, readings = given.objective.baseline, given.typed
    if baseline is None:
        return (readings[0].day, readings[0].value) if len(readings) > 1 else (_first_post(given, start, last), None)
    at_baseline = [reading.day for reading in readings if reading.value == baseline and reading.day < start + _WEEK]
    return (at_baseline[-1] if at_baseline else _first_post(given, start, last)), baseline


def _first_post(given: ObjectiveInput, start: date, last: date) -> date:
    return min((day for day in given.posts if day <= last), default=min(start, last))


def _counted_reading(
    given: ObjectiveInput, first: date, baseline: Fraction | None, today: date
) -> tuple[IndicatorReading, ...]:
    """The conversions of the posts that serve a total whose indicator counts what conversions count, as a reading."""
    if given.kind != "total" or baseline is None or not _counts_conversions(given.objective):
        return ()
    found = _conversions(given.rows, first)
    return () if found is None else (IndicatorReading(today, baseline + found, is_counted=True),)


def _conversions(rows: Sequence[ReviewedRow], first: date) -> int | None:
    """The conversions of posts from a day on; None where none of them has such a figure."""
    known = [row.conversions for row in rows if row.conversions is not None and row.day >= first]
    return sum(known) if known else None


def _results(given: ObjectiveInput, way: Way) -> int | None:
    """What was gained: of a total from its baseline to the last reading, of a level the conversions of its posts.

    None where nobody knows, and where the indicator is no number of results: a rate, or money.
    """
    if not _is_in_pieces(given.objective):
        return None
    if given.kind == "total" and way.readings and way.baseline is not None and given.objective.goal is not None:
        gained = way.readings[-1].value - way.baseline
        return max(0, int(gained if given.objective.goal >= way.baseline else -gained))
    return _conversions(given.rows, way.first) if _counts_conversions(given.objective) else None


def _counts_conversions(objective: Objective) -> bool:
    """Whether an indicator counts what conversions count."""
    return _is_in_pieces(objective) and needed_measure(objective) == "conversions"


def _is_in_pieces(objective: Objective) -> bool:
    """Whether an indicator counts results: it is no rate, and no money."""
    return not (has_word_of(objective.kpi, "rates_and_money") or any(sign in objective.kpi for sign in "%€$£"))


def readings_by_objective(
    readings: Sequence[tuple[str, IndicatorReading]], today: date
) -> Mapping[str, tuple[IndicatorReading, ...]]:
    """The readings of each objective up to today, by day; of two on one day the last in the tab counts."""
    found: dict[str, dict[date, IndicatorReading]] = {}
    for name, reading in readings:
        if reading.day <= today:
            found.setdefault(name, {})[reading.day] = reading
    return {name: tuple(own[day] for day in sorted(own)) for name, own in found.items()}
