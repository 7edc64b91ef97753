"""Periods and pins become slots: a day and an hour each, closed days avoided by moving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from fractions import Fraction

from calgen.plan import posting_times
from calgen.plan.days import HABIT, MOVED, Stretch, spread
from calgen.plan.model import Period, PlanDraft, Reason, Slot
from calgen.plan.period_capacity import Room, closed_on, room, usual_weekdays
from calgen.plan.pin import Pin
from calgen.strategy.platforms import Platform


def lay(draft: PlanDraft, anew: Collection[str] = ()) -> PlanDraft:
    """All slots of all platforms, by day, hour and platform; a place that the user emptied is counted, then left.

    With names, those platforms alone are laid anew.
    """
    slots = [slot for slot in draft.slots if anew and slot.platform not in anew]
    for rank, platform in enumerate(draft.strategy.platforms):
        if not anew or platform.platform in anew:
            slots += _platform(draft, platform, rank)
    gone = [slot for slot in slots if slot.pin and slot.pin.is_removed]
    return replace(draft, slots=tuple(without(draft, slots, gone) if gone else _apart(draft, slots)))


def without(draft: PlanDraft, slots: Iterable[Slot], empty: Iterable[Slot]) -> list[Slot]:
    """The slots that are left when some are taken out: those of the same day take over the hours that were typed."""
    hours = {one.platform: posting_times.hours_of(draft.strategy, one) for one in draft.strategy.platforms}
    left_out = {id(slot) for slot in empty}
    days: dict[tuple[str, date], list[Slot]] = {}
    for slot in slots:
        days.setdefault((slot.platform, slot.day), []).append(slot)
    left: list[Slot] = []
    for (platform, _), here in days.items():
        stay = [slot for slot in here if id(slot) not in left_out]
        timed = [slot for slot in stay if slot.pin and slot.pin.time]
        free = [slot for slot in stay if slot not in timed]
        times = [slot.time for slot in here if slot not in timed]
        best = sorted(times, key=lambda at: (posting_times.rank(at, hours[platform]), at))[: len(free)]
        left += timed
        left += [replace(slot, time=at) for slot, at in zip(free, sorted(best), strict=True)]
    return _apart(draft, left)


def _platform(draft: PlanDraft, platform: Platform, rank: int) -> list[Slot]:
    periods = [period for period in draft.periods if period.platform == platform.platform]
    own = [pin for pin in draft.pins if pin.platform == platform.platform]
    pins = [replace(pin, time=None) if pin.is_removed else pin for pin in own]  # it must not take a typed hour with it
    inside = [pin for pin in pins if any(period.first <= pin.day <= period.last for period in periods)]
    fixed = Counter(pin.day for pin in inside)
    held = any(pin.is_retained for pin in inside)
    settled = {pin.day for pin in inside if not pin.is_retained}
    rooms = [room(draft, platform, period.first, period.last, fixed.elements()) for period in periods]
    usual = usual_weekdays(draft.strategy, platform)
    before = Counter(pin.day for pin in draft.earlier if pin.platform == platform.platform)
    daily = platform.cadence.per == "day"
    stretches = [
        replace(_stretch(period, one, usual, before), daily=daily) for period, one in zip(periods, rooms, strict=True)
    ]
    chosen = spread(stretches, fixed)
    habit = _habit(periods, chosen)
    slots = []
    for period, one, days in zip(periods, rooms, chosen, strict=True):
        # What an earlier plan moved came perhaps from a day that is over.
        whole = room(draft, platform, period.first, period.last, fixed.elements(), past_too=True) if held else one
        shut = {day: reason for day in whole.lost if (reason := closed_on(draft.horizon, platform.platform, day))}
        moved = _moved(shut, {day for day in days if day not in settled}, usual, habit.get(len(days), set()))
        slots += _times(draft, platform, period, days, inside, moved, rank)
    # A post of an earlier plan stays even where the plan does not reach any more.
    for pin in pins:
        if pin not in inside:
            alone = Period(platform.platform, pin.day, pin.day, Fraction(0), 1)
            slots += _times(draft, platform, alone, [pin.day], [pin], {}, rank)
    return slots


def _stretch(period: Period, one: Room, usual: Sequence[int], before: Mapping[date, int]) -> Stretch:
    costs = {day: usual.index(day.weekday()) * HABIT for day in one.usual}
    if one.unmoved < period.planned:
        costs |= dict.fromkeys(one.spare, MOVED)
    most = {day: max(one.per_day, one.fixed.get(day, 0)) for day in costs}
    for day, count in one.fixed.items():
        costs[day] = 0.0
        most.setdefault(day, count)
    return Stretch(period.planned, costs, most, (period.last - period.first).days + 1, before)


def _habit(periods: Sequence[Period], chosen: Sequence[Sequence[date]]) -> dict[int, set[int]]:
    """The weekdays on which a platform usually posts, for each number of posts a week."""
    seen: dict[int, Counter[tuple[int, ...]]] = {}
    for period, days in zip(periods, chosen, strict=True):
        if (period.last - period.first).days < 7:
            pattern: tuple[int, ...] = tuple(day.weekday() for day in days)
            seen.setdefault(len(days), Counter())[pattern] += 1
    best = {count: max(sorted(found), key=found.__getitem__) for count, found in seen.items()}
    return {count: set(pattern) for count, pattern in best.items()}


def _moved(
    shut: Mapping[date, Reason], free: Collection[date], usual: Sequence[int], habit: set[int]
) -> dict[date, Reason]:
    """Which days carry posts that a closed day drove there: first those off the usual weekdays, then off the habit."""
    forced = [day for day in sorted(free) if day.weekday() not in usual]
    strays = [day for day in sorted(free) if day.weekday() in usual and day.weekday() not in habit]
    lost = [day for day in shut if day.weekday() in habit] or list(shut)
    found: dict[date, Reason] = {}
    for day in forced if lost else ():
        from_day = min(lost, key=lambda closed: (abs((closed - day).days), closed))
        found[day] = Reason("moved", {"from_day": from_day, "cause": shut[from_day]})
        lost = [closed for closed in lost if closed != from_day] or list(shut)
    told = {reason.values["from_day"] for reason in found.values()}
    for closed in shut:
        if strays and closed.weekday() in habit and closed not in told:
            near = min(strays, key=lambda stray: (abs((stray - closed).days), stray))
            strays.remove(near)
            found[near] = Reason("moved", {"from_day": closed, "cause": shut[closed]})
    return found


def _times(
    draft: PlanDraft,
    platform: Platform,
    period: Period,
    days: Sequence[date],
    pins: Sequence[Pin],
    moved: dict[date, Reason],
    rank: int,
) -> list[Slot]:
    hours = posting_times.hours_of(draft.strategy, platform)
    per = "month" if platform.cadence.per == "month" else "week"
    slots: list[Slot] = []
    for day, count in sorted(Counter(days).items()):
        here = sorted((pin for pin in pins if pin.day == day), key=lambda pin: (pin.theme, pin.piece, pin.id))
        start = day.isocalendar().week + len(slots)
        at = posting_times.times(hours, count, start, rank * 7 + day.weekday() * 2)
        for hour, pin in _dealt(at, here):
            here_from = (moved[day],) if day in moved and (pin is None or pin.is_retained) else ()
            why = (*here_from, *(pin.reasons if pin else ()))
            slots.append(Slot(platform.platform, day, hour, len(slots) + 1, period.planned, per, why, pin))
    return slots


def _dealt(times: Sequence[time], pins: Sequence[Pin]) -> list[tuple[time, Pin | None]]:
    """The hours of a day with their pins, in order: a pin with an hour takes the place of the nearest one."""
    left = list(times)
    timed = [(pin.time, pin) for pin in pins if pin.time]
    for own, _ in sorted(timed, key=lambda pair: pair[0] not in times):
        left.remove(min(left, key=lambda at: (abs(posting_times.minutes(at) - posting_times.minutes(own)), at)))
    others: list[Pin | None] = [pin for pin in pins if not pin.time]
    others += [None] * (len(left) - len(others))
    return sorted([*timed, *zip(left, others, strict=True)], key=lambda pair: pair[0])


def _apart(draft: PlanDraft, slots: Iterable[Slot]) -> list[Slot]:
    """The same slots in order, with those that may move kept from firing at the minute of another."""
    hours = {one.platform: posting_times.hours_of(draft.strategy, one) for one in draft.strategy.platforms}
    taken: dict[date, set[time]] = {}
    own: dict[tuple[date, str], set[time]] = {}

    def settled(slot: Slot) -> bool:
        return bool(slot.pin and slot.pin.time) or posting_times.rank(slot.time, hours[slot.platform]) == 0

    found = []
    for slot in sorted(slots, key=lambda slot: (not settled(slot), slot.sort_key)):
        all_, mine = taken.setdefault(slot.day, set()), own.setdefault((slot.day, slot.platform), set())
        at = slot.time if settled(slot) else posting_times.apart(all_, mine, slot.time, hours[slot.platform])
        all_.add(at)
        mine.add(at)
        found.append(slot if at == slot.time else replace(slot, time=at))
    return sorted(found, key=lambda slot: slot.sort_key)
