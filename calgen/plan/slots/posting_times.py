"""At which time each post goes out: at typed hours; else at those of the audiences; else at those of the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import time
from functools import cache

from calgen.book.values import Hours
from calgen.plan.slots.audiences import ranked_audiences
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

STEP_MINUTES = 5
LAST_MINUTE = 23 * 60 + 55  # of a day


def platform_hours(strategy: Strategy, platform: Platform) -> tuple[Hours, ...]:
    """The hours at which a platform may post, in order."""
    if platform.hours:
        return tuple(sorted(set(platform.hours)))
    for audiences in ranked_audiences(strategy, platform):
        found = {hours for audience in audiences for hours in audience.hours}
        if found:
            return tuple(sorted(found))
    return tuple(Hours(_time_at(first), _time_at(last)) for first, last in network(platform.platform).hours)


def day_times(hours: Sequence[Hours], count: int, start: int, scatter: int) -> list[time]:
    """So many times of one day, in order, none twice.

    `start` is the index of the first hours that are used, `scatter` the number of steps by which a time is moved
    inside its hours, so that days and platforms differ. With more posts than hours, all exact hours are used and the
    other posts are spread over the ranges; where these are too short, over the day.
    """
    if count > len(hours):
        return _spread_times(hours, count)
    chosen = [hours[(start + n) % len(hours)] for n in range(count)]
    found = {span.first for span in chosen if span.exact}
    for n, span in enumerate(sorted(span for span in chosen if not span.exact)):
        steps = _time_steps([span])
        turned = [steps[(scatter + 3 * n + m) % len(steps)] for m in range(len(steps))]
        found.add(next((step for step in turned if step not in found), turned[0]))
    return sorted(found) if len(found) == count else _spread_times(hours, count)


def _spread_times(hours: Sequence[Hours], count: int) -> list[time]:
    exact = {span.first for span in hours if span.exact}
    steps = [step for step in _time_steps(span for span in hours if not span.exact) if step not in exact]
    others = max(0, count - len(exact))
    if len(steps) >= others:
        return sorted({*sorted(exact)[:count], *_pick_evenly(steps, others)})
    used = {*exact, *steps}
    first = minutes_of(hours[0].first)
    last = max(minutes_of(hours[-1].last), min(20 * 60, first + 10 * 60))
    day = [step for step in _time_steps([Hours(_time_at(first), _time_at(last))]) if step not in used]
    if len(day) < count - len(used):
        day = [step for step in _time_steps([Hours(time(0), _time_at(LAST_MINUTE))]) if step not in used]
    found = sorted({*used, *_pick_evenly(day, min(len(day), count - len(used)))})
    return found + found[-1:] * (count - len(found))  # the user put more posts on a day than it has steps


def _pick_evenly(steps: Sequence[time], count: int) -> list[time]:
    """So many of the steps at even distances: each from the middle of its part."""
    return [steps[(2 * n + 1) * len(steps) // (2 * count)] for n in range(count)]


def _time_steps(hours: Iterable[Hours]) -> list[time]:
    """The times of some ranges, every five minutes from the first of each."""
    return sorted({step for span in hours for step in _steps_between(span.first, span.last)})


@cache
def _steps_between(first: time, last: time) -> tuple[time, ...]:
    return tuple(_time_at(minute) for minute in range(minutes_of(first), minutes_of(last) + 1, STEP_MINUTES))


def hour_rank(at: time, hours: Sequence[Hours]) -> int:
    """0 for a time that is one of the hours exactly, 1 for one inside a range of them, 2 for any other."""
    return min((0 if span.exact else 1 for span in hours if span.first <= at <= span.last), default=2)


def next_free_time(taken: AbstractSet[time], own: AbstractSet[time], wanted: time, hours: Sequence[Hours]) -> time:
    """The wanted time, or the next free step of its range; after the last step the first follows.

    `taken` are the times of all platforms on that day, `own` those of this platform: where no step is free of the
    first, one that is free of the second is taken.
    """
    if wanted not in taken:
        return wanted
    steps = _time_steps(span for span in hours if not span.exact and span.first <= wanted <= span.last)
    if not steps:  # calgen chose a time outside of all ranges: any later one will do
        steps = _time_steps([Hours(wanted, _time_at(LAST_MINUTE))]) if minutes_of(wanted) <= LAST_MINUTE else []
    around = [step for step in steps if step >= wanted] + steps
    free = [step for step in around if step not in taken] or [step for step in (wanted, *around) if step not in own]
    return free[0] if free else wanted


def minutes_of(at: time) -> int:
    """The minutes from the start of the day to a time."""
    return at.hour * 60 + at.minute


def _time_at(minute: int) -> time:
    return time(*divmod(minute, 60))
