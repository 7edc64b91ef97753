"""On which days a platform posts: the most even spread there is, found exactly by dynamic programming."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

HABIT = 0.04  # per rank of a weekday: settles between spreads that are about as even, and keeps the weekdays steady
STAYS = 1.0  # a day of an earlier plan is worth an uneven gap
MOVED = 1000.0  # a day outside the usual ones: no evenness is worth one, so that as few posts as possible are moved


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period to fill: how many posts, each day that may carry some with its cost, and the most each carries.

    `stays` counts the posts of an earlier plan on each day: so many, and no more, are worth keeping there. Where it is
    `daily`, no day has a second one before every day has its first.
    """

    count: int
    days: Mapping[date, float]
    most: Mapping[date, int]
    length: int
    stays: Mapping[date, int] = field(default_factory=dict)
    daily: bool = False

    def cost(self, day: date, number: int) -> float:
        """What it costs to put one more post on a day, the how-manieth there."""
        first = MOVED if self.daily and number == 1 else 0.0
        return self.days[day] - first - (STAYS if number <= self.stays.get(day, 0) else 0.0)

    @property
    def ideal(self) -> float:
        """The days from one post to the next, were they quite even."""
        return self.length / max(1, self.count)


@dataclass(frozen=True, slots=True)
class _Link:
    day: date
    before: _Link | None

    def days(self) -> tuple[date, ...]:
        found = []
        link: _Link | None = self
        while link:
            found.append(link.day)
            link = link.before
        return tuple(reversed(found))


_State = tuple["date", int] | None  # the last day, and its posts so far
_Best = dict["_State", tuple[float, "_Link | None"]]


def spread(stretches: Sequence[Stretch], fixed: Counter[date]) -> list[list[date]]:
    """The days of each stretch's posts, in order; `fixed` days carry at least their posts.

    The least sum of `gap_cost` from each post to the next plus the days' own costs. Exact: the state is the last day
    with its posts so far. Raises ValueError where a stretch asks for more posts than its days can carry.
    """
    pinned = sorted(fixed)
    best: _Best = {None: (0.0, None)}
    for stretch in stretches:
        for _ in range(stretch.count):
            best = _next(best, stretch, pinned, fixed)
        best = {state: found for state, found in best.items() if _whole(state, stretch, fixed)}
        if not best:
            raise ValueError("a stretch asks for more posts than its days can carry")
    _, link = min(best.values(), key=lambda found: (found[0], found[1].days() if found[1] else ()))
    days = list(link.days()) if link else []
    return [[days.pop(0) for _ in range(stretch.count)] for stretch in stretches]


def gap_cost(last: date | None, day: date, ideal: float) -> float:
    """The squared relative error of a gap; for two posts on one day, how much nearer they are than the ideal."""
    if last is None:
        return 0.0
    if last == day:
        return 1.0 if ideal >= 1 else (1 - ideal) ** 2
    return float((((day - last).days - max(ideal, 1.0)) / max(ideal, 1.0)) ** 2)


def _next(best: _Best, stretch: Stretch, pinned: Sequence[date], fixed: Counter[date]) -> _Best:
    """Every state after one more post."""
    left = _left(best, fixed)
    found: _Best = {}
    for day in sorted(stretch.days):
        for n in range(1, stretch.most[day]):
            if (day, n) in best:
                cost, link = best[day, n]
                found[day, n + 1] = (
                    cost + stretch.cost(day, n + 1) + gap_cost(day, day, stretch.ideal),
                    _Link(day, link),
                )
        own = stretch.cost(day, 1)
        passed = bisect_left(pinned, day)
        since = pinned[passed - 1] if passed else None  # a fixed day is not passed over
        ways = [
            (cost + own + gap_cost(last, day, stretch.ideal), link)
            for last, (cost, link) in left.items()
            if (since is None if last is None else last < day and (since is None or last >= since))
        ]
        if ways and stretch.most[day]:
            cost, link = min(ways, key=lambda way: way[0])
            found[day, 1] = (cost, _Link(day, link))
    return found


def _left(best: _Best, fixed: Counter[date]) -> dict[date | None, tuple[float, _Link | None]]:
    """The best way to have left each day for good: all of its fixed posts are there."""
    left: dict[date | None, tuple[float, _Link | None]] = {}
    for state, found in best.items():
        day = state[0] if state else None
        if state and state[1] < fixed[state[0]]:
            continue
        if day not in left or found[0] < left[day][0]:
            left[day] = found
    return left


def _whole(state: _State, stretch: Stretch, fixed: Counter[date]) -> bool:
    """Whether no fixed post of the stretch was left behind."""
    last, posts = state or (None, 0)
    if last is not None and posts < fixed[last]:
        return False
    return not any(fixed[day] for day in stretch.days if last is None or day > last)
