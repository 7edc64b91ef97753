"""Objectives, the O of TOMSTER, each with its KPI and the figure to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, day, number, ref, refs, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A result to reach; `goal` is the figure of its KPI, `weight` its importance beside the other objectives.

    `unit_value` is what one more of the KPI is worth, in money. `kpi_kind` says whether the KPI is a
    `total` since the start or a `level` at a time; blank, its words do (`calgen.figures.kpi_kinds`).
    """

    objective: str = text(key=True, width=34)
    domain: str = choice("domain")
    approaches: tuple[str, ...] = refs("wheel")
    kpi: str = text(required=True, width=28)
    baseline: Fraction | None = number(least=None)
    goal: Fraction | None = number(least=None)
    deadline: date | None = day(side="last")
    weight: Fraction = number(default=Fraction(1))
    owner: str = ref("team")
    business_objective: str = text(width=34)
    unit_value: Fraction | None = number(unit="money", folded=True)
    kpi_kind: str = choice("kpi_kind", folded=True)
    source: Source = source()
