"""Routines: what comes back every day, week or month beside the posts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, choice, number, ref, source, text, weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A task that comes back; `threshold` is the point from which one steps in."""

    task: str = text(key=True, width=34)
    kind: str = choice("routine_kind")
    every: str = choice("every", default="week")
    weekday: tuple[int, ...] = weekdays()
    minutes: Fraction | None = number()
    owner: str = ref("team")
    threshold: str = text(width=34)
    source: Source = source()
