"""The figure of a result as people type it: `1200`, `1 200`, `1.2k`."""

from __future__ import annotations

import re
from fractions import Fraction

from calgen.book.grid import Value
from calgen.book.numbers import number

_SHORT = re.compile(r"(.+?)\s*([kKmM]?)")  # a number, of thousands or millions
_SIZES = {"": 1, "k": 1_000, "m": 1_000_000}


def _is_share(text: str) -> bool:
    return text.rstrip().endswith(("%", "\N{FULLWIDTH PERCENT SIGN}"))


def result_figure(value: Value, *, decimal_comma: bool) -> Fraction | None:
    """The number that a cell holds, from zero on; None for anything else."""
    if isinstance(value, str):
        match = _SHORT.fullmatch(value.strip())
        found = number(match[1], decimal_comma) if match else None
        found = found * _SIZES[match[2].lower()] if match and found is not None and not _is_share(value) else None
        if found is not None and found.denominator != 1 and decimal_comma:  # a result is counted: 1,200 is 1200
            return result_figure(value, decimal_comma=False)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = Fraction(str(value))
    else:
        found = None
    return found if found is not None and found >= 0 else None
