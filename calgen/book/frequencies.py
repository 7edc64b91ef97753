"""Frequencies as people type them: `3`, `2/month`, `2 to 3 a week`, `every other day`, `5 days out of 7`, `pause`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold
from calgen.book.numbers import PARTS, number
from calgen.book.values import Cadence, Interpreted, Title, Unreadable
from calgen.book.vocabulary import choice_codes, named_frequencies, numerals, period_codes, reading_words
from calgen.book.weekdays import weekdays

_LONG_PERIODS = {"fortnight": (2, "week"), "quarter": (3, "month"), "half_year": (6, "month"), "year": (12, "month")}
_LEAST = Fraction(1, 1000)  # of a post a day, week or month
_MOST = {"day": 50, "week": 350, "month": 1500}
_EVERY_CODES = {
    ("day", Fraction(1)): "day",
    ("day", Fraction(1, 7)): "week",
    ("day", Fraction(1, 14)): "fortnight",
    ("day", Fraction(1, 15)): "fortnight",
    ("day", Fraction(1, 30)): "month",
    ("week", Fraction(1)): "week",
    ("week", Fraction(1, 2)): "fortnight",
    ("week", Fraction(1, 4)): "month",
    ("month", Fraction(1)): "month",
    ("month", Fraction(1, 3)): "quarter",
}
_NAMED = {
    "fortnightly": Cadence(Fraction(1, 2)),
    "twice_weekly": Cadence(Fraction(2)),
    "twice_daily": Cadence(Fraction(2), "day"),
}
_UNSURE_FRACTION = re.compile(r"(\d+) ?/ ?(\d+)")


def frequency(text: str, decimal_comma: bool) -> Cadence | Interpreted | Unreadable:
    """A frequency: a number of posts per day, week or month; none at all for a platform that has a pause.

    Of a range the middle is taken, which is `Interpreted`: 2½ posts a week are 2 and 3 in turns.
    """
    if "%" in text:
        return Unreadable("cadence_unread")
    is_part = any(sign in text for sign in PARTS)
    text = patterns.times_alone().sub("", patterns.approximation().sub("", _with_digits(text)))
    if text in map(fold, reading_words("pause")):
        return Cadence(Fraction(0))
    if text in map(fold, reading_words("biweekly")):
        every_two_weeks = Cadence(Fraction(1, 2))
        return Interpreted(every_two_weeks, "cadence_biweekly", {"taken": every_two_weeks})
    if named := named_frequencies().get(text):
        return _NAMED[named]
    if not is_part and (part := _UNSURE_FRACTION.fullmatch(text)) and int(part[1]) > 1:
        return Unreadable("cadence_fraction", {"count": int(part[1]), "of": int(part[2])})
    if between := patterns.number_range().fullmatch(text):
        return _middle(between, decimal_comma)
    if (bare := number(text, decimal_comma)) is not None:
        return weekly(bare)
    if reading := next(_readings(text, decimal_comma), None):
        return _in_range(*reading)
    if isinstance(days := weekdays(text), tuple) and days:
        return Unreadable("cadence_days", {"n": len(days), "days": Title("platforms", "days")})
    return Unreadable("cadence_unread")


def weekly(count: Fraction) -> Cadence | Unreadable:
    """So many posts a week."""
    return _in_range(count, (1, "week"))


def every_code(text: str) -> str:
    """The code of the list `every` that says what a frequency says: `every 7 days` is `week`; empty for others."""
    found = frequency(text, decimal_comma=True)
    cadence = found.value if isinstance(found, Interpreted) else found
    if not isinstance(cadence, Cadence) or text.strip().isdecimal():
        return ""
    return _EVERY_CODES.get((cadence.per, cadence.count), "")


def _with_digits(text: str) -> str:
    """The folded text with figures for the small numbers that it says in words."""
    text = fold("".join(PARTS.get(letter, letter) for letter in text))
    return " ".join(str(numerals().get(word, word)) for word in text.split())


def _middle(between: re.Match[str], decimal_comma: bool) -> Cadence | Interpreted | Unreadable:
    """What lies between the two numbers of a range of frequencies."""
    low, high = number(between["low"], decimal_comma), number(between["high"], decimal_comma)
    if low is None or high is None or low >= high:
        return Unreadable("cadence_unread")
    whole, part = divmod((low + high) / 2, 1)  # written as a mixed number, which is no fraction of days
    found = frequency(f"{whole} {part or '0/1'} {between['rest']}", decimal_comma)
    return Interpreted(found, "cadence_between", {"taken": found}) if isinstance(found, Cadence) else found


_Period = tuple[int, str]


def _readings(text: str, decimal_comma: bool) -> Iterator[tuple[Fraction, _Period]]:
    """The number of posts and the period that a text may say, the surest first."""
    if (found := patterns.every_so_often().fullmatch(text)) and (period := _period(found["period"])):
        long, unit = _periods().get(f"{found['number']} {found['period']}") or (
            period[0] * (2 if found["other"] else int(found["number"] or 1)), period[1])  # fmt: skip
        count = number(found["count"] or "1", decimal_comma)
        if count is not None and long:
            yield count, (long, unit)
    if (found := patterns.so_many_out_of().fullmatch(text)) and (period := _period(found["period"])):
        count, of = Fraction(found["count"]), int(found["of"])
        if of:
            yield (count, (1, "week")) if (of, period) == (7, (1, "day")) else (count, (of * period[0], period[1]))
    found = patterns.days_a_week().fullmatch(text)
    if found and (_period(found["unit"]), _period(found["period"])) == ((1, "day"), (1, "week")):
        yield Fraction(found["count"]), (1, "week")
    if (found := patterns.times_per().fullmatch(text)) and (period := _period(found["per"].strip())):
        count = number((found["count"] or "1").rstrip("/ "), decimal_comma)
        if count is not None:
            yield count, period


def _period(text: str) -> _Period | None:
    """A period: how many days, weeks or months."""
    number_, _, word = text.rpartition(" ")
    for words, times in ((text, 1), (word, int(number_) if number_.isdecimal() else 0)):
        if times and words in _periods():
            long, unit = _periods()[words]
            return times * long, unit
    return None


@cache
def _periods() -> dict[str, _Period]:
    long = {word: _LONG_PERIODS[code] for word, code in period_codes().items()}
    return long | {word: (1, code) for word, code in choice_codes("per").items()}


def _in_range(count: Fraction, period: _Period) -> Cadence | Unreadable:
    long, unit = period
    if not count or _LEAST * long <= count <= _MOST[unit] * long:
        return Cadence(count / long if count else Fraction(0), unit if count else "week")
    return Unreadable("cadence_range", {"most": _MOST[unit]})
