"""One subject while posts are grouped: its posts so far, and which posts it may still be given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from calgen.plan.model import Slot
from calgen.plan.subjects.evergreen_rests import EvergreenRests
from calgen.strategy.content import Piece


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
    last_days: dict[str, date] = field(default_factory=dict)  # of its posts on each platform
    kept_id: str = ""  # its id in the calendar
    campaign: str = ""  # that it is made for
    title: str = ""  # as the user typed it for an added post
    rhythms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # days after the first, by platform
    repeated: Set[str] = frozenset()  # the platforms whose rhythm is typed: one without day 0 counts from its post
    launched: set[str] = field(default_factory=set)  # the platforms with a post on its first day
    is_of_day: bool = False  # it is about a key date: only what begins with it joins it
    is_deleted: bool = False  # the user deleted it: it is given nothing but what is settled to be of it
    settled_until: Mapping[str, date] = field(default_factory=dict)  # by platform, the last day of its settled posts
    rests: EvergreenRests | None = None  # of its evergreen piece
    is_broken: bool = False  # the user settled a post in the rest of its piece: nothing joins it in this cycle

    def is_open_to(self, slot: Slot) -> bool:
        """Whether it may be given a post at all: none comes before the last settled one on its platform."""
        if self.is_deleted or (self.allowed_platforms is not None and slot.platform not in self.allowed_platforms):
            return False
        return slot.platform not in self.settled_until or slot.day > self.settled_until[slot.platform]

    def can_take(self, slot: Slot) -> bool:
        """Whether a post may join: once per outing of the rhythm of its platform, on another day, within its life."""
        if self.is_of_day:
            return False
        is_clear = self.rests is None or (not self.is_broken and self.rests.is_clear(slot.day))
        return is_clear and slot.day > self.first and self._is_due(slot) and self.is_open_to(slot)

    def _is_due(self, slot: Slot) -> bool:
        """Whether an outing of the rhythm of its platform is due on the day of a slot, within the present cycle.

        An outing is due as many days after the first post as the rhythm says, and as many after the outing before it.
        """
        post_counts, rhythm = self.post_counts[slot.platform], self._rhythm_on(slot.platform)
        if post_counts >= len(rhythm) or slot.day < self.first + timedelta(days=rhythm[post_counts]):
            return False
        if post_counts:  # told late: the next outing is as late
            pause = timedelta(days=rhythm[post_counts] - rhythm[post_counts - 1])
            if slot.day < self.last_days[slot.platform] + pause:
                return False
        return slot.day <= self.until and slot.day not in self.days

    def _rhythm_on(self, platform: str) -> tuple[int, ...]:
        """The days of its outings on a platform: a typed « J+7 » alone is 7 days after the post that is its launch."""
        rhythm = self.rhythms.get(platform, (0,))
        has_launch = platform in self.repeated and platform in self.launched and rhythm[:1] > (0,)
        return (0, *rhythm) if has_launch else rhythm

    def can_launch_on(self, slot: Slot) -> bool:
        """Whether its platform may tell it on its first day, with other platforms."""
        return slot.platform not in self.post_counts and self.is_open_to(slot)

    def can_return(self, slot: Slot, last: date) -> bool:
        """Whether its evergreen piece may begin a new cycle: after its rest, as often as it may, until `last`."""
        if self.rests is None or not self.is_open_to(slot) or slot.day > last:
            return False
        day, rests = slot.day, self.rests
        return rests.has_rested(day) and rests.is_clear(day) and rests.may_repeat(day)

    def can_keep(self, slot: Slot) -> bool:
        """Whether a post that an earlier plan gave to it may stay: in the present cycle, or in a new one."""
        if self.rests is None or slot.day in self.days:
            return True
        if self._is_within_cycle(slot):
            return self.rests.is_clear(slot.day, until=self.until)
        until = slot.day + (self.until - self.first)
        may_begin = self.rests.has_rested(slot.day) and self.rests.may_repeat(slot.day, of_user=True)
        return may_begin and self.rests.is_clear(slot.day, until=until)

    def _is_within_cycle(self, slot: Slot) -> bool:
        """Whether the present cycle has an outing left for a slot, be it due or not."""
        has_outing = self.post_counts[slot.platform] < len(self._rhythm_on(slot.platform))
        return has_outing and not self.is_broken and slot.day <= self.until

    def settle(self, slot: Slot, last: date) -> None:
        """Make ready for a settled post of its evergreen piece: in the present cycle, else in a new one after a rest.

        A post that is neither breaks the rest.
        """
        if self.rests is None or slot.day in self.days or (self._is_due(slot) and not self.is_broken):
            return
        if self.rests.has_rested(slot.day):
            self.start_cycle(slot, last)
        elif not self._is_within_cycle(slot):
            self.is_broken = True

    def start_cycle(self, slot: Slot, last: date) -> None:
        """Begin a new cycle, as long as the present one, on the day of a slot."""
        self.begin()
        self.post_counts.clear()
        self.launched.clear()
        self.first, self.until = slot.day, min(slot.day + (self.until - self.first), last)

    def begin(self) -> None:
        """Count a cycle."""
        self.is_broken = False
        if self.rests is not None:
            self.rests.cycles += 1

    def add(self, index: int, slot: Slot) -> None:
        self.posts.append(index)
        self.post_counts[slot.platform] += 1
        self.last_days[slot.platform] = max(slot.day, self.last_days.get(slot.platform, slot.day))
        self.days.add(slot.day)
        if slot.day == self.first:
            self.launched.add(slot.platform)
        if self.rests is not None:
            self.rests.days.add(slot.day)
