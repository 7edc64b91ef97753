"""Periods and pins become slots: a day and an hour each, closed days avoided by moving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan import clock
from calgen.plan.cadence import Room, max_per_day, room, usual_weekdays
from calgen.plan.days import HABIT, MOVED, Stretch, spread
from calgen.plan.model import Period, Pin, Reason, Slot, Work
from calgen.strategy.platforms import Platform


def lay(work: Work) -> Work:
    """All slots of all platforms, by day, hour and platform."""
    slots: list[Slot] = []
    for rank, platform in enumerate(work.strategy.platforms):
        slots += _platform(work, platform, rank)
    return replace(work, slots=tuple(sorted(_apart(work, slots), key=lambda slot: slot.order)))


def _platform(work: Work, platform: Platform, rank: int) -> list[Slot]:
    periods = [period for period in work.periods if period.platform == platform.platform]
    pins = [pin for pin in work.pins if pin.platform == platform.platform]
    rooms = [room(work, platform, period.first, period.last) for period in periods]
    usual = usual_weekdays(work.strategy, platform)
    stretches = [_stretch(period, one, pins, usual) for period, one in zip(periods, rooms, strict=True)]
    fixed = Counter(pin.day for pin in pins)
    chosen = spread(stretches, max_per_day(work.strategy, platform), fixed)
    habit = _habit(periods, chosen)
    slots = []
    for period, one, days in zip(periods, rooms, chosen, strict=True):
        moved = _moved(work, period, one, days, habit, fixed)
        slots += _times(work, platform, period, days, pins, moved, rank)
    return slots


def _stretch(period: Period, one: Room, pins: Sequence[Pin], usual: tuple[int, ...]) -> Stretch:
    costs = {day: usual.index(day.weekday()) * HABIT for day in one.usual}
    if len(one.usual) * one.per_day < period.planned:
        costs |= {day: MOVED for day in one.spare}
    costs |= {pin.day: 0.0 for pin in pins if period.first <= pin.day <= period.last}
    return Stretch(period.planned, costs, (period.last - period.first).days + 1)


def _habit(periods: Sequence[Period], chosen: Sequence[Sequence[date]]) -> dict[int, set[int]]:
    """The weekdays on which a platform usually posts, for each number of posts a period."""
    seen: dict[int, Counter[tuple[int, ...]]] = {}
    for period, days in zip(periods, chosen, strict=True):
        if (period.last - period.first).days < 7:
            seen.setdefault(len(days), Counter())[tuple(day.weekday() for day in days)] += 1
    return {
        count: set(min(found, key=lambda days: (-found[days], days))) for count, found in seen.items() if found
    }


def _moved(
    work: Work, period: Period, one: Room, days: Sequence[date], habit: dict[int, set[int]], fixed: Counter[date]
) -> dict[date, Reason]:
    """Which posts stand elsewhere than usual because a day is closed: day → why."""
    usual = habit.get(len(days), set())
    closed = [day for day in one.lost if not usual or day.weekday() in usual]
    strays = [day for day in days if day.weekday() not in usual and not fixed[day]]
    found: dict[date, Reason] = {}
    for day in closed:
        if strays:
            near = min(strays, key=lambda stray: (abs((stray - day).days), stray))
            strays.remove(near)
            found[near] = Reason("moved", {"from_day": day, "cause": work.horizon.closed[day]})
    return found


def _times(
    work: Work,
    platform: Platform,
    period: Period,
    days: Sequence[date],
    pins: Sequence[Pin],
    moved: dict[date, Reason],
    rank: int,
) -> list[Slot]:
    hours = clock.hours_of(work.strategy, platform)
    slots: list[Slot] = []
    for day, count in sorted(Counter(days).items()):
        here = sorted((pin for pin in pins if pin.day == day), key=lambda pin: (pin.theme, pin.piece, pin.kept))
        start = day.isocalendar().week + len(slots)
        at = clock.times(hours, count, start, rank * 7 + day.weekday() * 2)
        for n, time in enumerate(at):
            pin = here[n] if n < len(here) else None
            why = (moved[day],) if day in moved and pin is None else pin.why if pin else ()
            slots.append(
                Slot(
                    platform.platform,
                    day,
                    pin.time if pin and pin.time else time,
                    len(slots) + 1,
                    period.planned,
                    "month" if platform.cadence.per == "month" else "week",
                    why,
                    pin,
                )
            )
    return slots


def _apart(work: Work, slots: Iterable[Slot]) -> list[Slot]:
    """The same slots, with those that may move kept from firing at the same minute."""
    hours = {one.platform: clock.hours_of(work.strategy, one) for one in work.strategy.platforms}
    taken: set[tuple[date, object]] = set()
    found = []
    for slot in sorted(slots, key=lambda slot: slot.order):
        time = slot.time
        if not (slot.pin and slot.pin.time):
            time = clock.apart(taken, slot.day, slot.time, hours[slot.platform])  # type: ignore[arg-type]
        taken.add((slot.day, time))
        found.append(replace(slot, time=time))
    return found


def ordinal_week(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
