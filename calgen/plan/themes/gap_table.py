"""The running gaps of all categories, or of all themes, in each sequence of slots, and what a move makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

    def shift(self, sequence: int, shifts: Iterable[GapShift]) -> None:
        """Make some shifts."""
        for name, start, stop, step in shifts:
            self.gaps[sequence][name].shift(start, stop, step)
        self.worst[sequence] = max(gap.worst for gap in self.gaps[sequence])


class GapChange:
    """What a move makes of the gaps of one sequence; each is counted when it is first asked for."""

    __slots__ = ("_after", "_exceeds_limit", "_worst_after", "may_come_nearer", "sequence", "shifts", "steps", "table")

    def __init__(self, table: GapTable, sequence: int, shifts: Sequence[GapShift]) -> None:
        self.table, self.sequence, self.shifts = table, sequence, shifts
        gaps, nearly_worst = table.gaps[sequence], table.worst[sequence] - EPSILON
        self.steps: dict[int, float] = {}  # name → the most posts by which its gap shifts
        # Whether the farthest name is among those that shift; else the farthest gap cannot become smaller.
        self.may_come_nearer = False
        for name, _, _, _ in shifts:
            self.steps[name] = self.steps.get(name, 0.0) + 1.0
            if gaps[name].worst > nearly_worst:
                self.may_come_nearer = True
        self._after: dict[int, float] | None = None
        self._worst_after: float | None = None
        self._exceeds_limit: bool | None = None

    @property
    def worst_after(self) -> float:
        """The farthest gap of the sequence after the move, as a size in posts."""
        if self._worst_after is None:
            gaps, before = self.table.gaps[self.sequence], self.table.worst[self.sequence]
            if self.may_come_nearer:
                others = [gap.worst for name, gap in enumerate(gaps) if name not in self.steps]
                self._worst_after = (
                    max(*others, *map(self._count, self.steps)) if others else max(map(self._count, self.steps))
                )
            else:  # only what shifts can become farther
                beyond = [name for name, step in self.steps.items() if gaps[name].worst + step > before]
                self._worst_after = max([before, *map(self._count_shifted, beyond)])
        return self._worst_after

    @property
    def exceeds_limit(self) -> bool:
        """Whether a gap would exceed its limit, and be farther than it is."""
        if self._exceeds_limit is None:
            gaps, limit = self.table.gaps[self.sequence], self.table.limits[self.sequence] + EPSILON
            near = [name for name, step in self.steps.items() if gaps[name].worst + step > limit]
            self._exceeds_limit = any(
                self._count_shifted(name) > max(limit, gaps[name].worst + EPSILON) for name in near
            )
        return self._exceeds_limit

    def _count(self, name: int) -> float:
        """The farthest gap of a name after the move."""
        found = self._known()
        if name not in found:
            found[name] = self.table.gaps[self.sequence][name].worst_if_shifted(*self._stretch_of(name))
        return found[name]

    def _count_shifted(self, name: int) -> float:
        """The farthest of the gaps of a name that shift, after the move; of all of them where that is known."""
        found = self._known()
        if name in found:
            return found[name]
        return self.table.gaps[self.sequence][name].worst_shifted(*self._stretch_of(name))

    def _known(self) -> dict[int, float]:
        """The farthest gaps after the move that are known: of all names where one shifts more than once."""
        if self._after is None:
            self._after = self._count_together() if len(self.steps) < len(self.shifts) else {}
        return self._after

    def _stretch_of(self, name: int) -> tuple[int, int, int]:
        """The stretch on which the gap of a name shifts, and by how much."""
        return next((start, stop, step) for of, start, stop, step in self.shifts if of == name)

    def _count_together(self) -> dict[int, float]:
        """Count all gaps after the shifts, where a name shifts more than once."""
        gaps = self.table.gaps[self.sequence]
        for name, start, stop, step in self.shifts:
            gaps[name].shift(start, stop, step)
        found = {name: gaps[name].worst for name in self.steps}
        for name, start, stop, step in self.shifts:
            gaps[name].shift(start, stop, -step)
        return found


def _running_gaps(chosen: Sequence[int], parts: Sequence[Sequence[float]], slots: Sequence[int]) -> list[RunningGap]:
    if not slots:
        return []
    given = [[0.0] * len(slots) for _ in parts[0]]
    for index, n in enumerate(slots):
        given[chosen[n]][index] = 1.0
    columns = zip(*[parts[n] for n in slots], strict=True)
    return [RunningGap(list(accumulate(map(sub, own, asked)))) for own, asked in zip(given, columns, strict=True)]
