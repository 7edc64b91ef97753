"""Readings: of an objective that is there, once a day, on a day that is over, and a total does not fall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise

from calgen.book.problems import Problem, Severity
from calgen.book.references import near_name, spellings
from calgen.book.values import Percent, Phrase, ValueChange, first_items
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.kpi_kinds import TOTAL, kpi_kind
from calgen.plan.model import Plan
from calgen.strategy import Strategy
from calgen.strategy.readings import KpiReading

FAR = timedelta(days=92)  # from the next reading, or from the first day: an earlier one is of another year
SHOWN = 8  # names of objectives


def readings_are_of_objectives(strategy: Strategy) -> Iterable[Problem]:
    """Each reading names an objective that is there."""
    names = tuple(row.objective for row in strategy.objectives)
    unknown: dict[str, KpiReading] = {}
    for row in _in_order(strategy.readings):
        if row.objective not in names:
            unknown.setdefault(row.objective, row)
    for name, first in unknown.items():
        near = near_name(name, spellings(names))
        values = {"name": name, "n": sum(row.objective == name for row in strategy.readings)}
        rest = {"near": near} if near else {"names": first_items(names, SHOWN)}
        remedy = Phrase(("phrases", "reading_near" if near else "reading_names"), rest)
        place = first.source.place("objective")
        yield Problem("reading_unknown", place, Severity.WARNING, {**values, "remedy": remedy})


def readings_agree(strategy: Strategy) -> Iterable[Problem]:
    """Two readings of an objective on one day say the same."""
    for rows in _by_objective(strategy):
        for first, second in pairwise(rows):
            if first.date == second.date and first.value != second.value:
                values = {"name": first.objective, "day": first.date, "change": _change(strategy, first, second)}
                yield Problem("reading_twice", second.source.place("value"), Severity.WARNING, values)


def totals_do_not_fall(strategy: Strategy) -> Iterable[Problem]:
    """A total since the start is no lower than before, unless less of it is the goal."""
    kinds = {row.objective: row for row in strategy.objectives}
    for rows in _by_objective(strategy):
        objective = kinds.get(rows[0].objective)
        if objective is None or kpi_kind(objective) != TOTAL or _is_to_fall(objective.baseline, objective.goal):
            continue
        for first, second in pairwise(rows):
            if first.date < second.date and second.value < first.value:
                values = {"name": first.objective, "day": first.date, "change": _change(strategy, first, second)}
                yield Problem("reading_fell", second.source.place("value"), Severity.NOTE, values)


def _is_to_fall(baseline: Fraction | None, goal: Fraction | None) -> bool:
    return baseline is not None and goal is not None and goal < baseline


def percentages_are_read_as_such(strategy: Strategy) -> Iterable[Problem]:
    """Where the goal is a percentage, no reading is a hundred times too high."""
    goals = {row.objective: row.goal for row in strategy.objectives if row.goal is not None and _is_share(row.goal)}
    for row in _in_order(strategy.readings):
        if row.objective in goals and row.value > 1:
            values = {"name": row.objective, "value": row.value, "goal": Percent(goals[row.objective])}
            values["meant"] = Percent(row.value / 100)
            yield Problem("reading_no_percent", row.source.place("value"), Severity.WARNING, values)


def _is_share(goal: Fraction) -> bool:
    return 0 < goal < 1 and goal.denominator != 1


def readings_are_of_days_gone_by(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """No reading is of a day to come."""
    for row in _in_order(calendar.strategy.readings):
        if row.date > today:
            values = {"name": row.objective, "day": row.date}
            yield Problem("reading_to_come", row.source.place("date"), Severity.WARNING, values)


def readings_are_of_this_calendar(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """No reading lies long before the first day, unless others lead there one after the other."""
    next_day = first = min([calendar.horizon.first, *(post.day for post in plan.posts)])
    for row in sorted(calendar.strategy.readings, key=lambda row: row.date, reverse=True):
        if row.date + FAR < next_day:
            values = {"name": row.objective, "day": row.date, "first": first}
            yield Problem("reading_early", row.source.place("date"), Severity.NOTE, values)
        else:
            next_day = min(row.date, next_day)


def _in_order(rows: Sequence[KpiReading]) -> list[KpiReading]:
    return sorted(rows, key=lambda row: row.source.row)


def _by_objective(strategy: Strategy) -> Iterator[list[KpiReading]]:
    """The readings of each objective, by day and row."""
    rows = sorted(strategy.readings, key=lambda row: (row.objective, row.date, row.source.row))
    return (list(group) for _, group in groupby(rows, key=lambda row: row.objective))


def _change(strategy: Strategy, first: KpiReading, second: KpiReading) -> ValueChange:
    """Two values as the goal is written: percentages where it is one."""
    goal = next((row.goal for row in strategy.objectives if row.objective == first.objective), None)
    if goal is not None and _is_share(goal):
        return ValueChange(Percent(first.value), Percent(second.value))
    return ValueChange(first.value, second.value)
