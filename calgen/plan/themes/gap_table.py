"""The running gaps of all categories or themes while the local search changes posts: their cost and their limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import fsum, inf
from operator import sub

from calgen.plan.themes.error_diffusion import OVERALL_LIMIT, PLATFORM_LIMIT
from calgen.plan.themes.running_gap import RunningGap

EXCESS_WEIGHT = 20.0  # points for each post by which a platform is farther from its path than tolerated
EPSILON = 1e-9

GapShift = tuple[int, int, int, int]  # a name, the index from which and the index before which its gap shifts, by ±1


class GapTable:
    """The running gaps of all categories, or of all themes, in each sequence: of each platform, then of all slots."""

    def __init__(
        self, chosen: Sequence[int], parts: Sequence[Sequence[float]], sequences: Sequence[Sequence[int]], weight: float
    ) -> None:
        self.gaps = [_running_gaps(chosen, parts, slots) for slots in sequences]
        self.worst = [max(gap.worst for gap in gaps) for gaps in self.gaps]  # by sequence
        self.weight = weight
        self.limits = [PLATFORM_LIMIT] * (len(sequences) - 1) + [OVERALL_LIMIT]
        self.free = [0.0] * len(sequences)  # the distance that costs nothing
        self.tolerated = [inf] * len(sequences)  # the distance from which on it costs more

    @property
    def points(self) -> float:
        """The cost of all sequences, in points."""
        return fsum(self._cost(sequence, worst) for sequence, worst in enumerate(self.worst))

    def _cost(self, sequence: int, worst: float) -> float:
        """The cost of a sequence whose farthest name is at this distance."""
        excess = max(0.0, worst - self.tolerated[sequence])
        return self.weight * max(0.0, worst - self.free[sequence]) + EXCESS_WEIGHT * excess

    def gain_bound(self, sequence: int, shifts: Iterable[GapShift]) -> float:
        """The most points that some shifts can gain."""
        worst, gaps = self.worst[sequence], self.gaps[sequence]
        if worst > self.free[sequence]:
            for name, _, _, _ in shifts:
                if gaps[name].worst > worst - EPSILON:
                    return self._cost(sequence, worst) - self._cost(sequence, worst - 1)
        return 0.0

    def is_beyond_tolerance(self, sequence: int) -> bool:
        """Whether the farthest name of a sequence is farther than tolerated."""
        return self.worst[sequence] > self.tolerated[sequence] + EPSILON

    def gain(self, sequence: int, shifts: Sequence[GapShift], *, may_exceed: bool = False) -> float | None:
        """The points that some shifts gain; None where a gap would exceed its limit, unless it may."""
        gaps, limit, before = self.gaps[sequence], self.limits[sequence], self.worst[sequence]
        changed: dict[int, float] = {}
        was_farthest = False
        for name, start, stop, step in shifts:
            old, new = gaps[name].worst, gaps[name].worst_if_shifted(start, stop, step)
            if new > limit + EPSILON and new > old + EPSILON and not may_exceed:
                return None
            changed[name] = new
            was_farthest = was_farthest or old > before - EPSILON
        after = max(changed.values())
        if after < before:
            others = (gap.worst for name, gap in enumerate(gaps) if name not in changed)
            after = max((after, *others)) if was_farthest else before
        return self._cost(sequence, before) - self._cost(sequence, after)

    def shift(self, sequence: int, shifts: Iterable[GapShift]) -> None:
        """Make some shifts."""
        for name, start, stop, step in shifts:
            self.gaps[sequence][name].shift(start, stop, step)
        self.worst[sequence] = max(gap.worst for gap in self.gaps[sequence])


def _running_gaps(chosen: Sequence[int], parts: Sequence[Sequence[float]], slots: Sequence[int]) -> list[RunningGap]:
    given = [[0.0] * len(slots) for _ in parts[0]]
    for index, n in enumerate(slots):
        given[chosen[n]][index] = 1.0
    columns = zip(*[parts[n] for n in slots], strict=True)
    return [RunningGap(list(accumulate(map(sub, own, asked)))) for own, asked in zip(given, columns, strict=True)]
