"""Where a platform may post: its weekdays, how many posts a day, and what each stretch of days can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from calgen.plan.audiences import ranked_audiences
from calgen.plan.campaigns import extra_posts
from calgen.plan.model import Horizon, PlanDraft, Reason
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform


@dataclass(frozen=True, slots=True)
class Room:
    """What a period can hold: its usual days that are open, those that are closed, and other open days to move to.

    `fixed` says how many posts are settled on which days; such a day carries them whatever it is, and where it is none
    of the usual ones it carries nothing else.
    """

    usual: tuple[date, ...]
    lost: tuple[date, ...]
    spare: tuple[date, ...]
    per_day: int
    fixed: Mapping[date, int]

    @property
    def least(self) -> int:
        """The posts that are settled."""
        return sum(self.fixed.values())

    @property
    def unmoved(self) -> int:
        """The posts that fit without moving any."""
        off = sum(count for day, count in self.fixed.items() if day not in self.usual)
        return off + sum(max(self.per_day, self.fixed.get(day, 0)) for day in self.usual)

    @property
    def most(self) -> int:
        """The posts that fit, closed days made up for on other ones."""
        return self.unmoved + self.per_day * min(len(self.lost), len(self.spare))

    def beyond(self, per_day: int) -> int:
        """The settled posts that stand off the usual days, or beyond so many a day."""
        open_ = set(self.usual)
        return sum(count if day not in open_ else max(0, count - per_day) for day, count in self.fixed.items())


def usual_weekdays(strategy: Strategy, platform: Platform) -> tuple[int, ...]:
    """The weekdays of a platform, best first: as typed; else its audiences', primary ones first; else the network's.

    Weekdays on which the brand is closed are not chosen; those that the user typed stay, and are moved from.
    """
    ranked = network(platform.platform).weekdays
    if platform.days:
        return tuple(sorted(platform.days, key=ranked.index))
    ranked = tuple(day for day in ranked if day not in strategy.settings.closed_days)
    ranks = ({day for one in rank for day in one.days} & set(ranked) for rank in ranked_audiences(strategy, platform))
    days: set[int] = next((days for days in ranks if days), set())
    weekly = ceil(platform.cadence.weekly())
    chosen = [day for day in ranked if day in days] + [day for day in ranked if day not in days]
    return tuple(chosen[: len(days)] if days and len(days) >= min(weekly, len(ranked)) else chosen[: max(5, weekly)])


def max_per_day(strategy: Strategy, platform: Platform) -> int:
    """As typed, or as few as the cadence allows on the usual weekdays; a daily cadence never heaps its posts."""
    cadence = platform.cadence
    if cadence.per == "day":
        return min(platform.max_per_day or ceil(cadence.count), max(1, ceil(cadence.count)))
    return platform.max_per_day or max(1, ceil(cadence.weekly() / max(1, len(usual_weekdays(strategy, platform)))))


def room(
    draft: PlanDraft, platform: Platform, first: date, last: date, fixed: Iterable[date] = (), *, past_too: bool = False
) -> Room:
    """What a period can hold from today on (or all along), with posts settled on `fixed` days.

    A daily cadence has one on each open day, and so never moves any.
    """
    usual = usual_weekdays(draft.strategy, platform)
    pinned = Counter(day for day in fixed if first <= day <= last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if not past_too:
        days = [day for day in days if day >= draft.today]
    closed = {day for day in days if closed_on(draft.horizon, platform.platform, day)}
    others = [] if platform.cadence.per == "day" else [day for day in days if day not in pinned]
    return Room(
        tuple(day for day in days if day.weekday() in usual and day not in closed),
        tuple(day for day in others if day.weekday() in usual and day in closed),
        tuple(day for day in others if day.weekday() not in usual and day not in closed),
        per_day_in(draft.strategy, platform, first, last),
        pinned,
    )


def per_day_in(strategy: Strategy, platform: Platform, first: date, last: date) -> int:
    """The most a day may carry in a period: as typed, or as few as the cadence and its campaigns allow."""
    usual = max_per_day(strategy, platform)
    more = extra_posts(strategy, platform, first, last)
    if platform.max_per_day or not more:
        return usual
    weekly = platform.cadence.weekly(len(usual_weekdays(strategy, platform))) + more * 7 / ((last - first).days + 1)
    return max(usual, ceil(weekly / max(1, len(usual_weekdays(strategy, platform)))))


def closed_on(horizon: Horizon, platform: str, day: date) -> Reason | None:
    """Why a platform does not post on a day of its own accord, if it does not."""
    return horizon.closed_days.get(day) or horizon.quiet_days.get((platform, day))
