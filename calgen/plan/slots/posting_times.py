"""At which times a platform may post: typed hours, else those of its audiences or network, the roundest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache

from calgen.book.values import Hours
from calgen.plan.days.audiences import ranked_audiences
from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform

# Minutes between the times of a range: a person posts on the hour, then on the half hour, then on the quarter.
STEPS = (60, 30, 15, 5)
ENOUGH_TIMES = 3  # a platform uses the coarsest step that gives it so many times
LAST_MINUTE = 23 * 60 + 55  # of a day
LATEST, LONGEST_DAY = 20 * 60, 10 * 60  # minutes: where posts beyond all hours are still placed first


def platform_hours(strategy: Strategy, platform: Platform) -> tuple[Hours, ...]:
    """The hours at which a platform may post, in order."""
    if platform.hours:
        return tuple(sorted(set(platform.hours)))
    for audiences in ranked_audiences(strategy, platform):
        found = {hours for audience in audiences for hours in audience.hours}
        if found:
            return tuple(sorted(found))
    return tuple(Hours(_time_at(first), _time_at(last)) for first, last in network(platform.platform).hours)


@dataclass(frozen=True, slots=True)
class TimeLevels:
    """The times of a platform by level, those of a level in order; a time of an earlier level is rounder.

    `outside` are the times around its hours, then of the whole day: they serve where a day has more posts than the
    hours have times.
    """

    inside: tuple[tuple[time, ...], ...]
    outside: tuple[tuple[time, ...], ...]


@cache
def time_levels(hours: tuple[Hours, ...]) -> TimeLevels:
    """The times of some hours: first the exact ones with those of the coarsest step that makes three in all, if any."""
    exact, ranges = exact_times(hours), [span for span in hours if not span.exact]
    grids = [{at for span in ranges for at in _times_between(span, step)} for step in STEPS]
    first = next((n for n, grid in enumerate(grids) if len(exact | grid) >= ENOUGH_TIMES), len(STEPS) - 1)
    inside = _disjoint([exact | grids[first], *grids[first + 1 :]], set())
    start = minutes_of(hours[0].first)
    end = min(max(minutes_of(hours[-1].last), min(LATEST, start + LONGEST_DAY)), LAST_MINUTE)
    spans = [Hours(_time_at(start), _time_at(max(start, end))), Hours(time(0), _time_at(LAST_MINUTE))]
    outside = [set(_times_between(span, step)) for span in spans for step in STEPS]
    return TimeLevels(inside, _disjoint(outside, {at for level in inside for at in level}))


def _disjoint(levels: Iterable[set[time]], seen: set[time]) -> tuple[tuple[time, ...], ...]:
    """The levels in order, each without the times of those before it and without those seen."""
    found, before = list[tuple[time, ...]](), set(seen)
    for level in levels:
        found.append(tuple(sorted(level - before)))
        before |= level
    return tuple(level for level in found if level)


def exact_times(hours: Sequence[Hours]) -> set[time]:
    """The exact hours among some hours."""
    return {span.first for span in hours if span.exact}


@cache
def _times_between(span: Hours, step: int) -> tuple[time, ...]:
    """The times of a range that are multiples of a step, both ends included; at five minutes, its first time too."""
    first, last = minutes_of(span.first), minutes_of(span.last)
    found = set(range(-(-first // step) * step, last + 1, step))
    if step == STEPS[-1]:
        found |= set(range(first, last + 1, step))
    return tuple(_time_at(minute) for minute in sorted(found))


def hour_rank(at: time, hours: Sequence[Hours]) -> int:
    """0 for a time that is one of the hours exactly, 1 for one inside a range of them, 2 for any other."""
    return min((0 if span.exact else 1 for span in hours if span.first <= at <= span.last), default=2)


def minutes_of(at: time) -> int:
    """The minutes from the start of the day to a time."""
    return at.hour * 60 + at.minute


def _time_at(minute: int) -> time:
    return time(*divmod(minute, 60))
