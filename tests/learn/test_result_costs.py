"""Costs of results."""

from __future__ import annotations

import numpy as np
import pytest

from calgen.learn.result_costs import break_even, cost_per_result, dispersion_of_posts, return_on_cost


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


def test_results_that_vary_more_than_chance_widen_the_interval() -> None:
    """One group: the variance over the mean; two: their misfits over the degrees of freedom of both."""
    group, other = [0, 9, 1, 2], [4, 0, 0, 8, 3]
    assert dispersion_of_posts([group]) == pytest.approx(np.var(group, ddof=1) / np.mean(group))
    misfits = [sum((np.array(counts) - np.mean(counts)) ** 2) / np.mean(counts) for counts in (group, other)]
    assert dispersion_of_posts([group, other, [0, 0]]) == pytest.approx(sum(misfits) / (3 + 4))
    assert dispersion_of_posts([[3, 3, 3], [1]]) == 1.0
    wide, narrow = cost_per_result(1500, 12, 4.0), cost_per_result(1500, 12)
    assert wide.each == narrow.each
    assert wide.low == cost_per_result(1500 / 4, 3).low
    assert wide.low < narrow.low
