"""Numbers with their units, as people type them: `15 h`, `1h30`, `1 200 €`, `12k`, `3 weeks`, `about 3`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta
from fractions import Fraction
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold
from calgen.book.frequencies import frequency
from calgen.book.numbers import PARTS, number
from calgen.book.values import Cadence, Interpreted, Phrase
from calgen.book.vocabulary import choice_codes, numerals, offset_words, period_codes, reading_words, unit_words

_DAYS_A_MONTH = Fraction("365.2425") / 12
_WEEKS_A_MONTH = _DAYS_A_MONTH / 7
_PARTS_OF_HOUR = {"half_hour": Fraction(1, 2), "quarter_hour": Fraction(1, 4)}
# unit of a column → the units that may be typed there, and how many of the column's each is
_UNITS: Mapping[str, Mapping[str, Fraction]] = {
    "": {},
    "hours": {"hour": Fraction(1), "minute": Fraction(1, 60), **_PARTS_OF_HOUR},
    "weekly_hours": {"hour": Fraction(1), "minute": Fraction(1, 60), **_PARTS_OF_HOUR},
    "minutes": {"minute": Fraction(1), "hour": Fraction(60), "half_hour": Fraction(30), "quarter_hour": Fraction(15)},
    "days": {"day": Fraction(1), "week": Fraction(7), "fortnight": Fraction(14), "month": _DAYS_A_MONTH,
        "quarter": 3 * _DAYS_A_MONTH, "year": 12 * _DAYS_A_MONTH},
    "weeks": {"day": Fraction(1, 7), "week": Fraction(1), "fortnight": Fraction(2), "month": _WEEKS_A_MONTH,
        "quarter": 3 * _WEEKS_A_MONTH, "year": 12 * _WEEKS_A_MONTH},
    "money": {"money": Fraction(1)},
    "hourly": {"money": Fraction(1)},
}  # fmt: skip
_LEAST_WORD = 4  # letters of a unit that stands alone for one of it: `week`, not `h`
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
    if unit == "days" and (before := days_before(text)) is not None:
        return Fraction(before)
    text = _counted(text, unit)
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
    if times_of.denominator == 1 or taken.denominator == 1 or unit not in ("days", "weeks"):
        return taken
    rounded = round(taken)
    values = {"taken": Phrase(("phrases", f"so_many_{unit}"), {"n": rounded})}
    return Interpreted(Fraction(rounded), "number_rounded", values)


def _counted(text: str, unit: str) -> str:
    """A folded text with a figure for its number in words; that of a length of time has one: `every week` is 1 week."""
    text = _with_numeral(text)
    if not _UNITS[unit].keys() & {"hour", "week"}:
        return text
    if other := patterns.every_other_at_start().match(text):
        return f"2 {text[other.end() :]}"
    bare = patterns.one_of_unit().sub("", text)
    if unit in ("days", "weeks") and (period := _lone_periods().get(bare)):
        return f"1 {period}"
    is_alone = not re.search(r"\d", bare) and (bare != text or len(bare) >= _LEAST_WORD)
    return f"1 {bare}" if is_alone and _names_unit(bare, unit) else _with_numeral(bare)


def _with_numeral(text: str) -> str:
    first, _, rest = text.partition(" ")
    return f"{numerals()[first]} {rest}" if rest and first in numerals() else text


def _names_unit(text: str, unit: str) -> bool:
    return any(text in unit_words(name) for name in _UNITS[unit])


@cache
def _lone_periods() -> Mapping[str, str]:
    """What says a period by itself, folded → a word of its unit: `weekly` → `week`."""
    codes = {**choice_codes("per"), **period_codes()}
    alone = {word: code for word, code in codes.items() if len(word) >= _LEAST_WORD and not word[0].isdigit()}
    return {word: code for word, code in alone.items() if code in _UNITS["days"]}


def days_before(text: str) -> int | None:
    """The days before a day that a folded text says: `the day before`, `J-1`, `1 day before` are 1, `on the day` 0."""
    days = offset_words().get(text)
    if days is None and (found := patterns.counted_offset().fullmatch(re.sub(r"\s", "", text))):
        days = int(found[1])
    if days is not None:
        return -days if days <= 0 else None
    if before := patterns.before_at_end().search(text):
        taken = quantity(text[: before.start()], "days", True)
        return int(taken) if isinstance(taken, Fraction) and taken.denominator == 1 and taken >= 0 else None
    return None


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
