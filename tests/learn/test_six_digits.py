"""Six significant digits, in records of any depth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf

from calgen.learn.rounding import six_digits, with_six_digits


@dataclass(frozen=True)
class Pair:
    left: object
    right: object


def test_numbers() -> None:
    assert [six_digits(x) for x in (1 / 3, 123_456_789.0, 1e-9 / 3, 0.0, inf, -inf)] == [
        *(0.333333, 123_457_000.0, 3.33333e-10, 0.0, inf, -inf)
    ]


def test_records() -> None:
    record = Pair((1 / 3, Pair(2 / 3, "a")), Fraction(1, 3))
    assert with_six_digits(record) == Pair((0.333333, Pair(0.666667, "a")), Fraction(1, 3))
    whole = Pair(1, (0.5, None))
    assert with_six_digits(whole) == whole
