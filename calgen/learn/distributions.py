"""Distribution functions and quantiles that the standard library lacks: gamma, beta, Student's t, Poisson intervals.

The incomplete gamma and beta functions are the series and continued fractions of Press et al., Numerical Recipes,
chapter 6.2 and 6.4 (the modified Lentz method); quantiles are found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable
from math import erf, exp, inf, lgamma, log, log1p, sqrt

_STEPS = 1_000
_SMALLEST = 1e-300
_PRECISION = 1e-15


def normal_cdf(x: float) -> float:
    """The share of a standard normal distribution up to `x`."""
    return (1 + erf(x / sqrt(2))) / 2


def quantile(cdf: Callable[[float], float], share: float, low: float, high: float) -> float:
    """The `x` between `low` and `high` at which an increasing distribution function reaches `share`."""
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if cdf(middle) < share else (low, middle)
    return (low + high) / 2


def normal_quantile(share: float) -> float:
    """The `x` up to which a standard normal distribution has `share`, between 0 and 1."""
    return quantile(normal_cdf, share, -40.0, 40.0)


def gamma_cdf(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function P(shape, x): the gamma distribution with scale 1."""
    if x <= 0:
        return 0.0
    factor = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        return factor * _gamma_series(shape, x)
    return 1 - factor * _gamma_fraction(shape, x)


def _gamma_series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for n in range(1, _STEPS):
        term *= x / (shape + n)
        total += term
        if term < total * _PRECISION:
            break
    return total


def _gamma_fraction(shape: float, x: float) -> float:
    b = x + 1 - shape
    c, d = 1 / _SMALLEST, 1 / b
    found = d
    for n in range(1, _STEPS):
        a = n * (shape - n)
        b += 2
        d = 1 / _away_from_zero(a * d + b)
        c = _away_from_zero(b + a / c)
        found *= d * c
        if abs(d * c - 1) < _PRECISION:
            break
    return found


def _away_from_zero(x: float) -> float:
    return x if abs(x) > _SMALLEST else _SMALLEST


def gamma_quantile(shape: float, share: float) -> float:
    """The `x` at which `gamma_cdf(shape, x)` is `share`, between 0 and 1."""
    high = shape + 10.0
    while gamma_cdf(shape, high) < share:
        high *= 2
    return quantile(lambda x: gamma_cdf(shape, x), share, 0.0, high)


def beta_cdf(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function: the share of a beta(a, b) distribution up to `x`."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    factor = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return factor * _beta_fraction(a, b, x) / a
    return 1 - factor * _beta_fraction(b, a, 1 - x) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    found = d
    for n in range(1, _STEPS):
        even = n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n))
        odd = -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1))
        for part in (even, odd):
            d = 1 / _away_from_zero(1 + part * d)
            c = _away_from_zero(1 + part / c)
            found *= d * c
        if abs(d * c - 1) < _PRECISION:
            break
    return found


def t_quantile(freedom: float, share: float) -> float:
    """The `x` up to which Student's t with so many degrees of freedom has `share`, between 0 and 1."""
    return quantile(lambda x: t_cdf(freedom, x), share, -1e6, 1e6)


def t_cdf(freedom: float, x: float) -> float:
    """The share of Student's t distribution up to `x`."""
    tail = beta_cdf(freedom / 2, 0.5, freedom / (freedom + x * x)) / 2
    return 1 - tail if x > 0 else tail


def poisson_interval(count: float, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of the mean of a Poisson count (Garwood, Biometrika 28, 1936, 437-442)."""
    if count < 0:
        raise ValueError("a count is not negative")
    outside = (1 - confidence) / 2
    low = gamma_quantile(count, outside) if count else 0.0
    return low, gamma_quantile(count + 1, 1 - outside) if confidence < 1 else inf


def negative_binomial_cdf(shape: float, probability: float, count: int) -> float:
    """The chance of at most `count` events, for the mixture of Poisson distributions over a gamma distribution.

    `shape` is that of the gamma distribution; `probability` is rate / (rate + exposure to come).
    """
    return beta_cdf(shape, count + 1.0, probability) if count >= 0 else 0.0
