"""Distributions against published values and known identities."""

from __future__ import annotations

from math import exp, isclose

import pytest

from calgen.learn.distributions import (
    beta_cdf,
    gamma_cdf,
    gamma_quantile,
    negative_binomial_cdf,
    normal_cdf,
    normal_quantile,
    poisson_interval,
    t_cdf,
    t_quantile,
)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.025, 5.572), (3, 0.619, 8.767), (5, 1.623, 11.668), (10, 4.795, 18.390), (30, 20.24, 42.83)],
)
def test_garwood_interval(count: int, low: float, high: float) -> None:
    """The table of Garwood (1936)."""
    found = poisson_interval(count)
    assert found == pytest.approx((low, high), abs=0.006)


def test_a_negative_count_has_no_interval() -> None:
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)


def test_quantiles_of_printed_tables() -> None:
    """Two-sided 5 % points of the normal and of Student's t distribution."""
    assert normal_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)
    for freedom, expected in ((1, 12.706), (4, 2.776), (10, 2.228), (30, 2.042), (120, 1.980)):
        assert t_quantile(freedom, 0.975) == pytest.approx(expected, abs=0.0006)


@pytest.mark.parametrize("x", [0.01, 0.5, 1.0, 3.0, 20.0])
def test_closed_forms(x: float) -> None:
    """The exponential distribution is a gamma of shape 1; a beta(1, b) is 1 - (1 - x)^b; t with 1 degree is Cauchy."""
    assert isclose(gamma_cdf(1, x), 1 - exp(-x), rel_tol=1e-12)
    assert isclose(beta_cdf(1, 3, x / 21), 1 - (1 - x / 21) ** 3, rel_tol=1e-12)
    assert isclose(t_cdf(2, x), 0.5 + x / (2 * (2 + x * x) ** 0.5), rel_tol=1e-12)
    assert isclose(gamma_cdf(2.5, gamma_quantile(2.5, 0.3)), 0.3, rel_tol=1e-9)
    assert isclose(normal_cdf(x) + normal_cdf(-x), 1.0)


def test_forecast_of_a_count() -> None:
    """18 events in 6 weeks, 7 weeks to come, prior gamma(1/2, 0): at most 26 more with 1 - .223."""
    assert 1 - negative_binomial_cdf(18.5, 6 / 13, 26) == pytest.approx(0.223, abs=0.0005)
    assert negative_binomial_cdf(18.5, 6 / 13, -1) == 0
    direct, chance = 0.0, (6 / 13) ** 18.5
    for n in range(27):
        direct += chance
        chance *= (18.5 + n) / (n + 1) * (7 / 13)
    assert negative_binomial_cdf(18.5, 6 / 13, 26) == pytest.approx(direct, rel=1e-10)
