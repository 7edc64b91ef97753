"""Rounds the posts asked of each period to whole numbers, between the fewest and the most that the period can have.

Over any run of consecutive periods, the posts planned and the posts reported as missing add up to the posts asked,
within one post. This is so where the running error stays in some band that is one post wide. A few bands are tried. In
a band there are at most two whole numbers for each period, and dynamic programming finds the best of all combinations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, lcm

BAND_STARTS = (-2, -1, -3, 0, -4)  # quarters of a post: where a band begins; the symmetric band is tried first


@dataclass(frozen=True, slots=True)
class PeriodDemand:
    """The posts asked of a period, and the fewest and most that it can have.

    No missing posts are reported for a period that `is_past`. `elapsed_posts` is the number of posts that would have
    stood on those days of the period that are over. `earlier` is the number of posts that the earlier plan had in the
    period; None where there was none.
    """

    asked: Fraction
    least: int
    most: int
    is_past: bool = False
    elapsed_posts: int = 0
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """The posts planned in a period, and those to be reported as missing (below zero: as too many)."""

    planned: int
    missing: int


@dataclass(frozen=True, slots=True)
class _PartialCounts:
    """The counts of the periods so far, with the values by which the best of several is chosen."""

    reported: int  # posts reported as missing or too many
    changed: int  # posts more or fewer than the earlier plan had in the same period
    error: int  # the sum of squared errors, in squares of the unit
    late: tuple[int, ...]  # running totals, negative: early posts are preferred
    counts: tuple[PeriodCount, ...]

    @property
    def rank(self) -> tuple[int, int, int, tuple[int, ...]]:
        # A post that moves to another period changes two of them: as much as a reported one, which is worth no more.
        return (2 * self.reported + self.changed, self.reported, self.error, self.late)


def round_counts(demands: Sequence[PeriodDemand]) -> tuple[PeriodCount, ...]:
    """The counts with the fewest posts to report, or to move to another period than the earlier plan had them in, where
    one reported counts as much as one moved and comes first where both are equal; then those of the least squared
    error, then the earliest posts.
    """
    # A post is divided into so many units that all values are whole numbers, which are faster than fractions.
    unit = lcm(4, *(demand.asked.denominator for demand in demands))
    totals = list(accumulate(int(demand.asked * unit) for demand in demands))
    found = (_best_in_band(demands, totals, unit, quarters * unit // 4) for quarters in BAND_STARTS)
    return min(filter(None, found), key=lambda partial: partial.rank).counts if demands else ()


def with_moved_posts(demands: Sequence[PeriodDemand], counts: Sequence[PeriodCount]) -> tuple[PeriodCount, ...]:
    """The counts, with one post fewer in a period and one more in the next where the earlier plan has moved a post so:
    it had none for it in the first, and one too many in the second.
    """
    planned = [count.planned for count in counts]
    for n, (before, demand) in enumerate(pairwise(demands)):
        if before.earlier is None or demand.earlier is None or before.is_past:
            continue
        lacked, has_more = planned[n] > max(before.earlier, before.least), planned[n + 1] < demand.earlier
        if lacked and has_more and planned[n + 1] < min(demand.most, ceil(demand.asked) + 1):
            planned[n], planned[n + 1] = planned[n] - 1, planned[n + 1] + 1
    return tuple(replace(count, planned=number) for count, number in zip(counts, planned, strict=True))


def _best_in_band(
    demands: Sequence[PeriodDemand], totals: Sequence[int], unit: int, start: int
) -> _PartialCounts | None:
    """The best counts whose running error stays in a band and ends within half a post; the symmetric band has some."""
    best: dict[int, _PartialCounts] = {0: _PartialCounts(0, 0, 0, (), ())}  # by total so far
    for n, (demand, wanted) in enumerate(zip(demands, totals, strict=True)):
        low, high = start, start + unit
        if n == len(demands) - 1:
            low, high = max(low, -unit // 2), min(high, unit // 2)
        following: dict[int, _PartialCounts] = {}
        for total in range(-(-(wanted + low) // unit), (wanted + high) // unit + 1):
            found = [
                _extend(partial, demand, total - before, total * unit - wanted, total)
                for before, partial in best.items()
            ]
            if found:
                following[total] = min(found, key=lambda partial: partial.rank)
        best = following
    return min(best.values(), key=lambda partial: partial.rank, default=None)


def _extend(partial: _PartialCounts, demand: PeriodDemand, wanted: int, error: int, total: int) -> _PartialCounts:
    """The counts with one more period, of which so many posts are wanted."""
    planned = min(max(wanted, demand.least), demand.most)
    missing = 0 if demand.is_past else wanted - planned
    missing -= min(demand.elapsed_posts, max(0, missing))
    return _PartialCounts(
        partial.reported + abs(missing),
        partial.changed + (0 if demand.earlier is None else abs(planned - demand.earlier)),
        partial.error + error**2,
        (*partial.late, -total),
        (*partial.counts, PeriodCount(planned, missing)),
    )
