"""Hours of the day as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from calgen.book import patterns
from calgen.book.folding import fold, tidy
from calgen.book.grid import Value
from calgen.book.languages import entry, languages
from calgen.book.lists import without_bullets
from calgen.book.values import Hours, Interpreted, Unreadable, all_refused
from calgen.book.vocabulary import reading_words

_BARE_RANGE = re.compile(r"(?:from |de )?\d{1,2}(?::\d{2})?\s*(?:-|–|to|à)\s*\d{1,2}(?::\d{2})?", re.IGNORECASE)
# `5-9` may be of the morning or of the evening; `05-09` and `5:00-9:00` are hours of a clock with 24.
_WITHOUT_HALF = re.compile(r"(?:from |de )?[1-9]\d?\s*(?:-|–|to|à)\s*[1-9]\d?", re.IGNORECASE)
_LATEST_NIGHT = time(6)


def hour(value: Value) -> time | Unreadable:
    """An hour of the day: an Excel time, `9h30`, `09:30`, `9 h`, `9:30 PM`, `0930`; to the nearest minute."""
    if isinstance(value, datetime):
        if value.year < 2000:  # 24:00 is stored as one whole day after the first of the calendar (1900 or 1904)
            return Unreadable("hour_out")
        value = value.time()
    if isinstance(value, time):
        return _of_minutes(round(value.hour * 60 + value.minute + (value.second + value.microsecond / 1e6) / 60))
    if isinstance(value, timedelta):
        return _of_minutes(round(value.total_seconds() / 60))
    if isinstance(value, float) and 0 <= value < 1:
        return _of_minutes(round(value * 1440))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else ""
    return _parse_hour(value) if isinstance(value, str) else Unreadable("hour_unread")


def _parse_hour(text: str) -> time | Unreadable:
    text = fold(text)
    if text in map(fold, reading_words("noon")):
        return time(12)
    if text in map(fold, reading_words("midnight")):
        return time(0)
    if re.fullmatch(r"\d{3,4}", text):
        text = f"{text[:-2]}:{text[-2:]}"
    match = patterns.hour().fullmatch(text)
    if not match:
        return Unreadable("hour_unread")
    hours_, minutes, half = int(match[1]), int(match[2] or 0), match[3]
    if minutes > 59 or (half and not 1 <= hours_ <= 12):
        return Unreadable("hour_unread")
    if half:
        hours_ = hours_ % 12 + (12 if half in map(fold, reading_words("afternoon")) else 0)
    return _of_minutes(hours_ * 60 + minutes)


def _of_minutes(minutes: int) -> time | Unreadable:
    return time(*divmod(minutes, 60)) if 0 <= minutes < 1440 else Unreadable("hour_out")


def hours(value: Value, language: str = "") -> tuple[Hours, ...] | Interpreted | Unreadable:
    """Hours and ranges of hours: `9h30; 12h-14h`, `18h/20h`.

    What is taken of several meanings is told: `9-5` is 9h-17h, `5-9` the morning, `21h-1h` lasts until midnight.
    """
    if not isinstance(value, str):
        one = hour(value)
        return one if isinstance(one, Unreadable) else (Hours(one, one),)
    text = patterns.between().sub(r"\1 - ", without_bullets(value))
    pieces = [tidied for part in patterns.list_separators(";,\n/&+|·").split(text) if (tidied := tidy(part))]
    found = [_range(piece, language) for piece in _with_half_of_last(pieces)]
    if refused := all_refused([read for read in found if isinstance(read, Unreadable)]):
        return refused
    told = [read for read in found if isinstance(read, Interpreted)]
    values = [read.value if isinstance(read, Interpreted) else read for read in found]
    taken = tuple(dict.fromkeys(read for read in values if isinstance(read, Hours)))
    return _all_told(taken, told) if told else taken


def _all_told(taken: tuple[Hours, ...], told: Sequence[Interpreted]) -> Interpreted:
    """One note for the parts of a list that were taken for the same reason as the first of these."""
    alike = [read.values for read in told if read.code == told[0].code]
    values = {key: tuple(values[key] for values in alike) for key in alike[0]}
    return Interpreted(taken, told[0].code, values)


def _range(piece: str, language: str) -> Hours | Interpreted | Unreadable:
    read = _range_of_hours(piece)
    wrong = next((end for end in read if isinstance(end, Unreadable)), None)
    if wrong and wrong.code == "hour_out":
        return Unreadable("hour_out", {"value": piece})
    if wrong or not 1 <= len(read) <= 2:
        return Unreadable("hours_unread", {"piece": piece})
    first, last = read[0], read[-1]
    assert isinstance(first, time)
    assert isinstance(last, time)
    if last < first:
        return _over_noon_or_midnight(piece, first, last)
    is_early = _WITHOUT_HALF.fullmatch(piece) and last <= time(12) and first < _first_sure_hour(language)
    if first < last and is_early:
        evening = Hours(_half_a_day_later(first), _half_a_day_later(last))
        values = {"piece": piece, "taken": Hours(first, last), "evening": evening}
        return Interpreted(Hours(first, last), "hours_morning", values)
    return Hours(first, last)


def _over_noon_or_midnight(piece: str, first: time, last: time) -> Hours | Interpreted | Unreadable:
    """A range whose last hour is the smaller one: `9-5` runs into the afternoon, `21h-1h` into the night."""
    if _BARE_RANGE.fullmatch(piece) and first <= time(12) and (later := _half_a_day_later(last)) > first:
        return Interpreted(Hours(first, later), "hours_afternoon", {"piece": piece, "taken": Hours(first, later)})
    if first < time(12) or last > _LATEST_NIGHT:
        return Unreadable("hours_backwards", {"piece": piece})
    until = Hours(first, time(23, 59))
    values = {"piece": piece, "taken": until, "rest": Hours(time(0), last)}
    return until if last == time(0) else Interpreted(until, "hours_midnight", values)


def _half_a_day_later(early: time) -> time:
    return time(min(early.hour + 12, 23), early.minute if early.hour < 12 else 59)


def _first_sure_hour(language: str) -> time:
    """From which hour on a bare range is the morning: where the clock has two halves, the day begins later."""
    has_halves = language in languages() and "{half}" in str(entry(language, "locale", "time"))
    return time(8) if has_halves else time(6)


def _with_half_of_last(pieces: list[str]) -> list[str]:
    """The hours with the half of the day that the last one names for all: « 6 & 8 PM »; not « 11 & 1 PM »."""
    at_end = patterns.half_at_end()
    if len(pieces) < 2 or not (half := at_end.search(pieces[-1])) or any(map(at_end.search, pieces[:-1])):
        return pieces
    completed = [f"{piece} {half[0]}" for piece in pieces[:-1]]
    read = [hour(piece) for piece in (*completed, pieces[-1])]
    in_order = [found for found in read if isinstance(found, time)]
    return [*completed, pieces[-1]] if len(in_order) == len(read) and in_order == sorted(in_order) else pieces


def _range_of_hours(piece: str) -> list[time | Unreadable]:
    """The ends of a range; in « 1-3 PM » the half of the day holds for both where they then run forwards."""
    first_to_last = patterns.hour_beginnings().sub("", patterns.range_beginnings().sub("", piece))
    ends = [end for end in patterns.range_separators().split(first_to_last) if end.strip()]
    read = [hour(end) for end in ends]
    half_at_end = patterns.half_at_end()
    if len(ends) == 2 and (half := half_at_end.search(ends[1])) and not half_at_end.search(ends[0]):
        first, last = hour(f"{ends[0]} {half[0]}"), read[1]
        if isinstance(first, time) and isinstance(last, time) and first <= last:
            return [first, last]
    return read


_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00|((?:[01]\d|2[0-3]):[0-5]\d):00")


def without_midnight(text: str) -> str:
    """A day or time that a program (pandas) wrote as text with the zeros of its clock, without these."""
    found = _CLOCK.fullmatch(text) if text[-3:] == ":00" else None
    return found[1] or found[2] if found else text
