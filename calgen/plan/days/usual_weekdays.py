"""The weekdays on which a platform usually posts."""

from __future__ import annotations

from math import ceil

from calgen.plan.days.audiences import ranked_audiences
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform


def usual_weekdays(strategy: Strategy, platform: Platform) -> tuple[int, ...]:
    """The weekdays of a platform, best first: as typed; else of its audiences, primary ones first; else of the network.

    Weekdays on which the brand is closed are not chosen. Typed ones stay, and posts are moved from them.
    """
    ranked = network(platform.platform).weekdays
    if platform.days:
        return tuple(sorted(platform.days, key=ranked.index))
    ranked = tuple(day for day in ranked if day not in strategy.settings.closed_days)
    by_priority = (
        {day for audience in audiences for day in audience.days} & set(ranked)
        for audiences in ranked_audiences(strategy, platform)
    )
    days: set[int] = next(filter(None, by_priority), set())
    weekly = ceil(platform.cadence.weekly())
    chosen = [day for day in ranked if day in days] + [day for day in ranked if day not in days]
    return tuple(chosen[: len(days)] if days and len(days) >= min(weekly, len(ranked)) else chosen[: max(5, weekly)])
