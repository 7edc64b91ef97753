"""Two proportions: the variants of a newsletter, whose readers were parted at random.

Posts on a network are never compared so: their readers are not parted at random (see `learn/pairs.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, exp, fsum, lgamma, log, sqrt

from calgen.learn.distributions import normal_quantile


@dataclass(frozen=True, slots=True)
class Proportion:
    """`hits` of `total` readers."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        return self.hits / self.total


def wilson_interval(seen: Proportion, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval of a proportion (Wilson, JASA 22, 1927, 209-212)."""
    z, n, p = normal_quantile((1 + confidence) / 2), seen.total, seen.share
    center, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (center - spread) / (1 + z * z / n), (center + spread) / (1 + z * z / n)


def difference_interval(a: Proportion, b: Proportion, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of share a minus share b (Newcombe, Statistics in Medicine 17, 1998, 873-890, method 10)."""
    (low_a, high_a), (low_b, high_b) = wilson_interval(a, confidence), wilson_interval(b, confidence)
    difference = a.share - b.share
    below = sqrt((a.share - low_a) ** 2 + (high_b - b.share) ** 2)
    above = sqrt((high_a - a.share) ** 2 + (b.share - low_b) ** 2)
    return difference - below, difference + above


def exact_p_value(a: Proportion, b: Proportion) -> float:
    """Fisher's exact test, two-sided: the chance of all tables that are at most as likely as the seen one."""
    hits, total = a.hits + b.hits, a.total + b.total
    chances = {
        n: comb(a.total, n) * comb(b.total, hits - n) for n in range(max(0, hits - b.total), min(hits, a.total) + 1)
    }
    seen = chances[a.hits]
    return sum(chance for chance in chances.values() if chance <= seen) / comb(total, hits)


def exact_tail(a: Proportion, b: Proportion) -> float:
    """Fisher's exact test, one-sided: the chance of at least so many hits in `a`."""
    hits, total = a.hits + b.hits, a.total + b.total
    most = min(hits, a.total)
    return sum(comb(a.total, n) * comb(b.total, hits - n) for n in range(a.hits, most + 1)) / comb(total, hits)


def chance_b_above(a: Proportion, b: Proportion) -> float:
    """The chance that the true share of `b` is above that of `a`, from uniform priors.

    The closed sum of E. Miller, "Formulas for Bayesian A/B testing" (evanmiller.org, 2015).
    """
    a_hits, a_misses = a.hits + 1, a.total - a.hits + 1
    b_hits, b_misses = b.hits + 1, b.total - b.hits + 1
    whole = a_misses + b_misses
    return fsum(
        exp(_log_beta(a_hits + n, whole) - log(b_misses + n) - _log_beta(1 + n, b_misses) - _log_beta(a_hits, a_misses))
        for n in range(b_hits)
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
