"""On which days a platform posts: the most even spread there is, found exactly (dynamic programming over the last day)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

HABIT = 0.04  # per rank of a weekday: settles between spreads that are about as even, and keeps the weekdays steady
MOVED = 4.0  # a day outside the usual ones: only where a closed day leaves no other


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period to fill: how many posts, and each day that may carry some, with the cost of choosing it."""

    count: int
    days: Mapping[date, float]
    length: int


def spread(stretches: Sequence[Stretch], per_day: int, fixed: Counter[date]) -> list[list[date]]:
    """The days of each stretch's posts, in order.

    Least sum of squared relative gap errors plus the days' own costs; `fixed` days carry at least their posts. A day
    carries at most `per_day` posts, or its fixed ones. Exact: the state is the last day and its posts so far.
    """
    best: dict[tuple[date, int] | None, tuple[float, _Link | None]] = {None: (0.0, None)}
    for stretch in stretches:
        for _ in range(stretch.count):
            best = _next(best, stretch, per_day, fixed)
        best = {state: found for state, found in best.items() if _whole(state, stretch, fixed)}
        if not best:
            raise ValueError("a stretch asks for more posts than its days can carry")
    _, link = min(best.values(), key=lambda found: (found[0], found[1].days() if found[1] else ()))
    days = list(link.days()) if link else []
    return [[days.pop(0) for _ in range(stretch.count)] for stretch in stretches]


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


_Best = dict[tuple[date, int] | None, tuple[float, "_Link | None"]]


def _next(best: _Best, stretch: Stretch, per_day: int, fixed: Counter[date]) -> _Best:
    ideal = max(stretch.length / max(1, stretch.count), 1 / per_day)
    days = sorted(set(stretch.days) | {day for day in fixed if day in stretch.days})
    # The best way to have left each earlier day for good: all of its fixed posts are there.
    left: dict[date | None, tuple[float, _Link | None]] = {}
    for state, (cost, link) in best.items():
        day = state[0] if state else None
        if state and state[1] < fixed[state[0]]:
            continue
        if day not in left or cost < left[day][0]:
            left[day] = (cost, link)
    pinned = sorted(fixed)
    found: _Best = {}
    for day in days:
        own = stretch.days[day]
        again = [(n, best[day, n]) for n in range(1, max(per_day, fixed[day])) if (day, n) in best]
        for n, (cost, link) in again:
            found[day, n + 1] = (cost + own + (1.0 if ideal >= 1 else (1 - ideal)) ** 2, _Link(day, link))
        ways = [
            (cost + own + _gap(last, day, ideal), link)
            for last, (cost, link) in left.items()
            if (last is None or last < day) and not _skips(pinned, last, day)
        ]
        if ways:
            cost, link = min(ways, key=lambda way: way[0])
            found[day, 1] = (cost, _Link(day, link))
    return found


def _gap(last: date | None, day: date, ideal: float) -> float:
    return 0.0 if last is None else float((((day - last).days - ideal) / ideal) ** 2)


def _skips(pinned: Sequence[date], last: date | None, day: date) -> bool:
    after = 0 if last is None else bisect_right(pinned, last)
    return after < len(pinned) and pinned[after] < day


def _whole(state: tuple[date, int] | None, stretch: Stretch, fixed: Counter[date]) -> bool:
    """Whether no fixed post of the stretch was left behind."""
    if state is None:
        return not any(day in stretch.days for day in fixed)
    day, posts = state
    return posts >= fixed[day] and not any(day < one and one in stretch.days for one in fixed)
