"""Formats: what each costs in hours, and how long before publication its brief is due."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, number, refs, source, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of content; `effort` in hours to make one, `lead` in days from brief to publication."""

    format: str = text(key=True)
    effort: Fraction = number(default=Fraction(1), unit="hours")
    lead: int = whole(default=5, most=365, unit="days")
    platforms: tuple[str, ...] = refs("platforms")
    source: Source = source()
