"""Two proportions against published examples."""

from __future__ import annotations

import pytest

from calgen.learn.proportions import Proportion, chance_b_above, difference_interval, exact_p_value, exact_tail


def test_fishers_tea() -> None:
    assert exact_tail(Proportion(3, 4), Proportion(1, 4)) == pytest.approx(17 / 70)
    assert exact_p_value(Proportion(3, 4), Proportion(1, 4)) == pytest.approx(34 / 70)


def test_newcombe() -> None:
    """His example: 56/70 - 48/80."""
    found = difference_interval(Proportion(56, 70), Proportion(48, 80))
    assert found == pytest.approx((0.0524, 0.3339), abs=0.00005)


def test_aspirin() -> None:
    """The Physicians' Health Study, in Agresti's Categorical Data Analysis: .0077 (.0047, .0107)."""
    found = difference_interval(Proportion(189, 11_034), Proportion(104, 11_037))
    assert found == pytest.approx((0.0047, 0.0107), abs=0.0001)


def test_beta_comparison() -> None:
    a, b = Proportion(20, 100), Proportion(30, 100)
    assert chance_b_above(a, b) == pytest.approx(0.94760, abs=0.000005)
    assert chance_b_above(a, b) + chance_b_above(b, a) == pytest.approx(1)
