"""Lower bounds of the deviation from the target path, in closed form: no plan with the same pins can have a lower one.

Let F(n) be the settled posts of a name among the first n, O(n) those of other names, and X(n) the target. Every plan
has a deviation of at least max(F - X), of at least max(X - (n - O)), and of at least half the greatest rise of either
between two places. A piece that is due in a window counts as settled in every stretch that holds its whole window, and
from the start on once the window has closed. Where spacing leaves room for at most M(n) posts of the name and N(n) of
all others, every plan has a deviation of at least max(X - M) and of at least max(n - N - X). See docs/planner.md,
"What is promised, and by which bound".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import add, sub
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)

DueWindow = tuple[int, int, bool]  # first and last index of a window, and whether its piece is of the name


def settled_bound(
    own: Sequence[bool], wanted: Sequence[float], fixed: Sequence[bool], due: Sequence[DueWindow] = ()
) -> float:
    """The least worst deviation, in posts, of any plan with these settled posts and windows.

    By index of the post: whether it is of the name, which part of it the target path gives to the name, and whether it
    is settled. `own` matters only where a post is settled.
    """
    asked = [0.0, *accumulate(wanted)]
    settled = list(compress(range(len(fixed)), fixed))
    own_count = other_count = own_due = other_due = 0
    above, below = _GreatestRise(), _GreatestRise()
    bound = 0.0
    closing = sorted(due, key=lambda window: window[1], reverse=True)
    for n in sorted({*settled, *(at for first, last, _ in due for at in (first, last))}):
        # Between these places neither difference rises.
        before = own_count - asked[n]
        if -before > above.offset:
            above.add_start(n, before)
        before = asked[n] - (n - other_count)
        if -before > below.offset:
            below.add_start(n, before)
        if fixed[n]:
            own_count, other_count = own_count + own[n], other_count + (not own[n])
        while closing and closing[-1][1] == n:
            first, _, is_own = closing.pop()
            if is_own:
                own_due += 1
                above.add_post(first)
            else:
                other_due += 1
                below.add_post(first)
        surplus, shortfall = own_count - asked[n + 1], asked[n + 1] - (n + 1 - other_count)
        bounds = surplus + own_due, shortfall + other_due, (surplus + above.offset) / 2, (shortfall + below.offset) / 2
        for found in bounds:
            if found > bound:
                bound = found
    return bound


class _GreatestRise:
    """The greatest rise of a difference up to the present place, with the posts that are due inside the stretch.

    A starting place is kept only if the rise from it is greater than from all places before it, and dropped once a
    later one has a rise as great: what is due later in a stretch is due in all stretches that begin earlier, too.
    """

    def __init__(self) -> None:
        self._places = [0]
        self._steps = [0.0]  # by how much the rise from a place exceeds that from the place before it
        self.offset = 0.0  # the greatest rise minus the present value

    def add_start(self, place: int, value: float) -> None:
        """Keep a starting place before which the difference has this value, lower than `offset` below zero."""
        self._places.append(place)
        self._steps.append(-value - self.offset)
        self.offset = -value

    def add_post(self, first: int) -> None:
        """One more post is due in every stretch that begins at this place or before it."""
        self._steps[0] += 1
        self.offset += 1
        left, at = 1.0, bisect_right(self._places, first)
        while at < len(self._places) and left > 0:
            less = min(left, self._steps[at])
            self._steps[at] -= less
            self.offset -= less
            left -= less
            if self._steps[at] <= 0:
                del self._places[at], self._steps[at]


class ThemeCapacity(Generic[Name]):
    """How many posts of each theme there can be at most among the first posts of a sequence, by index."""

    def __init__(self, by_theme: Mapping[Name, Sequence[int]]) -> None:
        self.by_theme = by_theme

    @cached_property
    def _total(self) -> list[int]:
        return _sums(self.by_theme.values())

    def bound(self, wanted: Sequence[float], themes: Container[Name]) -> float:
        """The least worst deviation, in posts, of a category with these themes (or of the one theme)."""
        own = _sums(counts for theme, counts in self.by_theme.items() if theme in themes)
        if not own:
            own = [0] * len(wanted)
        others = map(sub, self._total, own)
        asked = list(accumulate(wanted))
        lacking = map(sub, asked, own)
        beyond = (n - other - part for n, (other, part) in enumerate(zip(others, asked, strict=True), 1))
        return max(0.0, max(lacking, default=0.0), max(beyond, default=0.0))


def _sums(rows: Iterable[Sequence[int]]) -> list[int]:
    """The sums of some rows of equal length, column by column; empty where there is no row."""
    total: list[int] = []
    for row in rows:
        total = list(map(add, total, row)) if total else list(row)
    return total


def theme_capacity(
    days: Sequence[int],
    allowed: Sequence[Container[Name]],
    settled: Sequence[Name | None],
    spacing: Mapping[Name, int],
    placed: Mapping[Name, int],
) -> ThemeCapacity[Name]:
    """The capacity of the posts of a platform, by their spacing.

    By index of the post: its day (an ordinal), the themes that may stand there, and the theme that the user settled,
    which needs no distance. Neither do the posts of pieces `placed` in windows; they count from the start, since they
    might stand earlier.
    """
    kinds = {id(themes): themes for themes in allowed}
    own: dict[Name, list[int]] = {}
    for n, name in enumerate(settled):
        if name is not None:
            own.setdefault(name, []).append(n)
    found: dict[Name, list[int]] = {}
    earliest: dict[tuple[frozenset[int], int], list[int]] = {}
    for theme, distance in spacing.items():
        key = frozenset(kind for kind, themes in kinds.items() if theme in themes), distance
        if key not in earliest:
            free = [n for n, name in enumerate(settled) if name is None and id(allowed[n]) in key[0]]
            earliest[key] = list(_earliest(days, free, distance))
        steps = [0] * len(days)
        steps[0] = placed.get(theme, 0)
        for n in (*earliest[key], *own.get(theme, ())):
            steps[n] += 1
        found[theme] = list(accumulate(steps))
    return ThemeCapacity(found)


def _earliest(days: Sequence[int], free: Sequence[int], distance: int) -> Iterator[int]:
    """The earliest posts at this distance, of those that are free: no other choice leaves room for more."""
    free_days = [days[n] for n in free]
    at = 0
    while at < len(free):
        yield free[at]
        at = bisect_left(free_days, free_days[at] + distance, at + 1)


def merged_capacity(platforms: Sequence[str], own: Mapping[str, ThemeCapacity[Name]]) -> ThemeCapacity[Name]:
    """The capacity over all platforms, from that of each; `platforms` names the platform of each post in order."""
    places: dict[str, list[int]] = {}
    for n, platform in enumerate(platforms):
        places.setdefault(platform, []).append(n)
    joined = [n for platform in own for n in places[platform]]
    order = sorted(range(len(joined)), key=joined.__getitem__)
    found: dict[Name, list[int]] = {}
    for theme in next(iter(own.values())).by_theme:
        steps: list[int] = []
        for capacity in own.values():
            counts = capacity.by_theme[theme]
            steps += map(sub, counts, [0, *counts])
        found[theme] = list(accumulate([steps[at] for at in order]))
    return ThemeCapacity(found)
