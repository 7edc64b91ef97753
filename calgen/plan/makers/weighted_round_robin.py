"""Weighted round robin: chooses among names so that each is chosen in proportion to its weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import fsum

RETAIN_SLACK = 3.0  # turns: how much more another name must be due for an earlier choice to be given up


class WeightedRoundRobin:
    """The credit of each name, in turns: each turn adds its part to every name, and takes 1 from the chosen one."""

    def __init__(self) -> None:
        self._credit: defaultdict[str, float] = defaultdict(float)

    def choose(
        self,
        candidates: Mapping[str, float],
        settled: str = "",
        earlier: str = "",
        waiting: Mapping[str, float] | None = None,
    ) -> str:
        """The candidate with the most credit, of equals the first by name; candidates are names with weights.

        A choice that is `settled` is taken in any case, and costs a turn. The choice of the earlier plan is kept unless
        another has over `RETAIN_SLACK` turns more credit. `waiting` are the names that receive credit in this
        turn, if they are not the candidates: one that cannot be chosen now comes sooner when it can.
        """
        credited = candidates if waiting is None else waiting
        total = fsum(credited.values())
        if not total or not candidates:
            return settled or min(candidates, default="")
        for name, weight in credited.items():
            self._credit[name] += weight / total
        chosen = settled or min(candidates, key=lambda name: (-round(self._credit[name], 9), name))
        if earlier in candidates and not settled and self._credit[chosen] - self._credit[earlier] <= RETAIN_SLACK:
            chosen = earlier
        self._credit[chosen] -= 1
        return chosen
