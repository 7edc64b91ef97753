"""The running gaps of all categories, or of all themes, in each sequence of slots, and what a move makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from calgen.plan.themes.running_gap import RunningGap

EPSILON = 1e-9

GapShift = tuple[int, int, int, int]  # a name, the index from which and the index before which its gap shifts, by ±1


class GapTable:
    """The running gaps of all categories, or of all themes, in each sequence: of each platform, then of all slots."""

    def __init__(
        self,
        chosen: Sequence[int],
        parts: Sequence[Sequence[float]],
        sequences: Sequence[Sequence[int]],
        limits: Sequence[float],
    ) -> None:
        self.gaps = [_running_gaps(chosen, parts, slots) for slots in sequences]
        self.worst = [max((gap.worst for gap in gaps), default=0.0) for gaps in self.gaps]  # by sequence, in posts
        self.limits = limits  # by sequence, in posts

    def farthest(self, sequence: int) -> tuple[int, int]:
        """The name that is farthest from its path in a sequence, and the first index at which it is."""
        gaps, worst = self.gaps[sequence], self.worst[sequence]
        names = [name for name, gap in enumerate(gaps) if gap.worst > worst - EPSILON]
        return min(((name, gaps[name].worst_index()) for name in names), key=lambda place: (place[1], place[0]))

    def is_farthest(self, sequence: int, name: int) -> bool:
        """Whether no name is farther from its path in a sequence."""
        return self.gaps[sequence][name].worst > self.worst[sequence] - EPSILON

    def shift(self, sequence: int, shifts: Iterable[GapShift]) -> None:
        """Make some shifts."""
        for name, start, stop, step in shifts:
            self.gaps[sequence][name].shift(start, stop, step)
        self.worst[sequence] = max(gap.worst for gap in self.gaps[sequence])


@dataclass(slots=True)
class GapChange:
    """What a move makes of the gaps of one sequence; it is worked out when it is first asked for."""

    table: GapTable
    sequence: int
    shifts: Sequence[GapShift]
    _after: dict[int, float] | None = None  # name → its farthest gap after the move, of those that shift

    @property
    def after(self) -> dict[int, float]:
        """The farthest gap, as a size in posts, that each name which shifts would have."""
        if self._after is None:
            gaps = self.table.gaps[self.sequence]
            self._after = {
                name: gaps[name].worst_if_shifted(start, stop, step) for name, start, stop, step in self.shifts
            }
            if len(self._after) < len(self.shifts):
                self._count_together(gaps)
        return self._after

    def _count_together(self, gaps: Sequence[RunningGap]) -> None:
        """Count the gaps after all shifts, where a name shifts more than once."""
        assert self._after
        for name, start, stop, step in self.shifts:
            gaps[name].shift(start, stop, step)
        self._after = {name: gaps[name].worst for name in self._after}
        for name, start, stop, step in self.shifts:
            gaps[name].shift(start, stop, -step)

    @property
    def may_come_nearer(self) -> bool:
        """Whether the farthest name is among those that shift; else the farthest gap cannot become smaller."""
        table, sequence = self.table, self.sequence
        return any(table.is_farthest(sequence, name) for name, _, _, _ in self.shifts)

    @property
    def largest_step(self) -> float:
        """The most posts by which one gap shifts."""
        return 1.0 if len(self.shifts) <= 2 else float(len(self.shifts))

    @property
    def worst_after(self) -> float:
        """The farthest gap of the sequence after the move."""
        after, before = max(self.after.values()), self.table.worst[self.sequence]
        if after >= before or not self.may_come_nearer:
            return max(after, before)
        gaps = self.table.gaps[self.sequence]
        return max([after, *(gap.worst for name, gap in enumerate(gaps) if name not in self.after)])

    @property
    def exceeds_limit(self) -> bool:
        """Whether a gap would exceed its limit, and be farther than it is."""
        gaps, limit = self.table.gaps[self.sequence], self.table.limits[self.sequence]
        return any(after > limit + EPSILON and after > gaps[name].worst + EPSILON for name, after in self.after.items())


def _running_gaps(chosen: Sequence[int], parts: Sequence[Sequence[float]], slots: Sequence[int]) -> list[RunningGap]:
    if not slots:
        return []
    given = [[0.0] * len(slots) for _ in parts[0]]
    for index, n in enumerate(slots):
        given[chosen[n]][index] = 1.0
    columns = zip(*[parts[n] for n in slots], strict=True)
    return [RunningGap(list(accumulate(map(sub, own, asked)))) for own, asked in zip(given, columns, strict=True)]
