"""The mix held on every platform and over all of them at once: error diffusion in a corridor, with pins seen ahead.

Each slot goes to the category whose choice leaves the least strain, on its platform and over all. The strain of a
category is a steep function of how far it is, or must get, from its target path: `over` looks ahead at the pinned
posts still to come, `under` at the free slots left. Without pins this is chairman assignment (Tijdeman 1980), on two
levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate

PLATFORM_LIMIT = 1.5  # posts: the promise of PRODUCT §3.2
OVERALL_LIMIT = 2.0


class Prefix:
    """The state of one order of slots (a platform's, or all): what each category has, against its target path.

    `targets[n][c]` is the part of slot `n` that belongs to category `c`; `pinned[n]` its category if settled, or -1.
    """

    def __init__(self, targets: Sequence[Sequence[float]], pinned: Sequence[int], categories: int) -> None:
        self._chosen = [0] * categories
        self._free = list(accumulate(1 if pin < 0 else 0 for pin in pinned))
        self._over: list[list[float]] = []
        self._under: list[list[float]] = []
        for c in range(categories):
            wanted = list(accumulate(row[c] for row in targets))
            settled = list(accumulate(1 if pin == c else 0 for pin in pinned))
            ahead = [have - want for have, want in zip(settled, wanted, strict=True)]
            behind = [-gap - free for gap, free in zip(ahead, self._free, strict=True)]
            self._over.append(_suffix_max(ahead))
            self._under.append(_suffix_max(behind))

    def fresh(self) -> Prefix:
        """The same order before anything was chosen."""
        found = copy(self)
        found._chosen = [0] * len(self._chosen)
        return found

    def over(self, category: int, at: int) -> float:
        """The most by which a category will stand above its path, from here on, if it gets no free slot any more."""
        return self._chosen[category] + self._over[category][at]

    def under(self, category: int, at: int) -> float:
        """The most by which it will stand below, even if it gets every free slot after this one."""
        return self._under[category][at] + self._free[at] - self._chosen[category]

    def choose(self, category: int) -> None:
        """Give the category a free slot."""
        self._chosen[category] += 1


def _suffix_max(values: Sequence[float]) -> list[float]:
    return list(accumulate(reversed(values), max))[::-1]


@dataclass(frozen=True, slots=True)
class Tune:
    """How steep the walls of the corridor are, and how much the overall level weighs against the platform's."""

    power: float = 4.0
    overall: float = 1.0
    pull: float = 6.0  # how much the strain of a theme weighs against repeats
    keep: float = 0.0  # how near the walls an earlier plan's choice may come and stay; 1 is the promise's limit


KEEPING = (Tune(keep=float("inf")), Tune(keep=1.0), Tune(keep=0.85))
TUNES = (
    Tune(4, 1),
    Tune(3, 1, pull=20),
    Tune(6, 1, pull=60),
    Tune(4, 0.6),
    Tune(4, 1.6),
    Tune(2, 1),
    Tune(8, 1),
    Tune(6, 2),
)
ENOUGH = 3  # so many ways are tried for the sake of themes; the mix alone may ask for all


def strain(prefix: Prefix, category: int, at: int, limit: float, power: float) -> float:
    """By how much the strain changes if this slot goes to the category: the least is the best."""
    over, under = prefix.over(category, at), prefix.under(category, at)
    return (
        _wall(over + 1, limit, power)
        - _wall(over, limit, power)
        + _wall(under - 1, limit, power)
        - _wall(under, limit, power)
    )


def _wall(gap: float, limit: float, power: float) -> float:
    return float((gap / limit) ** power) if gap > 0 else 0.0
