"""Costs of results."""

from __future__ import annotations

import pytest

from calgen.learn.result_costs import break_even, cost_per_result, return_on_cost


def test_three_results_for_1500() -> None:
    found = cost_per_result(1500, 3)
    assert found.each == 500
    assert found.high is not None
    assert (round(found.low), round(found.high)) == (171, 2425)


def test_no_result_has_a_least_cost_and_no_other() -> None:
    found = cost_per_result(1500, 0)
    assert (found.each, found.high) == (None, None)
    assert found.low == pytest.approx(1500 / 3.689, rel=1e-4)


def test_break_even_and_return() -> None:
    assert break_even(1500, 400) == 4
    assert return_on_cost(1500, 3, 600) == pytest.approx(0.2)
    assert return_on_cost(0, 3, 600) is None
    with pytest.raises(ValueError, match="no value"):
        break_even(1500, 0)
