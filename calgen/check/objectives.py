"""Objectives, the O of TOMSTER: each has a figure, a deadline and a use, and flatters nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of, without_words_of
from calgen.book.values import Labelled, Title, Word
from calgen.check.settings import period
from calgen.figures.counted_calendar import CountedCalendar
from calgen.plan.model import Plan
from calgen.strategy import Strategy

# The results of the last posts come in after the end of the calendar: a deadline may lie so long after it.
LATEST_DEADLINE = timedelta(days=31)
WELL_AFTER = timedelta(days=14)  # of a deadline: a calendar that ends a few days later is no matter


def every_objective_can_be_measured(strategy: Strategy) -> Iterable[Problem]:
    """Each objective has a goal for its indicator, and a deadline."""
    for objective in strategy.objectives:
        missing = [key for key in ("goal", "deadline") if getattr(objective, key) is None]
        if missing:
            values = {"name": objective.objective, "missing": tuple(Title("objectives", key) for key in missing)}
            yield Problem("objective_unmeasured", objective.source.place(missing[0]), Severity.WARNING, values)


def deadlines_lie_in_the_calendar(strategy: Strategy) -> Iterable[Problem]:
    """A deadline lies within the calendar or soon after it."""
    days = period(strategy)
    for objective in strategy.objectives if days else ():
        deadline = objective.deadline
        if deadline and days and not days[0] <= deadline <= days[1] + LATEST_DEADLINE:
            values = {"name": objective.objective, "deadline": deadline, "first": days[0], "last": days[1]}
            yield Problem("deadline_outside", objective.source.place("deadline"), Severity.WARNING, values)


def objectives_are_served_in_time(plan: Plan, calendar: CountedCalendar, today: date) -> Iterable[Problem]:
    """No post to come serves an objective well after its deadline, at which calgen does not look when it plans."""
    for objective in calendar.strategy.objectives:
        deadline = objective.deadline
        own = [post for post in calendar.posts if post.objective == objective.objective and post.day >= today]
        late = [post.day for post in own if deadline and deadline < post.day]
        if late and deadline and calendar.horizon.first <= deadline < max(late) - WELL_AFTER:
            values = {"name": objective.objective, "deadline": deadline, "n": len(late), "first": min(late)}
            yield Problem("objective_over", objective.source.place("deadline"), Severity.NOTE, values)


def indicators_are_no_vanity(strategy: Strategy) -> Iterable[Problem]:
    """Indicators of fans, followers or likes say what these people then do."""
    rows = [row for row in strategy.objectives if is_vanity(row.kpi)]
    rows.sort(key=lambda row: row.source.row)
    if rows:
        question = Word("better_question", rows[0].domain or "branding")
        names = tuple(Labelled(row.objective, row.kpi) for row in rows)
        values = {"n": len(rows), "names": names, "question": question}
        yield Problem("vanity_only", rows[0].source.place("kpi"), Severity.WARNING, values)


def is_vanity(kpi: str) -> bool:
    """Whether an indicator counts fans, likes or views, or a rate of them, and nothing else.

    « Views of the pricing page » and « fans who came to the bar » say what these people do or look at.
    """
    rest = without_words_of(kpi, "vanity", "around_vanity", "counting").split()
    return has_word_of(kpi, "vanity") and not [word for word in rest if len(word) > 2 and not word.isdecimal()]


def every_objective_is_served(strategy: Strategy) -> Iterable[Problem]:
    """Each objective is served by a platform and by a theme; a theme without objectives serves all."""
    by_platforms = {name for platform in strategy.platforms for name in platform.objectives}
    themes = [theme for theme in strategy.themes if theme.weight > 0]
    by_themes = {name for theme in themes for name in theme.objectives}
    serves_all = any(not theme.objectives for theme in themes)
    for objective in strategy.objectives:
        missing = []
        if strategy.platforms and objective.objective not in by_platforms:
            missing.append(Title("platforms"))
        if themes and not serves_all and objective.objective not in by_themes:
            missing.append(Title("themes"))
        if missing:
            values = {"name": objective.objective, "by": tuple(missing)}
            yield Problem("objective_unserved", objective.source.place("objective"), Severity.WARNING, values)
