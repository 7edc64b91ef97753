"""How far a theme, a format or a moment is from the average of its group, once luck is taken out.

The model is normal in both stages, and the spread between levels, tau, is integrated over a grid instead of estimated
(Gelman et al., Bayesian Data Analysis, 3rd edition, section 5.4; data of the eight schools: Rubin 1981). Measures are
logarithms, so that `exp(effect)` is a factor: 1.4 times the average. docs/learning.md says how it was checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt

from calgen.learn.distributions import normal_cdf, normal_quantile

TAU_GRID = tuple(n / 100 for n in range(151))
PRIOR_SPREAD = 0.5  # scale of the half-normal prior of tau: themes typically differ by a factor 1.6
CONFIDENCE = 0.9
_LEAST_DEVIATION = 1e-6  # where all measures of each level are equal
_MANY_DEGREES = 30  # of freedom, from which the pooled deviation is taken as known


@dataclass(frozen=True, slots=True)
class LevelMean:
    """The mean measure of a level, and the standard error of that mean."""

    name: str
    mean: float
    error: float
    count: int = 0


@dataclass(frozen=True, slots=True)
class LevelEffect:
    """How far a level is from the average of all levels, on the scale of the measures."""

    name: str
    count: int
    expected: float  # mean of the level itself
    effect: float  # mean of the difference
    low: float
    high: float  # interval of 90 %
    chance_above: float  # that the level is above the average


def level_means(measures: Mapping[str, Sequence[float]]) -> list[LevelMean]:
    """The mean of each level, with the standard error from the deviation pooled over all levels.

    The error is larger by sqrt(df / (df - 2)) where the pooled deviation rests on few degrees of freedom (below 30).
    Empty where they are fewer than three, so that nothing can be said.
    """
    filled = {name: values for name, values in sorted(measures.items()) if values}
    freedom = sum(len(values) for values in filled.values()) - len(filled)
    if freedom < 3:
        return []
    means = {name: fsum(values) / len(values) for name, values in filled.items()}
    squares = fsum((value - means[name]) ** 2 for name, values in filled.items() for value in values)
    known = sqrt(squares / freedom * (freedom / (freedom - 2) if freedom < _MANY_DEGREES else 1))
    deviation = max(known, _LEAST_DEVIATION)
    return [LevelMean(name, means[name], deviation / sqrt(len(values)), len(values)) for name, values in filled.items()]


def half_normal_log_density(tau: float) -> float:
    """The logarithm of the prior of tau, up to a constant."""
    return -((tau / PRIOR_SPREAD) ** 2) / 2


@dataclass(frozen=True, slots=True)
class _AtTau:
    """What is known of one level at one value of tau: two normal distributions, and the weight of that tau."""

    weight: float
    effect: float
    deviation: float
    expected: float


def level_effects(
    levels: Sequence[LevelMean],
    grid: Sequence[float] = TAU_GRID,
    log_prior: Callable[[float], float] = half_normal_log_density,
) -> list[LevelEffect]:
    """The effect of each level, in the order given; all are zero where there is one level or no difference."""
    if len(levels) < 2:
        return [LevelEffect(level.name, level.count, level.mean, 0.0, 0.0, 0.0, 0.5) for level in levels]
    weights = _tau_weights(levels, grid, log_prior)
    return [_effect(level, _mixture(levels, level, grid, weights)) for level in levels]


def spread_between(
    levels: Sequence[LevelMean],
    grid: Sequence[float] = TAU_GRID,
    log_prior: Callable[[float], float] = half_normal_log_density,
) -> float:
    """The posterior mean of tau, the standard deviation between levels."""
    weights = _tau_weights(levels, grid, log_prior)
    return fsum(tau * weight for tau, weight in zip(grid, weights, strict=True))


def _center(levels: Sequence[LevelMean], tau: float) -> tuple[float, float]:
    """The mean of all levels at one tau, and its variance."""
    precisions = [1 / (level.error**2 + tau**2) for level in levels]
    variance = 1 / fsum(precisions)
    return variance * fsum(p * level.mean for p, level in zip(precisions, levels, strict=True)), variance


def _tau_weights(
    levels: Sequence[LevelMean], grid: Sequence[float], log_prior: Callable[[float], float]
) -> list[float]:
    """The posterior weight of each tau of the grid; they sum to 1."""
    logs: list[float] = []
    for tau in grid:
        center, variance = _center(levels, tau)
        spreads = [level.error**2 + tau**2 for level in levels]
        misfit = fsum((level.mean - center) ** 2 / s + log(s) for level, s in zip(levels, spreads, strict=True))
        logs.append(log_prior(tau) + log(variance) / 2 - misfit / 2)
    top = max(logs)
    weights = [exp(value - top) for value in logs]
    total = fsum(weights)
    return [weight / total for weight in weights]


def _mixture(
    levels: Sequence[LevelMean], level: LevelMean, grid: Sequence[float], weights: Sequence[float]
) -> list[_AtTau]:
    found: list[_AtTau] = []
    for tau, weight in zip(grid, weights, strict=True):
        center, variance = _center(levels, tau)
        kept = tau**2 / (tau**2 + level.error**2)  # the part of the difference that is not luck
        effect = kept * (level.mean - center)
        spread = sqrt(tau**2 * (1 - kept) + kept**2 * variance)
        found.append(_AtTau(weight, effect, spread, center + effect))
    return found


def _effect(level: LevelMean, mixture: Sequence[_AtTau]) -> LevelEffect:
    """The mean of the mixture, its chance to be above zero, and the interval that its deviation gives."""
    mean = fsum(at.weight * at.effect for at in mixture)
    square = fsum(at.weight * (at.deviation**2 + at.effect**2) for at in mixture)
    half = normal_quantile((1 + CONFIDENCE) / 2) * sqrt(max(0.0, square - mean**2))
    return LevelEffect(
        level.name,
        level.count,
        expected=fsum(at.weight * at.expected for at in mixture),
        effect=mean,
        low=mean - half,
        high=mean + half,
        chance_above=1 - fsum(at.weight * _normal_share(0.0, at) for at in mixture),
    )


def _normal_share(x: float, at: _AtTau) -> float:
    """The share up to `x`; where nothing varies, half of it stands at zero."""
    if at.deviation == 0:
        return 0.5 if x == at.effect else float(x > at.effect)
    return normal_cdf((x - at.effect) / at.deviation)
