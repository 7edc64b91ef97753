"""The value of a cell by the kind of its column.

A parser does not know which cell it reads: it returns the value, or `Unreadable`; the reader adds the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from calgen.book import dates, patterns, yearless_days
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold, tidy, without_invisible
from calgen.book.frequencies import every_code, frequency, weekly
from calgen.book.grid import Cell, Value
from calgen.book.hours import hours
from calgen.book.lists import lines, may_be_several, placeholders, plain_list
from calgen.book.numbers import exact
from calgen.book.offsets import offsets
from calgen.book.quantities import hours_of_clock, quantity
from calgen.book.shares import share
from calgen.book.values import EXCEPT, Cadence, Interpreted, Phrase, Span, Unreadable, Word
from calgen.book.vocabulary import choice_codes
from calgen.book.weekdays import weekdays

_CHANGE = re.compile(r"\+ ?\d[\d.,]* ?%")  # « +20 % » beside a figure to start from


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How ambiguous cells are read: is the day written first, is a comma a decimal mark, is 33 a percentage."""

    day_first: bool | None = None
    decimal_comma: bool = True
    epoch_1904: bool = False
    whole_percents: bool = False
    language: str = ""  # of the workbook
    period: yearless_days.Period | None = None  # of the calendar, in which a day without a year is looked for


def as_text(value: Value) -> str:
    """A stored value as its user would type it."""
    match value:
        case None:
            return ""
        case str():
            return tidy(value)
        case bool():
            return "x" if value else ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time(0):
            return f"{value:%d/%m/%Y}"
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def value_for_message(value: Value) -> object:
    """A stored value for a message, which writes days, hours and yes or no in the reader's language."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else as_text(value)
    return value if isinstance(value, bool | date | time) else as_text(value)


def _parse_number(cell: Cell, options: ReadOptions, unit: str = "") -> Fraction | Interpreted | Unreadable:
    value = cell.value
    if isinstance(value, str):
        if _CHANGE.fullmatch(tidy(value)):
            return Unreadable("number_change")
        found = quantity(value, unit, options.decimal_comma)
        return found if found is not None else Unreadable("number_unread")
    if unit in ("hours", "weekly_hours") and isinstance(value, time | timedelta):
        return hours_of_clock(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Unreadable("number_date" if not isinstance(value, bool) else "number_unread")
    if value != value or value in (float("inf"), float("-inf")):
        return Unreadable("number_unread")
    return exact(value)


_POINT_OF_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])")


def _parse_certain_number(cell: Cell, column: Column, options: ReadOptions) -> Fraction | Interpreted | Unreadable:
    """A number within the bounds of its column, and a whole one in a column of whole numbers.

    Where a comma is the decimal mark, `1,800` may come from a language in which it is a thousand and more, and `1.800`
    is typed for a thousand and more, too: the column may prove which it is; where it does not, the cell is a problem,
    for the language of a workbook may change.
    """
    found = _in_bounds(_parse_number(cell, options, column.unit), column)
    if not options.decimal_comma or not isinstance(cell.value, str):
        return found
    thousands = replace(cell, value=_POINT_OF_THOUSANDS.sub(r"\1,\2", cell.value))
    other = _in_bounds(_parse_number(thousands, replace(options, decimal_comma=False), column.unit), column)
    if not isinstance(other, Fraction) or found == other:
        return found
    if not isinstance(found, Fraction) or (column.kind is Kind.WHOLE and found.denominator != 1):
        return other if isinstance(found, Fraction) else found
    return Unreadable("number_two_ways", _two_numbers(found, other))


def _two_numbers(decimal: Fraction, thousands: Fraction) -> dict[str, object]:
    """The values of the message on a number that may be read in two ways."""
    plain = int(thousands) if thousands.denominator == 1 else thousands
    return {"thousands": thousands, "decimal": decimal, "plain": str(plain)}


def _in_bounds(found: Fraction | Interpreted | Unreadable, column: Column) -> Fraction | Interpreted | Unreadable:
    value = found.value if isinstance(found, Interpreted) else found
    if not isinstance(value, Fraction):
        return found
    if column.least is not None and value < column.least:
        return Unreadable("number_least", {"least": Fraction(column.least)})
    if column.most is not None and value > column.most:
        return Unreadable("number_most", {"most": Fraction(column.most)})
    return found


def _parse_whole(cell: Cell, column: Column, options: ReadOptions) -> int | Interpreted | Unreadable:
    found = _parse_certain_number(cell, column, options)
    if isinstance(found, Interpreted) and isinstance(found.value, Fraction):
        return replace(found, value=int(found.value))
    if isinstance(found, Fraction):
        return int(found) if found.denominator == 1 else Unreadable("number_whole")
    return found


def _parse_cadence(cell: Cell, options: ReadOptions) -> Cadence | Interpreted | Unreadable:
    if not isinstance(cell.value, str):
        found = _parse_number(cell, options)
        if isinstance(found, Fraction) and isinstance(cell.value, int | float):
            return _with_pause(weekly(found or Fraction(cell.value or 0)))  # what is nearly nothing is no pause
        is_date = isinstance(found, Unreadable) and found.code == "number_date"
        return Unreadable("number_date" if is_date else "cadence_unread")
    typed, other = (frequency(cell.value, comma) for comma in (options.decimal_comma, False))
    if isinstance(typed, Cadence) and isinstance(other, Cadence) and typed != other:  # 1,125 a month
        return Unreadable("number_two_ways", _two_numbers(typed.count, other.count))
    return _with_pause(typed)


def _with_pause(found: Cadence | Interpreted | Unreadable) -> Cadence | Interpreted | Unreadable:
    """A frequency of zero with the note that nothing is planned."""
    return Interpreted(found, "cadence_pause") if isinstance(found, Cadence) and not found.count else found


_CHECKS = {"✓", "✔", "☑", "x"}


def _parse_yes_no(cell: Cell) -> bool | Unreadable:
    value = cell.value
    if isinstance(value, bool):
        return value
    if value in (0, 1):
        return bool(value)
    text = fold(as_text(value))
    if text in _CHECKS:
        return True
    code = choice_codes("yes_no").get(text)
    return code == "yes" if code else Unreadable("yes_no_unread")


def _parse_text(cell: Cell, options: ReadOptions) -> str:
    """A text; a percentage as its cell shows it."""
    if not cell.percent or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return as_text(cell.value)
    shown = f"{100 * cell.value:.10g} %"
    return shown.replace(".", ",") if options.decimal_comma else shown


def _parse_lines(cell: Cell) -> tuple[str, ...] | Interpreted:
    found = lines(as_text(cell.value))
    if unready := placeholders(found):
        return Interpreted(tuple(line for line in found if line not in unready), "lines_unready", {"texts": unready})
    return Interpreted(found, "lines_one", {"n": found[0].count(",") + 1}) if may_be_several(found) else found


def _parse_choice(cell: Cell, column: Column) -> str | Unreadable:
    text = as_text(cell.value)
    code = choice_codes(column.of).get(fold(text))
    if not code and column.of == "every":
        code = every_code(text)
    if not code and column.excepting and (match := patterns.exception().fullmatch(text)):
        code = choice_codes(column.of).get(fold(match[1]))
        if code == column.excepting[0]:
            return f"{code}{EXCEPT}{match[2]}"  # the name is resolved once all tabs are read
        code = ""
    if code or column.free:
        return code or text
    codes = dict.fromkeys(choice_codes(column.of).values())
    words: tuple[object, ...] = tuple(Word(column.of, code) for code in codes)
    if column.excepting:
        words += (Phrase(("phrases", "except"), {"choice": Word(column.of, column.excepting[0]), "name": "…"}),)
    return Unreadable("choice_unread", {"words": words})


def read_days(read: Callable[..., object], value: Value, options: ReadOptions, side: str = "") -> object:
    """What one of the functions of `dates` reads; days without a year in the period of the calendar, or next to it.

    A month is the day at the `side` of the column, or all its days where several may stand.
    """
    found = read(value, options.day_first, options.epoch_1904)
    if not isinstance(value, str):
        return found
    if not isinstance(found, Unreadable):
        return yearless_days.with_weekday(value, found)
    piece = str(found.values.get("piece", ""))
    if found.code == "days_unread" and isinstance(weekdays(piece, options.language), tuple):
        return Unreadable("days_weekly", {"piece": piece})
    found = yearless_days.read_with_years(read, value, options.day_first, options.period, found, side)
    is_refused = isinstance(found, Unreadable) and found.code in _NO_DAY
    if is_refused and (month := yearless_days.month_named(value, options.period, side)):
        return month if isinstance(month, Unreadable) else _month(read, month, side)
    return found


_NO_DAY = {"date_unread", "days_unread", "span_unread"}


def _month(read: Callable[..., object], month: yearless_days.Period, side: str) -> Interpreted | Unreadable:
    """A month in a column of days: all of it, its day at a side, or a problem where one day is needed."""
    first, last = month
    if read is dates.days:
        return Interpreted((month,), "date_month_taken", {"taken": Span(first, last)})
    if read is dates.span:
        return Interpreted(Span(first, last), "date_month_taken", {"taken": Span(first, last)})
    if not side:
        return Unreadable("date_month", {"example": first})
    taken = last if side == "last" else first
    return Interpreted(taken, "date_month_taken", {"taken": taken})


# What a box or a percentage is called where days and hours stand.
_UNREAD_NUMBERS = {
    Kind.DAY: "date_unread",
    Kind.DAYS: "date_unread",
    Kind.SPAN: "date_unread",
    Kind.HOURS: "hour_unread",
    Kind.WEEKDAYS: "weekday_unread",
    Kind.OFFSETS: "offset_unread",
}
_TEXTS = {Kind.TEXT, Kind.LINES, Kind.LIST, Kind.CHOICE, Kind.REF, Kind.REFS}
PARSERS: dict[Kind, Callable[[Cell, Column, ReadOptions], object]] = {
    Kind.TEXT: lambda cell, column, options: _parse_text(cell, options),
    Kind.LINES: lambda cell, column, options: _parse_lines(cell),
    Kind.LIST: lambda cell, column, options: plain_list(as_text(cell.value)),
    Kind.NUMBER: lambda cell, column, options: _parse_certain_number(cell, column, options),
    Kind.WHOLE: _parse_whole,
    Kind.SHARE: lambda cell, column, options: share(cell, options.decimal_comma, options.whole_percents),
    Kind.CADENCE: lambda cell, column, options: _parse_cadence(cell, options),
    Kind.DAY: lambda cell, column, options: read_days(dates.day, cell.value, options, column.side),
    Kind.DAYS: lambda cell, column, options: read_days(dates.days, cell.value, options),
    Kind.SPAN: lambda cell, column, options: read_days(dates.span, cell.value, options),
    Kind.HOURS: lambda cell, column, options: hours(cell.value, options.language),
    Kind.WEEKDAYS: lambda cell, column, options: weekdays(as_text(cell.value), options.language),
    Kind.OFFSETS: lambda cell, column, options: offsets(as_text(cell.value), column.least),
    Kind.YES_NO: lambda cell, column, options: _parse_yes_no(cell),
    Kind.CHOICE: lambda cell, column, options: _parse_choice(cell, column),
    Kind.REF: lambda cell, column, options: as_text(cell.value),
    Kind.REFS: lambda cell, column, options: as_text(cell.value),
}


def parse(cell: Cell, column: Column, options: ReadOptions) -> object:
    """The value of a cell in its column, or `Unreadable`; references as they were typed, to be resolved later.

    Texts and names keep their invisible signs; numbers, days, hours and their like are read without.
    """
    if column.kind not in _TEXTS and isinstance(cell.value, str):
        cell = replace(cell, value=without_invisible(cell.value))
    if column.kind in _UNREAD_NUMBERS and (isinstance(cell.value, bool) or cell.percent):
        return Unreadable(_UNREAD_NUMBERS[column.kind], {"piece": value_for_message(cell.value)})
    if column.kind is Kind.TEXT and cell.value is True and column.required:
        return Unreadable("text_ticked")
    return PARSERS[column.kind](cell, column, options)
