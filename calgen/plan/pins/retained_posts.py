"""The posts of the earlier plan that stay as they are: all in a frozen draft; else those that kept their theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.pin import Pin, PinKind
from calgen.plan.pins.pieces import pin_of_piece, platforms_for, window_of
from calgen.plan.reason import Reason
from calgen.plan.slots.earlier_days import match_posts
from calgen.plan.target.campaigns import is_announcement
from calgen.strategy.content import Piece


def retain_posts(draft: PlanDraft) -> PlanDraft:
    """In a frozen draft, a pin for each post of the earlier plan; named days without such a post are left out.

    A named day that the earlier plan had takes its theme and subject from there.
    """
    if not draft.is_frozen:
        return draft
    places: dict[tuple[str, date], list[Pin]] = {}
    for pin in draft.pins:
        places.setdefault((pin.platform, pin.day), []).append(pin)
    pieces = _Pieces(draft)
    for place, posts in _posts_by_place(draft.earlier).items():
        pins: list[Pin] = places.get(place, [])
        earlier = match_posts(pins, posts)
        matched = {id(post) for post in earlier}
        places[place] = [pieces.named(pin, post) if post else pin for pin, post in zip(pins, earlier, strict=True)]
        places[place] += [pieces.retained(post) for post in posts if id(post) not in matched]
    every = (pin for pins in places.values() for pin in pins if pin.kind is not PinKind.NAMED)
    return replace(draft, pins=tuple(sorted(every, key=lambda pin: (pin.day, pin.platform, pin.theme, pin.id))))


def with_earlier_subjects(draft: PlanDraft, slots: Sequence[Slot], themes: Sequence[str]) -> list[Slot]:
    """The slots with the subject of their post of the earlier plan pinned, where that post has kept its theme.

    A subject is not pinned where another post of its theme comes to stand on that day, unless that post has the same
    subject: several platforms tell one theme on one day only where they launch one subject together. A piece that
    begins in its window has its later posts, too.
    """
    if not draft.earlier:
        return list(slots)
    pieces, found = _Pieces(draft), list(slots)
    subjects: dict[tuple[date, str], set[tuple[str, str]]] = {}
    has_new = set[tuple[date, str]]()  # days and themes of which not every post stood there
    for n, slot in sorted(enumerate(slots), key=lambda pair: pair[1].day):
        is_same = slot.earlier is not None and slot.earlier.theme == themes[n]
        if is_same and pieces.may_tell_again(slot):
            found[n] = replace(slot, pin=pieces.pin_of(slot))
            pieces.begin(found[n])
        elif themes[n]:
            has_new.add((slot.day, themes[n]))
    for slot, theme in zip(found, themes, strict=True):
        subjects.setdefault((slot.day, theme), set()).add(slot.pin.subject_key if slot.pin else ("", ""))
    apart = {key for key in has_new if len(subjects[key]) > 1}
    return [
        before if (after.day, theme) in apart and not (before.pin and before.pin.is_settled) else after
        for before, after, theme in zip(slots, found, themes, strict=True)
    ]


class _Pieces:
    """The pieces of content, by which posts of the earlier plan become pins."""

    def __init__(self, draft: PlanDraft) -> None:
        self._draft = draft
        self._pieces = {piece.title: piece for piece in draft.strategy.content}
        self._begun = {pin.piece for pin in draft.kept}

    def begin(self, slot: Slot) -> None:
        """Count the piece of a slot as begun: its posts may follow after its window."""
        if slot.pin:
            self._begun.add(slot.pin.piece)

    def may_tell_again(self, slot: Slot) -> bool:
        """Whether a post may tell what it told in the earlier plan, by the dates and platforms of its piece."""
        post, pin = slot.earlier, slot.pin
        piece = self._piece_of(post) if post else None
        if pin is not None and pin.piece:
            return piece is not None and piece.title == pin.piece and not pin.is_kept
        if piece is None:
            return pin is None or pin.has_named_day
        first, last = self._window(piece)
        if piece.title in self._begun:
            last = min(self._draft.horizon.last, piece.expires or date.max)
        platforms = platforms_for(self._draft.strategy, piece)
        is_free = pin is None or pin.has_named_day  # a named day without a piece tells one that its theme has
        return is_free and first <= slot.day <= last and any(slot.platform == own.platform for own in platforms)

    def pin_of(self, slot: Slot) -> Pin:
        """The pin of a slot whose post of the earlier plan has kept its theme."""
        assert slot.earlier
        if slot.pin is None:
            return self._of_this_strategy(replace(self.retained(slot.earlier), time=None))
        if slot.pin.has_named_day:
            return self.named(slot.pin, slot.earlier)
        return replace(slot.pin, subject=slot.earlier.subject, title=slot.earlier.title)

    def retained(self, post: Pin) -> Pin:
        """The pin of a post that stays, with its piece and subject."""
        piece = self._piece_of(post)
        reasons: tuple[Reason, ...] = ()
        if piece and piece.publish is None and (piece.start or piece.end or piece.expires):
            first, last = self._window(piece)
            reasons = (Reason("window", {"piece": piece.title, "first": max(first, self._draft.today), "last": last}),)
        title = piece.title if piece else ""
        is_outside = is_announcement(self._draft.strategy, post.campaign, post.day)
        kind = PinKind.RETAINED
        return replace(post, kind=kind, id="", piece=title, key_date="", reasons=reasons, outside_mix=is_outside)

    def _of_this_strategy(self, pin: Pin) -> Pin:
        """A pin that stays, with the campaign that its piece names today; without one the planner says its campaign."""
        piece = self._pieces.get(pin.piece)
        bare = replace(pin, campaign="", outside_mix=False)
        return pin_of_piece(self._draft.strategy, piece, bare) if piece else bare

    def named(self, pin: Pin, post: Pin) -> Pin:
        """The pin of a named day, with the theme and subject of the post that stood for it."""
        piece = pin.piece or (post.title if post.title in self._pieces else "")
        named = replace(pin, theme=post.theme, subject=post.subject, title=post.title, piece=piece)
        return replace(named, kind=PinKind.NAMED_BEFORE, is_sought_by_theme=post.is_sought_by_theme)

    def _piece_of(self, post: Pin) -> Piece | None:
        piece = self._pieces.get(post.title)
        return piece if piece and piece.theme == post.theme else None

    def _window(self, piece: Piece) -> tuple[date, date]:
        return window_of(self._draft.strategy, piece, self._draft.horizon.first, self._draft.horizon.last)


def _posts_by_place(posts: Iterable[Pin]) -> dict[tuple[str, date], list[Pin]]:
    """Some posts by platform and day, in order."""
    found: dict[tuple[str, date], list[Pin]] = {}
    for post in sorted(posts, key=lambda post: (post.day, post.platform, post.theme, post.id)):
        found.setdefault((post.platform, post.day), []).append(post)
    return found
