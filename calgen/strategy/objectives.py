"""Objectives, the O of TOMSTER, with the figure that tells when each is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, day, number, ref, refs, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What is to be reached; `goal` is the KPI's figure, `weight` its part among the objectives."""

    objective: str = text(key=True, width=34)
    domain: str = choice("domain")
    approaches: tuple[str, ...] = refs("wheel")
    kpi: str = text(required=True, width=28)
    baseline: Fraction | None = number(least=None)
    goal: Fraction | None = number(least=None)
    deadline: date | None = day()
    weight: Fraction = number(default=Fraction(1))
    owner: str = ref("team")
    business_objective: str = text(width=34)
    source: Source = source()
