"""A/B pairs of posts: the exact sign-flip test, its interval, and what a number of pairs can show.

The unit is the pair of posts, not the impression: one post's luck would dominate a table of pooled impressions. The
test goes back to R. A. Fisher, The Design of Experiments (1935), chapter III: under "no difference" each difference
may as well have the other sign. All arrangements are counted, so that the result has no chance in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum, inf

MOST_PAIRS = 18  # all 2**18 arrangements are counted
VERDICT_PAIRS = 8  # pairs after which a verdict is given; before, only the count
SIGNIFICANCE = 0.05
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class PairTest:
    """The test of the differences "B minus A" of pairs of posts, on the logarithmic scale."""

    pairs: int
    difference: float  # mean
    low: float
    high: float  # interval of 95 %, infinite with fewer than six pairs
    p_value: float  # two-sided


def pair_test(differences: Sequence[float]) -> PairTest:
    """The test of the first 18 differences; ValueError where there is none."""
    values = list(differences[:MOST_PAIRS])
    if not values:
        raise ValueError("no pair")
    low, high = _interval(values)
    return PairTest(len(values), fsum(values) / len(values), low, high, _p_value(values))


def _p_value(values: Sequence[float]) -> float:
    """The share of all arrangements of signs whose sum is at least as far from zero."""
    sums = [0.0]
    for value in values:
        sums = [total + part for total in sums for part in (value, -value)]
    seen = abs(fsum(values)) - _TOLERANCE * (1 + fsum(map(abs, values)))
    return sum(abs(total) >= seen for total in sums) / len(sums)


def _interval(values: Sequence[float]) -> tuple[float, float]:
    """The differences that the two-sided test at 5 % does not refuse.

    Flipping the signs of a subset leaves a sum at least as large exactly where the mean of the subset is at most the
    supposed difference: so the limits are order statistics of the means of all subsets.
    """
    rank = floor(SIGNIFICANCE / 2 * 2 ** len(values) + _TOLERANCE)
    if rank < 1:
        return -inf, inf
    subsets = [(0.0, 0)]
    for value in values:
        subsets += [(total + value, size + 1) for total, size in subsets]
    means = sorted(total / size for total, size in subsets if size)
    return means[rank - 1], means[-rank]


def least_p_value(pairs: int) -> float:
    """The smallest two-sided p that so many pairs can reach, whatever the difference."""
    return min(1.0, 2.0 ** (1 - pairs))


def adjusted_p_values(p_values: Mapping[str, float]) -> dict[str, float]:
    """The p values of several tests made at once (Holm, Scandinavian Journal of Statistics 6, 1979, 65-70)."""
    ordered = sorted(p_values.items(), key=lambda item: (item[1], item[0]))
    found, least = dict[str, float](), 0.0
    for rank, (name, p_value) in enumerate(ordered):
        least = max(least, min(1.0, (len(ordered) - rank) * p_value))
        found[name] = least
    return found


# pairs that find a difference of so many times at 5 % with a power of 80 %, where the deviation of a difference is 0.7
_PAIRS_NEEDED = ((1.5, 26), (2.0, 11))


def pairs_needed(factor: float) -> int:
    """The pairs that a verdict on a difference of `factor` times (1.5 or 2) needs, by simulation (docs/learning.md)."""
    factors = [known for known, _ in _PAIRS_NEEDED]
    return _PAIRS_NEEDED[min(bisect_left(factors, factor), len(factors) - 1)][1]
