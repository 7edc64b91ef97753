"""Estimates of the subjects that posts need, while their themes are still being assigned.

`subjects.group_posts` makes the subjects at the end. Here a subject is only the last day of its life and the platforms
that have no post of it yet: a single post of a day joins the oldest subject that its platform has no post of; several
posts of a theme on one day launch a new subject together. Themes, platforms and posts are numbers, days are ordinals;
a set of platforms is an integer with one bit for each.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from calgen.plan.subjects.subject_group import SUBJECT_LIFE
from calgen.plan.themes.assignment_input import IndexedInput

ThemeChanges = Sequence[tuple[int, int, int]]  # (post, old theme, new theme): one post, or two that exchange theirs

_LIFE_DAYS = SUBJECT_LIFE.days
_LAST_DAY, _PLATFORMS = 0, 1  # of an open subject: the last day of its life, the platforms without a post of it


class OpenSubjects:
    """The subjects that can still be given a post, while themes are assigned day by day."""

    def __init__(self, themes: int, platforms: int) -> None:
        self.waiting = [0] * themes  # by theme: the platforms that may still have a post of one of its open subjects
        self._all_platforms = (1 << platforms) - 1
        self._day = 0
        self._open: list[list[list[int]]] = [[] for _ in range(themes)]  # by theme, oldest first

    def start_day(self, day: int) -> None:
        """Close the subjects whose life is over."""
        self._day = day
        for theme, subjects in enumerate(self._open):
            if subjects and subjects[0][_LAST_DAY] < day:
                self._open[theme] = [subject for subject in subjects if subject[_LAST_DAY] >= day]
                self._update_waiting(theme)

    def add_post(self, theme: int, platform: int, *, alone: bool) -> None:
        """Count a post; one that is not `alone` in its theme that day is part of a launch: of a new subject."""
        bit = 1 << platform
        for subject in self._open[theme] if alone else ():
            if subject[_PLATFORMS] & bit:
                subject[_PLATFORMS] ^= bit
                break
        else:
            self._open[theme].append([self._day + _LIFE_DAYS, self._all_platforms ^ bit])
        self._update_waiting(theme)

    def _update_waiting(self, theme: int) -> None:
        found = 0
        for _, platforms in self._open[theme]:
            found |= platforms
        self.waiting[theme] = found


class SubjectCount:
    """The number of subjects that the posts of each theme need, and how it changes with their themes."""

    def __init__(self, indexed: IndexedInput, chosen: Sequence[int]) -> None:
        self.posts: list[list[int]] = [[] for _ in indexed.themes]  # by theme, in order
        self.settled = list(indexed.has_subject)  # by post: its subject is settled, and needs no other
        self._days = indexed.days
        self._bits = [1 << platform for platform in indexed.platform_of]
        self._all_platforms = (1 << len(indexed.platforms)) - 1
        for post, theme in enumerate(chosen):
            self.posts[theme].append(post)

    def gain(self, changes: ThemeChanges) -> int:
        """How many subjects fewer are needed after some changes, counted among the posts near the changed ones."""
        day_of = self._days.__getitem__
        changed = {post for post, _, _ in changes}
        first, last = min(map(day_of, changed)) - _LIFE_DAYS, max(map(day_of, changed)) + 2 * _LIFE_DAYS
        near = {}
        for theme in {theme for _, *both in changes for theme in both}:
            posts = self.posts[theme]
            low = bisect_left(posts, first, key=day_of)
            near[theme] = posts[low : bisect_left(posts, last, lo=low, key=day_of)]
        before = sum(map(self.count, near.values()))
        self._exchange_settled(changes)
        after = 0
        for theme, posts in near.items():
            new_posts = [post for post in posts if post not in changed]
            for post, _, new_theme in changes:
                if new_theme == theme:
                    insort(new_posts, post)
            after += self.count(new_posts)
        self._exchange_settled(changes)
        return before - after

    def change(self, changes: ThemeChanges) -> None:
        """Give posts other themes; two that exchange theirs also exchange their settled subjects."""
        for post, old_theme, new_theme in changes:
            self.posts[old_theme].remove(post)
            insort(self.posts[new_theme], post)
        self._exchange_settled(changes)

    def _exchange_settled(self, changes: ThemeChanges) -> None:
        if len(changes) > 1:
            first, second = changes[0][0], changes[1][0]
            self.settled[first], self.settled[second] = self.settled[second], self.settled[first]

    def count(self, posts: Sequence[int]) -> int:
        """The number of subjects that some posts of one theme, in order, need."""
        days, bits, settled, all_platforms = self._days, self._bits, self.settled, self._all_platforms
        open_subjects: list[list[int]] = []
        found, at, end = 0, 0, len(posts)
        while at < end:
            day, until = days[posts[at]], at + 1
            while until < end and days[posts[until]] == day:
                until += 1
            platforms = 0  # of the posts of this day
            for post in posts[at:until]:
                if not settled[post]:
                    platforms |= bits[post]
            for subject in open_subjects if platforms and until == at + 1 else ():
                if subject[1] & platforms and subject[0] >= day:
                    subject[1] ^= platforms
                    break
            else:
                if platforms:
                    open_subjects.append([day + _LIFE_DAYS, all_platforms ^ platforms])
                    found += 1
            at = until
        return found
