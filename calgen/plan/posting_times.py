"""At which hour each post goes out: as typed; else when the audiences are there; else the network's hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import time
from functools import cache

from calgen.book.values import Hours
from calgen.plan.audiences import ranked_audiences
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

STEP = 5  # minutes
LAST = 23 * 60 + 55


def hours_of(strategy: Strategy, platform: Platform) -> tuple[Hours, ...]:
    """The hours at which a platform may post, in order."""
    if platform.hours:
        return tuple(sorted(set(platform.hours)))
    for audiences in ranked_audiences(strategy, platform):
        found = {hours for one in audiences for hours in one.hours}
        if found:
            return tuple(sorted(found))
    return tuple(Hours(_time(first), _time(last)) for first, last in network(platform.platform).hours)


def times(hours: Sequence[Hours], count: int, start: int, scatter: int) -> list[time]:
    """So many hours of one day, in order, none twice.

    `start` turns through the list, `scatter` moves within a stretch, steadily. More posts than hours: exact hours are
    all used, the rest spread over the stretches; where these are too short, over the day.
    """
    if count > len(hours):
        return _dealt(hours, count)
    chosen = [hours[(start + n) % len(hours)] for n in range(count)]
    found = {one.first for one in chosen if one.exact}
    for n, one in enumerate(sorted(one for one in chosen if not one.exact)):
        steps = _steps([one])
        turned = [steps[(scatter + 3 * n + m) % len(steps)] for m in range(len(steps))]
        found.add(next((step for step in turned if step not in found), turned[0]))
    return sorted(found) if len(found) == count else _dealt(hours, count)


def _dealt(hours: Sequence[Hours], count: int) -> list[time]:
    exact = {one.first for one in hours if one.exact}
    steps = [step for step in _steps(one for one in hours if not one.exact) if step not in exact]
    more = max(0, count - len(exact))
    if len(steps) >= more:
        return sorted({*sorted(exact)[:count], *_even(steps, more)})
    used = {*exact, *steps}
    first = minutes(hours[0].first)
    last = max(minutes(hours[-1].last), min(20 * 60, first + 10 * 60))
    day = [step for step in _steps([Hours(_time(first), _time(last))]) if step not in used]
    if len(day) < count - len(used):
        day = [step for step in _steps([Hours(time(0), _time(LAST))]) if step not in used]
    found = sorted({*used, *_even(day, min(len(day), count - len(used)))})
    return found + found[-1:] * (count - len(found))  # the user put more posts on a day than it has steps


def _even(steps: Sequence[time], count: int) -> list[time]:
    """So many of the steps, evenly: each from the middle of its part."""
    return [steps[(2 * n + 1) * len(steps) // (2 * count)] for n in range(count)]


def _steps(stretches: Iterable[Hours]) -> list[time]:
    """The minutes at which a post may stand within stretches, by steps from the first of each."""
    return sorted({at for one in stretches for at in _of(one.first, one.last)})


@cache
def _of(first: time, last: time) -> tuple[time, ...]:
    return tuple(_time(at) for at in range(minutes(first), minutes(last) + 1, STEP))


def rank(at: time, hours: Sequence[Hours]) -> int:
    """0 for an hour that stands as such among a platform's, 1 for one inside a stretch, 2 for one outside of all."""
    return min((0 if one.exact else 1 for one in hours if one.first <= at <= one.last), default=2)


def apart(taken: AbstractSet[time], own: AbstractSet[time], wanted: time, hours: Sequence[Hours]) -> time:
    """The wanted hour, or the next free step of its stretch (from its begin again at the end).

    `taken` are the hours of all platforms that day, `own` those of this one: where none is free, at least not its own.
    """
    if wanted not in taken:
        return wanted
    steps = _steps(one for one in hours if not one.exact and one.first <= wanted <= one.last)
    if not steps:  # an hour that calgen chose by itself: any later one will do
        steps = _steps([Hours(wanted, _time(LAST))]) if minutes(wanted) <= LAST else []
    around = [step for step in steps if step >= wanted] + steps
    free = [step for step in around if step not in taken] or [step for step in (wanted, *around) if step not in own]
    return free[0] if free else wanted


def minutes(value: time) -> int:
    """The minutes of a day gone by at an hour."""
    return value.hour * 60 + value.minute


def _time(minute: int) -> time:
    return time(*divmod(minute, 60))
