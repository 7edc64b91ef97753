"""Decodes the stored values of cells: numbers, days and hours by their format, texts, errors."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from calgen.book.grid import CellState, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN, PERCENT, DATE_TIME, DURATION = range(4)  # what a number format shows; DATE_TIME is a day or an hour

# ECMA-376 part 1, 18.8.30: built-in formats, which have a number and no format code
_BUILT_IN: dict[int, int] = (
    dict.fromkeys((9, 10), PERCENT)
    | dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), DATE_TIME)
    | {46: DURATION}
)
_LONGEST_FORMAT = 1_000  # characters; Excel allows 255
_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]?', re.IGNORECASE)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_TIME = re.compile(r"[dmyhs]", re.IGNORECASE)

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_LONGEST_NUMBER = 400  # characters; spreadsheets write at most 30
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)?T?(\d\d:\d\d(?::\d\d)?)?(?:\.\d*)?Z?", re.ASCII)
_ZERO, _ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 -- a workbook's days have no zone
_MINUTES = 24 * 60
_LAST_DAY = 2_958_466  # the day after 31 December 9999
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def number_kind(number: int, custom: Mapping[int, str]) -> int:
    """The kind of number that a number format shows; `custom` are the format codes of the workbook."""
    text = custom.get(number)
    if text is None:
        return _BUILT_IN.get(number, PLAIN)
    bare = _LITERALS.sub("", text[:_LONGEST_FORMAT].split(";")[0])
    if _DURATION.search(bare):
        return DURATION
    if _DATE_TIME.search(bare):
        return DATE_TIME
    return PERCENT if "%" in text[:_LONGEST_FORMAT] else PLAIN


def decode_text(raw: str) -> str:
    """A text as it is shown: `_x…_` decoded, one kind of line break, no invisible characters."""
    if "_x" in raw:
        raw = _ESCAPED.sub(lambda found: _sign(int(found[1], 16)), raw)
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", raw)


def hides_characters(raw: str) -> bool:
    """Whether `decode_text` removes a character, or replaces half a surrogate pair."""
    if raw.isprintable() and "_x" not in raw:
        return False
    codes = (int(code, 16) for code in _ESCAPED.findall(raw))
    return bool(_INVISIBLE.search(raw)) or any(0xD800 <= code < 0xE000 or _INVISIBLE.match(chr(code)) for code in codes)


def _sign(code: int) -> str:
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def decode_value(raw: str, stored: str, shown: int, epoch_1904: bool) -> tuple[Value, CellState]:
    """A stored value that is no text: `stored` is its type in the file, `shown` the kind of its number format."""
    if stored == "n":
        found = _number(raw)
        if found is not None and shown in (DATE_TIME, DURATION):
            found = to_duration(found) if shown == DURATION else to_date_time(found, epoch_1904)
        return (raw, CellState.ERROR) if found is None else (found, CellState.PLAIN)
    if stored == "b":
        truth = {"1": True, "true": True, "0": False, "false": False}.get(raw)
        return (raw, CellState.ERROR) if truth is None else (truth, CellState.PLAIN)
    if stored == "d":
        day = _iso(raw)
        return (raw, CellState.ERROR) if day is None else (day, CellState.PLAIN)
    return raw, CellState.ERROR  # "e", or an unknown type


def _number(raw: str) -> Value:
    raw = raw.strip()
    if len(raw) > _LONGEST_NUMBER or not _NUMBER.fullmatch(raw):
        return None
    if raw.lstrip("+-").isdigit():
        return int(raw)
    found = float(raw)
    return None if abs(found) == float("inf") else found


def to_date_time(number: Value, epoch_1904: bool) -> datetime | time | None:
    """The day and hour of a number, to the minute; None if it is out of range."""
    assert isinstance(number, int | float)
    if not 0 <= number < _LAST_DAY:
        return None
    day, rest = divmod(number, 1)
    minutes = round(rest * _MINUTES)
    if number < 1 and minutes < _MINUTES:
        return time(*divmod(minutes, 60))
    if not epoch_1904 and day + minutes // _MINUTES < 60:
        day += 1  # before March 1900: Excel's calendar has a 29 February 1900
    try:
        return (_ZERO_1904 if epoch_1904 else _ZERO) + timedelta(days=int(day), minutes=minutes)
    except OverflowError:
        return None


def to_duration(number: Value) -> timedelta | None:
    """The duration of a number, to the minute; None if it is out of range."""
    assert isinstance(number, int | float)
    return timedelta(minutes=round(number * _MINUTES)) if abs(number) < _LAST_DAY else None


def _iso(raw: str) -> date | datetime | time | None:
    found = _ISO.fullmatch(raw.strip())
    if not found or not any(found.groups()):
        return None
    day, hour = found.groups()
    try:
        if not day:
            return time.fromisoformat(hour)
        return date.fromisoformat(day) if not hour else datetime.fromisoformat(f"{day}T{hour}")
    except ValueError:
        return None
