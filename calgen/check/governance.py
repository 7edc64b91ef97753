"""Governance: the role of social media in the marketing, its approval, its business objectives and its budget."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of
from calgen.book.values import Amount, Title
from calgen.check.objectives import is_vanity
from calgen.check.row_problems import problem_of_rows
from calgen.check.settings import period
from calgen.strategy import Strategy

FEW_PEOPLE = 2  # in a team so small, who decides and what for is known without being written


def the_role_is_written(strategy: Strategy) -> Iterable[Problem]:
    """The role of social media beside the other media is written."""
    if not strategy.settings.role_in_marketing:
        yield Problem("role_blank", strategy.settings.source.place("role_in_marketing"), _of_a_team(strategy))


def _of_a_team(strategy: Strategy) -> Severity:
    """How much weighs what only a team must write down."""
    return Severity.NOTE if len(strategy.team) <= FEW_PEOPLE else Severity.WARNING


def opportunities_and_threats_are_written(strategy: Strategy) -> Iterable[Problem]:
    """The opportunities and the threats of social media are written."""
    settings = strategy.settings
    blank = [key for key in ("opportunities", "threats") if not getattr(settings, key)]
    if blank:
        names = tuple(Title("settings", key) for key in blank)
        yield Problem("swot_blank", settings.source.place(blank[0]), Severity.NOTE, {"names": names})


def the_strategy_is_approved(strategy: Strategy) -> Iterable[Problem]:
    """The settings name who approved the strategy."""
    if not strategy.settings.approved_by:
        yield Problem("approval_blank", strategy.settings.source.place("approved_by"), _of_a_team(strategy))


def every_objective_serves_the_business(strategy: Strategy) -> Iterable[Problem]:
    """Each objective names the business objective that it serves, unless its indicator is one already."""
    rows = [
        objective
        for objective in strategy.objectives
        if not objective.business_objective
        and (is_vanity(objective.kpi) or not has_word_of(f"{objective.objective} {objective.kpi}", "worth"))
    ]
    yield from problem_of_rows("business_blank", Severity.WARNING, rows, "business_objective")


def what_is_spent_has_a_budget(strategy: Strategy) -> Iterable[Problem]:
    """Where campaigns of the calendar cost something, the settings have a budget."""
    days = period(strategy)
    campaigns = [campaign for campaign in strategy.campaigns if campaign.budget] if days else []
    paid = [row for row in campaigns if days and row.start <= days[1] and row.end >= days[0]]
    if paid and strategy.settings.budget is None:
        total = sum((campaign.budget for campaign in paid if campaign.budget), Fraction(0))
        values = {"n": len(paid), "total": Amount(total)}
        yield Problem("budget_blank", strategy.settings.source.place("budget"), Severity.NOTE, values)
