"""The penalty of giving a slot to a category or theme: error diffusion with known pins.

Each slot goes to the category whose choice adds the least penalty, on its platform and over all platforms. The penalty
of a category rises steeply with its distance from the target path, as that will be after the settled posts to come: a
surplus includes the posts of the category that are settled, a shortfall supposes that it gets all free slots. Without
settled posts, and on one platform alone, this is chairman assignment (Tijdeman 1980). See docs/planner.md, "Error
diffusion between limits".
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, neg, sub


@dataclass(frozen=True, slots=True)
class Tuning:
    """The parameters of the penalty of a category."""

    power: float  # of the distance from the path: how steeply the penalty rises
    overall: float  # weight of the penalty over all platforms, against that of one: the search mends the mix over all


# The second is tried where the first leads beyond a limit without need.
TUNINGS = (Tuning(4, 0.5), Tuning(4, 1))
PINNED_TUNINGS = (Tuning(4, 0.1), Tuning(6, 0.1))  # where slots are settled, platforms have enough to do


class GapForecast:
    """How far each name will be from its path along a sequence of slots (of one platform, or all), before any choice.

    A name is the number of a category or of a theme. `targets[n][name]` is the part of slot `n` that belongs to the
    name; `pinned[n]` is the name of a settled slot, or -1. All values are in units of `limit` posts: 1 is the limit,
    `step` is one post.

    `surplus[name][n]`, plus the free slots given to the name so far, is its largest gap above the path from slot `n`
    on, if it gets no other free slot. `shortfall[name][n]`, minus the free slots given to it so far, is its largest
    gap below the path, even if it gets every free slot after `n`.
    """

    def __init__(self, targets: Sequence[Sequence[float]], pinned: Sequence[int], names: int, limit: float) -> None:
        self.names = names
        self.step = 1 / limit
        free = list(accumulate(self.step if pin < 0 else 0.0 for pin in pinned))
        settled: dict[int, list[float]] = {}
        for n, pin in enumerate(pinned):
            if pin >= 0:
                settled.setdefault(pin, [0.0] * len(pinned))[n] = self.step
        self.surplus: list[array[float]] = []
        self.shortfall: list[array[float]] = []
        rows = {id(parts): parts for parts in targets}  # many slots share one
        in_limits = {key: [part / limit for part in parts] for key, parts in rows.items()}
        for name, parts in enumerate(zip(*[in_limits[id(parts)] for parts in targets], strict=True)):
            wanted = accumulate(parts)
            ahead = list(map(sub, accumulate(settled[name]), wanted) if name in settled else map(neg, wanted))
            # Without a settled slot of its own the surplus only falls.
            self.surplus.append(array("d", _highest_from(ahead) if name in settled else ahead))
            # Without any settled slot a shortfall can always be made up for.
            reachable = list(map(add, ahead, free))
            lowest = _lowest_from(reachable) if settled else reachable
            self.shortfall.append(array("d", map(sub, free, lowest)))


def _highest_from(values: Sequence[float]) -> list[float]:
    """For each index, the highest value from that index on."""
    highest = values[-1]
    found = [highest := value if value > highest else highest for value in reversed(values)]  # faster than max
    found.reverse()
    return found


def _lowest_from(values: Sequence[float]) -> list[float]:
    """For each index, the lowest value from that index on."""
    lowest = values[-1]
    found = [lowest := value if value < lowest else lowest for value in reversed(values)]
    found.reverse()
    return found


def added_penalty(forecast: GapForecast, given: Sequence[float], name: int, n: int, power: float) -> float:
    """The change of a name's penalty if slot `n` goes to it; the least is best.

    `given` is what each name has of the free slots so far, in units of the limit.
    """
    step = forecast.step
    surplus, shortfall = forecast.surplus[name][n] + given[name], forecast.shortfall[name][n] - given[name]
    change = 0.0
    if surplus > -step:
        change += (surplus + step) ** power
        if surplus > 0:
            change -= surplus**power
    if shortfall > 0:
        change -= shortfall**power
        if shortfall > step:
            change += (shortfall - step) ** power
    return float(change)
