"""Technologies, the second T of TOMSTER: the platforms, each with its mission and its frequency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calgen.book.columns import Source, cadence, day, hours, offsets, ref, refs, source, text, weekdays, whole, words
from calgen.book.values import Cadence, Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """An account to post on; two accounts of one network are two platforms. `rhythm`: days after the publication of a
    piece of content on which it is posted here.
    """

    platform: str = text(key=True)
    account: str = text()
    mission: str = text(required=True, width=40)
    tone: str = text()
    objectives: tuple[str, ...] = refs("objectives", required=True)
    audiences: tuple[str, ...] = refs("audiences")
    cadence: Cadence = cadence()
    days: tuple[int, ...] = weekdays()
    hours: tuple[Hours, ...] = hours()
    max_per_day: int | None = whole(least=1, most=50)
    formats: tuple[str, ...] = refs("formats")
    rhythm: tuple[int, ...] = offsets(least=0)
    owner: str = ref("team")
    start: date | None = day(side="first")
    end: date | None = day(side="last")
    hashtags: tuple[str, ...] = words()
    source: Source = source()

    @property
    def is_paused(self) -> bool:
        """Whether its frequency is zero: the row stays for later, and no post is planned there."""
        return self.cadence.count == 0

    @property
    def outings(self) -> int:
        """The most posts of one subject there: one, those of its rhythm, or one before those of a rhythm without 0."""
        return max(1, len(self.rhythm) + (self.rhythm[:1] > (0,)))

    @property
    def last_day(self) -> date | None:
        """The last day on which a post can be planned there; `None` where there is no limit."""
        return date.min if self.is_paused else self.end
