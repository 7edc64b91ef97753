"""Competitors and models: what others do on social media."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, choice, number, source, text, whole, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """Another organisation on one network, which need not be one of the user's platforms."""

    competitor: str = text(key=True, width=26)
    kind: str = choice("competitor_kind", default="competitor")
    platform: str = text(key=True)
    followers: int | None = whole()
    posts_per_week: Fraction | None = number(unit="weekly_posts")
    themes: tuple[str, ...] = words()
    what_works: str = text(width=34)
    tone: str = text()
    source: Source = source()
