"""What is read but not planned yet is told row by row, so that nothing is silently ignored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.model import Plan
from calgen.strategy import Strategy


def campaigns_wait(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """Campaigns are not spread over the calendar yet."""
    for one in strategy.campaigns:
        place = one.source.place("campaign")
        yield Problem("campaign_later", place, Severity.NOTE, {"name": one.campaign})


def key_dates_wait(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """Key dates that ask for a post or for silence are not planned yet."""
    for one in strategy.key_dates:
        if one.treatment != "note":
            yield Problem("key_date_later", one.source.place("name"), Severity.NOTE, {"name": one.name})


def evergreens_wait(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """Evergreen pieces do not come back yet."""
    for one in strategy.content:
        if one.evergreen:
            yield Problem("evergreen_later", one.source.place("evergreen"), Severity.NOTE, {"name": one.title})


def subjects_to_find(strategy: Strategy, plan: Plan, today: date) -> Iterable[Problem]:
    """Where a theme has no idea left, a row is still to be found."""
    open_ = Counter(one.theme for one in plan.subjects if not one.title)
    if open_:
        most = tuple(sorted(open_, key=lambda name: (-open_[name], name)))[:3]
        themes = next((one.source.place("ideas") for one in strategy.themes if one.theme == most[0]), None)
        yield Problem("subjects_to_find", themes, Severity.NOTE, {"n": sum(open_.values()), "themes": most})
