"""Posts of one theme grouped into subjects, so that as few new subjects as possible are asked of the user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from calgen.plan.model import Slot
from calgen.plan.pieces import platforms_for, window_of
from calgen.plan.pin import Pin
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.networks import network

SUBJECT_LIFE = timedelta(days=14)
COOLDOWN = 90  # days; evergreen content is shown again every three to six months (facts: marketingskills)


@dataclass(slots=True)
class SubjectGroup:
    """A subject on its way: its posts by their places in the list of slots."""

    theme: str
    first: date
    piece: Piece | None
    until: date
    homes: frozenset[str] | None  # where its piece may stand; None: anywhere
    posts: list[int] = field(default_factory=list)
    platforms: Counter[str] = field(default_factory=Counter)  # the outings on each, in this cycle
    days: set[date] = field(default_factory=set)
    kept: str = ""
    title: str = ""  # as the user typed it for a post of her own
    rhythms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    cycles: int = 1
    closed: bool = False  # the user deleted it: only what is settled to be of it is
    ahead: Mapping[str, date] = field(default_factory=dict)  # platform → the last day of what is settled to be of it

    def takes(self, slot: Slot) -> bool:
        """Whether a post may join: each platform once per outing of its rhythm, on different days, within its life."""
        outings, rhythm = self.platforms[slot.platform], self.rhythms.get(slot.platform, (0,))
        if outings >= len(rhythm) or slot.day < self.first + timedelta(days=rhythm[outings]):
            return False
        return self.first < slot.day <= self.until and slot.day not in self.days and self.admits(slot)

    def admits(self, slot: Slot) -> bool:
        """Whether a post may be given to it at all: none comes between those that are settled on its platform."""
        free = slot.platform not in self.ahead or slot.day > self.ahead[slot.platform]
        return free and not self.closed and (self.homes is None or slot.platform in self.homes)

    def returns(self, slot: Slot, last: date) -> bool:
        """Whether an evergreen piece may come back: after its cooldown, as often as it may, before it expires."""
        piece = self.piece
        if piece is None or not piece.evergreen or not self.admits(slot):
            return False
        again = piece.max_repeats is None or self.cycles <= piece.max_repeats
        return self.rested(slot) and again and slot.day <= last

    def rested(self, slot: Slot) -> bool:
        """Whether an evergreen piece has been silent for as long as it should be."""
        if self.piece is None or not self.piece.evergreen:
            return False
        cooldown = COOLDOWN if self.piece.cooldown is None else self.piece.cooldown
        return (slot.day - max(self.days)).days >= cooldown

    def reopen(self, slot: Slot, last: date) -> None:
        """A new cycle, from this day."""
        self.cycles += 1
        self.platforms.clear()
        self.first, self.until = slot.day, min(slot.day + (self.until - self.first), last)

    def carries(self, slot: Slot) -> bool:
        """Whether its platform may tell it, and has not yet."""
        return slot.platform not in self.platforms and self.admits(slot)

    def add(self, at: int, slot: Slot) -> None:
        self.posts.append(at)
        self.platforms[slot.platform] += 1
        self.days.add(slot.day)


@dataclass(frozen=True, slots=True)
class Grouping:
    """The subjects in order of their first day, and the pieces that found no subject."""

    groups: tuple[SubjectGroup, ...]
    left: tuple[Piece, ...]


def group_posts(strategy: Strategy, slots: Sequence[Slot], themes: Sequence[str], first: date, last: date) -> Grouping:
    """The subjects of all posts; `themes` names each slot's theme (empty slots belong to none).

    What the user put into a subject or piece of another theme belongs there all the same.
    """
    pool = _PiecePool(strategy, first, last)
    themes = _subject_themes(slots, themes, pool)
    pinned = {slot.pin.piece for slot in slots if slot.pin and slot.pin.piece}
    groups: list[SubjectGroup] = []
    by_theme: dict[str, list[int]] = {}
    for at, theme in enumerate(themes):
        if theme:
            by_theme.setdefault(theme, []).append(at)
    left: list[Piece] = []
    for theme in sorted(by_theme):
        pieces = [one for one in strategy.content if one.theme == theme and one.publish is None]
        waiting = [piece for piece in pieces if piece.title not in pinned]
        groups += _theme_groups(theme, by_theme[theme], slots, waiting, pool)
        left += waiting
    left += [p for p in strategy.content if p.publish is None and p.theme not in by_theme and p.title not in pinned]
    order = sorted(groups, key=lambda one: min(slots[at].sort_key for at in one.posts))
    return Grouping(tuple(order), tuple(sorted(left, key=lambda piece: piece.title)))


def _subject_themes(slots: Sequence[Slot], themes: Sequence[str], pool: _PiecePool) -> list[str]:
    """The theme of each slot's subject: its piece's, else that of the first post of the subject, else its own."""
    firsts: dict[tuple[str, str], str] = {}
    found = []
    for slot, theme in zip(slots, themes, strict=True):
        about = slot.pin.subject_key if slot.pin else ("", "")
        if slot.pin and slot.pin.piece in pool.pieces:
            theme = pool.pieces[slot.pin.piece].theme
        found.append(firsts.setdefault(about, theme) if about[1] else theme)
    return found


class _PiecePool:
    """The pieces, with where and when each may stand."""

    def __init__(self, strategy: Strategy, first: date, last: date) -> None:
        self.pieces = {piece.title: piece for piece in strategy.content}
        self.homes = {p.title: frozenset(one.platform for one in platforms_for(strategy, p)) for p in strategy.content}
        self.windows = {piece.title: window_of(strategy, piece, first, last) for piece in strategy.content}
        self.ends = {piece.title: min(last, piece.expires or last) for piece in strategy.content}
        typed = {one.platform: one.rhythm for one in strategy.platforms if one.rhythm}
        known = {one.platform: network(one.platform).rhythm for one in strategy.platforms}
        self.rhythms = {False: typed, True: known | typed}  # by whether there is a piece of content

    def open(self, theme: str, slot: Slot, piece: Piece | None, pin: Pin | None = None) -> SubjectGroup:
        rhythms = self.rhythms[piece is not None]
        life = max(SUBJECT_LIFE, timedelta(days=max((max(days) for days in rhythms.values()), default=0)))
        if piece is None:
            title = pin.title if pin and not pin.subject else ""
            kept = pin.subject if pin else ""
            return SubjectGroup(theme, slot.day, None, slot.day + life, None, kept=kept, title=title, rhythms=rhythms)
        until = max(slot.day, min(slot.day + life, self.ends[piece.title]))
        kept = pin.subject if pin else ""
        return SubjectGroup(theme, slot.day, piece, until, self.homes[piece.title], kept=kept, rhythms=rhythms)

    def best(self, waiting: Iterable[Piece], day: date, platforms: set[str]) -> Piece | None:
        """The piece to tell first: of those that may stand here and now, the one whose window closes first."""
        fit = [
            piece
            for piece in waiting
            if self.windows[piece.title][0] <= day <= self.windows[piece.title][1]
            and platforms <= self.homes[piece.title]
        ]
        return min(fit, key=lambda piece: (self.windows[piece.title][1], piece.title), default=None)


def _theme_groups(
    theme: str, places: Sequence[int], slots: Sequence[Slot], waiting: list[Piece], pool: _PiecePool
) -> list[SubjectGroup]:
    groups: list[SubjectGroup] = []
    days: dict[date, list[int]] = {}
    for at in places:
        days.setdefault(slots[at].day, []).append(at)
    ahead = [slot for slot in (slots[at] for at in places) if slot.pin and any(slot.pin.subject_key)]
    for _, today in sorted(days.items()):
        settled, free = _place_settled(theme, today, slots, groups, pool, ahead)
        if len(free) == 1 and not settled:
            _place_alone(theme, free[0], slots, groups, waiting, pool)
        elif free:
            _place_together(theme, free, slots, groups, settled, waiting, pool)
    return groups


def _place_settled(
    theme: str,
    today: Sequence[int],
    slots: Sequence[Slot],
    groups: list[SubjectGroup],
    pool: _PiecePool,
    ahead: Sequence[Slot],
) -> tuple[list[SubjectGroup], list[int]]:
    """Posts whose piece or subject is settled go to it; the others are returned with the subjects launched today."""
    free, launched = [], []
    for at in today:
        slot = slots[at]
        pin = slot.pin
        if pin is None or not any(pin.subject_key):
            free.append(at)
            continue
        piece = pool.pieces.get(pin.piece)
        found = next((one for one in groups if _is_same_subject(one, pin)), None)
        if found is None:
            found = pool.open(theme, slot, piece, pin)
            found.ahead = {one.platform: one.day for one in ahead if one.pin and _is_same_subject(found, one.pin)}
            groups.append(found)
            if pin.theme == theme:  # what the user put here from another theme is no voice of this one
                launched.append(found)
        elif slot.day not in found.days and not found.takes(slot) and found.rested(slot):
            found.reopen(slot, pool.ends[found.piece.title] if found.piece else found.until)
        found.kept, found.closed = found.kept or pin.subject, found.closed or pin.subject_deleted
        found.add(at, slot)
    return launched, free


def _is_same_subject(group: SubjectGroup, pin: Pin) -> bool:
    """Whether a post is settled to be of a subject: by its id, else by its piece, else by its title."""
    if pin.subject and group.kept:
        return group.kept == pin.subject
    if pin.piece:
        return group.piece is not None and group.piece.title == pin.piece
    return not pin.subject and bool(pin.title) and group.title == pin.title


def _place_alone(
    theme: str, at: int, slots: Sequence[Slot], groups: list[SubjectGroup], waiting: list[Piece], pool: _PiecePool
) -> None:
    slot = slots[at]
    taking = [one for one in groups if one.until >= slot.day and one.takes(slot)]
    found = next((one for one in taking if one.piece), None) or next(iter(taking), None)
    if found is None and pool.best(waiting, slot.day, {slot.platform}) is None:
        ready = [one for one in groups if one.piece and one.returns(slot, pool.ends[one.piece.title])]
        found = min(ready, key=lambda one: (max(one.days), one.theme), default=None)
        if found and found.piece:
            found.reopen(slot, pool.ends[found.piece.title])
    if found is None:
        found = _new_group(theme, [at], slots, waiting, pool)
        groups.append(found)
    found.add(at, slots[at])


def _place_together(
    theme: str,
    free: Sequence[int],
    slots: Sequence[Slot],
    groups: list[SubjectGroup],
    settled: Sequence[SubjectGroup],
    waiting: list[Piece],
    pool: _PiecePool,
) -> None:
    """Two platforms talk about one thing on one day only where it is one subject being launched."""
    alone: list[int] = []
    for at in free:
        host = next((one for one in settled if one.carries(slots[at])), None)
        if host:
            host.add(at, slots[at])
        else:
            alone.append(at)
    while alone:
        together = list({slots[at].platform: at for at in reversed(alone)}.values())[::-1]
        found = _new_group(theme, together, slots, waiting, pool)
        groups.append(found)
        for at in together:
            found.add(at, slots[at])
        alone = [at for at in alone if at not in together]


def _new_group(
    theme: str, ats: Sequence[int], slots: Sequence[Slot], waiting: list[Piece], pool: _PiecePool
) -> SubjectGroup:
    first = slots[ats[0]]
    piece = pool.best(waiting, first.day, {slots[at].platform for at in ats})
    if piece:
        waiting.remove(piece)
    return pool.open(theme, first, piece)
