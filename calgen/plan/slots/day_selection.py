"""On which days a platform posts: the most even selection of days, found exactly by dynamic programming."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

# Costs, in units of the squared relative error of one gap between two posts.
RANK_COST = 0.04  # for each rank of a weekday: decides between selections that are about as even
EARLIER_BONUS = 1.0  # for a day that an earlier plan had, whose post cannot stay as it is
RETAINED_BONUS = 100.0  # for the day of a post that may stay: it moves only where it must
MOVED_COST = 1000.0  # for a day outside the usual ones: as few posts as possible are moved
BESIDE_COST = 2000.0  # for a post that is moved beside others: only where no other day has room


@dataclass(frozen=True, slots=True)
class DaySelection:
    """A period for which days are selected: the number of posts, the days with their costs, and the most posts of each.

    `earlier` counts the posts of an earlier plan on each day, and `retained` those of them that may stay as they are:
    so many posts, and no more, get the bonus there. Where the cadence is daily, no day gets more than its `daily_posts`
    before every day has them, unless such a post may stay. Posts of a day beyond `per_day` are moved beside others.
    On `moved` days those that may stay cost nothing more.
    """

    count: int
    days: Mapping[date, float]
    most: Mapping[date, int]
    length: int  # days of the period
    earlier: Mapping[date, int] = field(default_factory=dict)
    retained: Mapping[date, int] = field(default_factory=dict)
    daily_posts: int = 0
    per_day: int = 999
    moved: Collection[date] = ()

    def cost(self, day: date, number: int) -> float:
        """The cost of the post with this number (from 1) on a day."""
        is_retained = number <= self.retained.get(day, 0)
        bonus = MOVED_COST if self.daily_posts and (number <= self.daily_posts or is_retained) else 0.0
        if is_retained:
            bonus += RETAINED_BONUS + (MOVED_COST if day in self.moved else 0.0)
        elif number <= self.earlier.get(day, 0):
            bonus += EARLIER_BONUS
        return self.days[day] + (BESIDE_COST if number > self.per_day else 0.0) - bonus

    @property
    def ideal(self) -> float:
        """The days from one post to the next if all gaps were equal."""
        return self.length / max(1, self.count)


_ChosenDay = tuple[date, "_ChosenDay | None"]  # a day, and those chosen before it: so many are made that it is no class


def _days_up_to(chosen: _ChosenDay | None) -> tuple[date, ...]:
    """The days chosen so far, in order."""
    found = []
    while chosen:
        day, chosen = chosen
        found.append(day)
    return tuple(reversed(found))


_LastDay = tuple["date", int] | None  # the last day, and its posts so far
_Best = dict["_LastDay", tuple[float, "_ChosenDay | None"]]  # the least cost of each state, and its days


def select_days(selections: Sequence[DaySelection], fixed: Counter[date]) -> list[list[date]]:
    """The days of each period's posts, in order; `fixed` days have at least their posts.

    The sum of the gap costs between consecutive posts and of the days' own costs is the least possible. The state of
    the dynamic programming is the last day with its posts so far. Raises ValueError where a period asks for more posts
    than its days can have.
    """
    fixed_days = sorted(fixed)
    best: _Best = {None: (0.0, None)}
    for selection in selections:
        days_in_order = sorted(selection.days)
        for _ in range(selection.count):
            best = _add_post(best, selection, days_in_order, fixed_days, fixed)
        best = {state: found for state, found in best.items() if _has_fixed_posts(state, selection, fixed)}
        if not best:
            raise ValueError("a period asks for more posts than its days can have")
    _, chosen = min(best.values(), key=lambda found: (found[0], _days_up_to(found[1])))
    days = list(_days_up_to(chosen))
    return [[days.pop(0) for _ in range(selection.count)] for selection in selections]


def gap_cost(days: int, ideal: float) -> float:
    """The squared relative error of a gap of so many days; for two posts on one day, how far below the ideal it is."""
    if not days:
        return 1.0 if ideal >= 1 else (1 - ideal) ** 2
    return float(((days - max(ideal, 1.0)) / max(ideal, 1.0)) ** 2)


def _add_post(
    best: _Best,
    selection: DaySelection,
    days_in_order: Sequence[date],
    fixed_days: Sequence[date],
    fixed: Counter[date],
) -> _Best:
    """Every state after one more post."""
    same_day = gap_cost(0, selection.ideal)
    left = [(last, last.toordinal() if last else 0, *found) for last, found in _left_days(best, fixed).items()]
    gaps: dict[int, float] = {}
    found: _Best = {}
    for day in days_in_order:
        for number in range(1, selection.most[day]):
            if (day, number) in best:
                cost, chosen = best[day, number]
                cost = cost + selection.cost(day, number + 1) + same_day
                found[day, number + 1] = (cost, (day, chosen))
        if not selection.most[day]:
            continue
        own, ordinal, passed = selection.cost(day, 1), day.toordinal(), bisect_left(fixed_days, day)
        since = fixed_days[passed - 1].toordinal() if passed else 0  # a fixed day is not passed over
        least, before, is_reached = 0.0, None, False
        for last, last_ordinal, cost, chosen in left:
            if last is None:
                if passed:
                    continue
                cost += own
            else:
                days = ordinal - last_ordinal
                if days <= 0 or last_ordinal < since:
                    continue
                if days not in gaps:
                    gaps[days] = gap_cost(days, selection.ideal)
                cost = cost + own + gaps[days]
            if not is_reached or cost < least:
                least, before, is_reached = cost, chosen, True
        if is_reached:
            found[day, 1] = (least, (day, before))
    return found


def _left_days(best: _Best, fixed: Counter[date]) -> dict[date | None, tuple[float, _ChosenDay | None]]:
    """For each last day, the best state in which it has all of its fixed posts."""
    left: dict[date | None, tuple[float, _ChosenDay | None]] = {}
    for state, found in best.items():
        day = state[0] if state else None
        if state and state[1] < fixed[state[0]]:
            continue
        if day not in left or found[0] < left[day][0]:
            left[day] = found
    return left


def _has_fixed_posts(state: _LastDay, selection: DaySelection, fixed: Counter[date]) -> bool:
    """Whether a state has all fixed posts of its period."""
    last, posts = state or (None, 0)
    if last is not None and posts < fixed[last]:
        return False
    return not any(fixed[day] for day in selection.days if last is None or day > last)
