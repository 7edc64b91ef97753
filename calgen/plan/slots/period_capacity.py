"""When a platform may post: the most posts of a day, and how many posts a period can have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Horizon
from calgen.plan.reason import Reason
from calgen.plan.target.campaigns import extra_posts
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform


@dataclass(frozen=True, slots=True)
class PeriodCapacity:
    """The days of a period by kind: usual days that are open, usual days that are closed, and other open days.

    `settled` counts the settled posts of each day. A day has its settled posts whatever its kind; where it is not an
    open usual day it has no other, and those that a closed day would have beside them are moved. `beside` is the number
    of posts of closed days that a day may have beyond `per_day`.
    """

    usual: tuple[date, ...]
    closed: tuple[date, ...]
    other: tuple[date, ...]
    per_day: int
    settled: Mapping[date, int]
    beside: int = 0

    @property
    def settled_posts(self) -> int:
        """The number of settled posts."""
        return sum(self.settled.values())

    @property
    def without_moving(self) -> int:
        """The most posts if none is moved from a closed day."""
        elsewhere = sum(count for day, count in self.settled.items() if day not in self.usual)
        return elsewhere + sum(max(self.per_day, self.settled.get(day, 0)) for day in self.usual)

    @property
    def most_posts(self) -> int:
        """The most posts if those of closed days are moved to other days, or beside other posts where they may be."""
        most = self.per_day + self.beside
        room = sum(max(0, most - max(self.per_day, self.settled.get(day, 0))) for day in self.usual)
        return self.without_moving + min(self.posts_to_move, most * len(self.other) + room)

    @property
    def without_beside(self) -> int:
        """The most posts if none is moved beside another one."""
        return self.without_moving + min(self.posts_to_move, self.per_day * len(self.other))

    @property
    def posts_to_move(self) -> int:
        """The posts of closed days, but for those that are settled there."""
        return sum(max(0, self.per_day - self.settled.get(day, 0)) for day in self.closed)

    def settled_beyond(self, per_day: int) -> int:
        """The settled posts that are not on an open usual day, or beyond so many a day."""
        usual = set(self.usual)
        return sum(count if day not in usual else max(0, count - per_day) for day, count in self.settled.items())


def max_per_day(strategy: Strategy, platform: Platform) -> int:
    """The most posts of a day: as typed, or as few as the cadence allows on the usual weekdays.

    A daily cadence has no more on a day than it asks.
    """
    cadence = platform.cadence
    if cadence.per == "day":
        return min(platform.max_per_day or ceil(cadence.count), max(1, ceil(cadence.count)))
    return platform.max_per_day or max(1, ceil(cadence.weekly() / max(1, len(usual_weekdays(strategy, platform)))))


def max_per_day_in(strategy: Strategy, platform: Platform, first: date, last: date) -> int:
    """The most posts of a day in a period: as typed, or as few as the cadence and its campaigns allow."""
    usual = max_per_day(strategy, platform)
    added = extra_posts(strategy, platform, first, last)
    if not added:
        return usual
    weekdays = len(usual_weekdays(strategy, platform))
    weekly = platform.cadence.weekly(weekdays) + added * 7 / ((last - first).days + 1)
    needed = max(usual, ceil(weekly / max(1, weekdays)))
    return min(needed, platform.max_per_day) if platform.max_per_day else needed


def period_capacity(
    draft: PlanDraft,
    platform: Platform,
    first: date,
    last: date,
    settled: Iterable[date] = (),
    earlier: Mapping[date, int] | None = None,
    *,
    with_past: bool = False,
) -> PeriodCapacity:
    """The capacity of a period from today on (or `with_past` days), with settled posts on some days.

    A daily cadence asks for posts on each open day, so none is moved from a closed day. Where no maximum is typed, a
    day may have twice its posts rather than that those of closed days are lost. `earlier` counts the posts of the
    earlier plan by day: one outside the usual days, or beside others, may be that of a closed day that is over.
    """
    usual = usual_weekdays(draft.strategy, platform)
    counts = Counter(day for day in settled if first <= day <= last)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = every if with_past else [day for day in every if day >= draft.today]
    closed = {day for day in every if closed_reason(draft.horizon, platform.platform, day)}
    movable = [] if platform.cadence.per == "day" else days
    per_day = max_per_day_in(draft.strategy, platform, first, last)
    open_days = tuple(day for day in days if day.weekday() in usual and day not in closed)
    other = tuple(day for day in movable if day.weekday() not in usual and day not in closed and day not in counts)
    left = [day for day in movable if day.weekday() in usual and day in closed]
    if earlier and movable and days[0] > first:
        over = [day for day in every if day < days[0] and day.weekday() in usual and day in closed.difference(counts)]
        moved = sum(earlier.get(day, 0) for day in other)
        moved += sum(max(0, earlier.get(day, 0) + counts[day] - per_day) for day in open_days)
        left = over[: max(0, moved - len(left))] + left
    return PeriodCapacity(
        open_days,
        tuple(left),
        other,
        per_day,
        counts,
        beside=0 if platform.max_per_day else per_day,
    )


def closed_reason(horizon: Horizon, platform: str, day: date) -> Reason | None:
    """Why no post is planned for a platform on a day unless the user names it; None where posts are planned."""
    key = (platform, day)
    return horizon.closed_days.get(day) or horizon.quiet_days.get(key) or horizon.absent_days.get(key)
