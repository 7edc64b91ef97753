"""Whether the KPI of an objective is a total since the start or a level at a time."""

from __future__ import annotations

from calgen.book.terms import has_word_of
from calgen.strategy.objectives import Objective

TOTAL, LEVEL = "total", "level"


def kpi_kind(objective: Objective) -> str:
    """`total` or `level`: what the user typed, else a level where the KPI's words name a period, a rate or a count of
    followers, or have a percent sign, and a total everywhere else.
    """
    if objective.kpi_kind:
        return objective.kpi_kind
    return LEVEL if "%" in objective.kpi or has_word_of(objective.kpi, "levels") else TOTAL
