"""Objectives above ego: a figure, a day, and a reason to exist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.values import Title, Word
from calgen.check.frame import period
from calgen.check.wording import speaks_of
from calgen.strategy import Strategy

# The results of the last posts come in after the calendar's end: the accounts may be made some weeks later.
AFTER = timedelta(days=31)


def every_objective_can_be_measured(strategy: Strategy) -> Iterable[Problem]:
    """An indicator (a required cell), a figure to reach, and the day of the accounts."""
    for one in strategy.objectives:
        missing = [key for key in ("goal", "deadline") if getattr(one, key) is None]
        if missing:
            values = {"name": one.objective, "missing": tuple(Title("objectives", key) for key in missing)}
            yield Problem("objective_unmeasured", one.source.place(missing[0]), Severity.WARNING, values)


def deadlines_lie_in_the_calendar(strategy: Strategy) -> Iterable[Problem]:
    """The accounts are made while the calendar runs, or soon after."""
    days = period(strategy)
    for one in strategy.objectives if days else ():
        if one.deadline and days and not days[0] <= one.deadline <= days[1] + AFTER:
            values = {"name": one.objective, "deadline": one.deadline, "first": days[0], "last": days[1]}
            yield Problem("deadline_outside", one.source.place("deadline"), Severity.WARNING, values)


def indicators_are_no_vanity(strategy: Strategy) -> Iterable[Problem]:
    """Fans, followers, likes: figures that flatter and pay nothing, unless they are tied to what people then do."""
    for one in strategy.objectives:
        if speaks_of(one.kpi, "vanity") and not speaks_of(one.kpi, "worth"):
            question = Word("better_question", one.domain or "branding")
            values = {"name": one.objective, "kpi": one.kpi, "question": question}
            yield Problem("vanity_only", one.source.place("kpi"), Severity.WARNING, values)


def every_objective_is_served(strategy: Strategy) -> Iterable[Problem]:
    """By a platform, and by a theme (one that names none serves all)."""
    by_platforms = {name for one in strategy.platforms for name in one.objectives}
    themes = [one for one in strategy.themes if one.weight > 0]
    by_themes = {name for one in themes for name in one.objectives}
    open_ = any(not one.objectives for one in themes)
    for one in strategy.objectives:
        by = []
        if strategy.platforms and one.objective not in by_platforms:
            by.append(Title("platforms"))
        if themes and not open_ and one.objective not in by_themes:
            by.append(Title("themes"))
        if by:
            values = {"name": one.objective, "by": tuple(by)}
            yield Problem("objective_unserved", one.source.place("objective"), Severity.WARNING, values)
