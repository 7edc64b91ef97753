"""One subject while posts are grouped: its posts so far, and which posts it may still be given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from calgen.plan.model import Slot
from calgen.strategy.content import Piece

SUBJECT_LIFE = timedelta(days=14)  # from the first post of a subject to its last, unless a rhythm is longer
DEFAULT_COOLDOWN = 90  # days without a post before an evergreen piece comes back: it may every three to six months


@dataclass(slots=True)
class SubjectGroup:
    """A subject with the indexes of its posts in the list of slots.

    An evergreen piece comes back in cycles: `first`, `until` and `post_counts` are those of its present cycle.
    """

    theme: str
    first: date
    piece: Piece | None
    until: date  # the last day of its life
    allowed_platforms: frozenset[str] | None  # the platforms on which its piece may stand; None: any
    posts: list[int] = field(default_factory=list)
    post_counts: Counter[str] = field(default_factory=Counter)  # number of posts on each platform
    days: set[date] = field(default_factory=set)
    kept_id: str = ""  # its id in the calendar
    title: str = ""  # as the user typed it for an added post
    rhythms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # days after the first, by platform
    cycles: int = 1
    is_deleted: bool = False  # the user deleted it: it is given nothing but what is settled to be of it
    settled_until: Mapping[str, date] = field(default_factory=dict)  # by platform, the last day of its settled posts

    def is_open_to(self, slot: Slot) -> bool:
        """Whether it may be given a post at all: none comes before the last settled one on its platform."""
        if self.is_deleted or (self.allowed_platforms is not None and slot.platform not in self.allowed_platforms):
            return False
        return slot.platform not in self.settled_until or slot.day > self.settled_until[slot.platform]

    def can_take(self, slot: Slot) -> bool:
        """Whether a post may join: once per outing of the rhythm of its platform, on another day, within its life."""
        post_counts, rhythm = self.post_counts[slot.platform], self.rhythms.get(slot.platform, (0,))
        if post_counts >= len(rhythm) or slot.day < self.first + timedelta(days=rhythm[post_counts]):
            return False
        return self.first < slot.day <= self.until and slot.day not in self.days and self.is_open_to(slot)

    def can_launch_on(self, slot: Slot) -> bool:
        """Whether its platform may tell it on its first day, with other platforms."""
        return slot.platform not in self.post_counts and self.is_open_to(slot)

    def has_rested(self, slot: Slot) -> bool:
        """Whether its evergreen piece has had no post for as long as its cooldown."""
        if self.piece is None or not self.piece.evergreen:
            return False
        cooldown = DEFAULT_COOLDOWN if self.piece.cooldown is None else self.piece.cooldown
        return (slot.day - max(self.days)).days >= cooldown

    def can_return(self, slot: Slot, last: date) -> bool:
        """Whether its evergreen piece may begin a new cycle: after its cooldown, as often as it may, until `last`."""
        if self.piece is None or not self.piece.evergreen or not self.is_open_to(slot):
            return False
        may_repeat = self.piece.max_repeats is None or self.cycles <= self.piece.max_repeats
        return self.has_rested(slot) and may_repeat and slot.day <= last

    def start_cycle(self, slot: Slot, last: date) -> None:
        """Begin a new cycle, as long as the present one, on the day of a slot."""
        self.cycles += 1
        self.post_counts.clear()
        self.first, self.until = slot.day, min(slot.day + (self.until - self.first), last)

    def add(self, index: int, slot: Slot) -> None:
        self.posts.append(index)
        self.post_counts[slot.platform] += 1
        self.days.add(slot.day)
