"""The place of social media in the whole: settled first, approved, and tied to what the house wants."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.book.values import Amount, Title
from calgen.check.frame import period
from calgen.check.wording import listed
from calgen.strategy import Strategy


def the_role_is_written(strategy: Strategy) -> Iterable[Problem]:
    """What social media are for, beside the rest."""
    if not strategy.settings.role_in_marketing:
        yield Problem("role_blank", strategy.settings.source.place("role_in_marketing"), Severity.WARNING)


def opportunities_and_threats_are_written(strategy: Strategy) -> Iterable[Problem]:
    """What social media may bring, and what may go wrong there."""
    settings = strategy.settings
    blank = [key for key in ("opportunities", "threats") if not getattr(settings, key)]
    if blank:
        names = tuple(Title("settings", key) for key in blank)
        yield Problem("swot_blank", settings.source.place(blank[0]), Severity.NOTE, {"names": names})


def the_strategy_is_approved(strategy: Strategy) -> Iterable[Problem]:
    """Who agreed to it."""
    if not strategy.settings.approved_by:
        yield Problem("approval_blank", strategy.settings.source.place("approved_by"), Severity.WARNING)


def every_objective_serves_the_business(strategy: Strategy) -> Iterable[Problem]:
    """Each social objective leads to one of the house."""
    rows = [one for one in strategy.objectives if not one.business_objective]
    yield from listed("business_blank", Severity.WARNING, rows, "business_objective")


def what_is_spent_has_a_budget(strategy: Strategy) -> Iterable[Problem]:
    """Campaigns that cost something within the calendar, and no budget to set it against."""
    days = period(strategy)
    costly = [one for one in strategy.campaigns if one.budget and days and one.start <= days[1] and one.end >= days[0]]
    if costly and strategy.settings.budget is None:
        total = sum((one.budget for one in costly if one.budget), Fraction(0))
        values = {"n": len(costly), "total": Amount(total)}
        yield Problem("budget_blank", strategy.settings.source.place("budget"), Severity.NOTE, values)
