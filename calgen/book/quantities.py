"""Numbers with their units, as people type them: `15 h`, `1h30`, `1 200 €`, `12k`, `3 weeks`, `about 3`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta
from fractions import Fraction

from calgen.book import patterns
from calgen.book.folding import fold
from calgen.book.frequencies import frequency
from calgen.book.numbers import PARTS, number
from calgen.book.values import Cadence, Interpreted
from calgen.book.vocabulary import numerals, offset_words, reading_words, unit_words

_WEEKS_A_MONTH = Fraction("365.2425") / 12 / 7
# unit of a column → the units that may be typed there, and how many of the column's each is
_UNITS: Mapping[str, Mapping[str, Fraction]] = {
    "": {},
    "hours": {"hour": Fraction(1), "minute": Fraction(1, 60)},
    "weekly_hours": {"hour": Fraction(1), "minute": Fraction(1, 60)},
    "minutes": {"minute": Fraction(1), "hour": Fraction(60)},
    "days": {"day": Fraction(1), "week": Fraction(7)},
    "weeks": {"week": Fraction(1), "month": _WEEKS_A_MONTH, "quarter": 3 * _WEEKS_A_MONTH, "year": 12 * _WEEKS_A_MONTH},
    "money": {"money": Fraction(1)},
    "hourly": {"money": Fraction(1)},
}
_MULTIPLES = {"thousand": Fraction(1_000), "million": Fraction(1_000_000)}
_PER = {"weekly_hours": "week", "hourly": "hour"}  # what the unit of a column is counted by
_CURRENCY = re.compile(r"([€$£])")
_CLOCK = re.compile(r"(\d{1,3})\s*(?:h|:)\s*(\d{2})(?:\s*(?:min|m|mn))?")


def quantity(text: str, unit: str, decimal_comma: bool) -> Fraction | Interpreted | None:
    """A number in the unit of its column, such as `hours`; `None` for other texts.

    A length that is no whole number of the unit (three months in weeks) is rounded, and is `Interpreted`.
    """
    if unit == "weekly_posts":
        return _posts_a_week(text, decimal_comma)
    if (bare := number(text, decimal_comma)) is not None:
        return bare
    text = fold("".join(PARTS.get(letter, letter) for letter in _CURRENCY.sub(r" \1 ", text)))
    text = patterns.approximation().sub("", text)
    if (bare := number(text, decimal_comma)) is not None:
        return bare
    if (first := text.partition(" "))[2] and first[0] in numerals():  # one week
        text = f"{numerals()[first[0]]} {first[2]}"
    if unit == "days" and (before := days_before(text)) is not None:
        return Fraction(before)
    text = _without_per(text, unit)
    if "hour" in _UNITS[unit] and (clock := _CLOCK.fullmatch(text)):
        return _UNITS[unit]["hour"] * (int(clock[1]) + Fraction(int(clock[2]), 60))
    return _with_units(text, unit, decimal_comma)


def _with_units(text: str, unit: str, decimal_comma: bool) -> Fraction | Interpreted | None:
    parts = re.fullmatch(r"([^\d.,+-]*)([+-]?\s*[\d.,/\s']*\d)\s*(.*)", text)
    found = number(parts[2], decimal_comma) if parts else None
    if parts is None or found is None:
        return None
    words = f"{parts[3]} {parts[1]}".split()
    for multiple, times in _MULTIPLES.items() if unit in ("", "money", "hourly") else ():
        if words and words[0] in unit_words(multiple):
            found, words = found * times, words[1:]
    if not words or (not unit and " ".join(words) in map(fold, reading_words("repeats"))):
        return found
    times_of = next((times for name, times in _UNITS[unit].items() if " ".join(words) in unit_words(name)), None)
    if times_of is None:
        return None
    taken = found * times_of
    is_rounded = unit == "weeks" and taken.denominator != 1
    return Interpreted(Fraction(round(taken)), "number_rounded", {"taken": round(taken)}) if is_rounded else taken


def days_before(text: str) -> int | None:
    """The days before a day that a folded text says in words: `the day before` is 1, `on the day` 0."""
    days = offset_words().get(text)
    return -days if days is not None and days <= 0 else None


def _without_per(text: str, unit: str) -> str:
    """The text without `a week` after hours of a week, or `an hour` after the cost of one."""
    if unit not in _PER:
        return text
    before, _, last = text.rpartition("/") if "/" in text else text.rpartition(" ")
    before = patterns.per_at_end().sub("", before.strip())
    return before if before and last.strip() in unit_words(_PER[unit]) and before != text else text


def _posts_a_week(text: str, decimal_comma: bool) -> Fraction | Interpreted | None:
    found = frequency(text, decimal_comma)
    if isinstance(found, Interpreted) and isinstance(found.value, Cadence):
        weekly = Cadence(found.value.weekly(), "week")
        return Interpreted(weekly.count, found.code, {"taken": weekly})
    return found.weekly() if isinstance(found, Cadence) else None


def hours_of_clock(value: time | timedelta) -> Fraction:
    """The hours that a spreadsheet stores as a time of the day or as a duration."""
    if isinstance(value, timedelta):
        return Fraction(round(value.total_seconds() / 60), 60)
    return value.hour + Fraction(value.minute, 60)
