"""Shares as people type them: `33 %`, `0.33`, `1/3`, `a third`, `two thirds`, `1 in 3`, `about 30 per cent`."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from fractions import Fraction
from functools import cache

from calgen.book import patterns
from calgen.book.folding import fold
from calgen.book.grid import Cell, Value
from calgen.book.numbers import exact, number
from calgen.book.values import Unreadable
from calgen.book.vocabulary import numerals, reading_words

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def share(cell: Cell, decimal_comma: bool, whole_percents: bool) -> Fraction | Unreadable:
    """The share in a cell, from 0 to 1; with `whole_percents`, a bare 33 is 33 %."""
    value = cell.value
    if isinstance(value, str):
        found, is_settled = _typed(value, decimal_comma)
    else:
        found, is_settled = _stored(value), False
    if found is None:
        is_date = isinstance(value, date | time | timedelta)
        return Unreadable("share_date" if is_date else "share_unread")
    if not is_settled and not cell.percent and (found > 1 or whole_percents):
        found /= 100
    elif not is_settled and cell.percent and found > 1.5:
        found /= 100  # a format such as 0"%" shows 33 as 33 %
    return found if 0 <= found <= 1 else Unreadable("share_range")


def _stored(value: Value) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        return None
    return exact(value)


def _typed(text: str, decimal_comma: bool) -> tuple[Fraction | None, bool]:
    """The number of a text, and whether it is a share whatever the other cells of the column are like."""
    about = patterns.approximation().sub("", fold(text))
    if (part := _in_words(about)) is not None:
        return part, True
    percent = patterns.percent_at_end().sub(" %", about)
    found = number(percent, decimal_comma)
    found = number(text, decimal_comma) if found is None else found
    return found, percent.endswith("%") or text.rstrip().endswith("%") or "/" in text


def _in_words(text: str) -> Fraction | None:
    """The share that a folded text says in words; `None` for other texts."""
    if (part := _words().get(text)) is not None:
        return part
    text = " ".join(str(numerals().get(word, word)) for word in text.split())
    if (found := patterns.one_in_three().fullmatch(text)) and int(found["of"]):
        return Fraction(int(found["count"]), int(found["of"]))
    parts = re.fullmatch(r"(\d{1,2}) (\D+)", text)
    return int(parts[1]) * _words()[parts[2]] if parts and parts[2] in _words() else None


@cache
def _words() -> dict[str, Fraction]:
    return {fold(word): Fraction(1, part) for name, part in _PARTS.items() for word in reading_words(name)}
