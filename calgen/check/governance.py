"""Governance: the role of social media in the marketing, its approval, its business objectives and its budget."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from calgen.book import patterns
from calgen.book.problems import Problem, Severity
from calgen.book.terms import has_word_of
from calgen.book.values import Amount, Phrase, Title
from calgen.check.objectives import is_vanity
from calgen.check.row_problems import problem_of_rows
from calgen.check.settings import period
from calgen.strategy import Strategy

FEW_PEOPLE = 2  # in a team so small, who decides and what for is known without being written
_FRAME = ("opportunities", "threats", "strengths", "success_factors")
_NAMES_APART = re.compile(r"[,;&/+\n()]")
LEAST_ERRORS = 2  # of the typical errors, from which on they are told together


def the_role_is_written(strategy: Strategy) -> Iterable[Problem]:
    """The role of social media beside the other media is written."""
    if not strategy.settings.role_in_marketing:
        yield Problem("role_blank", strategy.settings.source.place("role_in_marketing"), _of_a_team(strategy))


def _of_a_team(strategy: Strategy) -> Severity:
    """How much weighs what only a team must write down."""
    return Severity.NOTE if len(strategy.team) <= FEW_PEOPLE else Severity.WARNING


def opportunities_and_threats_are_written(strategy: Strategy) -> Iterable[Problem]:
    """The opportunities and threats of social media, the brand's strengths and what success depends on are written."""
    settings = strategy.settings
    blank = [key for key in _FRAME if not getattr(settings, key)]
    if blank:
        names = tuple(Title("settings", key) for key in blank)
        yield Problem("swot_blank", settings.source.place(blank[0]), Severity.NOTE, {"names": names})


def the_strategy_is_approved(strategy: Strategy) -> Iterable[Problem]:
    """The settings name who approved the strategy."""
    if not strategy.settings.approved_by:
        yield Problem("approval_blank", strategy.settings.source.place("approved_by"), _of_a_team(strategy))


def the_approval_is_complete(strategy: Strategy) -> Iterable[Problem]:
    """The approval has a day and, in a team of some size, the names of both who decide."""
    typed = strategy.settings.approved_by
    missing = [] if any(sign.isdigit() for sign in typed) else ["approval_day"]
    if len(strategy.team) > FEW_PEOPLE and _count_names(typed) < 2:
        missing.append("approval_names")
    if typed and missing:
        values = {"typed": typed, "missing": tuple(Phrase(("phrases", key)) for key in missing)}
        yield Problem("approval_thin", strategy.settings.source.place("approved_by"), Severity.NOTE, values)


def _count_names(text: str) -> int:
    """How many people an approval names: the parts between commas, brackets and the word for « and » but days."""
    parts = [part for piece in _NAMES_APART.split(text) for part in patterns.split_at_and(piece)]
    return sum(any(map(str.isalpha, part)) and not any(map(str.isdigit, part)) for part in parts)


def the_typical_errors_do_not_meet(strategy: Strategy) -> Iterable[Problem]:
    """No more than one of the three typical errors: a silo, no budget, indicators that tell nothing."""
    settings = strategy.settings
    is_vague = [row for row in strategy.objectives if is_vanity(row.kpi) or row.goal is None]
    found = {
        "error_silo": not settings.role_in_marketing or not any(row.business_objective for row in strategy.objectives),
        "error_budget": settings.budget is None and not any(person.cost for person in strategy.team),
        "error_kpi": bool(strategy.objectives) and len(is_vague) == len(strategy.objectives),
    }
    met = tuple(Phrase(("phrases", key)) for key, is_met in found.items() if is_met)
    if len(met) >= LEAST_ERRORS:
        place = settings.source.place("role_in_marketing")
        yield Problem("typical_errors", place, Severity.WARNING, {"n": len(met), "errors": met})


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
