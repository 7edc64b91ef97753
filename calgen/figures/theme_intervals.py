"""The days between the posts of each theme, and the days on which platforms repeat one another's theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from calgen.figures.counted_posts import CountedPost


class ThemeIntervals:
    """The days between the posts of each theme, from one pass over the posts that have a theme.

    `first` and `last` are the first and the last day of the calendar, `seasons` those of themes within it that have
    not all of it. A post without a theme has no gaps.
    """

    def __init__(
        self,
        posts: Iterable[CountedPost],
        first: date,
        last: date,
        seasons: Mapping[str, tuple[date, date]] | None = None,
    ) -> None:
        self._start, self._last, self._seasons = first - timedelta(days=1), last, seasons or {}
        self._posts = [(post, post.day) for post in posts if post.theme]
        days: defaultdict[str, set[date]] = defaultdict(set)
        self._counts: defaultdict[tuple[str, str], Counter[date]] = defaultdict(Counter)
        # Most themes stand once a day: a set is only made where a second platform or subject comes.
        self._first: dict[tuple[str, date], tuple[str, str]] = {}
        self._several: dict[tuple[str, date], set[tuple[str, str]]] = {}
        for post, day in self._posts:
            days[post.theme].add(day)
            self._counts[post.theme, post.platform][day] += 1
            there, own = (post.theme, day), (post.platform, post.subject)
            first_there = self._first.setdefault(there, own)
            if first_there != own:
                self._several.setdefault(there, {first_there}).add(own)
        self._before = {theme: _previous(own) for theme, own in days.items()}
        self._before_there = {place: _previous(own) for place, own in self._counts.items()}

    def previous_day(self, post: CountedPost) -> date | None:
        """The last day before the post's on which its platform had its theme."""
        if not post.theme:
            return None
        return self._before_there[post.theme, post.platform].get(post.day)

    def days_since(self, post: CountedPost) -> int | None:
        """Days since the theme's last post on the platform: 0 where two stand on one day, None before the first."""
        if not post.theme:
            return None
        if self._counts[post.theme, post.platform][post.day] > 1:
            return 0
        previous = self.previous_day(post)
        return None if previous is None else (post.day - previous).days

    def silence(self, post: CountedPost) -> int | None:
        """Days without the post's theme on any platform just before it, within the calendar."""
        if not post.theme:
            return None
        previous = self._before[post.theme].get(post.day, self._start)
        return max(0, (post.day - max(previous, self._start)).days - 1)

    def is_repeated(self, post: CountedPost) -> bool:
        """Whether another platform has the theme on the same day with another subject."""
        if not post.theme:
            return False
        there = self._several.get((post.theme, post.day), ())
        return any(platform != post.platform and subject != post.subject for platform, subject in there)

    @cached_property
    def repeated_days(self) -> list[date]:
        """The days on which a theme stands on several platforms with several subjects."""
        return sorted({day for post, day in self._posts if self.is_repeated(post)})

    def longest_silence(self, theme: str) -> int:
        """The longest run of days without a theme, from the first day of the calendar or its season to the last."""
        if theme in self._seasons:
            return self._longest_in_season(theme, *self._seasons[theme])
        last = max(self._last_days.get(theme, self._start), self._start)
        return max((self._last - last).days, self._silences.get(theme, 0))

    def _longest_in_season(self, theme: str, first: date, last: date) -> int:
        """The longest run of days without a theme within its season."""
        own = {post.day for post, day in self._posts if post.theme == theme and first <= day <= last}
        ends = [first - timedelta(days=1), *sorted(day for day in own if day), last + timedelta(days=1)]
        return max(0, *((after - before).days - 1 for before, after in pairwise(ends)))

    def shortest_interval(self, theme: str) -> int | None:
        """The fewest days between two posts of a theme on one platform; None where none has two."""
        return self._shortest.get(theme)

    @cached_property
    def _last_days(self) -> dict[str, date]:
        found: dict[str, date] = {}
        for post, day in self._posts:
            found[post.theme] = max(found.get(post.theme, day), day)
        return found

    @cached_property
    def _silences(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for post, _ in self._posts:
            found[post.theme] = max(found.get(post.theme, 0), self.silence(post) or 0)
        return found

    @cached_property
    def _shortest(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for post, _ in self._posts:
            gap = self.days_since(post)
            if gap is not None:
                found[post.theme] = min(found.get(post.theme, gap), gap)
        return found


def _previous(days: Iterable[date]) -> dict[date, date]:
    """For each day but the first, the one before it."""
    return {after: before for before, after in pairwise(sorted(days))}
