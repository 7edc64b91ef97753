"""Pieces of content that are due in a window: each gets a slot, on a day that is added where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan.days.key_dates import is_quiet
from calgen.plan.days.usual_weekdays import usual_weekdays
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.pin import Pin
from calgen.plan.pins.pieces import is_dated, platforms_for, theme_of, window_of
from calgen.plan.slots import cadence, platform_slots
from calgen.plan.slots.period_capacity import closed_reason, max_per_day
from calgen.plan.target.campaigns import is_announcement, set_days_of
from calgen.plan.target.theme_places import is_in_season
from calgen.plan.themes.instance import PieceWindow
from calgen.plan.themes.piece_placement import PiecePlacement, window_pin
from calgen.strategy.content import Piece


def is_due(draft: PlanDraft, piece: Piece) -> bool:
    """Whether a piece is due in the plan by its own dates, and its window has days left from today on."""
    if not is_dated(piece, draft.horizon.last):
        return False
    first, last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
    return max(first, draft.today) <= last


def due_pieces(draft: PlanDraft, slots: Iterable[Slot]) -> list[Piece]:
    """The pieces that are due in a window and are not pinned to one of the slots."""
    pinned = {slot.pin.piece for slot in slots if slot.pin}
    free = (piece for piece in draft.strategy.content if piece.publish is None and piece.title not in pinned)
    return [piece for piece in free if is_due(draft, piece)]


def movable_pieces(draft: PlanDraft, slots: Sequence[Slot]) -> dict[int, PieceWindow]:
    """The slots (by index) whose piece may stand elsewhere in its window, with that window.

    The planner placed the piece there, and it has no other post. A piece on a set day outside the days of its campaign
    stands outside the mix, and stays there.
    """
    pieces = {piece.title: piece for piece in draft.strategy.content if piece.publish is None}
    posts = Counter(slot.pin.piece for slot in slots if slot.pin)
    found = {}
    for index, slot in enumerate(slots):
        pin = slot.pin
        if pin is None or pin.is_settled or pin.is_retained or pin.subject or posts[pin.piece] > 1 or pin.outside_mix:
            continue
        piece = pieces.get(pin.piece)
        if piece and is_due(draft, piece):
            first, last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
            names = frozenset(platform.platform for platform in platforms_for(draft.strategy, piece))
            quiet_days = _quiet_days(draft, piece)
            found[index] = PieceWindow(max(first, draft.today), last, names, quiet_days)
    return found


def _quiet_days(draft: PlanDraft, piece: Piece) -> frozenset[tuple[str, date]]:
    """The platforms and days that have posts of another category alone, and those of its campaign's set days.

    The set days are those outside the campaign's days: a post there would stand outside the mix.
    """
    theme, strategy = theme_of(draft.strategy, piece), draft.strategy
    places = draft.horizon.only_category.items()
    of_another = (place for place, (category, _) in places if theme is None or category != theme.category)
    campaigns = (campaign for campaign in strategy.campaigns if campaign.campaign == piece.campaign)
    set_days = (day for row in campaigns for day in set_days_of(row, draft.horizon.first, draft.horizon.last))
    outside = [day for day in set_days if is_announcement(strategy, piece.campaign, day)]
    return frozenset([*of_another, *((platform.platform, day) for platform in strategy.platforms for day in outside)])


def move_pieces(slots: Sequence[Slot], moves: Mapping[int, int]) -> list[Slot]:
    """The slots after the pins of pieces moved from one slot to another (by index), with the reasons of the pins."""
    found = list(slots)
    for source in moves:
        pin = slots[source].pin
        assert pin
        reasons = tuple(reason for reason in found[source].reasons if reason not in pin.reasons)
        found[source] = replace(found[source], pin=None, reasons=reasons)
    for source, target in moves.items():
        pin = slots[source].pin
        assert pin
        moved = replace(pin, platform=slots[target].platform, day=slots[target].day)
        found[target] = replace(found[target], pin=moved, reasons=found[target].reasons + pin.reasons)
    return found


def add_missing_slots(draft: PlanDraft) -> PlanDraft:
    """The pass that pins a day for each due piece without a free slot, and makes the slots of its platform anew."""
    if draft.is_frozen:
        return draft
    pieces = due_pieces(draft, draft.slots)
    placement = PiecePlacement(draft, draft.slots, pieces)
    without_slot = _without_slot(draft, placement, pieces)
    pins = tuple(pin for piece in without_slot for pin in _free_day(draft, placement, piece))
    if not pins:
        return draft
    platforms = {pin.platform for pin in pins}
    counted = cadence.count_posts(replace(draft, pins=draft.pins + pins), platforms)
    return platform_slots.make_slots(counted, platforms)


def _without_slot(draft: PlanDraft, placement: PiecePlacement, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that have no free slot, and those that the earlier plan told, where their platforms have not one for
    each of them.
    """
    earlier = [post for post in draft.earlier if post.day >= draft.today]
    told = {piece.title: {post.platform for post in earlier if post.title == piece.title} for piece in pieces}
    taken: set[int | None] = set()
    for piece in sorted(pieces, key=lambda piece: (placement.windows[piece.title][1], piece.title)):
        if platforms := told[piece.title]:
            free = (index for index in placement.free_slots(piece) if placement.slots[index].platform in platforms)
            taken.add(next((index for index in free if index not in taken), None))
    pinned = [piece for piece in pieces if None in taken and told[piece.title]]
    return [piece for piece in pieces if piece in pinned or next(placement.free_slots(piece), None) is None]


def _free_day(draft: PlanDraft, placement: PiecePlacement, piece: Piece) -> Iterator[Pin]:
    """A pin on the first day of a piece's window that has room for one post more, that of the earlier plan before all;
    none where no day has.

    A place that the user emptied is no room.
    """
    window = placement.windows[piece.title]
    removed = Counter((pin.platform, pin.day) for pin in draft.pins if pin.is_removed)
    told = {(post.platform, post.day) for post in draft.earlier if post.title == piece.title}
    for name, day in sorted(_places(draft, placement, piece), key=lambda place: place not in told):
        platform = next(row for row in draft.strategy.platforms if row.platform == name)
        posts = placement.settled_posts(name, day) + removed[name, day]
        if posts < max_per_day(draft.strategy, platform) and placement.is_clear(piece.theme, name, day):
            pin = window_pin(draft.strategy, piece, name, day, window)
            placement.count(pin)
            yield pin
            return


def _places(draft: PlanDraft, placement: PiecePlacement, piece: Piece) -> Iterator[tuple[str, date]]:
    """The platforms and days of a piece's window on which it may stand by the strategy."""
    first, last = placement.windows[piece.title]
    for platform in platforms_for(draft.strategy, piece):
        name, weekdays = platform.platform, usual_weekdays(draft.strategy, platform)
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            is_usual = day.weekday() in weekdays and is_in_season(platform, day)
            if not is_usual or closed_reason(draft.horizon, name, day):
                continue
            if not is_quiet(draft.horizon, name, day, placement.category_of(piece)):
                yield name, day


def place_pieces(draft: PlanDraft, slots: Sequence[Slot], themes: Sequence[str], pieces: Iterable[Piece]) -> list[Slot]:
    """The slots with a pin for each piece: first those that stand in one already, then those with the narrowest window.

    `themes` are those of a draft of the themes, empty where no theme can stand.
    """
    placement = PiecePlacement(draft, slots, list(pieces), themes)

    standing = {slot.earlier.title for slot in slots if slot.earlier}

    def order(piece: Piece) -> tuple[bool, timedelta, str]:
        first, last = placement.windows[piece.title]
        return (piece.title not in standing, last - first, piece.title)

    for piece in sorted(pieces, key=order):
        placement.place(piece)
    return placement.slots
