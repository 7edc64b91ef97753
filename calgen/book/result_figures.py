"""The figure of a result as people type it: `1200`, `1 200`, `1.2k`, `about 1200`."""

from __future__ import annotations

import re
from fractions import Fraction

from calgen.book import patterns
from calgen.book.folding import fold
from calgen.book.grid import Value
from calgen.book.numbers import number

RESULTS = ("impressions", "engagements", "clicks", "conversions")  # columns of the social calendar
_SHORT = re.compile(r"(.+?)\s*([km]?)")  # a number, of thousands or millions
_SIZES = {"": 1, "k": 1_000, "m": 1_000_000}


def _is_share(text: str) -> bool:
    return text.rstrip().endswith(("%", "\N{FULLWIDTH PERCENT SIGN}"))


def result_figure(value: Value, *, decimal_comma: bool) -> Fraction | None:
    """The whole number that a cell holds, from zero on; None for anything else.

    A result is counted: `1,200` is 1200 in any language, and `1.350`, a thousand for some and a slip for others, none.
    """
    if isinstance(value, str):
        found = _typed_figure(value, decimal_comma)
        if found is not None and found.denominator != 1 and decimal_comma:
            found = _typed_figure(value, decimal_comma=False)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = Fraction(str(value))
    else:
        found = None
    return found if found is not None and found >= 0 and found.denominator == 1 else None


def _typed_figure(text: str, decimal_comma: bool) -> Fraction | None:
    """The number of a text, about it or in thousands or millions; None for a share and for any other text."""
    match = None if _is_share(text) else _SHORT.fullmatch(patterns.approximation().sub("", fold(text)))
    found = number(match[1], decimal_comma) if match else None
    return found * _SIZES[match[2]] if match and found is not None else None
