"""How far from its path a name must run, whatever is planned: the closed form of PLANNER §1.5, with windows.

With F posts of it that are settled among n, O of others, and X its target, no plan stays below max(F - X), below
max(X - (n - O)), nor below half the rise of either over any stretch. What must come inside a window counts as settled
in every stretch that holds the whole of it, and from the start on once it has closed. And with room for M of it among
n and for N of all others, their themes being spaced, no plan stays below max(X - M) nor below max(n - N - X).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Hashable, Mapping, Sequence
from itertools import accumulate, compress
from operator import add
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)

Due = tuple[int, int, bool]  # the first and the last place for one free post more, of the name (true) or of the others


def least(mine: Sequence[bool], wanted: Sequence[float], fixed: Sequence[bool], due: Sequence[Due] = ()) -> float:
    """The deviation that settled posts and windows alone make unavoidable, in posts: no plan has less.

    By place: which posts are of the name, what part of each is wanted of it, and which are settled.
    """
    asked = [0.0, *accumulate(wanted)]
    settled = list(compress(range(len(fixed)), fixed))
    mines = others = 0  # F and O
    above, below = _Rise(), _Rise()
    come = {True: 0, False: 0}
    found = 0.0
    closing = sorted(due, key=lambda one: one[1], reverse=True)
    for n in sorted({*settled, *(at for first, last, _ in due for at in (first, last))}):
        above.leave(n, mines - asked[n])  # between these places neither line rises
        below.leave(n, asked[n] - (n - others))
        if fixed[n]:
            mines, others = mines + mine[n], others + (not mine[n])
        while closing and closing[-1][1] == n:
            first, _, own = closing.pop()
            come[own] += 1
            (above if own else below).come(first)
        high, low = mines - asked[n + 1], asked[n + 1] - (n + 1 - others)
        found = max(found, high + come[True], low + come[False], above.to(high) / 2, below.to(low) / 2)
    return found


def rooms(
    days: Sequence[int],
    open_: Sequence[Container[Name]],
    fixed: Sequence[Name | None],
    spacing: Mapping[Name, int],
    placed: Mapping[Name, int],
) -> dict[Name, list[int]]:
    """How many posts of each theme there can be up to each place of a platform, at most.

    By place: its day, which themes may stand there, and the theme that the user settled, which needs no distance. As
    little does what is `placed` in windows, which counts from the start: it might have come sooner.
    """
    found = {}
    for theme, least_days in spacing.items():
        may = [one is None and theme in there for one, there in zip(fixed, open_, strict=True)]
        settled = accumulate([placed.get(theme, 0) + (fixed[0] == theme), *(one == theme for one in fixed[1:])])
        found[theme] = list(map(add, _most(days, may, least_days), settled))
    return found


def _most(days: Sequence[int], may: Sequence[bool], spacing: int) -> list[int]:
    """How many posts there can be at this distance up to each place: those that come first leave most room."""
    found, count, free = [], 0, min(days, default=0)
    for day, fits in zip(days, may, strict=True):
        if fits and day >= free:
            count, free = count + 1, day + spacing
        found.append(count)
    return found


def crowded(wanted: Sequence[float], rooms: Mapping[Name, Sequence[int]], mine: Container[Name]) -> float:
    """The deviation that is unavoidable where themes have so much room, for a name that these are the themes of."""
    own, others = [0] * len(wanted), [0] * len(wanted)
    for theme, room in rooms.items():
        if theme in mine:
            own = list(map(add, own, room))
        else:
            others = list(map(add, others, room))
    asked = list(accumulate(wanted))
    lacking = [part - here for part, here in zip(asked, own, strict=True)]
    left = [n - there - part for n, (there, part) in enumerate(zip(others, asked, strict=True), 1)]
    return max(0.0, *lacking, *left)


class _Rise:
    """The greatest rise of a line up to where it now stands, with what must have come inside the stretch.

    Of the places where a stretch may begin only those are kept after which none has a greater rise: whatever comes
    later in a stretch comes in all that begin before it, too.
    """

    def __init__(self) -> None:
        self._places = [0]
        self._steps = [0.0]  # how much greater the rise from a place is than from the one before it; the first, its own
        self._most = 0.0  # less the line's own height

    def leave(self, place: int, height: float) -> None:
        """A stretch may begin before this place, where the line stands so high."""
        if -height > self._most:
            self._places.append(place)
            self._steps.append(-height - self._most)
            self._most = -height

    def come(self, first: int) -> None:
        """One more has come, in every stretch that holds this place and all after it."""
        self._steps[0] += 1
        self._most += 1
        left, at = 1.0, bisect_right(self._places, first)
        while at < len(self._places) and left > 0:
            less = min(left, self._steps[at])
            self._steps[at] -= less
            self._most -= less
            left -= less
            if self._steps[at] <= 0:
                del self._places[at], self._steps[at]

    def to(self, height: float) -> float:
        """The greatest rise to this height."""
        return height + self._most
