"""Grouping the posts of each theme into subjects, so that the user has to find as few new subjects as possible.

See "What the plan promises" in docs/decisions.md, point 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calgen.plan.model import Slot
from calgen.plan.pin import Pin
from calgen.plan.subjects.evergreen_rests import EvergreenRests, rests_of
from calgen.plan.subjects.piece_pool import PiecePool
from calgen.plan.subjects.subject_group import SubjectGroup
from calgen.strategy import Strategy
from calgen.strategy.content import Piece

GOLDEN_RATIO = 0.618  # its multiples, without their whole part, are spread evenly over 0 to 1
_SubjectKey = tuple[str, str]  # "id", "piece" or "title", with its value


@dataclass(frozen=True, slots=True)
class Grouping:
    """The subjects in order of their first post, and the pieces that have no post."""

    groups: tuple[SubjectGroup, ...]
    left: tuple[Piece, ...]


def group_posts(strategy: Strategy, slots: Sequence[Slot], themes: Sequence[str], first: date, last: date) -> Grouping:
    """The subjects of all posts between the first and last day of the plan; `themes` names the theme of each slot.

    A slot without a theme has no subject. A post that the user put into a subject or piece of another theme belongs to
    that subject.
    """
    pool = PiecePool(strategy, first, last)
    indexes_by_theme: dict[str, list[int]] = {}
    for index, theme in enumerate(_subject_themes(slots, themes, pool.pieces)):
        if theme:
            indexes_by_theme.setdefault(theme, []).append(index)
    pinned = {slot.pin.piece for slot in slots if slot.pin}
    waiting: dict[str, list[Piece]] = {}
    for piece in strategy.content:
        if piece.publish is None and piece.title not in pinned:
            waiting.setdefault(piece.theme, []).append(piece)
    groups: list[SubjectGroup] = []
    left = [piece for theme, pieces in waiting.items() if theme not in indexes_by_theme for piece in pieces]
    for rank, theme in enumerate(sorted(indexes_by_theme)):
        offset = rank * GOLDEN_RATIO % 1
        grouping = _group_theme(theme, slots, indexes_by_theme[theme], waiting.get(theme, ()), pool, offset)
        groups += grouping.groups
        left += grouping.waiting
    groups.sort(key=lambda group: min(slots[index].sort_key for index in group.posts))
    return Grouping(tuple(groups), tuple(sorted(left, key=lambda piece: piece.title)))


def _group_theme(
    theme: str, slots: Sequence[Slot], indexes: Sequence[int], pieces: Sequence[Piece], pool: PiecePool, offset: float
) -> _ThemeGrouping:
    """The subjects of one theme, its undated pieces spread over them; all are used that could be without spreading.

    With `offset` (0 to 1) its first piece comes later, so that not all themes use their pieces at once.
    """
    first = _ThemeGrouping(theme, slots, pieces, pool)
    first.group(indexes)
    undated = sum(map(is_undated, pieces))
    if not undated or first.new_subjects <= undated:
        return first
    spread = _ThemeGrouping(theme, slots, pieces, pool, first.new_subjects / undated, offset)
    spread.group(indexes)
    return spread if len(spread.waiting) <= len(first.waiting) else first


def is_undated(piece: Piece) -> bool:
    """Whether a piece is told once, on any day of the plan; an evergreen one begins early, so that it comes back."""
    return not (piece.publish or piece.start or piece.end or piece.expires or piece.campaign or piece.evergreen)


def _subject_themes(slots: Sequence[Slot], themes: Sequence[str], pieces: Mapping[str, Piece]) -> list[str]:
    """The theme of each slot's subject: that of its piece, else that of the first post of the subject, else its own."""
    theme_of_subject: dict[tuple[str, str], str] = {}
    found = []
    for slot, theme in zip(slots, themes, strict=True):
        key = slot.pin.subject_key if slot.pin else ("", "")
        if slot.pin and slot.pin.piece in pieces:
            theme = pieces[slot.pin.piece].theme
        found.append(theme_of_subject.setdefault(key, theme) if key[1] else theme)
    return found


class _ThemeGrouping:
    """The subjects of one theme; `waiting` are its pieces without a post, and each that is used is taken out of it.

    One undated piece is used for so many new subjects (`subjects_per_piece`); 0: as soon as it can be.
    """

    def __init__(
        self,
        theme: str,
        slots: Sequence[Slot],
        pieces: Iterable[Piece],
        pool: PiecePool,
        subjects_per_piece: float = 0.0,
        offset: float = 0.0,
    ) -> None:
        self.waiting = list(pieces)
        self.new_subjects = 0  # so far
        self._undated_used = 0
        self._subjects_per_piece, self._offset = subjects_per_piece, offset
        self.groups: list[SubjectGroup] = []
        self._numbers: dict[_SubjectKey, list[int]] = {}  # of groups
        self._settled_slots: dict[_SubjectKey, list[Slot]] = {}
        self._rests: dict[str, EvergreenRests | None] = {}  # by title of the piece
        self._theme = theme
        self._slots = slots
        self._pool = pool

    def group(self, indexes: Sequence[int]) -> None:
        """Give each slot (by index) a subject, day by day."""
        days: dict[date, list[int]] = {}
        for index in indexes:
            days.setdefault(self._slots[index].day, []).append(index)
            slot = self._slots[index]
            for key in _subject_keys(slot.pin) if slot.pin else ():
                self._settled_slots.setdefault(key, []).append(slot)
        for _, of_day in sorted(days.items()):
            launched, free = self._place_settled(of_day)
            if len(free) == 1 and not launched:
                self._place_alone(free[0])
            elif free:
                self._place_together(free, launched)

    def _place_settled(self, of_day: Sequence[int]) -> tuple[list[SubjectGroup], list[int]]:
        """Give the slots whose subject is settled to it; the subjects that begin that day, and the other slots."""
        launched, free = [], []
        for index in of_day:
            slot = self._slots[index]
            if slot.pin is None or not any(slot.pin.subject_key):
                free.append(index)
                continue
            number = self._number_of_group(slot.pin)
            if number is None:
                group, number = self._settled_group(slot, slot.pin), len(self.groups) - 1
                if slot.pin.theme == self._theme:  # a post of another theme is no post of this one that day
                    launched.append(group)
            else:
                group = self.groups[number]
                group.settle(slot, self._pool.ends[group.piece.title] if group.piece else group.until)
            if slot.pin.subject and not group.kept_id:
                group.kept_id = slot.pin.subject
                self._numbers.setdefault(("id", group.kept_id), []).append(number)
            group.is_deleted = group.is_deleted or slot.pin.subject_deleted
            group.is_of_day = group.piece is None and (group.is_of_day or _is_hook(slot))
            group.add(index, slot)
        return launched, free

    def _number_of_group(self, pin: Pin) -> int | None:
        """The number of the first group that a pin settles its post to be of."""
        numbers = (number for key in _subject_keys(pin) for number in self._numbers.get(key, ()))
        return min((number for number in numbers if _is_subject_of(self.groups[number], pin)), default=None)

    def _add(self, group: SubjectGroup) -> SubjectGroup:
        if group.piece:
            title = group.piece.title
            if title not in self._rests:
                slots = self._settled_slots.get(("piece", title), ())
                self._rests[title] = rests_of(group.piece, [slot.pin for slot in slots if slot.pin])
            group.rests = self._rests[title]
            group.begin()
        for key in _group_keys(group):
            self._numbers.setdefault(key, []).append(len(self.groups))
        self.groups.append(group)
        return group

    def _settled_group(self, slot: Slot, pin: Pin) -> SubjectGroup:
        """A new subject that the pin of a slot settles."""
        group = self._pool.new_group(self._theme, slot, self._pool.pieces.get(pin.piece), pin)
        settled = [other for key in _group_keys(group) for other in self._settled_slots.get(key, ())]
        of_group = [other for other in settled if other.pin and _is_subject_of(group, other.pin)]
        group.settled_until = {other.platform: other.day for other in sorted(of_group, key=lambda other: other.day)}
        return self._add(group)

    def _place_alone(self, index: int) -> None:
        """Give the only slot of a day to a subject that can take it, a piece first; else to a new one.

        Where no piece waits, an evergreen piece may come back. A post of a campaign tells a subject of that campaign.
        """
        slot = self._slots[index]
        if _is_hook(slot):
            self._new_group([index]).add(index, slot)
            return
        campaign = self._pool.campaign_of(slot, self._theme)
        alike = (group for group in self.groups if group.piece or group.campaign == campaign)
        groups = [group for group in alike if group.until >= slot.day and group.can_take(slot)]
        found = next((group for group in groups if group.piece), None) or next(iter(groups), None)
        if found is None and self._pool.first_to_tell(self._usable(), slot.day, {slot.platform}) is None:
            found = self._returning_group(slot)
        if found is None:
            found = self._new_group([index])
        found.add(index, slot)

    def _returning_group(self, slot: Slot) -> SubjectGroup | None:
        """The subject of the evergreen piece that has rested longest, in a new cycle, if one may come back."""
        ends = self._pool.ends
        ready = [group for group in self.groups if group.piece and group.can_return(slot, ends[group.piece.title])]
        found = min(ready, key=lambda group: (max(group.days), group.theme), default=None)
        if found and found.piece:
            found.start_cycle(slot, ends[found.piece.title])
        return found

    def _place_together(self, free: Sequence[int], launched: Sequence[SubjectGroup]) -> None:
        """Give several slots of a day to subjects that begin on it.

        Several platforms have one theme on one day only where they launch one subject together.
        """
        alone: list[int] = []
        for index in free:
            slot = self._slots[index]
            group = next((group for group in launched if group.can_launch_on(slot)), None)
            if group:
                group.add(index, slot)
            else:
                alone.append(index)
        while alone:
            # The first slot of each platform; a second one on the same platform is another subject.
            first_slots = {self._slots[index].platform: index for index in reversed(alone)}
            together = list(first_slots.values())[::-1]
            group = self._new_group(together)
            for index in together:
                group.add(index, self._slots[index])
            alone = [index for index in alone if index not in together]

    def _usable(self) -> Sequence[Piece]:
        """The waiting pieces, without the undated ones where the next of these is not due yet."""
        if self.new_subjects >= int((self._undated_used + self._offset) * self._subjects_per_piece):
            return self.waiting
        return [piece for piece in self.waiting if not is_undated(piece)]

    def _new_group(self, indexes: Sequence[int]) -> SubjectGroup:
        """A new subject for some slots of a day, of a waiting piece if one may stand there.

        A post that takes a key date as a hook is about the key date: no piece that has no date is told there.
        """
        first = self._slots[indexes[0]]
        if any(_is_hook(self._slots[index]) for index in indexes):
            group = self._add(self._pool.new_group(self._theme, first, None))
            group.is_of_day = True
            return group
        platforms = {self._slots[index].platform for index in indexes}
        piece = self._pool.first_to_tell(self._usable(), first.day, platforms)
        self.new_subjects += 1
        if piece:
            self.waiting.remove(piece)
            self._undated_used += is_undated(piece)
        return self._add(self._pool.new_group(self._theme, first, piece))


def _is_hook(slot: Slot) -> bool:
    """Whether a post takes a key date as a hook."""
    return slot.pin is not None and bool(slot.pin.key_date)


def _subject_keys(pin: Pin) -> tuple[_SubjectKey, ...]:
    """The keys under which the subject of a pin may be found."""
    keys = (("id", pin.subject), ("piece", pin.piece), ("title", pin.title))
    return tuple(key for key in keys if key[1])


def _group_keys(group: SubjectGroup) -> tuple[_SubjectKey, ...]:
    """The keys under which a subject is found."""
    keys = (("id", group.kept_id), ("piece", group.piece.title if group.piece else ""), ("title", group.title))
    return tuple(key for key in keys if key[1])


def _is_subject_of(group: SubjectGroup, pin: Pin) -> bool:
    """Whether a pin settles its post to be of a subject: by its id, else by its piece, else by its title."""
    if pin.subject and group.kept_id:
        return group.kept_id == pin.subject
    if pin.piece:
        return group.piece is not None and group.piece.title == pin.piece
    return not pin.subject and bool(pin.title) and group.title == pin.title
