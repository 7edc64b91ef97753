"""The mix held on every platform and over all of them at once: error diffusion in a corridor, with pins seen ahead.

Each slot goes to the category whose choice leaves the least strain, on its platform and over all. The strain of a
category is a steep function of how far it is, or must get, from its target path: `over` looks ahead at the pinned
posts still to come, `under` at the free slots left. Without pins this is chairman assignment (Tijdeman 1980), on two
levels.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub

PLATFORM_LIMIT = 1.5  # posts: the promise of PRODUCT §3.2
OVERALL_LIMIT = 2.0
THEME_PLATFORM, THEME_OVERALL = 2.5, 5.0  # the promise for themes


class Order:
    """An order of slots (a platform's, or all), and what lies ahead in it for each name, before anything is chosen.

    `targets[n][c]` is the part of slot `n` that belongs to name `c`; `pinned[n]` its name if settled, or -1. Everything
    is in units of `limit` posts: 1 is the promise's limit, `step` is a post.

    `over[c][n] + chosen` is the most by which `c` will stand above its path, from slot `n` on, if it gets no free slot
    any more; `under[c][n] - chosen` the most by which it will stand below, even if it gets every free slot after `n`.
    """

    def __init__(self, targets: Sequence[Sequence[float]], pinned: Sequence[int], names: int, limit: float) -> None:
        self.names = names
        self.step = 1 / limit
        free = list(accumulate(self.step if pin < 0 else 0.0 for pin in pinned))
        settled = [[0.0] * len(pinned) for _ in range(names)]
        for n, pin in enumerate(pinned):
            if pin >= 0:
                settled[pin][n] = self.step
        self.over: list[array[float]] = []
        self.under: list[array[float]] = []
        own = {pin for pin in pinned if pin >= 0}
        for name, (column, fixed) in enumerate(zip(zip(*targets, strict=True), settled, strict=False)):
            wanted = accumulate([part / limit for part in column])
            ahead = list(map(sub, accumulate(fixed), wanted))
            # Without a pin of its own it never rises again, and without any pin it can always be made up for.
            self.over.append(array("d", _suffix(ahead, max) if name in own else ahead))
            left = list(map(add, ahead, free))
            self.under.append(array("d", map(sub, free, _suffix(left, min) if own else left)))


def _suffix(values: Iterable[float], pick: Callable[[float, float], float]) -> list[float]:
    """From each place on, the highest (or lowest) there is."""
    return list(accumulate(reversed(list(values)), pick))[::-1]


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
# Around pins, where no way to steer may hold the promise; the first two are tried in any plan.
PINNED = (Tune(4, 1), Tune(4, 0.1), Tune(3, 2), Tune(6, 0.5))
ENOUGH = 3  # so many ways are tried for the sake of themes; the mix alone may ask for all


def strain(order: Order, chosen: Sequence[float], name: int, at: int, power: float) -> float:
    """By how much the strain changes if this slot goes to the name: the least is the best."""
    step = order.step
    over, under = order.over[name][at] + chosen[name], order.under[name][at] - chosen[name]
    change = 0.0
    if over > -step:
        change += (over + step) ** power
        if over > 0:
            change -= over**power
    if under > 0:
        change -= under**power
        if under > step:
            change += (under - step) ** power
    return float(change)
