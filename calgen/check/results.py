"""What the review of the results says of the objectives: each is read, and one that falls behind is told in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from calgen.book.problems import Problem, Severity
from calgen.book.values import Percent
from calgen.check.objectives import is_vanity
from calgen.check.row_problems import problem_of_rows
from calgen.strategy import Strategy

if TYPE_CHECKING:
    from calgen.review.model import Review

LAUNCH = timedelta(days=28)  # so long after the first day each indicator should have been read once
_OFF_TRACK = {"at_risk": Severity.WARNING, "behind": Severity.NOTE}  # by the state of an objective


def objectives_keep_their_pace(strategy: Strategy, review: Review) -> Iterable[Problem]:
    """No objective that still runs is behind what the calendar had foreseen by the day of its last reading."""
    rows = {row.objective: row for row in strategy.objectives}
    for found in review.objectives:
        row, foreseen = rows.get(found.objective), found.planned_pace or found.linear_pace
        if found.state.value not in _OFF_TRACK or row is None:
            continue
        if found.progress is not None and foreseen is not None:
            values = {"name": row.objective, "day": found.as_of}
            values |= {"reached": Percent(found.progress), "foreseen": Percent(foreseen)}
            yield Problem("off_track", row.source.place("goal"), _OFF_TRACK[found.state.value], values)


def objectives_are_read(strategy: Strategy, review: Review) -> Iterable[Problem]:
    """Four weeks after the first day, each indicator with a goal has been read, vain ones aside."""
    start = strategy.settings.start
    if start is None or review.today < start + LAUNCH:
        return
    unread = {found.objective for found in review.objectives if found.last is None and found.goal is not None}
    rows = [row for row in strategy.objectives if row.objective in unread and not is_vanity(row.kpi)]
    rows = [row for row in rows if row.deadline is None or row.deadline >= review.today]
    yield from problem_of_rows("reading_missing", Severity.NOTE, rows, "kpi")


REVIEW_RULES: tuple[Callable[[Strategy, Review], Iterable[Problem]], ...] = (
    objectives_keep_their_pace,
    objectives_are_read,
)


def check_review(strategy: Strategy, review: Review | None) -> tuple[Problem, ...]:
    """What the review of the results asks for; nothing where there is no review."""
    return tuple(problem for rule in REVIEW_RULES for problem in rule(strategy, review)) if review else ()
