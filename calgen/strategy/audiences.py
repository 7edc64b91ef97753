"""Target, the T of TOMSTER: the people to reach, and where and when they are there."""

from __future__ import annotations

from dataclasses import dataclass

from calgen.book.columns import Source, choice, hours, refs, source, text, weekdays
from calgen.book.values import Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A group of people, with the days and hours at which they are online."""

    audience: str = text(key=True)
    kind: str = choice("audience_kind")
    priority: str = choice("priority", default="primary")
    description: str = text(width=40)
    platforms: tuple[str, ...] = refs("platforms")
    days: tuple[int, ...] = weekdays()
    hours: tuple[Hours, ...] = hours()
    interests: tuple[str, ...] = refs("themes", free=True)
    source: Source = source()
