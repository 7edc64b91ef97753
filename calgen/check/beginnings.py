"""A strategy that has just begun: what it has no tab for yet is one remark, not ten."""

from __future__ import annotations

from collections.abc import Iterable

from calgen.book.problems import Problem, Severity
from calgen.book.values import Title
from calgen.check.objectives import is_vanity
from calgen.strategy import Strategy

LATER = ("audiences", "team", "audit", "competitors", "campaigns")  # what the method asks for after the first three
FEW_PLATFORMS = 3  # with more of them it is no beginning any more, but a plan that nobody can keep
# What the remark stands for: whole steps, and cells that only a strategy further on has.
_TOLD_BY_IT = frozenset(
    {
        *("target_empty", "wheel_none", "strategy_empty", "evaluate_empty", "resources_empty", "role_blank"),
        *("approval_blank", "swot_blank", "brand_words_blank", "stages_missing", "measures_missing", "domains_bare"),
    }
)


def is_beginning(strategy: Strategy) -> bool:
    """Whether objectives, a few platforms and themes are there, and nothing of what the method asks for after them."""
    has_first = strategy.objectives and 0 < len(strategy.platforms) <= FEW_PLATFORMS and strategy.themes
    is_chosen = any(approach.priority != "no" for approach in strategy.wheel)
    return bool(has_first) and not is_chosen and not any(getattr(strategy, tab) for tab in LATER)


def told_to_a_beginner(strategy: Strategy, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The advice on a strategy that has just begun: what it does not have yet is told in one remark."""
    told = set(_TOLD_BY_IT)
    if not all(is_vanity(row.kpi) for row in strategy.objectives):
        told.add("typical_errors")
    if not any(theme.proof for theme in strategy.themes):
        told.add("proof_missing")
    tabs = tuple(Title(tab) for tab in LATER)
    remark = Problem("tabs_to_come", None, Severity.NOTE, {"tabs": tabs})
    return (remark, *(problem for problem in problems if problem.code not in told))
