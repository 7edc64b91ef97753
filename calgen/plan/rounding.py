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
from math import ceil, floor

BANDS = tuple(Fraction(n, 4) for n in (-2, -1, -3, 0, -4))  # where the band begins; the even one is tried first
HALF = Fraction(1, 2)


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
    error: Fraction
    late: tuple[int, ...]
    counts: tuple[Count, ...]

    @property
    def rank(self) -> tuple[int, Fraction, tuple[int, ...]]:
        return (self.told, self.error, self.late)


def rounded(steps: Sequence[Step]) -> tuple[Count, ...]:
    """The counts that leave least to tell, then stay nearest to the asked path; early posts settle ties."""
    ways = [way for band in BANDS if (way := _through(steps, band))]
    return min(ways, key=lambda way: way.rank).counts if steps else ()


def _through(steps: Sequence[Step], band: Fraction) -> _Way | None:
    """The best way whose running error stays in a band, and ends within half a post; the even band has always one."""
    best: dict[int, _Way] = {0: _Way(0, Fraction(0), (), ())}
    paths = list(accumulate(step.asked for step in steps))
    for n, (step, wanted) in enumerate(zip(steps, paths, strict=True)):
        low, high = band, band + 1
        if n == len(steps) - 1:
            low, high = max(low, -HALF), min(high, HALF)
        following: dict[int, _Way] = {}
        for total in range(ceil(wanted + low), floor(wanted + high) + 1):
            ways = [_step(way, step, total - before, total - wanted, total) for before, way in best.items()]
            if ways:
                following[total] = min(ways, key=lambda way: way.rank)
        best = following
    return min(best.values(), key=lambda way: way.rank, default=None)


def _step(way: _Way, step: Step, wanted: int, error: Fraction, total: int) -> _Way:
    planned = min(max(wanted, step.least), step.most)
    missing = 0 if step.past else wanted - planned
    missing -= min(step.gone, max(0, missing))
    return _Way(
        way.told + abs(missing), way.error + error**2, (*way.late, -total), (*way.counts, Count(planned, missing))
    )
