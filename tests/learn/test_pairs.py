"""The sign-flip test against Darwin's maize, and its own definition."""

from __future__ import annotations

from itertools import product
from math import inf

import pytest

from calgen.learn.pairs import adjusted_p_values, least_p_value, pair_test, pairs_needed

MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]  # eighths of an inch (Fisher 1935)


def test_darwins_maize() -> None:
    found = pair_test(MAIZE)
    assert found.p_value * 2**15 == 2 * 863
    assert found.difference == pytest.approx(314 / 15)


@pytest.mark.parametrize(("pairs", "least"), [(4, 0.125), (5, 0.0625), (6, 0.03125), (7, 0.015625), (8, 0.0078125)])
def test_least_p_value(pairs: int, least: float) -> None:
    assert least_p_value(pairs) == least == pair_test([1.0] * pairs).p_value


def test_fewer_than_six_pairs_have_no_interval() -> None:
    assert (pair_test([1.0] * 5).low, pair_test([1.0] * 5).high) == (-inf, inf)
    with pytest.raises(ValueError, match="no pair"):
        pair_test([])


def test_the_interval_holds_what_the_test_does_not_refuse() -> None:
    values = [0.3, -0.1, 0.8, 0.45, 0.2, 0.6, -0.25, 0.9]
    found = pair_test(values)

    def p_value(supposed: float) -> float:
        rest = [value - supposed for value in values]
        arrangements = [sum(s * r for s, r in zip(signs, rest, strict=True)) for signs in product((1, -1), repeat=8)]
        return sum(abs(total) >= abs(sum(rest)) - 1e-12 for total in arrangements) / 256

    for limit, outwards in ((found.low, -1), (found.high, 1)):
        assert p_value(limit - outwards * 1e-6) > 0.05 >= p_value(limit + outwards * 1e-6)


def test_holm() -> None:
    assert adjusted_p_values({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})


def test_pairs_needed_are_simulated_numbers() -> None:
    assert [pairs_needed(1.5), pairs_needed(2.0), pairs_needed(3.0)] == [26, 11, 11]
