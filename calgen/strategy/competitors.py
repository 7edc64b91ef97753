"""Competitors and models: what others do on social media."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, choice, number, share, source, text, whole, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """Another organisation on one network, which need not be one of the user's platforms.

    `objective` is what it seems to want, `reputation` what it does about its own.
    """

    competitor: str = text(key=True, width=26)
    kind: str = choice("competitor_kind", default="competitor")
    platform: str = text(key=True)
    followers: int | None = whole()
    posts_per_week: Fraction | None = number(unit="weekly_posts")
    themes: tuple[str, ...] = words()
    what_works: str = text(width=34)
    tone: str = text()
    engagement_rate: Fraction | None = share(folded=True)
    objective: str = text(width=30, folded=True)
    reputation: str = text(width=30, folded=True)
    source: Source = source()
