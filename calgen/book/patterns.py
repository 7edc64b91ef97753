"""Regular expressions made of the reading words of all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from calgen.book.folding import fold
from calgen.book.vocabulary import reading_words


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _whole(of: str) -> str:
    """One of the words of a list, as a word of its own."""
    return rf"(?<!\w){_one_of(reading_words(of))}(?!\w)"


def _folded(of: str) -> tuple[str, ...]:
    return tuple(map(fold, reading_words(of)))


# -- lists and ranges, in texts as they were typed ---------------------------------------------------------------------


@cache
def list_separators(signs: str) -> re.Pattern[str]:
    """What separates the pieces of a list: some signs, or a word for `and` or `or`."""
    return re.compile(rf"[{re.escape(signs)}]|{_whole('and')}|{_whole('or')}", re.IGNORECASE)


@cache
def range_separators() -> re.Pattern[str]:
    """What stands between the first and the last of a range of weekdays or hours: `Mon-Fri`, `12h à 14h`."""
    return re.compile(rf"\s*(?:-|–|→|{_whole('to')})\s*", re.IGNORECASE)


@cache
def day_range_separators() -> re.Pattern[str]:
    """What stands between two days; a hyphen has spaces around it, since it also stands within `2027-08-01`."""
    return re.compile(rf"\s*(?:→|\.\.+|{_whole('to')}| - | – |(?<=/\d{{4}})[-–](?=\d{{1,2}}/))\s*", re.IGNORECASE)


@cache
def words_before_days() -> re.Pattern[str]:
    """The word between a name and its days: `radio from`, `radio du`."""
    return re.compile(rf"(?:^|\s+){_one_of((*reading_words('from'), *reading_words('to')))}$", re.IGNORECASE)


@cache
def between() -> re.Pattern[str]:
    """`between 12h and 14h`: the first and the last of a range."""
    return re.compile(rf"{_whole('between')}\s+([^,;\n]+?)\s+{_whole('and')}\s+", re.IGNORECASE)


@cache
def range_beginnings() -> re.Pattern[str]:
    """The word before the first of a range: `from Monday`, `du lundi`."""
    return re.compile(rf"^{_one_of(reading_words('from'))}\s+", re.IGNORECASE)


@cache
def without_end() -> re.Pattern[str]:
    """`as of 22 Feb 2027`, `22 Feb 2027 onwards`: a day from which on something holds."""
    before, after = _one_of(reading_words("from_on")), _one_of(reading_words("onwards"))
    return re.compile(rf"{before}\s+(.+?)(?:[\s,]+{after})?|(.+?)[\s,]+{after}", re.IGNORECASE)


@cache
def day_beginnings() -> re.Pattern[str]:
    """The word before a day in a folded text, which leaves it as it is: `on Feb 15`, `le 15 février`."""
    return re.compile(rf"^{_one_of(_folded('on_day'))}\s+")


@cache
def hour_beginnings() -> re.Pattern[str]:
    """What stands before an hour and leaves it as it is: `at 6 PM`, `about 6 PM`."""
    return re.compile(rf"^{_one_of((*reading_words('at'), *reading_words('about')))}\s*(?=\d|\w+$)", re.IGNORECASE)


@cache
def exception() -> re.Pattern[str]:
    """`quiet except interact`: the choice, and the name that is excepted from it."""
    return re.compile(rf"(.+?)[\s,(]*{_whole('except')}[\s:]*(.+?)\)?", re.IGNORECASE)


# -- days, hours, frequencies and offsets, in folded texts -------------------------------------------------------------


@cache
def day_month_year() -> re.Pattern[str]:
    """`15 sept. 2027`, `15th of September 2027`: the day, the name of the month, the year."""
    ordinal, of = _one_of(_folded("ordinals")), _one_of(f"{word} " for word in _folded("of"))
    return re.compile(rf"(\d{{1,2}}){ordinal}?[\s-]*{of}?\s*([^\W\d]+)\.?,?[\s-]*{of}?'?(\d{{4}}|\d{{2}})")


@cache
def month_day_year() -> re.Pattern[str]:
    """`Sep 15, 2027`, `Sep 15, 27`: the name of the month, the day, the year."""
    ordinal = _one_of(_folded("ordinals"))
    return re.compile(rf"([^\W\d]+)\.?[\s-]*(\d{{1,2}}){ordinal}?(?:,\s*|\s+)'?(\d{{4}}|\d{{2}})")


_NO_YEAR = r"(?![\s,-]*'?\d|[^\W\d])"  # behind a day that lacks its year


@cache
def day_month() -> re.Pattern[str]:
    """`15 sept.`, `15th of September` without a year, within a text: the day, the name of the month."""
    ordinal, of = _one_of(_folded("ordinals")), _one_of(f"{word} " for word in _folded("of"))
    return re.compile(rf"(?<![\w/.:])(\d{{1,2}}){ordinal}?(?:\s*{of}?\s*|-)([^\W\d]+)\b\.?{_NO_YEAR}")


@cache
def month_day() -> re.Pattern[str]:
    """`Sep 15`, `Sept. 15th` without a year, within a text: the name of the month, the day."""
    ordinal = _one_of(_folded("ordinals"))
    return re.compile(rf"(?<!\w)([^\W\d]+)\.?[\s-]*(\d{{1,2}}){ordinal}?(?!\w){_NO_YEAR}")


@cache
def days_of_month() -> re.Pattern[str]:
    """`Feb 15-21`, `Feb 15 to 21`: the `month`, and the days between which the range runs (`first`, `last`)."""
    ordinal, to = _one_of(_folded("ordinals")), _one_of((*(f" {word} " for word in _folded("to")), "-", " - "))
    days = rf"(?P<first>\d{{1,2}}){ordinal}?(?:{to}|\s*-\s*)(?P<last>\d{{1,2}}){ordinal}?"
    return re.compile(rf"(?<!\w)(?P<month>[^\W\d]+)\.?\s*{days}(?![\w/.-]),?")


@cache
def month_beginnings() -> re.Pattern[str]:
    """The word before a month in a folded text: `en novembre`, `in November`, `mois de mars`."""
    return re.compile(rf"^{_one_of(_folded('in_month'))} ")


@cache
def hour() -> re.Pattern[str]:
    """`9h30`, `9:30 PM`, `9 h`: the hour, the minutes, the half of the day."""
    mark = _one_of((*_folded("hour"), ":", "."))
    return re.compile(rf"(\d{{1,2}})(?:\s*{mark}\s*(\d{{2}})?(?::00)?)?\s*({_half()})?")


def _half() -> str:
    return _one_of((*_folded("morning"), *_folded("afternoon")))


@cache
def half_at_end() -> re.Pattern[str]:
    """The half of the day at the end of an hour as it was typed: `3 PM`."""
    return re.compile(rf"{_one_of((*reading_words('morning'), *reading_words('afternoon')))}$", re.IGNORECASE)


_NUMBER = r"\d+(?:[.,]\d+)?"


@cache
def approximation() -> re.Pattern[str]:
    """`about`, `≈`: the word or sign before a number that leaves it as it is."""
    return re.compile(rf"^{_one_of(_folded('about'))}(?:\s+|(?=\d))")


@cache
def percent_at_end() -> re.Pattern[str]:
    """`per cent` at the end of a folded text."""
    return re.compile(rf"\s*{_one_of(_folded('percent'))}$")


@cache
def number_range() -> re.Pattern[str]:
    """`2 to 3 a week`, `between 2 and 3`: the numbers (`low`, `high`), and what follows them (`rest`)."""
    between, and_ = _one_of(_folded("between")), _one_of(_folded("and"))
    to = _one_of((*_folded("to"), *_folded("or"), "-", "→"))
    apart = rf"(?P<between>{between} )?(?P<low>{_NUMBER})\s*(?(between){and_}|{to})\s*(?P<high>{_NUMBER})"
    return re.compile(rf"{apart}(?P<rest>(?!\d).*)")


@cache
def times_alone() -> re.Pattern[str]:
    """`posts`, `x`: what is counted, before or after the number."""
    times = _one_of(("x", *_folded("times")))
    return re.compile(rf"^{times}\s*(?=\d)|(?<=\d)\s*{times}$")


@cache
def day_of_month() -> re.Pattern[str]:
    """`the first Tuesday of the month`: the word for the day of the week (`day`), in a folded text."""
    return re.compile(rf"(?:\w+ )?{_one_of(_folded('which_of_month'))} (?P<day>[^\W\d]+\.?)(?: .*)?")


@cache
def every() -> re.Pattern[str]:
    """The word for `every` at the beginning of a folded text."""
    return re.compile(rf"^{_one_of(_folded('every'))}\s+")


@cache
def every_so_often() -> re.Pattern[str]:
    """`every 2 weeks`, `2 posts every other month`: the `count`, the `number` or `other`, and the `period`."""
    times, every, other = (_one_of(_folded(of)) for of in ("times", "every", "every_other"))
    count = rf"(?:(?P<count>{_NUMBER})\s*(?:x|{times})?\s*)?"
    return re.compile(rf"{count}(?:(?P<other>{other})|{every}(?: (?P<number>\d+))?) (?P<period>\D.*|15 .*)")


@cache
def so_many_out_of() -> re.Pattern[str]:
    """`1 week out of 2`, `5 days/7`: the `count`, the word of the period, and `of` how many."""
    of = _one_of((*(f" {word} " for word in _folded("out_of")), r"/"))
    return re.compile(rf"(?P<count>\d+)\s*(?P<period>[^\W\d]+\.?)\s*{of}\s*(?P<of>\d+)(?:\s*[^\W\d]+)?")


@cache
def one_in_three() -> re.Pattern[str]:
    """`1 in 3`, `2 sur 5`: the `count`, and `of` how many, in a folded text."""
    return re.compile(rf"(?P<count>\d{{1,4}}) {_one_of(_folded('out_of'))} (?P<of>\d{{1,4}})")


@cache
def days_a_week() -> re.Pattern[str]:
    """`5 days a week`: the `count`, and the words of the unit and the period."""
    per = _one_of(("/", *(f"{word} " for word in _folded("per"))))
    return re.compile(rf"(?P<count>\d+)\s*(?P<unit>[^\W\d]+)\s*{per}\s*(?P<period>[^\W\d]+\.?)")


@cache
def per_at_end() -> re.Pattern[str]:
    """The word for `per` at the end of a folded text."""
    return re.compile(rf"\s+{_one_of(_folded('per'))}$")


@cache
def times_per() -> re.Pattern[str]:
    """`3 posts per week`: the `count`, which may be missing, and the word of the period (`per`)."""
    times, per = _one_of(("x", *_folded("times"))), _one_of(("/", *(f"{word} " for word in _folded("per"))))
    return re.compile(rf"(?P<count>[\d.,/\s]*\d)?\s*{times}?\s*{per}?\s*(?P<per>[^\W\d].*|15 .*)")


@cache
def offset() -> re.Pattern[str]:
    """`J-7`, `D`, `+3`: the number of days after the day, which is zero where it is missing; without spaces."""
    zero = _one_of(_folded("day_zero"))
    return re.compile(rf"{zero}|{zero}?([+-]?\d{{1,4}})")


@cache
def counted_offset() -> re.Pattern[str]:
    """`J-7`, `D+3`: the days counted from a day, with the letter of the day; without spaces."""
    return re.compile(rf"{_one_of(_folded('day_zero'))}([+-]\d{{1,4}})")


@cache
def before_at_end() -> re.Pattern[str]:
    """`before`, `avant` at the end of a folded text."""
    return re.compile(rf" {_one_of(_folded('before_day'))}$")


@cache
def every_other_at_start() -> re.Pattern[str]:
    """`every other` at the beginning of a folded text."""
    return re.compile(rf"^{_one_of(_folded('every_other'))} ")


@cache
def one_of_unit() -> re.Pattern[str]:
    """`a`, `every`, `tous les` before a length of time at the beginning of a folded text."""
    return re.compile(rf"^{_one_of((*_folded('every'), *_folded('article')))} ")


def split_at_and(text: str) -> list[str]:
    """A text cut at the word for `and`, in any language."""
    return re.split(rf"\s{_one_of(reading_words('and'))}\s", text, flags=re.IGNORECASE)
