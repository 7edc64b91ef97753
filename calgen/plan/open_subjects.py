"""Which subjects are being told while posts are still given their themes, and which platforms may tell them too."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from calgen.plan.instance import Instance
from calgen.plan.subject_group import SUBJECT_LIFE

Changes = Sequence[tuple[int, int, int]]  # posts in order, each with its old and its new theme: one, or two that swap


class OpenSubjects:
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
            self.open[theme].append([self.day + SUBJECT_LIFE.days, self.everywhere ^ bit])
        self._wait(theme)

    def _wait(self, theme: int) -> None:
        found = 0
        for _, who in self.open[theme]:
            found |= who
        self.waiting[theme] = found


class SubjectCount:
    """The subjects that the posts of each theme ask, as `subjects.group` will find them, near enough; under change."""

    def __init__(self, instance: Instance, chosen: Sequence[int]) -> None:
        self.days, self.settled = instance.days, list(instance.has_subject)
        self.bits = [1 << at for at in instance.platform_of]
        self.everywhere = (1 << len(instance.platforms)) - 1
        self.posts: list[list[int]] = [[] for _ in instance.themes]
        for n, theme in enumerate(chosen):
            self.posts[theme].append(n)

    def gain(self, changes: Changes) -> int:
        """How many subjects fewer are asked if some posts change their themes; what is far away is not looked at."""
        days, day_of = [self.days[n] for n, _, _ in changes], self.days.__getitem__
        moved = {n for n, _, _ in changes}
        themes = {theme for _, *both in changes for theme in both}
        near = {}
        for theme in themes:
            posts = self.posts[theme]
            low = bisect_left(posts, min(days) - SUBJECT_LIFE.days, key=day_of)
            near[theme] = posts[low : bisect_left(posts, max(days) + 2 * SUBJECT_LIFE.days, lo=low, key=day_of)]
        before = sum(map(self.count, near.values()))
        self._settle(changes)
        after = 0
        for theme, posts in near.items():
            those = [n for n in posts if n not in moved]
            for n, _, new in changes:
                if new == theme:
                    insort(those, n)
            after += self.count(those)
        self._settle(changes)
        return before - after

    def change(self, changes: Changes) -> None:
        """Posts change their themes; two that exchange theirs also exchange what they are known to be about."""
        for n, old, new in changes:
            self.posts[old].remove(n)
            insort(self.posts[new], n)
        self._settle(changes)

    def _settle(self, changes: Changes) -> None:
        if len(changes) > 1:
            first, last = changes[0][0], changes[1][0]
            self.settled[first], self.settled[last] = self.settled[last], self.settled[first]

    def count(self, posts: Sequence[int]) -> int:
        """The subjects that some posts of a theme ask: one joins the oldest that can take it, several launch one."""
        days, bits, settled = self.days, self.bits, self.settled
        open_: list[list[int]] = []  # of each subject: the last day, and who may tell it
        found, at, end = 0, 0, len(posts)
        while at < end:
            day, until = days[posts[at]], at + 1
            while until < end and days[posts[until]] == day:
                until += 1
            who = 0
            for n in posts[at:until]:
                if not settled[n]:
                    who |= bits[n]
            for one in open_ if who and until == at + 1 else ():
                if one[1] & who and one[0] >= day:
                    one[1] ^= who
                    break
            else:
                if who:
                    open_.append([day + SUBJECT_LIFE.days, self.everywhere ^ who])
                    found += 1
            at = until
        return found
