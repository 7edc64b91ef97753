"""Days and hours as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from calgen.book.folding import fold, tidy
from calgen.book.grid import Value
from calgen.book.values import Hours
from calgen.book.words import choice_codes


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a day or an hour cannot be taken."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


_SERIALS = range(36526, 73051)  # 1 January 2000 to 1 January 2100, as spreadsheets count days
_YEARS = range(2000, 2101)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]00:00(?::00)?)?")
_FIGURES = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[\s-]*(?:of |de )?\s*([^\W\d]+)\.?,?[\s-]*(\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})")


def day(value: Value, day_first: bool | None, epoch_1904: bool = False) -> date | Unread:
    """A day: a real date, a spreadsheet's day number, ISO, `15/09/2027`, `15 sept. 2027`, `Sep 15, 2027`."""
    if isinstance(value, datetime):
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6:
        serial = int(value) + (1462 if epoch_1904 else 0)
        return date(1899, 12, 30) + timedelta(days=serial) if serial in _SERIALS else Unread("date_unread")
    return _typed_day(value, day_first) if isinstance(value, str) else Unread("date_unread")


def _sensible(found: date) -> date | Unread:
    return found if found.year in _YEARS else Unread("date_far")


def _typed_day(text: str, day_first: bool | None) -> date | Unread:
    text = fold(text)
    found = _date(text, day_first)
    first, _, rest = text.partition(" ")
    if isinstance(found, Unread) and rest and first.rstrip(".,") in choice_codes("weekday"):
        return _date(rest.strip(), day_first)  # only then: « mar 9, 2027 » is March, not mardi
    return found


def _date(text: str, day_first: bool | None) -> date | Unread:
    if match := _ISO.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _FIGURES.fullmatch(text):
        one, two, year = int(match[1]), int(match[2]), int(match[3])
        return _figures(one, two, year + 2000 if year < 100 else year, day_first)
    months = _months()
    if (match := _DAY_MONTH.fullmatch(text)) and match[2] in months:
        return _made(int(match[3]), months[match[2]], int(match[1]))
    if (match := _MONTH_DAY.fullmatch(text)) and match[1] in months:
        return _made(int(match[3]), months[match[1]], int(match[2]))
    return Unread("date_unread")


def _months() -> dict[str, int]:
    codes = choice_codes("month")
    order = {code: number for number, code in enumerate(dict.fromkeys(codes.values()), 1)}
    return {name.rstrip("."): order[code] for name, code in codes.items()}


def _figures(one: int, two: int, year: int, day_first: bool | None) -> date | Unread:
    if one != two and one <= 12 and two <= 12 and day_first is None:
        return Unread("date_ambiguous")
    if one > 12 or (two <= 12 and day_first):
        return _made(year, two, one)
    return _made(year, one, two)


def _made(year: int, month: int, day_of_month: int) -> date | Unread:
    try:
        return _sensible(date(year, month, day_of_month))
    except ValueError:
        return Unread("date_none")


_RANGE = re.compile(r"\s*(?:→|\.\.+|\bau\b|\bto\b|\buntil\b|\bjusqu'au\b| - | – |(?<=/\d{4})[-–](?=\d{1,2}/))\s*")


def days(value: Value, day_first: bool | None, epoch_1904: bool = False) -> tuple[tuple[date, date], ...] | Unread:
    """Days and ranges of days: `12/07/2027; 01/08/2027 - 15/08/2027`, as (first, last) with both included."""
    if not isinstance(value, str):
        one = day(value, day_first, epoch_1904)
        return one if isinstance(one, Unread) else ((one, one),)
    found = []
    for piece in _day_pieces(value, day_first):
        ends = [end.removeprefix("du ").removeprefix("from ") for end in _RANGE.split(piece.lower()) if end.strip()]
        read = [day(end, day_first) for end in ends]
        wrong = next((end for end in read if isinstance(end, Unread)), None)
        if wrong and wrong.code != "date_unread":
            return Unread(wrong.code, {"value": piece})
        if wrong or not 1 <= len(read) <= 2:
            return Unread("days_unread", {"piece": piece})
        first, last = read[0], read[-1]
        assert isinstance(first, date)
        assert isinstance(last, date)
        if last < first:
            return Unread("days_backwards", {"piece": piece})
        found.append((first, last))
    return tuple(sorted(found))


def _day_pieces(text: str, day_first: bool | None) -> list[str]:
    pieces = []
    for part in re.split(r"[;\n]", text):
        alone = not isinstance(day(part, day_first), Unread)
        pieces += [part] if alone else re.split(r",(?!\s*\d{4}(?![-/.]?\d))", part)  # the year stays: Sep 15, 2027
    return [tidied for piece in pieces if (tidied := tidy(piece))]


_HOUR = re.compile(r"(\d{1,2})(?:\s*(?:heures?|h|:|\.|u)\s*(\d{2})?(?::00)?)?\s*(am|pm|a\.m\.|p\.m\.)?")


def hour(value: Value) -> time | Unread:
    """An hour of the day: an Excel time, `9h30`, `09:30`, `9 h`, `9:30 PM`, `0930`; to the nearest minute."""
    if isinstance(value, datetime):
        if value.year < 2000:  # 24:00 is stored as one whole day after the first of the calendar (1900 or 1904)
            return Unread("hour_out")
        value = value.time()
    if isinstance(value, time):
        return _of_minutes(round(value.hour * 60 + value.minute + (value.second + value.microsecond / 1e6) / 60))
    if isinstance(value, timedelta):
        return _of_minutes(round(value.total_seconds() / 60))
    if isinstance(value, float) and 0 <= value < 1:
        return _of_minutes(round(value * 1440))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else ""
    return _typed_hour(value) if isinstance(value, str) else Unread("hour_unread")


def _typed_hour(text: str) -> time | Unread:
    text = fold(text)
    if text in ("midi", "noon"):
        return time(12)
    if re.fullmatch(r"\d{3,4}", text):
        text = f"{text[:-2]}:{text[-2:]}"
    match = _HOUR.fullmatch(text)
    if not match:
        return Unread("hour_unread")
    hours_, minutes, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if minutes > 59 or (half and not 1 <= hours_ <= 12):
        return Unread("hour_unread")
    if half:
        hours_ = hours_ % 12 + (12 if half == "pm" else 0)
    return _of_minutes(hours_ * 60 + minutes)


def _of_minutes(minutes: int) -> time | Unread:
    return time(*divmod(minutes, 60)) if 0 <= minutes < 1440 else Unread("hour_out")


_STRETCH = re.compile(r"\s*(?:-|–|→|\bà\b|\bto\b)\s*", re.IGNORECASE)
_HALF = re.compile(r"[ap]\.?m\.?$", re.IGNORECASE)


def hours(value: Value) -> tuple[Hours, ...] | Unread:
    """Hours and stretches of hours: `9h30; 12h-14h`."""
    if not isinstance(value, str):
        one = hour(value)
        return one if isinstance(one, Unread) else (Hours(one, one),)
    found = []
    pieces = re.split(r"[;,\n]|\bet\b|\band\b", value, flags=re.IGNORECASE)
    for piece in [tidied for part in pieces if (tidied := tidy(part))]:
        read = _stretch(piece)
        wrong = next((end for end in read if isinstance(end, Unread)), None)
        if wrong and wrong.code == "hour_out":
            return Unread("hour_out", {"value": piece})
        if wrong or not 1 <= len(read) <= 2:
            return Unread("hours_unread", {"piece": piece})
        first, last = read[0], read[-1]
        assert isinstance(first, time)
        assert isinstance(last, time)
        if last < first:
            return Unread("hours_backwards", {"piece": piece})
        found.append(Hours(first, last))
    return tuple(dict.fromkeys(found))


def _stretch(piece: str) -> list[time | Unread]:
    """The ends of a stretch; in « 1-3 PM » the half of the day holds for both where they then run forwards."""
    ends = [end for end in _STRETCH.split(re.sub(r"^(de|from) ", "", piece, flags=re.IGNORECASE)) if end.strip()]
    read = [hour(end) for end in ends]
    if len(ends) == 2 and (half := _HALF.search(ends[1])) and not _HALF.search(ends[0]):
        first, last = hour(f"{ends[0]} {half[0]}"), read[1]
        if isinstance(first, time) and isinstance(last, time) and first <= last:
            return [first, last]
    return read
