"""Whole numbers of posts nearest to an asked path, within what each period must and can hold: found exactly.

The promise is on every stretch: posts and what is told make what was asked, within one. That holds where the running
error, after what is told, stays all along within some band one post wide. So each band of a few is tried; inside a
band there are at most two whole numbers per period, and dynamic programming finds the best of all ways through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

QUARTERS = (-2, -1, -3, 0, -4)  # of a post: where the band begins; the even one is tried first


@dataclass(frozen=True, slots=True)
class Step:
    """A period: what is asked of it, and the fewest and most posts it takes.

    A past one is as it was, and nothing of it is told; `gone` posts would have stood on days of it that are over.
    """

    asked: Fraction
    least: int
    most: int
    past: bool = False
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """What a period is given; `missing` posts are to be told (below zero: so many too many)."""

    planned: int
    missing: int


@dataclass(frozen=True, slots=True)
class _Way:
    """A way through the periods so far: posts to tell, squared error, then the later posts come the worse."""

    told: int
    error: int  # in units, squared
    late: tuple[int, ...]
    counts: tuple[Count, ...]

    @property
    def rank(self) -> tuple[int, int, tuple[int, ...]]:
        return (self.told, self.error, self.late)


def rounded(steps: Sequence[Step]) -> tuple[Count, ...]:
    """The counts that leave least to tell, then stay nearest to the asked path; early posts settle ties."""
    unit = lcm(4, *(step.asked.denominator for step in steps))  # of so many a post is made: whole numbers are faster
    paths = list(accumulate(int(step.asked * unit) for step in steps))
    ways = [way for quarter in QUARTERS if (way := _through(steps, paths, unit, quarter * unit // 4))]
    return min(ways, key=lambda way: way.rank).counts if steps else ()


def _through(steps: Sequence[Step], paths: Sequence[int], unit: int, band: int) -> _Way | None:
    """The best way whose running error stays in a band, and ends within half a post; the even band has always one."""
    best: dict[int, _Way] = {0: _Way(0, 0, (), ())}
    for n, (step, wanted) in enumerate(zip(steps, paths, strict=True)):
        low, high = band, band + unit
        if n == len(steps) - 1:
            low, high = max(low, -unit // 2), min(high, unit // 2)
        following: dict[int, _Way] = {}
        for total in range(-(-(wanted + low) // unit), (wanted + high) // unit + 1):
            ways = [_step(way, step, total - before, total * unit - wanted, total) for before, way in best.items()]
            if ways:
                following[total] = min(ways, key=lambda way: way.rank)
        best = following
    return min(best.values(), key=lambda way: way.rank, default=None)


def _step(way: _Way, step: Step, wanted: int, error: int, total: int) -> _Way:
    planned = min(max(wanted, step.least), step.most)
    missing = 0 if step.past else wanted - planned
    missing -= min(step.gone, max(0, missing))
    return _Way(
        way.told + abs(missing), way.error + error**2, (*way.late, -total), (*way.counts, Count(planned, missing))
    )
