"""Periods and pins become slots: each post gets a day and a time, and posts of closed days are moved to other days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Period, Slot
from calgen.plan.pin import Pin
from calgen.plan.reason import Reason
from calgen.plan.slots.day_selection import MOVED_COST, RANK_COST, DaySelection, select_days
from calgen.plan.slots.earlier_days import EarlierDays, find_earlier_days, match_posts
from calgen.plan.slots.hour_choice import UNTIMED, with_times
from calgen.plan.slots.open_slots import reserve_open_slots
from calgen.plan.slots.period_capacity import PeriodCapacity, closed_reason, period_capacity
from calgen.strategy.platforms import Platform


def make_slots(draft: PlanDraft, only: Collection[str] = ()) -> PlanDraft:
    """All slots of all platforms, by day, time and platform, those apart that are kept free for the news of the day.

    A post that the user removed counts while days are selected, and gets no slot. With names, only those platforms get
    new slots.
    """
    slots = [slot for slot in (*draft.slots, *draft.open_slots) if only and slot.platform not in only]
    earlier = draft.earlier_by_platform
    new = [
        slot
        for platform in draft.strategy.platforms
        if not only or platform.platform in only
        for slot in _platform_slots(draft, platform, earlier.get(platform.platform, ()))
    ]
    by_day = sorted([*slots, *new], key=lambda slot: (slot.day, slot.platform, slot.index))
    found = with_times(draft, reserve_open_slots(draft, by_day), only)
    return replace(
        draft,
        slots=tuple(slot for slot in found if not slot.is_open),
        open_slots=tuple(slot for slot in found if slot.is_open),
    )


def remove_slots(draft: PlanDraft, slots: Iterable[Slot], removed: Iterable[Slot]) -> list[Slot]:
    """The slots that are left, with the times that they have without the others."""
    removed_ids = {id(slot) for slot in removed}
    left = [slot for slot in slots if id(slot) not in removed_ids]
    return [slot for slot in with_times(draft, [*left, *draft.open_slots]) if not slot.is_open]


def add_slots(draft: PlanDraft, slots: Iterable[Slot], added: Iterable[Slot]) -> list[Slot]:
    """The slots with some that come back among them, with the times that they have together."""
    every = sorted([*slots, *added, *draft.open_slots], key=lambda slot: (slot.day, slot.platform, slot.index))
    return [slot for slot in with_times(draft, every) if not slot.is_open]


def _platform_slots(draft: PlanDraft, platform: Platform, posts: Sequence[Pin]) -> Iterator[Slot]:
    """The slots of a platform with these posts in the earlier plan, still without times.

    A settled post stays even outside of all periods.
    """
    periods = [period for period in draft.periods if period.platform == platform.platform]
    pins = [pin for pin in draft.pins if pin.platform == platform.platform]
    inside, outside = _split_by_periods(pins, periods)
    fixed, by_day = Counter(pin.day for pin in inside), dict[date, list[Pin]]()
    for pin in pins:
        by_day.setdefault(pin.day, []).append(pin)
    earlier = find_earlier_days(draft, platform, posts, inside)
    capacities = [
        period_capacity(draft, platform, period.first, period.last, fixed.elements(), earlier.counts)
        for period in periods
    ]
    chosen = select_days(_day_selections(draft, platform, periods, capacities, earlier), fixed)
    usual, patterns = usual_weekdays(draft.strategy, platform), _usual_patterns(periods, chosen)
    settled = {pin.day for pin in inside if not pin.is_retained}
    for period, capacity, days in zip(periods, capacities, chosen, strict=True):
        if posts:  # the earlier plan may have moved one of its posts from a closed day that is over
            capacity = period_capacity(draft, platform, period.first, period.last, fixed.elements(), with_past=True)
        reasons = ((day, closed_reason(draft.horizon, platform.platform, day)) for day in capacity.closed)
        closed = {day: reason for day, reason in reasons if reason}
        moved = _moved_days(closed, {day for day in days if day not in settled}, usual, patterns.get(len(days), set()))
        beside = _moved_beside(closed, days, capacity, moved)
        yield from _period_slots(platform, period, days, by_day, moved, beside, capacity.per_day, earlier)
    for day, count in Counter(pin.day for pin in outside).items():
        alone = Period(platform.platform, day, day, Fraction(0), count)
        yield from _period_slots(platform, alone, [day] * count, by_day, {}, {}, 1, earlier)


def _period_slots(
    platform: Platform,
    period: Period,
    days: Sequence[date],
    pins: Mapping[date, Sequence[Pin]],
    moved: Mapping[date, Reason],
    beside: Mapping[date, Reason],
    per_day: int,
    earlier: EarlierDays,
) -> Iterator[Slot]:
    """The slots of a period, still without times; a removed post has none.

    The free posts of `moved` days say so; of `beside` days, those that are more than `per_day`.
    """
    unit, index = "month" if platform.cadence.per == "month" else "week", 0
    for day, count in sorted(Counter(days).items()):
        of_day: list[Pin | None] = [*sorted(pins.get(day, ()), key=lambda pin: (pin.theme, pin.piece, pin.id))]
        of_day += [None] * (count - len(of_day))
        posts = match_posts(of_day, earlier.by_day.get(day, ()))
        for number, (pin, post) in enumerate(zip(of_day, posts, strict=True), 1):
            index += 1
            if pin is None or not pin.is_removed:
                reason = moved.get(day) or (beside.get(day) if number > per_day else None)
                why_moved = (reason,) if reason and (pin is None or pin.is_retained) else ()
                reasons = (*why_moved, *(pin.reasons if pin else ()))
                yield Slot(platform.platform, day, UNTIMED, index, period.planned, unit, reasons, pin, post)


def _split_by_periods(pins: Iterable[Pin], periods: Sequence[Period]) -> tuple[list[Pin], list[Pin]]:
    """The pins that stand in one of the periods, and the others."""
    inside, outside = list[Pin](), list[Pin]()
    for pin in pins:
        is_inside = any(period.first <= pin.day <= period.last for period in periods)
        (inside if is_inside else outside).append(pin)
    return inside, outside


def _day_selections(
    draft: PlanDraft,
    platform: Platform,
    periods: Sequence[Period],
    capacities: Sequence[PeriodCapacity],
    earlier: EarlierDays,
) -> list[DaySelection]:
    usual = usual_weekdays(draft.strategy, platform)
    daily_posts = max(1, floor(platform.cadence.count)) if platform.cadence.per == "day" else 0
    found = []
    usual_before = _weekdays_before(periods, capacities, earlier)
    for period, capacity in zip(periods, capacities, strict=True):
        costs = {day: usual.index(day.weekday()) * RANK_COST for day in capacity.usual}
        if capacity.without_moving < period.planned:
            costs |= dict.fromkeys(capacity.other, MOVED_COST)
        moved = [day for day in capacity.other if earlier.staying[day] and day.weekday() not in usual_before]
        moved = moved[: capacity.posts_to_move]  # by a closed day that is still closed
        costs |= dict.fromkeys(moved, MOVED_COST)
        per_day = capacity.per_day + (capacity.beside if capacity.without_beside < period.planned else 0)
        most = {day: max(per_day, capacity.settled.get(day, 0)) for day in costs}
        for day, count in capacity.settled.items():
            costs[day] = 0.0
            most.setdefault(day, count)
        length = (period.last - period.first).days + 1
        had = {day: earlier.posts(day, capacity.settled.get(day, 0)) for day in costs}
        retained = {day: earlier.retained(day, capacity.settled.get(day, 0)) for day in costs}
        counts = (most, length, had, retained)
        found.append(DaySelection(period.planned, costs, *counts, daily_posts, capacity.per_day, moved))
    return found


def _weekdays_before(periods: Sequence[Period], capacities: Sequence[PeriodCapacity], earlier: EarlierDays) -> set[int]:
    """The weekdays on which the earlier plan has posts in periods without a closed day."""
    whole = [period for period, capacity in zip(periods, capacities, strict=True) if not capacity.closed]
    return {day.weekday() for day in earlier.by_day for period in whole if period.first <= day <= period.last}


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


def _moved_beside(
    closed: Mapping[date, Reason], days: Sequence[date], capacity: PeriodCapacity, moved: Mapping[date, Reason]
) -> dict[date, Reason]:
    """The other days that have posts of a closed day beside their own, with the reason."""
    most = {day: max(capacity.per_day, capacity.settled.get(day, 0)) for day in days}
    crowded = [day for day, count in Counter(days).items() if count > most[day] and day not in moved]
    sources = {day: _nearest(closed, day) for day in crowded if closed}
    return {day: Reason("moved", {"from_day": source, "cause": closed[source]}) for day, source in sources.items()}


def _nearest(days: Iterable[date], to: date) -> date:
    return min(days, key=lambda day: (abs((day - to).days), day))
