"""What a cell means. A parser does not know which cell it reads: it returns the value, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from calgen.book import dates
from calgen.book.columns import Column, Kind
from calgen.book.folding import fold, tidy
from calgen.book.grid import Cell, Value
from calgen.book.lists import lines, plain_list
from calgen.book.numbers import PARTS, exact, number
from calgen.book.values import Cadence, Word
from calgen.book.words import choice_codes


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell cannot be taken: the code of its sentence, and the values that fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What settles an ambiguous cell: who writes the day first, where a comma is a decimal mark, what 33 means."""

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


def shown(value: Value) -> object:
    """A stored value for a sentence: days, hours and yes or no are said in the reader's language."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else as_text(value)
    return value if isinstance(value, bool | date | time) else as_text(value)


def _number(cell: Cell, habits: ReadOptions) -> Fraction | Wrong:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Wrong("number_date" if not isinstance(value, bool) else "number_unread")
    if isinstance(value, str):
        found = number(value, habits.decimal_comma)
        return found if found is not None else Wrong("number_unread")
    if value != value or value in (float("inf"), float("-inf")):
        return Wrong("number_unread")
    return exact(value)


def _within(found: Fraction | Wrong, column: Column) -> Fraction | Wrong:
    if isinstance(found, Wrong):
        return found
    if column.least is not None and found < column.least:
        return Wrong("number_least", {"least": Fraction(column.least)})
    if column.most is not None and found > column.most:
        return Wrong("number_most", {"most": Fraction(column.most)})
    return found


def _whole(cell: Cell, column: Column, habits: ReadOptions) -> int | Wrong:
    found = _within(_number(cell, habits), column)
    if isinstance(found, Wrong):
        return found
    return int(found) if found.denominator == 1 else Wrong("number_whole")


def _share(cell: Cell, habits: ReadOptions) -> Fraction | Wrong:
    value = cell.value
    if isinstance(value, str) and value.rstrip().endswith("%"):
        typed = number(value, habits.decimal_comma)
        found: Fraction | Wrong = typed if typed is not None else Wrong("share_unread")
    else:
        found = _number(cell, habits)
        if isinstance(found, Wrong):
            return Wrong("share_date" if found.code == "number_date" else "share_unread")
        slash = isinstance(value, str) and "/" in value
        if not cell.percent and not slash and (found > 1 or habits.whole_percents):
            found /= 100
        elif cell.percent and found > 1.5:
            found /= 100  # a format such as 0"%" shows 33 as 33 %
    if isinstance(found, Wrong):
        return found
    return found if 0 <= found <= 1 else Wrong("share_range")


_EVERY = re.compile(r"(?:every|tous les|toutes les) (\d+) (\D+)")
_TIMES = re.compile(
    r"(?P<count>[\d.,/\s]*\d)?\s*(?:x|fois|times?|posts?|publications?)?\s*"
    r"(?:/|par |per |a |an |each |every |chaque |tous les |toutes les )?\s*(?P<per>[^\W\d].*)"
)
_ONCE = {"un": 1, "une": 1, "one": 1, "once": 1, "deux": 2, "two": 2, "twice": 2, "trois": 3, "three": 3}


def _cadence(cell: Cell, habits: ReadOptions) -> Cadence | Wrong:
    if not isinstance(cell.value, str):
        found = _number(cell, habits)
        if isinstance(found, Fraction):
            return _positive(found, "week")
        return found if found.code == "number_date" else Wrong("cadence_unread")
    bare = number(cell.value, habits.decimal_comma)
    if bare is not None:
        return _positive(bare, "week")
    text = fold("".join(PARTS.get(letter, letter) for letter in cell.value))
    first, _, rest = text.partition(" ")
    if first in _ONCE and rest:
        text = f"{_ONCE[first]} {rest}"
    units = choice_codes("per")
    if (spaced := _EVERY.fullmatch(text)) and spaced[2] in units and int(spaced[1]):
        return _positive(Fraction(1, int(spaced[1])), units[spaced[2]])
    if text in units:
        return Cadence(Fraction(1), units[text])
    if (times := _TIMES.fullmatch(text)) and times["per"].strip() in units:
        count = number((times["count"] or "1").rstrip("/ "), habits.decimal_comma)
        return _positive(count, units[times["per"].strip()]) if count is not None else Wrong("cadence_unread")
    return Wrong("cadence_unread")


def _positive(count: Fraction, per: str) -> Cadence | Wrong:
    most = {"day": 50, "week": 350, "month": 1500}[per]
    return Cadence(count, per) if 0 < count <= most else Wrong("cadence_range", {"most": most})


_CHECKS = {"✓", "✔", "☑", "x"}


def _yes_no(cell: Cell) -> bool | Wrong:
    value = cell.value
    if isinstance(value, bool):
        return value
    if value in (0, 1):
        return bool(value)
    text = fold(as_text(value))
    if text in _CHECKS:
        return True
    code = choice_codes("yes_no").get(text)
    return code == "yes" if code else Wrong("yes_no_unread")


def _choice(cell: Cell, column: Column) -> str | Wrong:
    text = as_text(cell.value)
    code = choice_codes(column.of).get(fold(text))
    if code or column.free:
        return code or text
    codes = dict.fromkeys(choice_codes(column.of).values())
    return Wrong("choice_unread", {"words": tuple(Word(column.of, code) for code in codes)})


def _weekdays(cell: Cell) -> tuple[int, ...] | Wrong:
    codes = choice_codes("weekday")
    order = {code: number for number, code in enumerate(dict.fromkeys(codes.values()))}
    found: set[int] = set()
    for piece in re.split(r"[;,\n/]|\bet\b|\band\b|&", as_text(cell.value), flags=re.IGNORECASE):
        parts = re.split(r"\s*(?:-|–|→|\bau\b|\bà\b|\bto\b)\s*", piece.strip(), flags=re.IGNORECASE)
        ends = [re.sub(r"^(du|le|de|from) ", "", fold(end)) for end in parts if end.strip()]
        if not ends:
            continue
        if len(ends) > 2 or any(end not in codes for end in ends):
            return Wrong("weekday_unread", {"piece": tidy(piece)})
        first, last = order[codes[ends[0]]], order[codes[ends[-1]]]
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(sorted(found))


def _offsets(cell: Cell, column: Column) -> tuple[int, ...] | Wrong:
    found = []
    for piece in plain_list(as_text(cell.value)):
        text = re.sub(r"\s", "", piece).replace("−", "-").replace("–", "-").upper()
        match = re.fullmatch(r"[JD]|[JD]?([+-]?\d{1,4})", text)
        if not match:
            return Wrong("offset_unread", {"piece": piece})
        found.append(int(match[1] or 0))
    if column.least is not None and any(offset < column.least for offset in found):
        return Wrong("offset_least")
    return tuple(sorted(set(found)))


def _moment(found: object) -> object:
    return Wrong(found.code, found.values) if isinstance(found, dates.Unread) else found


PARSERS: dict[Kind, Callable[[Cell, Column, ReadOptions], object]] = {
    Kind.TEXT: lambda cell, column, habits: as_text(cell.value),
    Kind.LINES: lambda cell, column, habits: lines(as_text(cell.value)),
    Kind.LIST: lambda cell, column, habits: plain_list(as_text(cell.value)),
    Kind.NUMBER: lambda cell, column, habits: _within(_number(cell, habits), column),
    Kind.WHOLE: _whole,
    Kind.SHARE: lambda cell, column, habits: _share(cell, habits),
    Kind.CADENCE: lambda cell, column, habits: _cadence(cell, habits),
    Kind.DAY: lambda cell, column, habits: _moment(dates.day(cell.value, habits.day_first, habits.epoch_1904)),
    Kind.DAYS: lambda cell, column, habits: _moment(dates.days(cell.value, habits.day_first, habits.epoch_1904)),
    Kind.HOURS: lambda cell, column, habits: _moment(dates.hours(cell.value)),
    Kind.WEEKDAYS: lambda cell, column, habits: _weekdays(cell),
    Kind.OFFSETS: lambda cell, column, habits: _offsets(cell, column),
    Kind.YES_NO: lambda cell, column, habits: _yes_no(cell),
    Kind.CHOICE: lambda cell, column, habits: _choice(cell, column),
    Kind.REF: lambda cell, column, habits: as_text(cell.value),
    Kind.REFS: lambda cell, column, habits: as_text(cell.value),
}


def parse(cell: Cell, column: Column, habits: ReadOptions) -> object:
    """The value of a cell in its column, or `Wrong`. References come back as typed: only the whole book knows them."""
    return PARSERS[column.kind](cell, column, habits)
