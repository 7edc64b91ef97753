"""Days that are typed without their year: `31 janv.`, `10/01`, `du 15 au 21 février`, `Feb 15`.

They are taken in the period of the calendar where that leaves one day; docs/decisions.md, "Dates".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calgen.book import patterns
from calgen.book.dates import month_numbers
from calgen.book.folding import fold
from calgen.book.values import Interpreted, Phrase, Span, Unreadable, Word
from calgen.book.vocabulary import choice_codes
from calgen.book.weekdays import weekdays

Period = tuple[date, date]  # the first and the last day of a calendar

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_YEAR = timedelta(days=366)
_NEAR = timedelta(days=92)  # of a day outside the period that is taken, where the next one is twice as far
_MONTH = re.compile(r"([^\W\d]+)\.?(?:[ -]*(?:'(\d{2})|(20\d{2})))?")
_MONTH_IN_FIGURES = re.compile(r"(\d{1,2})[-/.](20\d{2})|(20\d{2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(?<![\w/.])(\d{1,2})([/.])(\d{1,2})(?![/.]?\d|\w)")


@dataclass(frozen=True, slots=True)
class CompletedDays:
    """A text whose days all have a year, and the days to which one was added."""

    text: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _YearlessDay:
    """A day without a year within a text: where it stands, and what it may be, as (month, day)."""

    start: int
    end: int
    text: str
    meant: tuple[tuple[int, int], ...]
    before_year: str  # what stands between it and its year: `Feb 15, 2027`
    weekday: int | None = None  # the day of the week before it

    def in_year(self, year: int) -> Iterator[date]:
        """The days of a year that it may be; none where the year has no such day."""
        for month, day in self.meant:
            try:
                yield date(year, month, day)
            except ValueError:
                continue


def complete_years(
    text: str, day_first: bool | None, period: Period | None, side: str = ""
) -> CompletedDays | Unreadable | None:
    """The text with the years that the days in it lack; None where there is nothing to complete.

    `side` is that of the column: the last day of a stretch is to come, what is `past` is not.

    A refusal where the period does not settle a year: of the first such day, with the days that it may be.
    """
    typed, text = fold(text), patterns.days_of_month().sub(_day_before_month, fold(text))
    found = sorted(_yearless(text, day_first), key=lambda yearless: yearless.start)
    found = [replace(yearless, weekday=_weekday_before(text, yearless.start)) for yearless in found]
    if not any(day for yearless in found for day in yearless.in_year(2000)):  # no 31 February; 2000 is a leap year
        return CompletedDays(text, ()) if text != typed else None
    completed, at, taken = "", 0, list[date]()
    for yearless in found:
        settled = _settled(yearless, period, side)
        if isinstance(settled, Unreadable):
            return settled
        taken.append(settled)
        is_sure = len(yearless.meant) == 1
        written = f"{yearless.text}{yearless.before_year}{settled.year}" if is_sure else settled.isoformat()
        completed += text[at : yearless.start] + written
        at = yearless.end
    return CompletedDays(completed + text[at:], tuple(taken))


def read_with_years(
    read: Callable[..., object],
    text: str,
    day_first: bool | None,
    period: Period | None,
    refusal: Unreadable,
    side: str = "",
) -> object:
    """What one of the functions of `dates` reads with the years that the text lacks; else its refusal."""
    completed = complete_years(text, day_first, period, side)
    if not isinstance(completed, CompletedDays):
        return completed or refusal
    found = read(completed.text, day_first)
    if isinstance(found, Unreadable) or not completed.days:
        return refusal if isinstance(found, Unreadable) else found
    taken = tuple(Span(*days) for days in found) if isinstance(found, tuple) else found
    told = with_weekday(text, found)
    return told if isinstance(told, Interpreted) else Interpreted(found, "date_year_taken", {"taken": taken})


def with_weekday(text: str, found: object) -> object:
    """One day as it was read from a text; told where the text begins with another day of the week than it is."""
    spans = found if isinstance(found, tuple) else ()
    day = spans[0][0] if len(spans) == 1 and spans[0][0] == spans[0][1] else found
    first = (fold(text).split() or [""])[0]
    named = None if first.rstrip(".,") in month_numbers() else _weekday_before(first, len(first))
    if not isinstance(day, date) or named in (None, day.weekday()):
        return found
    return Interpreted(found, "date_weekday", {"taken": (day,), "weekday": Word("weekday", _WEEKDAYS[day.weekday()])})


def _weekday_before(text: str, at: int) -> int | None:
    """The day of the week that stands before a day in a text: `dim. 3 janv.`."""
    word = (text[:at].split() or [""])[-1].rstrip(".,")
    found = weekdays(word) if word in choice_codes("weekday") else ()
    return found[0] if isinstance(found, tuple) and len(found) == 1 else None


def _settled(yearless: _YearlessDay, period: Period | None, side: str) -> date | Unreadable:
    if period is None:
        return Unreadable("date_year_unknown")
    years = range(period[0].year - 1, period[1].year + 2)
    possible = sorted(day for year in years for day in yearless.in_year(year))
    inside = [day for day in possible if period[0] <= day <= period[1]]
    if len(inside) == 1:
        return inside[0]
    near = [day for day in possible if period[0] - _A_YEAR < day < period[1] + _A_YEAR]
    on_weekday = [day for day in inside or near if day.weekday() == yearless.weekday]
    if len(on_weekday) == 1:
        return on_weekday[0]
    if len(yearless.meant) > 1:
        return Unreadable("date_ambiguous")
    before = [day for day in possible if day < period[0]][-1:]
    after = [day for day in possible if day > period[1]][:1]
    if not inside and (outside := _outside(before, after, period, side)):
        return outside
    first, *others = inside or (*before, *after)
    values = {"first": first, "second": others[0] if others else first}
    return Unreadable("date_year", {"days": Phrase(("phrases", "or_day"), values) if others else first})


def _outside(before: Sequence[date], after: Sequence[date], period: Period, side: str) -> date | None:
    """Of the days next to the period, before and after, the one that is meant; None where both may be."""
    if side in ("past", "last"):
        return next(iter(before if side == "past" else after), None)
    away = sorted([(period[0] - day, day) for day in before] + [(day - period[1], day) for day in after])
    is_sure = away[0][0] <= _NEAR and all(2 * away[0][0] <= further for further, _ in away[1:]) if away else False
    return away[0][1] if is_sure else None


def month_named(text: str, period: Period | None, side: str = "") -> Period | Unreadable | None:
    """The first and the last day of the month that a text names: `nov 2026`, `11/2026`, `mars`; None for others."""
    text = patterns.month_beginnings().sub("", fold(text))
    if found := _MONTH_IN_FIGURES.fullmatch(text):
        year, month = int(found[2] or found[3]), int(found[1] or found[4])
        return _days_of(year, month) if 1 <= month <= 12 else None
    found = _MONTH.fullmatch(text)
    month = month_numbers().get(found[1], 0) if found else 0
    if found is None or not month:
        return None
    if year_typed := found[2] or found[3]:
        return _days_of(int(year_typed) % 2000 + 2000, month)
    settled = _settled(_YearlessDay(0, 0, text, ((month, 15),), " "), period, side)
    return settled if isinstance(settled, Unreadable) else _days_of(settled.year, month)


def _days_of(year: int, month: int) -> Period | None:
    return (date(year, month, 1), date(year, month, monthrange(year, month)[1])) if 2000 <= year <= 2100 else None


def _yearless(text: str, day_first: bool | None) -> Iterator[_YearlessDay]:
    """The days of a folded text that have no year."""
    months, taken = month_numbers(), set[int]()
    for pattern, of_day, of_month, before_year in (
        (patterns.day_month(), 1, 2, " "), (patterns.month_day(), 2, 1, ", ")):  # fmt: skip
        for found in pattern.finditer(text):
            month = months.get(found[of_month])
            if month and not taken.intersection(range(*found.span())):
                taken |= {*range(*found.span())}
                yield _YearlessDay(*found.span(), found[0], ((month, int(found[of_day])),), before_year)
    for found in _FIGURES.finditer(text):
        orders = _orders(int(found[1]), int(found[3]), day_first)
        if orders and not taken.intersection(range(*found.span())):
            yield _YearlessDay(*found.span(), found[0], orders, found[2])


def _orders(one: int, two: int, day_first: bool | None) -> tuple[tuple[int, int], ...]:
    """What two figures may mean as (month, day): a figure above twelve is the day, whatever the workbook says."""
    both = {True: (two, one), False: (one, two)}
    possible = {order: meant for order, meant in both.items() if 1 <= meant[0] <= 12 and 1 <= meant[1] <= 31}
    if day_first in possible:
        return (possible[day_first],)
    return tuple(dict.fromkeys(possible.values()))


def _day_before_month(found: re.Match[str]) -> str:
    """`feb 15-21` as `15-21 feb`; other words than months stay as they are."""
    if found["month"] not in month_numbers():
        return found[0]
    return f"{found['first']} - {found['last']} {found['month']}"
