"""At which hour each post goes out: as typed; else when the platform's audiences are there; else the network's hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from calgen.book.values import Hours
from calgen.plan.audiences import reached
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

STEP = 5  # minutes


def hours_of(strategy: Strategy, platform: Platform) -> tuple[Hours, ...]:
    """The hours at which a platform may post, in order."""
    if platform.hours:
        return tuple(sorted(platform.hours))
    for audiences in reached(strategy, platform):
        found = {hours for one in audiences for hours in one.hours}
        if found:
            return tuple(sorted(found))
    return tuple(Hours(_time(first), _time(last)) for first, last in network(platform.platform).hours)


def times(hours: Sequence[Hours], count: int, start: int, scatter: int) -> list[time]:
    """So many hours of one day, in order. `start` turns through the list, `scatter` moves within a stretch, steadily."""
    if count > len(hours):
        return _dealt(hours, count, scatter)
    chosen = sorted(hours[(start + n) % len(hours)] for n in range(count))
    return [_within(one, scatter + 3 * n) for n, one in enumerate(chosen)]


def _dealt(hours: Sequence[Hours], count: int, scatter: int) -> list[time]:
    """More posts than hours: the rest are dealt over the day, from the first hour to the evening."""
    first = _minutes(hours[0].first)
    last = max(_minutes(hours[-1].last), min(20 * 60, first + 10 * 60))
    fixed = [_within(one, scatter) for one in hours]
    step = max(STEP, (last - first) // count // STEP * STEP)
    more = [time_ for n in range(1, count + 1) if (time_ := _time(min(first + n * step, 1435))) not in fixed]
    return sorted([*fixed, *more[: count - len(fixed)]])


def _within(hours: Hours, scatter: int) -> time:
    span = (_minutes(hours.last) - _minutes(hours.first)) // STEP
    return hours.first if span <= 0 else _time(_minutes(hours.first) + scatter % (span + 1) * STEP)


def apart(taken: set[tuple[date, time]], day: date, wanted: time, hours: Sequence[Hours]) -> time:
    """The wanted hour, or the next steps of its stretch, so that two platforms do not fire at once."""
    stretch = next((one for one in hours if not one.exact and one.first <= wanted <= one.last), None)
    if stretch is None or (day, wanted) not in taken:
        return wanted
    first, last = _minutes(stretch.first), _minutes(stretch.last)
    around = [minute for minute in range(_minutes(wanted), last + 1, STEP)] + list(range(first, last + 1, STEP))
    return next((_time(minute) for minute in around if (day, _time(minute)) not in taken), wanted)


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))
