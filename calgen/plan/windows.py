"""Pieces that are due in a window: a slot for each, on a day laid for it where there is none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan import cadence, slots
from calgen.plan.instance import PieceWindow
from calgen.plan.model import PlanDraft, Reason, Retention, Slot
from calgen.plan.period_capacity import closed_reason, max_per_day, usual_weekdays
from calgen.plan.pieces import platforms_for, window_of
from calgen.plan.pin import Pin, PinKind
from calgen.plan.score import REPEAT_WINDOW
from calgen.plan.target_path import is_in_season
from calgen.strategy.content import Piece


def is_due(draft: PlanDraft, piece: Piece) -> bool:
    """Whether a piece is due in the plan by its own dates, and has days left in it on which it might stand."""
    first, last = window_of(draft.strategy, piece, draft.horizon.first, draft.horizon.last)
    ends = piece.expires is not None and piece.expires <= draft.horizon.last
    return (piece.start is not None or piece.end is not None or ends) and max(first, draft.today) <= last


def due_pieces(draft: PlanDraft, slots: Iterable[Slot]) -> list[Piece]:
    """The pieces that are due in a window and have no slot yet."""
    pinned = {slot.pin.piece for slot in slots if slot.pin}
    free = (one for one in draft.strategy.content if one.publish is None and one.title not in pinned)
    return [one for one in free if is_due(draft, one)]


def movable_pieces(draft: PlanDraft, slots: Sequence[Slot]) -> dict[int, PieceWindow]:
    """The slots whose piece may stand elsewhere in its window: the planner put it there, and it is told but once."""
    pieces = {one.title: one for one in draft.strategy.content if one.publish is None and is_due(draft, one)}
    told = Counter(slot.pin.piece for slot in slots if slot.pin)
    found = {}
    for at, slot in enumerate(slots):
        pin = slot.pin
        if pin is None or pin.is_settled or pin.is_retained or pin.subject:
            continue
        if pin.piece in pieces and told[pin.piece] == 1:
            first, last = window_of(draft.strategy, pieces[pin.piece], draft.horizon.first, draft.horizon.last)
            names = frozenset(home.platform for home in platforms_for(draft.strategy, pieces[pin.piece]))
            found[at] = PieceWindow(max(first, draft.today), last, names)
    return found


def move_pieces(slots: Sequence[Slot], carried: Mapping[int, int]) -> list[Slot]:
    """The slots after some pieces went from one to another, with all that is said of them."""
    found = list(slots)
    for at in carried:
        pin = slots[at].pin
        assert pin
        reasons = tuple(one for one in found[at].reasons if one not in pin.reasons)
        found[at] = replace(found[at], pin=None, reasons=reasons)
    for at, to in carried.items():
        pin = slots[at].pin
        assert pin
        new = replace(pin, platform=slots[to].platform, day=slots[to].day)
        found[to] = replace(found[to], pin=new, reasons=found[to].reasons + pin.reasons)
    return found


def add_missing_slots(draft: PlanDraft) -> PlanDraft:
    """Where a piece has no slot to go to, its platform is laid out anew with a post on a day of its window."""
    if draft.retention is Retention.FROZEN:
        return draft
    pieces = due_pieces(draft, draft.slots)
    places = PiecePlacement(draft, draft.slots, pieces)
    pins = [pin for piece in pieces if not any(places.fit(piece)) for pin in _free_day(draft, places, piece)]
    if not pins:
        return draft
    anew = {pin.platform for pin in pins}
    return slots.make_slots(cadence.count_posts(replace(draft, pins=draft.pins + tuple(pins)), anew), anew)


def _free_day(draft: PlanDraft, places: PiecePlacement, piece: Piece) -> Iterator[Pin]:
    """A day of its window on which a home of it has room, if there is one: a place that the user emptied is none."""
    first, last = places.windows[piece.title]
    gone = Counter((pin.platform, pin.day) for pin in draft.pins if pin.is_removed)
    for home in platforms_for(draft.strategy, piece):
        usual, most = usual_weekdays(draft.strategy, home), max_per_day(draft.strategy, home)
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            is_usual = day.weekday() in usual and is_in_season(home, day)
            open_ = is_usual and not closed_reason(draft.horizon, home.platform, day)
            settled = places.count(home.platform, day) + gone[home.platform, day]
            if open_ and settled < most and places.clear(piece.theme, home.platform, day):
                pin = _window_pin(piece, home.platform, day, (first, last))
                places.add(pin)
                yield pin
                return


def _window_pin(piece: Piece, platform: str, day: date, span: tuple[date, date]) -> Pin:
    why = (Reason("window", {"piece": piece.title, "first": span[0], "last": span[1]}),)
    return Pin(platform, day, piece.theme, piece.title, PinKind.IN_WINDOW, reasons=why)


def place_pieces(draft: PlanDraft, slots: Sequence[Slot], themes: Sequence[str], pieces: Iterable[Piece]) -> list[Slot]:
    """The slots with a pin for each piece, those with the narrowest window first: of its category if there is one.

    `themes` are those of a first filling, empty where none may stand. One that finds no place may send another one on.
    """
    places = PiecePlacement(draft, slots, pieces, themes)
    for piece in places.pieces:
        at = min(places.ranked(piece), default=None)
        if at:
            places.put(piece, at[-1])
        else:
            places.make_room(piece)
    return places.slots


class PiecePlacement:
    """The slots, with those that hold a piece in its window, and where each theme is settled."""

    def __init__(
        self, draft: PlanDraft, slots: Sequence[Slot], pieces: Iterable[Piece], themes: Sequence[str] | None = None
    ) -> None:
        strategy = draft.strategy
        self.slots = list(slots)
        self.themes = themes or [""] * len(self.slots)
        self.category = {theme.theme: theme.category for theme in strategy.themes}
        self.spacing = {theme.theme: theme.spacing for theme in strategy.themes}
        self.windows: dict[str, tuple[date, date]] = {}
        for piece in pieces:
            first, last = window_of(strategy, piece, draft.horizon.first, draft.horizon.last)
            self.windows[piece.title] = (max(first, draft.today), last)
        self.pieces = sorted(pieces, key=self._narrow)
        self.homes = {piece.title: platforms_for(strategy, piece) for piece in self.pieces}
        self.was = {(pin.title, pin.theme, pin.platform, pin.day) for pin in draft.earlier}
        self.held: dict[int, Piece] = {}  # places of pieces that may be sent on
        self._by_platform: dict[str, list[int]] = {}
        self._settled: dict[str, dict[date, dict[str, int]]] = {}  # theme → day → platform → posts
        for at, slot in enumerate(self.slots):
            self._by_platform.setdefault(slot.platform, []).append(at)
            if slot.pin:
                self.add(slot.pin)

    def _narrow(self, piece: Piece) -> tuple[timedelta, str]:
        first, last = self.windows[piece.title]
        return (last - first, piece.title)

    def add(self, pin: Pin, by: int = 1) -> None:
        """Count a settled post."""
        there = self._settled.setdefault(pin.theme, {}).setdefault(pin.day, {})
        there[pin.platform] = there.get(pin.platform, 0) + by
        if not there[pin.platform]:
            del there[pin.platform]

    def count(self, platform: str, day: date) -> int:
        """The settled posts of a platform on a day."""
        return sum(days.get(day, {}).get(platform, 0) for days in self._settled.values())

    def clear(self, theme: str, platform: str, day: date) -> bool:
        """Whether no settled post of the theme stands too near on the platform, nor on the same day on another."""
        settled, spacing = self._settled.get(theme, {}), self.spacing[theme]
        near = (day + timedelta(days=n) for n in range(1 - spacing, spacing))
        return not settled.get(day) and not any(platform in settled.get(other, ()) for other in near)

    def within(self, piece: Piece) -> Iterator[int]:
        """The places of its homes in its window."""
        for home in self.homes[piece.title]:
            yield from self._between(self._by_platform.get(home.platform, []), *self.windows[piece.title])

    def fit(self, piece: Piece) -> Iterator[int]:
        """The places that a piece can have."""
        for at in self.within(piece):
            slot = self.slots[at]
            if slot.pin is None and self.clear(piece.theme, slot.platform, slot.day):
                yield at

    def ranked(self, piece: Piece) -> Iterator[tuple[bool, bool, bool, bool, object, int]]:
        """The same, where a theme can stand: first where an earlier plan had it.

        Then those that the filling gave to its category, and its theme; beside a settled post of its theme comes last.
        """
        for at in self.fit(piece):
            theme = self.themes[at]
            if theme:
                other = self.category[theme] != self.category[piece.theme]
                anew = (piece.title, piece.theme, self.slots[at].platform, self.slots[at].day) not in self.was
                yield (anew, self.again(piece.theme, at), other, theme != piece.theme, self.slots[at].sort_key, at)

    def again(self, theme: str, at: int) -> bool:
        """Whether one of the two posts before or after a place on its platform is settled to be of the theme."""
        places = self._by_platform[self.slots[at].platform]
        own = bisect_left(places, at)
        near = places[max(0, own - REPEAT_WINDOW + 1) : own + REPEAT_WINDOW]
        return any(other != at and self.slots[other].settled_theme == theme for other in near)

    def put(self, piece: Piece, at: int) -> None:
        """Pin a piece to a place."""
        slot = self.slots[at]
        pin = _window_pin(piece, slot.platform, slot.day, self.windows[piece.title])
        self.slots[at] = replace(slot, pin=pin, reasons=slot.reasons + pin.reasons)
        self.held[at] = piece
        self.add(pin)

    def take(self, at: int) -> Piece:
        """Send a piece away from its place."""
        slot = self.slots[at]
        assert slot.pin
        self.add(slot.pin, -1)
        self.slots[at] = replace(slot, pin=None, reasons=slot.reasons[: len(slot.reasons) - len(slot.pin.reasons)])
        return self.held.pop(at)

    def make_room(self, piece: Piece) -> None:
        """Put a piece where one other is in its way that can go elsewhere; nowhere if there is no such place."""
        for at in list(self.within(piece)):
            if self.themes[at]:
                for other in self._in_the_way(piece, at):
                    moved = self.take(other)
                    if at in self.fit(piece):
                        self.put(piece, at)
                        to = min(self.ranked(moved), default=None)
                        if to:
                            self.put(moved, to[-1])
                            return
                        self.take(at)
                    self.put(moved, other)

    def _in_the_way(self, piece: Piece, at: int) -> list[int]:
        """The places of pieces that hold this one, or its theme that day or too near."""
        if at in self.held:
            return [at]
        here, spacing = self.slots[at], max(1, self.spacing[piece.theme])

        def near(there: Slot) -> bool:
            days = abs((there.day - here.day).days)
            return days == 0 or (there.platform == here.platform and days < spacing)

        own = sorted(other for other, one in self.held.items() if one.theme == piece.theme)
        return [other for other in own if near(self.slots[other])]

    def _between(self, places: Sequence[int], first: date, last: date) -> Sequence[int]:
        low = bisect_left(places, first, key=lambda at: self.slots[at].day)
        return places[low : bisect_right(places, last, lo=low, key=lambda at: self.slots[at].day)]
