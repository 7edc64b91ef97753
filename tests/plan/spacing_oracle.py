"""The room that a spacing leaves on the modelled days of a platform, and parts under caps; computed again, exactly.

docs/planner.md, "The target path", says what the model is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache

from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

USE = Fraction(9, 10)
YEAR = (date(2024, 1, 1).toordinal(), date(2024, 1, 1).toordinal() + 363)


def room(
    one: Strategy, platform: Platform, theme: Theme, extra: Fraction, window: tuple[date | None, date | None]
) -> Fraction:
    """The largest part of the posts of a platform that a theme may have, in a window or for ever."""
    weekdays = usual_weekdays(one, platform)
    return _part(frozenset(weekdays), platform.cadence.weekly(len(weekdays)) + extra, max(1, theme.spacing), *window)


@cache
def _part(weekdays: frozenset[int], weekly: Fraction, spacing: int, start: date | None, end: date | None) -> Fraction:
    bounded = start is not None and end is not None and 0 <= (end - start).days < 364
    first, last = (start.toordinal(), end.toordinal()) if bounded and start and end else YEAR
    days = posting_days({day for day in range(first, last + 1) if (day + 6) % 7 in weekdays}, weekly, first, last)
    kept: list[int] = []
    for n, day in enumerate(days):
        if not kept or day >= days[kept[-1]] + spacing:
            kept.append(n)
    if len(kept) == len(days):
        return Fraction(1)
    if bounded or len(kept) == 1:
        use = USE if spacing > 1 else 1
        return use * Fraction(len(kept), len(days))
    return USE * Fraction(len(kept) - 1, kept[-1] - kept[0])


def posting_days(usual: set[int], weekly: Fraction, first: int, last: int) -> list[int]:
    """Equal steps, each post on the nearest usual day that is left; the earlier of two."""
    length = last - first + 1
    count = max(1, round(weekly * length / 7))
    open_days = sorted(usual)
    if len(open_days) <= count:
        return [open_days[n * len(open_days) // count] for n in range(count)] if open_days else []
    found: list[int] = []
    for n in range(count):
        ideal = first + Fraction((2 * n + 1) * length, 2 * count) - Fraction(1, 2)
        reach = open_days[: len(open_days) - (count - n - 1)]
        left = [day for day in reach if not found or day > found[-1]]
        found.append(min(left, key=lambda day: (abs(day - ideal), day)))
    return found


def under_caps(parts: Mapping[str, Fraction], caps: Mapping[str, Fraction], total: Fraction) -> dict[str, Fraction]:
    """The parts times one factor, none beyond its cap, that sum to the total: the names that hit their caps first."""
    found: dict[str, Fraction] = {}
    left, order = total, sorted(parts, key=lambda name: caps[name] / parts[name] if parts[name] else Fraction(10**9))
    rest = sum(parts.values(), Fraction(0))
    for name in order:
        own = min(caps[name], parts[name] * left / rest) if rest else parts[name]
        found[name] = own
        left, rest = left - own, rest - parts[name]
    return found
