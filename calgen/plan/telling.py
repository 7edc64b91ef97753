"""Which subjects are being told while posts are still given their themes, and which platforms may tell them too."""

from __future__ import annotations

from calgen.plan.subjects import LIFE


class Told:
    """The subjects that are being told, as `subjects.group` will find them, near enough: which platforms still may."""

    def __init__(self, themes: int, platforms: int) -> None:
        self.everywhere = (1 << platforms) - 1
        self.day = 0
        self.open: list[list[list[int]]] = [[] for _ in range(themes)]  # of each theme: the last day, and who may
        self.waiting = [0] * themes  # the platforms that could tell one of them

    def turn(self, day: int) -> None:
        """A new day: some subjects have had theirs."""
        self.day = day
        for theme, subjects in enumerate(self.open):
            if subjects and subjects[0][0] < day:
                self.open[theme] = [one for one in subjects if one[0] >= day]
                self._wait(theme)

    def tell(self, theme: int, platform: int, *, alone: bool) -> None:
        """A post: of the oldest subject that can take it, else of a new one; with others that day it is a launch."""
        bit = 1 << platform
        for one in self.open[theme] if alone else ():
            if one[1] & bit:
                one[1] ^= bit
                break
        else:
            self.open[theme].append([self.day + LIFE.days, self.everywhere ^ bit])
        self._wait(theme)

    def _wait(self, theme: int) -> None:
        found = 0
        for _, who in self.open[theme]:
            found |= who
        self.waiting[theme] = found
