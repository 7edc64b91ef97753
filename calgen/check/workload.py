"""The work that the calendar asks where the strategy names nobody to do it, and the people behind each platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.check.platforms import MOST_PLATFORMS
from calgen.check.row_problems import problem_of_rows
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.verdicts import HEAVY
from calgen.plan.model import Plan, monday_of
from calgen.strategy import Strategy

LIGHT = 3  # hours a week that anybody finds


def work_has_hands(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Without a team, the hours a week that the formats of the posts ask for."""
    strategy = calendar.strategy
    hours: Counter[date] = Counter()
    for (_, week), asked in calendar.hours.items():
        if week >= monday_of(today):
            hours[week] += asked  # type: ignore[assignment]
    total = sum(hours.values(), Fraction(0))
    weeks = {monday_of(day) for day in calendar.horizon.days if day >= today}
    mean = total / len(weeks) if weeks else Fraction(0)
    if not strategy.team and mean > LIGHT:
        severity = Severity.WARNING if mean > HEAVY else Severity.NOTE
        values = {"mean": Fraction(round(mean)), "worst": Fraction(round(max(hours.values()))), "n": len(weeks)}
        yield Problem("hours_unknown", None, severity, values)


def platforms_have_hands(strategy: Strategy) -> Iterable[Problem]:
    """Where nobody is named, there are no more platforms than one person can keep up."""
    rows = [platform for platform in strategy.platforms if not platform.is_paused]
    if not strategy.team and len(rows) > MOST_PLATFORMS:
        yield from problem_of_rows("platforms_unstaffed", Severity.WARNING, rows, "platform")


def every_platform_has_an_owner(strategy: Strategy) -> Iterable[Problem]:
    """In a team, each platform has an owner."""
    if len(strategy.team) > 1:
        rows = [platform for platform in strategy.platforms if not platform.owner and not platform.is_paused]
        yield from problem_of_rows("platform_owner_blank", Severity.NOTE, rows, "owner")


def every_objective_has_an_owner(strategy: Strategy) -> Iterable[Problem]:
    """In a team where some objectives have an owner, each of them has one."""
    rows = [objective for objective in strategy.objectives if not objective.owner]
    if len(strategy.team) > 1 and len(rows) < len(strategy.objectives):
        yield from problem_of_rows("objective_owner_blank", Severity.NOTE, rows, "owner")


def somebody_answers(strategy: Strategy) -> Iterable[Problem]:
    """A routine listens or replies; without any routine, the resources or the evaluation are what is told."""
    kinds = {routine.kind for routine in strategy.routines}
    if kinds and not kinds & {"listen", "participate", "community"}:
        first = min(strategy.routines, key=lambda routine: routine.source.row)
        yield Problem("nobody_answers", first.source.place("kind"), Severity.WARNING)
