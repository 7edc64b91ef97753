"""Goals: within reach, in a figure that can be followed, few enough, and with posts that serve them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of
from calgen.book.values import Title, ValueChange
from calgen.check.objectives import is_vanity
from calgen.check.row_problems import problem_of_rows
from calgen.check.settings import period
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan
from calgen.strategy import Strategy

TENFOLD = 10  # a goal so many times its baseline asks for another business, not for a calendar
SOON = timedelta(days=7)  # results that are due so soon after the first day cannot come from the calendar
MOST_OBJECTIVES = 5  # with more of them none comes first
LEAST_POSTS = 3  # "fewer than three", the finding says: an objective with fewer posts can hardly be judged
LEAST_WEEKS = 4  # in a shorter calendar few posts are no sign


def goals_can_be_reached(strategy: Strategy) -> Iterable[Problem]:
    """A goal lies above its baseline, unless less is better, and below ten times the baseline."""
    for objective in strategy.objectives:
        baseline, goal = objective.baseline, objective.goal
        if baseline is None or goal is None or baseline <= 0:
            continue
        values = {"name": objective.objective, "change": ValueChange(baseline, goal)}
        place = objective.source.place("goal")
        if goal >= TENFOLD * baseline:
            yield Problem("goal_tenfold", place, Severity.WARNING, {**values, "times": goal / baseline})
        elif goal < baseline and not has_word_of(f"{objective.objective} {objective.kpi}", "less_is_better"):
            yield Problem("goal_below_start", place, Severity.WARNING, values)


def deadlines_leave_time(strategy: Strategy) -> Iterable[Problem]:
    """No objective is due within a week of the first day."""
    days = period(strategy)
    rows = [row for row in strategy.objectives if days and row.deadline and _is_soon(row.deadline, days[0])]
    yield from problem_of_rows("deadline_soon", Severity.WARNING, rows, "deadline")


def _is_soon(deadline: date, first: date) -> bool:
    return first <= deadline <= first + SOON


def few_objectives_are_kept(strategy: Strategy) -> Iterable[Problem]:
    """There are no more than five objectives."""
    if len(strategy.objectives) > MOST_OBJECTIVES:
        yield from problem_of_rows("objectives_too_many", Severity.NOTE, strategy.objectives, "objective")


def results_on_the_web_can_be_tracked(strategy: Strategy) -> Iterable[Problem]:
    """Where an indicator is read on a web site, the links are tracked and the site is named."""
    settings = strategy.settings
    missing = [key for key in ("website", "utm") if not getattr(settings, key)]
    rows = [row for row in strategy.objectives if has_word_of(row.kpi, "on_the_web")]
    if missing:
        names = tuple(Title("settings", key) for key in missing)
        yield from problem_of_rows("results_untracked", Severity.WARNING, rows, "kpi", missing=names)


def objectives_have_their_posts(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """Each objective that platforms serve has posts enough for somebody to judge what they bring.

    A vain one is not asked more posts for, and a calendar that is over has none to give.
    """
    if len(calendar.horizon.days) < 7 * LEAST_WEEKS or calendar.horizon.last < today:
        return
    on_platforms = {name for row in calendar.strategy.platforms if not row.is_paused for name in row.objectives}
    rows = [
        row
        for row in calendar.strategy.objectives
        if row.objective in on_platforms
        and not is_vanity(row.kpi)
        and calendar.counts.count(objective=row.objective) < LEAST_POSTS
    ]
    yield from problem_of_rows("objective_few_posts", Severity.WARNING, rows, "objective")
