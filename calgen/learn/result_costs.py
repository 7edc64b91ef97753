"""What a result costs, from which number of results on the work pays, and what it returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, fsum

from calgen.learn.distributions import poisson_interval


@dataclass(frozen=True, slots=True)
class ResultCost:
    """The cost of one result with its interval of 95 %; `each` and `high` are None where there is no result yet."""

    each: float | None
    low: float
    high: float | None


def cost_per_result(total: float, results: int, dispersion: float = 1.0) -> ResultCost:
    """The cost of a result: few results say little, which the exact interval of their number shows (Garwood 1936).

    Where posts vary `dispersion` times as much as chance does, so many results say no more than one does by chance.
    """
    low, high = (end * dispersion for end in poisson_interval(results / dispersion))
    return ResultCost(total / results if results else None, total / high, total / low if low else None)


def break_even(total: Fraction | float, unit_value: Fraction | float) -> int:
    """The number of results from which on they are worth the cost; ValueError where one is worth nothing."""
    if unit_value <= 0:
        raise ValueError("a result has no value")
    return ceil(total / unit_value)


def return_on_cost(total: float, results: int, unit_value: float) -> float | None:
    """What the results are worth above the cost, as a part of it; None without a cost."""
    return (unit_value * results - total) / total if total else None


def dispersion_of_posts(groups: Iterable[Sequence[int]]) -> float:
    """How many times the results of posts vary as much as chance does, within groups of the same mean; 1 at least.

    Pearson's statistic over its degrees of freedom (McCullagh and Nelder, Generalized Linear Models, section 6.2).
    """
    filled = [group for group in groups if sum(group)]
    freedom = sum(map(len, filled)) - len(filled)
    means = [sum(group) / len(group) for group in filled]
    misfit = fsum((count - mean) ** 2 / mean for group, mean in zip(filled, means, strict=True) for count in group)
    return max(1.0, misfit / freedom) if freedom else 1.0
