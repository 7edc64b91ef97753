"""Audit: where each platform stands today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from calgen.book.columns import Source, day, number, share, source, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReading:
    """The figures of a platform on one day."""

    platform: str = text(required=True)
    date: dt.date | None = day(side="past")
    followers: int | None = whole()
    posts_per_week: Fraction | None = number(unit="weekly_posts")
    reach: int | None = whole()
    engagement_rate: Fraction | None = share()
    best_content: str = text(width=34)
    notes: str = text(width=34)
    source: Source = source()
