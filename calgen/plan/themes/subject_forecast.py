"""How many subjects the posts of each theme will need, while their themes are still being changed.

`subjects.group_posts` makes the subjects at the end. Here a subject is only the last day of its life and the platforms
that have no post of it yet: a single post of a day joins the oldest subject that its platform has no post of; several
posts of a theme on one day launch a new subject together. Themes, platforms and posts are numbers, days are ordinals;
a set of platforms is an integer with one bit for each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from calgen.plan.model import SUBJECT_LIFE

_LIFE_DAYS = SUBJECT_LIFE.days

OpenSubjectsOf = tuple[tuple[int, int], ...]  # of one theme, oldest first: last day of life, platforms without a post
_Day = tuple[int, int]  # the posts of a theme on one day: their number, and the platforms of those without a subject
_NOTHING: _Day = (0, 0)


class SubjectForecast:
    """The subjects that the posts of each theme need without those that are settled, and what a move makes of them.

    After each day of a theme it is known which of its subjects are open, so that only the days are counted again on
    which that differs after a move.
    """

    def __init__(
        self,
        chosen: Sequence[int],
        days: Sequence[int],
        platform_of: Sequence[int],
        is_settled: Sequence[bool],
        titles: Sequence[int],
    ) -> None:
        """Count the subjects of slots by their theme, day and platform; `titles` are those at hand by theme."""
        self._day_of = days  # by slot
        self._settled = list(is_settled)  # by slot: the subject of its post is settled, and needs no other
        self._bits = [1 << platform for platform in platform_of]
        self._all_platforms = (1 << max(platform_of, default=-1) + 1) - 1
        self._titles = titles
        themes = range(len(titles))
        self._days: list[dict[int, _Day]] = [{} for _ in themes]  # by theme: the posts of each day
        for n, theme in enumerate(chosen):
            day = days[n]
            self._days[theme][day] = self._with_post(self._days[theme].get(day, _NOTHING), n, 1)
        self._order: list[list[int]] = [[] for _ in themes]  # by theme: its days in order
        self._open: list[list[OpenSubjectsOf]] = [[] for _ in themes]  # by theme: the subjects open before each day
        self._starts: list[list[bool]] = [[] for _ in themes]  # by theme: whether a subject starts on each of its days
        self.counts = [0] * len(titles)  # by theme: the subjects that its posts need
        for theme in themes:
            self._count_again(theme, sorted(self._days[theme]), ())

    @property
    def untitled(self) -> list[int]:
        """By theme: the subjects for which no idea and no piece of content is at hand."""
        return [max(0, count - titles) for count, titles in zip(self.counts, self._titles, strict=True)]

    def needs_subject(self, n: int, theme: int) -> bool:
        """Whether a subject without a title begins with the post of a slot that has this theme."""
        day = self._day_of[n]
        return (
            self.counts[theme] > self._titles[theme]
            and self._days[theme][day][0] == 1
            and self._starts[theme][bisect_left(self._order[theme], day)]
        )

    def can_join(self, n: int, theme: int) -> bool:
        """Whether the post of a slot would join an open subject of a theme that it has not, or a title is at hand."""
        day = self._day_of[n]
        if day in self._days[theme]:
            return False
        if self.counts[theme] < self._titles[theme]:
            return True
        return any(without & self._bits[n] and last >= day for last, without in self._open_before(theme, day))

    def change(self, changes: Iterable[tuple[int, int, int]]) -> int:
        """How many more subjects without a title are needed after some changes: (slot, old theme, new theme)."""
        total = 0
        for theme, days in self._changed_days(changes).items():
            more = self._more_subjects(theme, days)
            if more:
                free = self._titles[theme] - self.counts[theme]
                total += max(0, more - free) - max(0, -free)
        return total

    def apply(self, changes: Sequence[tuple[int, int, int]]) -> None:
        """Give posts other themes; two that exchange theirs also exchange their settled subjects."""
        for theme, days in self._changed_days(changes).items():
            open_subjects = self._open_before(theme, min(days))
            for day, posts in days.items():
                self._days[theme][day] = posts
                if not posts[0]:
                    del self._days[theme][day]
            self._count_again(theme, sorted(days), open_subjects)
        self._exchange_settled(changes)

    def _changed_days(self, changes: Iterable[tuple[int, int, int]]) -> dict[int, dict[int, _Day]]:
        """By theme: the days whose posts some changes change, with the posts after them."""
        changes = tuple(changes)
        found: dict[int, dict[int, _Day]] = {}
        for n, old, _ in changes:
            self._put(found, old, n, -1)
        self._exchange_settled(changes)
        for n, _, new in changes:
            self._put(found, new, n, 1)
        self._exchange_settled(changes)
        return found

    def _put(self, found: dict[int, dict[int, _Day]], theme: int, n: int, step: int) -> None:
        days, day = found.setdefault(theme, {}), self._day_of[n]
        before = days[day] if day in days else self._days[theme].get(day, _NOTHING)
        days[day] = self._with_post(before, n, step)

    def _with_post(self, posts: _Day, n: int, step: int) -> _Day:
        """The posts of a day with one more, or one less."""
        count, platforms = posts
        if self._settled[n]:
            return count + step, platforms
        return count + step, platforms | self._bits[n] if step > 0 else platforms & ~self._bits[n]

    def _exchange_settled(self, changes: Sequence[tuple[int, int, int]]) -> None:
        if len(changes) == 2:
            first, second = changes[0][0], changes[1][0]
            self._settled[first], self._settled[second] = self._settled[second], self._settled[first]

    def _more_subjects(self, theme: int, changed: Mapping[int, _Day]) -> int:
        """How many more subjects a theme needs where the posts of some days change."""
        order, own, before = self._order[theme], self._days[theme], self._open[theme]
        starts, end = self._starts[theme], len(self._order[theme])
        left = sorted(changed)
        at = bisect_left(order, left[0])
        open_subjects = self._open_before(theme, left[0])
        left.reverse()
        more = 0
        while at < end or left:
            if not left and (at >= end or _is_same(open_subjects, before[at], order[at])):
                break
            day = order[at] if at < end and not (left and left[-1] < order[at]) else left[-1]
            posts = own.get(day, _NOTHING)
            if left and left[-1] == day:
                posts = changed[left.pop()]
            open_subjects, is_start = self._after_day(open_subjects, day, posts)
            more += is_start
            if at < end and order[at] == day:
                more -= starts[at]
                at += 1
        return more

    def _open_before(self, theme: int, day: int) -> OpenSubjectsOf:
        """The open subjects of a theme before a day."""
        at = bisect_left(self._order[theme], day)
        if at < len(self._order[theme]):
            return self._open[theme][at]
        if not at:
            return ()
        last = self._order[theme][-1]
        return self._after_day(self._open[theme][-1], last, self._days[theme][last])[0]

    def _after_day(self, open_subjects: OpenSubjectsOf, day: int, posts: _Day) -> tuple[OpenSubjectsOf, bool]:
        """The open subjects after the posts of a day, and whether one starts on it."""
        count, platforms = posts
        if not platforms:
            return open_subjects, False
        if count == 1:
            for n, (last, without) in enumerate(open_subjects):
                if without & platforms and last >= day:
                    changed = (last, without ^ platforms)
                    return (*open_subjects[:n], changed, *open_subjects[n + 1 :]), False
        alive = tuple(subject for subject in open_subjects if subject[0] >= day)
        return (*alive, (day + _LIFE_DAYS, self._all_platforms ^ platforms)), True

    def _count_again(self, theme: int, changed: Sequence[int], open_subjects: OpenSubjectsOf) -> None:
        """Count the subjects of a theme where some days have changed, and after them as far as that matters.

        `open_subjects` are those that are open before the first of these days.
        """
        if not changed:
            return
        order, days, before, starts = self._order[theme], self._days[theme], self._open[theme], self._starts[theme]
        first, end = bisect_left(order, changed[0]), bisect_right(order, changed[-1])
        own = sorted({day for day in (*order[first:end], *changed) if day in days})
        new_open, new_starts = [], []
        for day in own:
            new_open.append(open_subjects)
            open_subjects, is_start = self._after_day(open_subjects, day, days[day])
            new_starts.append(is_start)
        stop = end
        while stop < len(order) and not _is_same(open_subjects, before[stop], order[stop]):
            new_open.append(open_subjects)
            open_subjects, is_start = self._after_day(open_subjects, order[stop], days[order[stop]])
            new_starts.append(is_start)
            stop += 1
        if stop < len(order):
            before[stop] = open_subjects  # the same on that day, but not for a day that comes to stand before it
        self.counts[theme] += sum(new_starts) - sum(starts[first:stop])
        order[first:end], before[first:stop], starts[first:stop] = own, new_open, new_starts


def _is_same(one: OpenSubjectsOf, other: OpenSubjectsOf, day: int) -> bool:
    """Whether the subjects that are still open on a day are the same."""
    if one == other:
        return True
    return [subject for subject in one if subject[0] >= day] == [subject for subject in other if subject[0] >= day]
