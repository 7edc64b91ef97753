"""Open slots: a share of each platform's posts is kept free for the news of the day. See docs/decisions.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Post, Slot, monday_of
from calgen.plan.reason import Reason
from calgen.plan.slots.absences import is_away, publishers
from calgen.strategy import Strategy
from calgen.strategy.platforms import Platform


def reserve_open_slots(draft: PlanDraft, slots: Iterable[Slot]) -> list[Slot]:
    """The slots in their order, those marked as open that are kept free on their platform.

    A slot that the calendar holds open stays open. From today on, the share of the settings is reached to within half
    a post in a fresh plan, and to within one over an earlier plan, of the posts to come or of all: its open slots stay
    where they stand. New ones share no day with those of other platforms where another day near is free of them.
    """
    found = [
        replace(slot, is_open=True) if slot.pin and slot.pin.is_open and not slot.is_open else slot for slot in slots
    ]
    by_platform: dict[str, list[int]] = {platform.platform: [] for platform in draft.strategy.platforms}
    for index, slot in enumerate(found):
        by_platform.setdefault(slot.platform, []).append(index)
    for platform in draft.strategy.platforms:
        indexes = by_platform[platform.platform]
        opened = [slot.day for slot in found if slot.is_open and slot.platform != platform.platform]
        for index in _chosen(draft, platform.platform, found, indexes, opened):
            found[index] = replace(found[index], is_open=True)
    return [_without_earlier_open(slot) for slot in found]


def _without_earlier_open(slot: Slot) -> Slot:
    """A slot that gets a theme now does not have one to keep, if it was open in the earlier plan."""
    was_open = slot.earlier is not None and slot.earlier.is_open
    return replace(slot, earlier=None) if was_open and not slot.is_open else slot


def _chosen(
    draft: PlanDraft, platform: str, slots: Sequence[Slot], indexes: Sequence[int], opened: Sequence[date]
) -> list[int]:
    """The free slots of a platform, by their indexes, that become open; `opened` are the days of those of others."""
    share = draft.strategy.settings.open_slots
    to_come = [index for index in indexes if slots[index].day >= draft.today]
    removed = sum(pin.is_open and pin.platform == platform and pin.day >= draft.today for pin in draft.removed)
    asked = share * (len(to_come) + removed)
    held = {index for index in to_come if _is_kept_free(slots[index])}
    named = {pin.day for pin in draft.pins if pin.platform == platform and pin.has_named_day}
    barred = named | {day for name, day in draft.horizon.only_category if name == platform}
    free = [index for index in to_come if slots[index].pin is None and slots[index].day not in barred]
    earlier = [index for index in free if (post := slots[index].earlier) and post.is_open]
    due, here = floor(asked + Fraction(1, 2)), len(held) + removed
    past = [index for index in indexes if slots[index].day < draft.today]
    asked_of_all = asked + share * len(past)
    of_all = len(earlier) + here + sum(_is_kept_free(slots[index]) for index in past)
    if share and min(abs(len(earlier) + here - asked), abs(of_all - asked_of_all)) < 1:
        return earlier
    stay = _evenly(earlier, max(0, due - here))
    wanted = due - here - len(stay)
    pieces = {piece.title for piece in draft.strategy.content}
    plain = [index for index in free if not ((post := slots[index].earlier) and post.title in pieces)]
    free = plain if len(plain) >= wanted else free  # what tells a piece of content keeps its place, where it may
    new = _filled(share, to_come, {*held, *stay}, set(free), wanted)
    others = [index for index in free if index not in stay and index not in new]
    return stay + (_apart(new, others, slots, share, opened) if opened else new)


def _is_kept_free(slot: Slot) -> bool:
    """Whether a slot is open, and not because the user added a post without a theme there."""
    return slot.is_open and not (slot.pin and slot.pin.is_own)


def _evenly(indexes: Sequence[int], count: int) -> list[int]:
    """So many of the indexes, at even distances; all where there are no more."""
    if count >= len(indexes):
        return list(indexes)
    return [indexes[(2 * n + 1) * len(indexes) // (2 * count)] for n in range(count)]


def _filled(
    share: Fraction, to_come: Sequence[int], held: Collection[int], free: set[int], count: int
) -> list[int]:
    """So many more free slots, each the next one after the share is due; where none follows, those farthest from the
    others.
    """
    found: list[int] = []
    opened, seen = 0, Fraction(0)
    for index in to_come:
        seen += share
        opened += index in held
        if opened < floor(seen + Fraction(1, 2)) and index in free and index not in held and len(found) < count:
            found.append(index)
            opened += 1
    place = {index: at for at, index in enumerate(to_come)}
    taken, left = {*held, *found}, sorted(free - {*held, *found})
    while len(found) < count and left:
        farthest = max(left, key=lambda index: min((abs(place[index] - place[at]) for at in taken), default=0))
        found.append(farthest)
        taken.add(farthest)
        left.remove(farthest)
    return found


def _apart(
    chosen: Sequence[int], others: Iterable[int], slots: Sequence[Slot], share: Fraction, opened: Iterable[date]
) -> list[int]:
    """The chosen slots; instead of each one, the nearest other one that may become open on the day, in the week, on
    which the fewest slots of other platforms are open: less than half the distance of two open slots away.
    """
    on_day = Counter(opened)
    in_week = Counter(monday_of(day) for day in on_day.elements())
    left, found = set(others), list[int]()
    order = {index: at for at, index in enumerate(sorted({*left, *chosen}))}
    for index in chosen:
        near = [other for other in left if abs(order[other] - order[index]) < 1 / (2 * share)]

        def key(other: int, index: int = index) -> tuple[int, ...]:
            day = slots[other].day
            return on_day[day], in_week[monday_of(day)], abs(order[other] - order[index]), other

        best = min([index, *near], key=key)
        left.discard(best)
        found.append(best)
    return found


def open_posts(draft: PlanDraft) -> tuple[Post, ...]:
    """The posts of the draft's open slots: without a theme, a subject and hours of work."""
    platforms = {platform.platform: platform for platform in draft.strategy.platforms}
    return tuple(
        _open_post(slot, _publisher(draft.strategy, platforms[slot.platform], slot.day)) for slot in draft.open_slots
    )


def _publisher(strategy: Strategy, platform: Platform, day: date) -> str:
    """Who publishes on a platform on a day: its owner; where that person is away, the first of those who are there."""
    away = {person.person for person in strategy.team if is_away(person, day)}
    if platform.owner not in away:
        return platform.owner
    present = sorted(person.person for person in publishers(strategy, platform) if person.person not in away)
    return present[0] if present else ""


def _open_post(slot: Slot, owner: str) -> Post:
    count = Reason("cadence_" + slot.period_unit, {"number": slot.index, "of": slot.period_posts})
    pin = slot.pin if slot.pin and slot.pin.is_kept else None
    is_own = pin is not None and pin.is_own
    return Post(
        slot.day,
        slot.time,
        slot.platform,
        theme="",
        category="",
        subject=-1,
        owner=(pin.owner if pin else "") or owner,
        reasons=(*slot.reasons, count) if is_own else (*slot.reasons, Reason("open_slot"), count),
        kept_id=pin.id if pin else "",
        is_untouched=pin is not None and pin.is_untouched,
        is_open=True,
        is_own=is_own,
        title=pin.title if pin and is_own else "",
    )
