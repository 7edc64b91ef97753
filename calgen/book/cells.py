"""The value of a cell by the kind of its column.

A parser does not know which cell it reads: it returns the value, or `Unreadable`; the reader adds the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from calgen.book import dates, patterns
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold, tidy, without_invisible
from calgen.book.grid import Cell, Value
from calgen.book.lists import lines, plain_list
from calgen.book.numbers import PARTS, exact, number
from calgen.book.values import EXCEPT, Cadence, Unreadable, Word
from calgen.book.vocabulary import choice_codes, numerals


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How ambiguous cells are read: is the day written first, is a comma a decimal mark, is 33 a percentage."""

    day_first: bool | None = None
    decimal_comma: bool = True
    epoch_1904: bool = False
    whole_percents: bool = False


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


def _parse_number(cell: Cell, options: ReadOptions) -> Fraction | Unreadable:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Unreadable("number_date" if not isinstance(value, bool) else "number_unread")
    if isinstance(value, str):
        found = number(value, options.decimal_comma)
        return found if found is not None else Unreadable("number_unread")
    if value != value or value in (float("inf"), float("-inf")):
        return Unreadable("number_unread")
    return exact(value)


def _in_bounds(found: Fraction | Unreadable, column: Column) -> Fraction | Unreadable:
    if isinstance(found, Unreadable):
        return found
    if column.least is not None and found < column.least:
        return Unreadable("number_least", {"least": Fraction(column.least)})
    if column.most is not None and found > column.most:
        return Unreadable("number_most", {"most": Fraction(column.most)})
    return found


def _parse_whole(cell: Cell, column: Column, options: ReadOptions) -> int | Unreadable:
    found = _in_bounds(_parse_number(cell, options), column)
    if isinstance(found, Unreadable):
        return found
    return int(found) if found.denominator == 1 else Unreadable("number_whole")


def _parse_share(cell: Cell, options: ReadOptions) -> Fraction | Unreadable:
    value = cell.value
    if isinstance(value, str) and value.rstrip().endswith("%"):
        typed = number(value, options.decimal_comma)
        found: Fraction | Unreadable = typed if typed is not None else Unreadable("share_unread")
    else:
        found = _parse_number(cell, options)
        if isinstance(found, Unreadable):
            return Unreadable("share_date" if found.code == "number_date" else "share_unread")
        slash = isinstance(value, str) and "/" in value
        if not cell.percent and not slash and (found > 1 or options.whole_percents):
            found /= 100
        elif cell.percent and found > 1.5:
            found /= 100  # a format such as 0"%" shows 33 as 33 %
    if isinstance(found, Unreadable):
        return found
    return found if 0 <= found <= 1 else Unreadable("share_range")


def _parse_cadence(cell: Cell, options: ReadOptions) -> Cadence | Unreadable:
    if not isinstance(cell.value, str):
        found = _parse_number(cell, options)
        if isinstance(found, Fraction):
            return _in_range(found, "week")
        return found if found.code == "number_date" else Unreadable("cadence_unread")
    bare = number(cell.value, options.decimal_comma)
    if bare is not None:
        return _in_range(bare, "week")
    text = fold("".join(PARTS.get(letter, letter) for letter in cell.value))
    first, _, rest = text.partition(" ")
    if first in numerals() and rest:
        text = f"{numerals()[first]} {rest}"
    units = choice_codes("per")
    if (spaced := patterns.every_so_many().fullmatch(text)) and spaced[2] in units and int(spaced[1]):
        return _in_range(Fraction(1, int(spaced[1])), units[spaced[2]])
    if text in units:
        return Cadence(Fraction(1), units[text])
    if (times := patterns.times_per().fullmatch(text)) and times["per"].strip() in units:
        count = number((times["count"] or "1").rstrip("/ "), options.decimal_comma)
        return _in_range(count, units[times["per"].strip()]) if count is not None else Unreadable("cadence_unread")
    return Unreadable("cadence_unread")


def _in_range(count: Fraction, per: str) -> Cadence | Unreadable:
    most = {"day": 50, "week": 350, "month": 1500}[per]
    return Cadence(count, per) if 0 < count <= most else Unreadable("cadence_range", {"most": most})


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


def _parse_choice(cell: Cell, column: Column) -> str | Unreadable:
    text = as_text(cell.value)
    code = choice_codes(column.of).get(fold(text))
    if not code and column.excepting and (match := patterns.exception().fullmatch(text)):
        code = choice_codes(column.of).get(fold(match[1]))
        if code == column.excepting[0]:
            return f"{code}{EXCEPT}{match[2]}"  # the name is resolved once all tabs are read
        code = ""
    if code or column.free:
        return code or text
    codes = dict.fromkeys(choice_codes(column.of).values())
    return Unreadable("choice_unread", {"words": tuple(Word(column.of, code) for code in codes)})


def _parse_weekdays(cell: Cell) -> tuple[int, ...] | Unreadable:
    codes = choice_codes("weekday")
    order = {code: number for number, code in enumerate(dict.fromkeys(codes.values()))}
    found: set[int] = set()
    for piece in patterns.list_separators(";,\n/&").split(as_text(cell.value)):
        parts = patterns.range_separators().split(patterns.range_beginnings().sub("", piece.strip()))
        ends = [fold(end) for end in parts if end.strip()]
        if not ends:
            continue
        if len(ends) > 2 or any(end not in codes for end in ends):
            return Unreadable("weekday_unread", {"piece": tidy(piece)})
        first, last = order[codes[ends[0]]], order[codes[ends[-1]]]
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(sorted(found))


def _parse_offsets(cell: Cell, column: Column) -> tuple[int, ...] | Unreadable:
    found = []
    for piece in plain_list(as_text(cell.value)):
        text = fold(re.sub(r"\s", "", piece).replace("−", "-"))
        match = patterns.offset().fullmatch(text)
        if not match:
            return Unreadable("offset_unread", {"piece": piece})
        found.append(int(match[1] or 0))
    if column.least is not None and any(offset < column.least for offset in found):
        return Unreadable("offset_least")
    return tuple(sorted(set(found)))


_TEXTS = {Kind.TEXT, Kind.LINES, Kind.LIST, Kind.CHOICE, Kind.REF, Kind.REFS}
PARSERS: dict[Kind, Callable[[Cell, Column, ReadOptions], object]] = {
    Kind.TEXT: lambda cell, column, options: as_text(cell.value),
    Kind.LINES: lambda cell, column, options: lines(as_text(cell.value)),
    Kind.LIST: lambda cell, column, options: plain_list(as_text(cell.value)),
    Kind.NUMBER: lambda cell, column, options: _in_bounds(_parse_number(cell, options), column),
    Kind.WHOLE: _parse_whole,
    Kind.SHARE: lambda cell, column, options: _parse_share(cell, options),
    Kind.CADENCE: lambda cell, column, options: _parse_cadence(cell, options),
    Kind.DAY: lambda cell, column, options: dates.day(cell.value, options.day_first, options.epoch_1904),
    Kind.DAYS: lambda cell, column, options: dates.days(cell.value, options.day_first, options.epoch_1904),
    Kind.SPAN: lambda cell, column, options: dates.span(cell.value, options.day_first, options.epoch_1904),
    Kind.HOURS: lambda cell, column, options: dates.hours(cell.value),
    Kind.WEEKDAYS: lambda cell, column, options: _parse_weekdays(cell),
    Kind.OFFSETS: lambda cell, column, options: _parse_offsets(cell, column),
    Kind.YES_NO: lambda cell, column, options: _parse_yes_no(cell),
    Kind.CHOICE: lambda cell, column, options: _parse_choice(cell, column),
    Kind.REF: lambda cell, column, options: as_text(cell.value),
    Kind.REFS: lambda cell, column, options: as_text(cell.value),
}


def parse(cell: Cell, column: Column, options: ReadOptions) -> object:
    """The value of a cell in its column, or `Unreadable`; references as they were typed, to be resolved later.

    Texts and names keep their invisible signs; numbers, days, hours and their like are read without.
    """
    if isinstance(cell.value, str) and column.kind not in _TEXTS:
        cell = replace(cell, value=without_invisible(cell.value))
    return PARSERS[column.kind](cell, column, options)
