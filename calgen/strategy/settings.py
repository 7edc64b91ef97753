"""Settings: the brand, the country, the first day and the length of the calendar, and the days without posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calgen.book.columns import Source, choice, day, number, share, source, text, weekdays, whole, words, yes_no


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The rows of the Settings tab, a label and a value each. Without `start`, the first run takes the next Monday."""

    brand: str = text()
    brand_words: tuple[str, ...] = words()
    language: str = choice("language")
    country: str = text()
    region: str = text()
    school_zone: str = text()
    time_zone: str = text()
    start: date | None = day(side="first")
    weeks: int = whole(default=13, least=1, most=104, unit="weeks")
    public_holidays: str = choice("holidays", default="avoid")
    closed_days: tuple[int, ...] = weekdays()
    website: str = text()
    utm: bool = yes_no()
    over_capacity: str = choice("over_capacity", default="warn")
    budget: Fraction | None = number(unit="money")
    role_in_marketing: str = text()
    opportunities: str = text()
    threats: str = text()
    approved_by: str = text()
    open_slots: Fraction = share(default=Fraction(0), folded=True)
    situation: str = choice("situation", folded=True)
    strengths: tuple[str, ...] = words(folded=True)
    success_factors: str = text(folded=True)
    source: Source = source()
