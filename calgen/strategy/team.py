"""Resources, the R of TOMSTER: the people who make the posts, and their hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, days, number, refs, source, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who makes posts; `cost` is per hour, `days_off` are (first, last) days, both included."""

    person: str = text(key=True)
    role: str = text()
    kind: str = choice("team_kind", default="in_house")
    cost: Fraction | None = number(unit="hourly")
    weekly_hours: Fraction = number(required=True, most=168, unit="weekly_hours")
    formats: tuple[str, ...] = refs("formats")
    platforms: tuple[str, ...] = refs("platforms")
    days_off: tuple[tuple[date, date], ...] = days()
    source: Source = source()
