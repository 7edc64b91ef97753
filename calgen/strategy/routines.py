"""Routines: the work of every day, week, month or quarter beside the posts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, choice, number, ref, source, text, weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A recurring task; `criteria` say how to judge what it finds, `threshold` from which figure on somebody acts."""

    task: str = text(key=True, width=34)
    kind: str = choice("routine_kind")
    every: str = choice("every", default="week")
    weekday: tuple[int, ...] = weekdays()
    minutes: Fraction | None = number(unit="minutes")
    owner: str = ref("team")
    threshold: str = text(width=34)
    tool: str = text(width=26, folded=True)
    criteria: str = text(width=34, folded=True)
    source: Source = source()
