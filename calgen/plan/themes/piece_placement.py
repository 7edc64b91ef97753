"""Pins each piece that is due in a window to a slot, and moves a piece to another slot to make room for one more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from calgen.plan.days.key_dates import is_quiet
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.pin import Pin, PinKind
from calgen.plan.pins.pieces import pin_of_piece, platforms_for, window_of
from calgen.plan.reason import Reason
from calgen.plan.themes.limits import REPEAT_WINDOW
from calgen.strategy import Strategy
from calgen.strategy.content import Piece


def window_pin(strategy: Strategy, piece: Piece, platform: str, day: date, window: tuple[date, date]) -> Pin:
    """The pin of a piece on a day of its window."""
    reason = Reason("window", {"piece": piece.title, "first": window[0], "last": window[1]})
    return pin_of_piece(strategy, piece, Pin(platform, day, piece.theme, kind=PinKind.IN_WINDOW, reasons=(reason,)))


class PiecePlacement:
    """The slots with the pieces that are placed so far, and where each theme is settled.

    `themes` are those of a draft of the themes, empty where no theme can stand; without them no slot is preferred.
    Slots are given by their index.
    """

    def __init__(
        self, draft: PlanDraft, slots: Sequence[Slot], pieces: Sequence[Piece], themes: Sequence[str] | None = None
    ) -> None:
        self._strategy = strategy = draft.strategy
        self.slots = list(slots)
        self._horizon, self._held_places = draft.horizon, draft.held_places
        self.windows: dict[str, tuple[date, date]] = {}
        for piece in pieces:
            first, last = window_of(strategy, piece, draft.horizon.first, draft.horizon.last)
            self.windows[piece.title] = (max(first, draft.today), last)
        self._themes = themes or [""] * len(self.slots)
        self._category_of = {theme.theme: theme.category for theme in strategy.themes}
        self._spacing = {theme.theme: theme.spacing for theme in strategy.themes}
        self._platforms = {piece.title: platforms_for(strategy, piece) for piece in pieces}
        self._placed: dict[int, Piece] = {}  # by slot: the pieces that may be sent on
        self._slots_of: dict[str, list[int]] = {}  # by platform
        self._settled: dict[str, dict[date, dict[str, int]]] = {}  # theme → day → platform → number of posts
        for index, slot in enumerate(self.slots):
            self._slots_of.setdefault(slot.platform, []).append(index)
            if slot.pin:
                self.count(slot.pin)

    def place(self, piece: Piece) -> None:
        """Pin a piece to its best slot; where it has none, send another piece on that is in its way, if one can go."""
        index = self._best_slot(piece)
        if index is None:
            self._place_instead(piece)
        else:
            self._put(piece, index)

    def category_of(self, piece: Piece) -> str:
        """The category of a piece's theme."""
        return self._category_of[piece.theme]

    def count(self, pin: Pin, by: int = 1) -> None:
        """Count a settled post."""
        posts = self._settled.setdefault(pin.theme, {}).setdefault(pin.day, {})
        posts[pin.platform] = posts.get(pin.platform, 0) + by
        if not posts[pin.platform]:
            del posts[pin.platform]

    def settled_posts(self, platform: str, day: date) -> int:
        """The number of settled posts of a platform on a day."""
        return sum(days.get(day, {}).get(platform, 0) for days in self._settled.values())

    def is_clear(self, theme: str, platform: str, day: date) -> bool:
        """Whether no settled post of a theme is too near on the platform, or on the same day on another one."""
        settled, spacing = self._settled.get(theme, {}), self._spacing[theme]
        near = (day + timedelta(days=n) for n in range(1 - spacing, spacing))
        return not settled.get(day) and not any(platform in settled.get(other, ()) for other in near)

    def free_slots(self, piece: Piece) -> Iterator[int]:
        """The slots that a piece can have."""
        for index in self._slots_in_window(piece):
            slot = self.slots[index]
            is_held = slot.earlier is not None and (slot.platform, slot.day, slot.earlier.theme) in self._held_places
            is_open = slot.pin is None and self.is_clear(piece.theme, slot.platform, slot.day)
            if is_open and (not is_held or self._stood_in(piece, index)):
                yield index

    def _slots_in_window(self, piece: Piece) -> Iterator[int]:
        first, last = self.windows[piece.title]
        for platform in self._platforms[piece.title]:
            indexes = self._slots_of.get(platform.platform, [])
            low = bisect_left(indexes, first, key=self._day_of)
            for index in indexes[low : bisect_right(indexes, last, lo=low, key=self._day_of)]:
                if not is_quiet(self._horizon, platform.platform, self._day_of(index), self.category_of(piece)):
                    yield index

    def _day_of(self, index: int) -> date:
        return self.slots[index].day

    def _best_slot(self, piece: Piece) -> int | None:
        """The free slot of lowest rank that some theme can have, or that the piece had in the earlier plan."""
        free = (index for index in self.free_slots(piece) if self._themes[index] or self._stood_in(piece, index))
        return min(free, key=lambda index: self._rank(piece, index), default=None)

    def _rank(self, piece: Piece, index: int) -> tuple[object, ...]:
        """First the slot of the earlier plan; then one apart from other posts of its theme; then one of its category
        and of its theme in the draft; then the earliest.
        """
        slot, theme = self.slots[index], self._themes[index]
        return (
            not self._stood_in(piece, index),
            self._has_theme_nearby(piece.theme, index),
            self._category_of.get(theme) != self._category_of[piece.theme],
            theme != piece.theme,
            slot.sort_key,
            index,
        )

    def _stood_in(self, piece: Piece, index: int) -> bool:
        """Whether a piece stood in a slot in the earlier plan."""
        post = self.slots[index].earlier
        return post is not None and (post.title, post.theme) == (piece.title, piece.theme)

    def _has_theme_nearby(self, theme: str, index: int) -> bool:
        """Whether a theme is settled among the posts around a slot on its platform."""
        sequence = self._slots_of[self.slots[index].platform]
        place = bisect_left(sequence, index)
        near = sequence[max(0, place - REPEAT_WINDOW + 1) : place + REPEAT_WINDOW]
        return any(other != index and self.slots[other].settled_theme == theme for other in near)

    def _put(self, piece: Piece, index: int) -> None:
        slot = self.slots[index]
        pin = window_pin(self._strategy, piece, slot.platform, slot.day, self.windows[piece.title])
        self.slots[index] = replace(slot, pin=pin, reasons=slot.reasons + pin.reasons)
        self._placed[index] = piece
        self.count(pin)

    def _remove(self, index: int) -> Piece:
        """Take a placed piece out of its slot."""
        slot = self.slots[index]
        assert slot.pin
        self.count(slot.pin, -1)
        reasons = slot.reasons[: len(slot.reasons) - len(slot.pin.reasons)]
        self.slots[index] = replace(slot, pin=None, reasons=reasons)
        return self._placed.pop(index)

    def _place_instead(self, piece: Piece) -> None:
        """Put a piece where one other placed piece is in its way that has another slot to go to, if there is such."""
        for index in list(self._slots_in_window(piece)):
            if self._themes[index]:
                for other in self._in_the_way(piece, index):
                    if self._replace(piece, index, other):
                        return

    def _replace(self, piece: Piece, index: int, other: int) -> bool:
        """Put a piece into a slot and the piece of another slot elsewhere; nothing changes where that cannot be."""
        removed = self._remove(other)
        if index in self.free_slots(piece):
            self._put(piece, index)
            to = self._best_slot(removed)
            if to is not None:
                self._put(removed, to)
                return True
            self._remove(index)
        self._put(removed, other)
        return False

    def _in_the_way(self, piece: Piece, index: int) -> list[int]:
        """The slots of placed pieces that keep a piece out of a slot: that slot, or those of its theme too near."""
        if index in self._placed:
            return [index]
        here, spacing = self.slots[index], max(1, self._spacing[piece.theme])

        def is_near(other: Slot) -> bool:
            days = abs((other.day - here.day).days)
            return days == 0 or (other.platform == here.platform and days < spacing)

        of_theme = sorted(other for other, placed in self._placed.items() if placed.theme == piece.theme)
        return [other for other in of_theme if is_near(self.slots[other])]
