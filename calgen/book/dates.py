"""Days as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold, tidy
from calgen.book.grid import Value
from calgen.book.lists import without_bullets
from calgen.book.values import Span, Unreadable, all_refused
from calgen.book.vocabulary import choice_codes

_SERIALS = range(36526, 73051)  # 1 January 2000 to 1 January 2100, as spreadsheets count days
_SHORT_RANGE = re.compile(r"(\d{1,2}\w{0,2})\s*[-–]\s*(\d{1,2}.*)")
_YEARS = range(2000, 2101)
LAST_DAY = date(2100, 12, 31)  # of a range without an end
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(20\d{2})(\d{2})(\d{2})")
_CLOCK = re.compile(
    r"(?<=\d)(?:t| |, )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?z| ?utc|[+-]\d{2}:?\d{2})?$"
)
_FIGURES = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")


def day(value: Value, day_first: bool | None, epoch_1904: bool = False) -> date | Unreadable:
    """A day: a real date, a spreadsheet's day number, ISO, `15/09/2027`, `15 sept. 2027`, `Sep 15, 2027`."""
    if isinstance(value, datetime):
        return _near_enough(value.date())
    if isinstance(value, date):
        return _near_enough(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6:
        serial = int(value) + (1462 if epoch_1904 else 0)
        return date(1899, 12, 30) + timedelta(days=serial) if serial in _SERIALS else Unreadable("date_unread")
    return _parse_day(value, day_first) if isinstance(value, str) else Unreadable("date_unread")


def _near_enough(found: date) -> date | Unreadable:
    return found if found.year in _YEARS else Unreadable("date_far")


def _parse_day(text: str, day_first: bool | None) -> date | Unreadable:
    text = patterns.day_beginnings().sub("", _CLOCK.sub("", fold(text)))  # the hour of a day changes no day
    found = _parse_date(text, day_first)
    if isinstance(found, Unreadable):
        return _parse_date(_without_weekday(text), day_first)  # only then: « mar 9, 2027 » is March, not mardi
    return found


def _without_weekday(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and first.rstrip(".,") in choice_codes("weekday") else text


def _parse_date(text: str, day_first: bool | None) -> date | Unreadable:
    if match := _ISO.fullmatch(text):
        year, month, day_of_month = (int(part) for part in match.groups() if part)
        return _make_date(year, month, day_of_month)
    if match := _FIGURES.fullmatch(text):
        one, two, year = int(match[1]), int(match[2]), int(match[3])
        return _from_figures(one, two, _full_year(year), day_first)
    months = month_numbers()
    if (match := patterns.day_month_year().fullmatch(text)) and match[2] in months:
        return _make_date(_full_year(int(match[3])), months[match[2]], int(match[1]))
    if (match := patterns.month_day_year().fullmatch(text)) and match[1] in months:
        return _make_date(_full_year(int(match[3])), months[match[1]], int(match[2]))
    return Unreadable("date_unread")


def _full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


@cache
def month_numbers() -> Mapping[str, int]:
    """The names of the months, folded and without a full stop, with their numbers."""
    codes = choice_codes("month")
    order = {code: number for number, code in enumerate(dict.fromkeys(codes.values()), 1)}
    return {name.rstrip("."): order[code] for name, code in codes.items()}


def _from_figures(one: int, two: int, year: int, day_first: bool | None) -> date | Unreadable:
    if one != two and one <= 12 and two <= 12 and day_first is None:
        return Unreadable("date_ambiguous")
    if one > 12 or (two <= 12 and day_first):
        return _make_date(year, two, one)
    return _make_date(year, one, two)


def _make_date(year: int, month: int, day_of_month: int) -> date | Unreadable:
    try:
        return _near_enough(date(year, month, day_of_month))
    except ValueError:
        return Unreadable("date_none")


def days(value: Value, day_first: bool | None, epoch_1904: bool = False) -> tuple[tuple[date, date], ...] | Unreadable:
    """Days and ranges of days: `12/07/2027; 01/08/2027 - 15/08/2027`, as (first, last) with both included.

    `as of 12/07/2027` lasts until `LAST_DAY`.
    """
    if not isinstance(value, str):
        one = day(value, day_first, epoch_1904)
        return one if isinstance(one, Unreadable) else ((one, one),)
    pieces = [(piece, _ends(piece)) for piece in _day_pieces(value, day_first)]
    order = _order_of_list([ends for _, ends in pieces], day_first)
    found = [_range(piece, ends, order) for piece, ends in pieces]
    if refused := all_refused([read for read in found if isinstance(read, Unreadable)]):
        is_mixed = refused.code == "date_ambiguous" and bool(orders_of_figures(value))
        return replace(refused, code="date_order") if is_mixed else refused
    return tuple(sorted(read for read in found if not isinstance(read, Unreadable)))


def _range(piece: str, ends: Sequence[str], order: bool | None) -> tuple[date, date] | Unreadable:
    read = [day(end, order) for end in ends]
    wrong = next((end for end in read if isinstance(end, Unreadable)), None)
    if wrong and wrong.code != "date_unread":
        return Unreadable(wrong.code, {"value": piece})
    if wrong or not 1 <= len(read) <= 2:
        return Unreadable("days_unread", {"piece": piece})
    first, last = read[0], read[-1]
    assert isinstance(first, date)
    assert isinstance(last, date)
    if len(ends) == 1 and patterns.without_end().fullmatch(piece):
        last = LAST_DAY
    return Unreadable("days_backwards", {"piece": piece}) if last < first else (first, last)


def _ends(piece: str) -> list[str]:
    """The first and the last day of a range, or the one day, as they were typed; a short first day in full."""
    open_range = patterns.without_end().fullmatch(piece)
    first_to_last = patterns.range_beginnings().sub("", (open_range[1] or open_range[2]) if open_range else piece)
    ends = [end for end in patterns.day_range_separators().split(first_to_last) if end.strip()]
    is_day = len(ends) != 1 or not isinstance(day(ends[0], True), Unreadable)
    if not is_day and (short := _SHORT_RANGE.fullmatch(ends[0])) and not isinstance(day(short[2], True), Unreadable):
        ends = [short[1], short[2]]
    return [_completed(ends[0], ends[1]), ends[1]] if len(ends) == 2 else ends


def _completed(first: str, last: str) -> str:
    """The first day with the month and year that only the last one says: `12` of `12-15/07/2027`."""
    parts, whole = (re.findall(r"[^\s/.,-]+", text) for text in (first, last))
    if not 0 < len(parts) < len(whole) == 3 or not isinstance(day(first, True), Unreadable):
        return first
    sign = re.search(r"\d\s*([-/.])\s*\d", last)
    return (sign[1] if sign else " ").join((*parts, *whole[len(parts) :]))


def _order_of_list(ranges: Sequence[Sequence[str]], day_first: bool | None) -> bool | None:
    """Whether the day stands first in the days of a list, which are all written alike.

    A day that can be read in one way only settles the others, then the workbook does, then ranges that run forwards
    in one of the two orders alone.
    """
    orders = [*_orders_of_days(end for ends in ranges for end in ends)]
    if not orders and day_first is not None:
        return day_first
    orders = orders or [order for order in (True, False) if all(_is_forwards(ends, order) for ends in ranges)]
    return orders[0] if len(orders) == 1 else None


def _order_of_figures(text: str) -> bool | None:
    """Whether the day stands before the month in `27/07/2027`; `None` where that cannot be told, and in other texts."""
    match = _FIGURES.fullmatch(_without_weekday(_CLOCK.sub("", fold(text))))
    if not match or (int(match[1]) > 12) == (int(match[2]) > 12):
        return None
    return int(match[1]) > 12


def orders_of_figures(value: Value) -> frozenset[bool]:
    """The orders of day and month that a cell's days in figures have for certain: is the day first?"""
    pieces = _day_pieces(value, None) if isinstance(value, str) else []
    return _orders_of_days(end for piece in pieces for end in _ends(piece))


def _orders_of_days(texts: Iterable[str]) -> frozenset[bool]:
    return frozenset(order for text in texts if (order := _order_of_figures(text)) is not None)


def _is_forwards(ends: Sequence[str], day_first: bool) -> bool:
    """Whether a day, or both ends of a range, can be read in this order, and the range does not run backwards."""
    read = [found for end in ends if isinstance(found := day(end, day_first), date)]
    return len(read) == len(ends) and read == sorted(read)


def span(value: Value, day_first: bool | None, epoch_1904: bool = False) -> date | Span | Unreadable:
    """A day, or one range of days: `12/02/2027 - 19/02/2027`; a range of one day is that day."""
    found = day(value, day_first, epoch_1904)
    if not isinstance(value, str) or not (isinstance(found, Unreadable) and found.code == "date_unread"):
        return found
    several = days(value, day_first)
    if isinstance(several, Unreadable):
        return several if several.code != "days_unread" else Unreadable("span_unread")
    if len(several) != 1 or several[0][1] == LAST_DAY:
        return Unreadable("span_unread")
    first, last = several[0]
    return first if first == last else Span(first, last)


def _day_pieces(text: str, day_first: bool | None) -> list[str]:
    pieces = []
    for part in re.split(r"[;\n]", without_bullets(text)):
        alone = not isinstance(day(part, day_first), Unreadable)
        pieces += [part] if alone else re.split(r",(?!\s*\d{4}(?![-/.]?\d))", part)  # the year stays: Sep 15, 2027
    return [tidied for piece in pieces if (tidied := tidy(piece))]
