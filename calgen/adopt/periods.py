"""The days that titles speak of: `Week of 4 January 2027`, `Janvier 2027`, `Mon 4`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from calgen.adopt.signs import signs
from calgen.book.cells import ReadOptions
from calgen.book.dates import day, month_numbers
from calgen.book.folding import fold
from calgen.book.weekdays import weekdays

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WORDS = re.compile(r"[^\s,;:()|]+")
_MOST_WORDS = 4  # of a day in a text: « 4 of January 2027 »
_SHORT_MONTHS = 3  # letters that the name of a month has at least, where it stands in a longer text


def year_in(text: str) -> int | None:
    """The year that a text names, if it names one alone."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None


def month_in(text: str) -> int | None:
    """The month that a text names, if it names one alone."""
    names = [word.rstrip(".") for word in _WORDS.findall(fold(text).replace("-", " ").replace("/", " "))]
    found = {month_numbers()[name] for name in names if name in month_numbers() and len(name) >= _SHORT_MONTHS}
    return found.pop() if len(found) == 1 else None


_TO = re.compile(r"(?<![\d/.-])(\d{1,2})\s*(?:-|–|—|to|au|→)\s*\d{1,2}(?![\d/.-])")  # « January 4 - 10, 2027 »


def day_in(text: str, options: ReadOptions) -> date | None:
    """The first day that a text names in full."""
    words = _WORDS.findall(_TO.sub(r"\1", text))
    for first in range(len(words)):
        for last in range(min(len(words), first + _MOST_WORDS), first, -1):
            found = day(" ".join(words[first:last]), options.day_first)
            if isinstance(found, date):
                return found
    return None


def is_period(text: str) -> bool:
    """Whether a text names a week by its number, or a month, and nothing else: `Week 2`, `Janvier 2027`."""
    words = [word.rstrip(".") for word in _WORDS.findall(fold(text))]
    if len(words) > 1 and words[0] in signs("weeks") and words[1].lstrip("#n°").isdigit():
        return True
    return bool(words) and all(word in month_numbers() or _YEAR.fullmatch(word) for word in words)


def weekday_in(text: str, language: str) -> int | None:
    """The day of the week that a text begins with: 0 for Monday."""
    words = _WORDS.findall(text)
    found = weekdays(words[0].rstrip("."), language) if words else ()
    return found[0] if isinstance(found, tuple) and len(found) == 1 else None


def day_number_in(text: str) -> int | None:
    """The day of the month that a text is, or ends with after a weekday: `4`, `Mon 4`."""
    words = _WORDS.findall(text)
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)?", words[-1]) if 0 < len(words) <= 2 else None
    number = int(match[1]) if match else 0
    is_alone = len(words) == 1 or (bool(words) and weekday_in(words[0], "") is not None)
    return number if 1 <= number <= 31 and is_alone else None


def first_month_and_year(texts: Iterable[str]) -> tuple[int | None, int | None]:
    """The month and the year that some titles name, the nearest title first."""
    found = [*texts]
    month = next((named for text in found if (named := month_in(text))), None)
    year = next((named for text in found if (named := year_in(text))), None)
    return month, year


def day_of(year: int | None, month: int | None, number: int | None) -> date | None:
    """The day of a month; `None` where something of it is not known, or there is no such day."""
    try:
        return date(year, month, number) if year and month and number else None
    except ValueError:
        return None


def completed_day(text: str, year: int | None, month: int | None, options: ReadOptions) -> date | None:
    """A day that lacks its year, or its month too, with those that the titles above it name."""
    if number := day_number_in(text):
        return day_of(year, month, number)
    found = (day(form, options.day_first) for form in (f"{text} {year}", f"{text}/{year}"))
    return next((named for named in found if isinstance(named, date)), None) if year else None


def lacks_its_year(text: str) -> bool:
    """Whether a text is a day without its year, or a day of the month alone."""
    is_whole = isinstance(day(text, True), date)
    return not is_whole and completed_day(text, _LEAP_YEAR, 1, ReadOptions(day_first=True)) is not None


_LEAP_YEAR = 2028  # it has all days


def monday_of(found: date) -> date:
    """The Monday of the week of a day."""
    return found - timedelta(days=found.weekday())
