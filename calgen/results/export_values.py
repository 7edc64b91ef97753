"""Figures and moments as files of results write them; a column is read as a whole, for its cells are written alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from calgen.book import dates
from calgen.book.folding import fold
from calgen.book.hours import hour
from calgen.book.values import Unreadable
from calgen.results.export_tables import ExportValue

_SPACES = re.compile("[\\s\u00a0\u202f'’]")
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000, "": 1}
_FIGURE = re.compile(r"([\d.,]+)([kmb]?)")
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
_SHARE_BEHIND = re.compile(r"\(.*\)$")  # Mailchimp: `350 (35.18%)`
_CLOCK = re.compile(r"[t ,]+(\d{1,2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([ap]m)?(?:\s*(z|utc|gmt|[+-]\d{2}:?\d{2}))?$")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")
_JAPANESE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_DAY_MONTH = re.compile(r"(\d{1,2})\.? (?:de )?([^\W\d_]+)\.?")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})")
_DECIMALS = re.compile(r"\d([.,])(?:\d{1,2}|\d{4,})$")


@dataclass(frozen=True, slots=True)
class ExportMoment:
    """A day, or a day of a year that the file does not say (`year` 0), with the hour and zone that it does."""

    year: int
    month: int
    day_of_month: int
    hour: time | None = None
    is_utc: bool = False

    @property
    def day(self) -> date | None:
        """The day; None without a year."""
        return date(self.year, self.month, self.day_of_month) if self.year else None


def read_counts(values: Sequence[ExportValue]) -> list[int | None]:
    """The whole numbers of a column: `1 234`, `1,234`, `1.2K`; None where a cell holds none (blank, `--`, a share).

    With a suffix the mark is a decimal one; a mark that stands before one, two or four digits somewhere in the column
    is a decimal mark in all of it.
    """
    texts = [_bare(value) for value in values]
    decimal = {match[1] for text in texts if (match := _DECIMALS.search(text))}
    return [_count(value, text, decimal) for value, text in zip(values, texts, strict=True)]


def _bare(value: ExportValue) -> str:
    text = value if isinstance(value, str) else ""
    return _SPACES.sub("", _SHARE_BEHIND.sub("", text.strip()).casefold())


def _count(value: ExportValue, text: str, decimal: set[str]) -> int | None:
    if isinstance(value, int | float):
        return int(value) if value >= 0 and value == int(value) else None
    match = _FIGURE.fullmatch(text)
    if not match:
        return None
    digits, suffix = match.groups()
    if not suffix and _GROUPED.fullmatch(digits) and not (set(".,") & set(digits) <= decimal):
        return int(re.sub("[.,]", "", digits))
    try:
        number = float(_with_point(digits, decimal))
    except ValueError:
        return None
    found = number * _SUFFIXES[suffix]
    return round(found) if suffix or found == int(found) else None


def _with_point(digits: str, decimal: set[str]) -> str:
    """The digits with a decimal point alone: `1.234,5` has a comma for it."""
    mark = max(".,", key=digits.rfind)
    if digits.count(mark) != 1:
        return re.sub("[.,]", "", digits)
    whole, _, part = digits.rpartition(mark)
    return re.sub("[.,]", "", whole) + "." + part


def day_order(values: Iterable[ExportValue]) -> bool | None:
    """Whether the day stands before the month in the days of a column; None where none of them tells."""
    for value in values:
        match = _NUMBERS.match(value) if isinstance(value, str) else None
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            return int(match[1]) > 12
    return None


def unturned_days(values: Sequence[ExportValue], today: date) -> Sequence[ExportValue]:
    """The cells of a column, its days with day and month put right where a spreadsheet program has turned them.

    One that reads the day first makes `09/12/2026` of a file in English the ninth of December, and leaves `09/28/2026`
    a text; or all days together come to lie in part after today.
    """
    days = [value for value in values if isinstance(value, datetime | date)]
    if not days or any(day.day > 12 for day in days):
        return values
    is_turned = day_order(values) is False or any(_day_of(day) > today for day in days)
    turned = [day.replace(month=day.day, day=day.month) for day in days]
    if not is_turned or any(_day_of(day) > today for day in turned):
        return values
    found = iter(turned)
    return [next(found) if isinstance(value, datetime | date) else value for value in values]


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def has_day_figures(values: Iterable[ExportValue]) -> bool:
    """Whether a column has days in figures alone, whose order matters."""
    return any(isinstance(value, str) and _NUMBERS.match(value) for value in values)


def read_moment(value: ExportValue, day_first: bool | None) -> ExportMoment | None:
    """The day and the hour of a cell; None where it holds none, or `01/02/2027` and no order is known."""
    if isinstance(value, datetime):
        return ExportMoment(value.year, value.month, value.day, value.time() if value.time() != time(0) else None)
    if isinstance(value, date):
        return ExportMoment(value.year, value.month, value.day)
    if not isinstance(value, str) or not value:
        return None
    text = fold(value)
    clock = _CLOCK.search(text)
    at = hour(f"{clock[1]} {clock[2] or ''}".strip()) if clock else None
    zone = (clock[3] or "") if clock else ""
    found = _read_day(text[: clock.start()] if clock else text, day_first)
    if found is None:
        return None
    year, month, day_of_month = found
    is_utc = zone in ("z", "utc", "gmt", "+0000", "+00:00")
    return ExportMoment(year, month, day_of_month, at if isinstance(at, time) else None, is_utc)


def _read_day(text: str, day_first: bool | None) -> tuple[int, int, int] | None:
    text = text.strip(" ,")
    if match := _JAPANESE.fullmatch(text):
        return int(match[1] or 0), int(match[2]), int(match[3])
    found = dates.day(text, day_first)
    if not isinstance(found, Unreadable):
        return found.year, found.month, found.day
    months = {**dates.month_numbers(), **_OTHER_MONTHS}
    match = _DAY_MONTH.fullmatch(text)
    day_text, name = (match[1], match[2]) if match else ("", "")
    if not match and (match := _MONTH_DAY.fullmatch(text)):
        name, day_text = match[1], match[2]
    if name in months and 1 <= int(day_text) <= 31:
        return 0, months[name], int(day_text)
    return None


# months as TikTok writes them in other languages than those of calgen (Unicode CLDR, forms within a date)
_MONTHS_OF = {
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_OTHER_MONTHS = {fold(name): number for names in _MONTHS_OF.values() for number, name in enumerate(names.split(), 1)}


def full_day(moment: ExportMoment, created: date | None, latest: date) -> date | None:
    """The day of a moment; without a year, that nearest to `created`, else the last one until `latest`."""
    if moment.year:
        return moment.day
    years = range(latest.year - 3, latest.year + 2)
    days = [day for year in years if (day := _day_or_none(year, moment.month, moment.day_of_month))]
    if created:
        return min(days, key=lambda day: abs(day - created), default=None)
    return max((day for day in days if day <= latest), default=None)


def _day_or_none(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
