"""Periods and pins become slots: each post gets a day and a time, and posts of closed days are moved to other days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from fractions import Fraction

from calgen.book.values import Hours
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Period, Slot
from calgen.plan.pin import Pin
from calgen.plan.reason import Reason
from calgen.plan.slots import posting_times
from calgen.plan.slots.day_selection import MOVED_COST, RANK_COST, DaySelection, select_days
from calgen.plan.slots.period_capacity import PeriodCapacity, closed_reason, period_capacity, usual_weekdays
from calgen.strategy.platforms import Platform


def make_slots(draft: PlanDraft, only: Collection[str] = ()) -> PlanDraft:
    """All slots of all platforms, by day, time and platform.

    A slot that the user emptied counts while days are selected, and is then removed. With names, only those platforms
    get new slots.
    """
    slots = [slot for slot in draft.slots if only and slot.platform not in only]
    for rank, platform in enumerate(draft.strategy.platforms):
        if not only or platform.platform in only:
            slots += _platform_slots(draft, platform, rank)
    removed = [slot for slot in slots if slot.pin and slot.pin.is_removed]
    slots = remove_slots(draft, slots, removed) if removed else _separate_times(draft, slots)
    return replace(draft, slots=tuple(slots))


def remove_slots(draft: PlanDraft, slots: Iterable[Slot], removed: Iterable[Slot]) -> list[Slot]:
    """The slots that are left; on a day with a removed slot, they take over the best times of that day."""
    hours = _hours(draft)
    removed_ids = {id(slot) for slot in removed}
    days: dict[tuple[str, date], list[Slot]] = {}
    for slot in slots:
        days.setdefault((slot.platform, slot.day), []).append(slot)
    left: list[Slot] = []
    for (platform, _), of_day in days.items():
        stay = [slot for slot in of_day if id(slot) not in removed_ids]
        timed = [slot for slot in stay if slot.pin and slot.pin.time]
        free = [slot for slot in stay if slot not in timed]
        times = [slot.time for slot in of_day if slot not in timed]
        best = sorted(times, key=lambda at: (posting_times.hour_rank(at, hours[platform]), at))[: len(free)]
        left += timed
        left += [replace(slot, time=at) for slot, at in zip(free, sorted(best), strict=True)]
    return _separate_times(draft, left)


def _hours(draft: PlanDraft) -> dict[str, tuple[Hours, ...]]:
    """The hours of each platform."""
    platforms = draft.strategy.platforms
    return {platform.platform: posting_times.platform_hours(draft.strategy, platform) for platform in platforms}


def _platform_slots(draft: PlanDraft, platform: Platform, rank: int) -> list[Slot]:
    """The slots of a platform; its `rank` among the platforms shifts its times, so that platforms differ."""
    periods = [period for period in draft.periods if period.platform == platform.platform]
    # A removed post must not take a typed time with it.
    pins = [
        replace(pin, time=None) if pin.is_removed else pin for pin in draft.pins if pin.platform == platform.platform
    ]
    inside, outside = _split_by_periods(pins, periods)
    fixed = Counter(pin.day for pin in inside)
    retains = any(pin.is_retained for pin in inside)
    by_day: dict[date, list[Pin]] = {}
    for pin in inside:
        by_day.setdefault(pin.day, []).append(pin)
    capacities = [period_capacity(draft, platform, period.first, period.last, fixed.elements()) for period in periods]
    chosen = select_days(_day_selections(draft, platform, periods, capacities), fixed)
    usual, patterns = usual_weekdays(draft.strategy, platform), _usual_patterns(periods, chosen)
    settled = {pin.day for pin in inside if not pin.is_retained}
    slots = []
    for period, capacity, days in zip(periods, capacities, chosen, strict=True):
        if retains:  # the earlier plan may have moved a retained post from a closed day that is over
            capacity = period_capacity(draft, platform, period.first, period.last, fixed.elements(), with_past=True)
        reasons = ((day, closed_reason(draft.horizon, platform.platform, day)) for day in capacity.closed)
        closed = {day: reason for day, reason in reasons if reason}
        moved = _moved_days(closed, {day for day in days if day not in settled}, usual, patterns.get(len(days), set()))
        slots += _period_slots(draft, platform, period, days, by_day, moved, rank)
    for pin in outside:  # a post of an earlier plan stays even outside of all periods
        alone = Period(platform.platform, pin.day, pin.day, Fraction(0), 1)
        slots += _period_slots(draft, platform, alone, [pin.day], {pin.day: [pin]}, {}, rank)
    return slots


def _split_by_periods(pins: Iterable[Pin], periods: Sequence[Period]) -> tuple[list[Pin], list[Pin]]:
    """The pins that stand in one of the periods, and the others."""
    inside, outside = list[Pin](), list[Pin]()
    for pin in pins:
        is_inside = any(period.first <= pin.day <= period.last for period in periods)
        (inside if is_inside else outside).append(pin)
    return inside, outside


def _day_selections(
    draft: PlanDraft, platform: Platform, periods: Sequence[Period], capacities: Sequence[PeriodCapacity]
) -> list[DaySelection]:
    usual = usual_weekdays(draft.strategy, platform)
    earlier = Counter(pin.day for pin in draft.earlier if pin.platform == platform.platform)
    is_daily = platform.cadence.per == "day"
    found = []
    for period, capacity in zip(periods, capacities, strict=True):
        costs = {day: usual.index(day.weekday()) * RANK_COST for day in capacity.usual}
        if capacity.without_moving < period.planned:
            costs |= dict.fromkeys(capacity.other, MOVED_COST)
        most = {day: max(capacity.per_day, capacity.settled.get(day, 0)) for day in costs}
        for day, count in capacity.settled.items():
            costs[day] = 0.0
            most.setdefault(day, count)
        length = (period.last - period.first).days + 1
        found.append(DaySelection(period.planned, costs, most, length, earlier, is_daily))
    return found


def _usual_patterns(periods: Sequence[Period], chosen: Sequence[Sequence[date]]) -> dict[int, set[int]]:
    """For each number of posts a week, the weekdays on which they most often stand."""
    seen: dict[int, Counter[tuple[int, ...]]] = {}
    for period, days in zip(periods, chosen, strict=True):
        if (period.last - period.first).days < 7:
            pattern: tuple[int, ...] = tuple(day.weekday() for day in days)
            seen.setdefault(len(days), Counter())[pattern] += 1
    best = {count: max(sorted(found), key=found.__getitem__) for count, found in seen.items()}
    return {count: set(pattern) for count, pattern in best.items()}


def _moved_days(
    closed: Mapping[date, Reason], free: Collection[date], usual: Sequence[int], pattern: set[int]
) -> dict[date, Reason]:
    """The days with posts that were moved from a closed day, with the reason.

    Days outside the usual weekdays come first, then those outside the usual pattern.
    """
    outside = [day for day in sorted(free) if day.weekday() not in usual]
    unusual = [day for day in sorted(free) if day.weekday() in usual and day.weekday() not in pattern]
    sources = [day for day in closed if day.weekday() in pattern] or list(closed)
    found: dict[date, Reason] = {}
    for day in outside if sources else ():
        source = _nearest(sources, day)
        found[day] = Reason("moved", {"from_day": source, "cause": closed[source]})
        sources = [other for other in sources if other != source] or list(closed)
    explained = {reason.values["from_day"] for reason in found.values()}
    for source in closed:
        if unusual and source.weekday() in pattern and source not in explained:
            day = _nearest(unusual, source)
            unusual.remove(day)
            found[day] = Reason("moved", {"from_day": source, "cause": closed[source]})
    return found


def _nearest(days: Iterable[date], to: date) -> date:
    return min(days, key=lambda day: (abs((day - to).days), day))


def _period_slots(
    draft: PlanDraft,
    platform: Platform,
    period: Period,
    days: Sequence[date],
    pins: Mapping[date, Sequence[Pin]],
    moved: Mapping[date, Reason],
    rank: int,
) -> list[Slot]:
    hours = posting_times.platform_hours(draft.strategy, platform)
    unit = "month" if platform.cadence.per == "month" else "week"
    slots: list[Slot] = []
    for day, count in sorted(Counter(days).items()):
        of_day = sorted(pins.get(day, ()), key=lambda pin: (pin.theme, pin.piece, pin.id))
        start = day.isocalendar().week + len(slots)
        times = posting_times.day_times(hours, count, start, rank * 7 + day.weekday() * 2)
        for at, pin in _match_times(times, of_day):
            why_moved = (moved[day],) if day in moved and (pin is None or pin.is_retained) else ()
            reasons = (*why_moved, *(pin.reasons if pin else ()))
            slots.append(Slot(platform.platform, day, at, len(slots) + 1, period.planned, unit, reasons, pin))
    return slots


def _match_times(times: Sequence[time], pins: Sequence[Pin]) -> list[tuple[time, Pin | None]]:
    """The times of a day with their pins, in order; a pin with a time of its own replaces the nearest one."""
    left = list(times)
    timed = [(pin.time, pin) for pin in pins if pin.time]
    for own, _ in sorted(timed, key=lambda pair: pair[0] not in times):
        left.remove(min(left, key=lambda at: (abs(posting_times.minutes_of(at) - posting_times.minutes_of(own)), at)))
    others: list[Pin | None] = [pin for pin in pins if not pin.time]
    others += [None] * (len(left) - len(others))
    return sorted([*timed, *zip(left, others, strict=True)], key=lambda pair: pair[0])


def _separate_times(draft: PlanDraft, slots: Iterable[Slot]) -> list[Slot]:
    """The slots in order; of two slots at one time of a day, one whose time is not settled gets the next free time."""
    hours = _hours(draft)
    taken: dict[date, set[time]] = {}
    own: dict[tuple[date, str], set[time]] = {}

    def is_timed(slot: Slot) -> bool:
        return bool(slot.pin and slot.pin.time) or posting_times.hour_rank(slot.time, hours[slot.platform]) == 0

    found = []
    keyed = [(not is_timed(slot), slot.sort_key, slot) for slot in slots]
    for is_free, _, slot in sorted(keyed, key=lambda key: key[:2]):
        of_day, of_platform = taken.setdefault(slot.day, set()), own.setdefault((slot.day, slot.platform), set())
        at = slot.time
        if is_free:
            at = posting_times.next_free_time(of_day, of_platform, slot.time, hours[slot.platform])
        of_day.add(at)
        of_platform.add(at)
        found.append(slot if at == slot.time else replace(slot, time=at))
    return sorted(found, key=lambda slot: slot.sort_key)
