"""Pins: posts whose day is settled before the rest is planned, and who settled it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calgen.plan.reason import Reason


class PinKind(Enum):
    """Why the day of a post is settled before the rest is planned."""

    KEPT = "kept"  # a post of the calendar that the user settled: it stays as it is
    REMOVED = "removed"  # a post that the user removed: its place stays empty, and counts for the frequency alone
    EARLIER = "earlier"  # a post of the earlier plan that may move
    RETAINED = "retained"  # the same, where its theme and subject stay
    NAMED = "named"  # the strategy names its day: a piece's fixed day, a campaign's set day, a key date
    NAMED_BEFORE = "named_before"  # the same, with the theme and subject that the earlier plan chose for it
    IN_WINDOW = "in_window"  # a day that the planner chose for a piece of content, in the window of the piece


@dataclass(frozen=True, slots=True)
class Pin:
    """A post whose day (and mostly theme, or piece of content) is settled before the rest is planned.

    Its platform and theme are in the strategy; where the user has taken them out, they are added with an end in the
    past and a weight of 0. Where format, objective, audience, owner or stage of a kept post are empty, the planner
    chooses them.
    """

    platform: str
    day: date
    theme: str
    piece: str = ""  # title of the piece of content
    kind: PinKind = PinKind.KEPT
    id: str = ""  # of the post in the calendar; empty for one that the planner places
    time: dt.time | None = None
    subject: str = ""  # id of its subject in the calendar
    title: str = ""  # title of its subject
    reasons: tuple[Reason, ...] = ()
    campaign: str = ""
    key_date: str = ""
    outside_mix: bool = False  # the user set it outside the mix: the target path follows it, whatever its kind
    format: str = ""
    objective: str = ""
    audience: str = ""
    owner: str = ""
    stage: str = ""
    work_week: date | None = None  # Monday of the week in which the last plan had the hours to make it
    moved_from: date | None = None  # its day in the last plan, if the user moved it: nothing new is due there
    variant: str = ""  # "A" or "B" for a post of an A/B pair
    is_open: bool = False  # a slot that the last run kept free for the news of the day, and the user has not filled
    is_own: bool = False  # an open one that the user added or filled: it has no theme, since she typed none
    is_sought_by_theme: bool = False  # the calendar says of its title that one is to be found, with the theme
    is_untouched: bool = False  # the last run planned it so, and the user has changed nothing of it: it stays as it is
    subject_deleted: bool = False  # the user deleted its subject: no other post is given to that subject

    @property
    def settled_days(self) -> tuple[date, ...]:
        """The days on which nothing new is due: its own, and the one from which the user moved it."""
        return (self.day,) if self.moved_from is None else (self.day, self.moved_from)

    @property
    def subject_key(self) -> tuple[str, str]:
        """What it is known to be about: its piece, and the id (or else the title) of its subject; both may be empty."""
        return (self.piece, self.subject or ("" if self.piece else self.title))

    @property
    def is_kept(self) -> bool:
        """Whether the user settled it as a post of the calendar."""
        return self.kind is PinKind.KEPT

    @property
    def is_removed(self) -> bool:
        return self.kind is PinKind.REMOVED

    @property
    def is_retained(self) -> bool:
        """Whether its theme is the planner's own choice of an earlier plan."""
        return self.kind in (PinKind.RETAINED, PinKind.NAMED_BEFORE)

    @property
    def has_named_day(self) -> bool:
        """Whether the strategy names its day."""
        return self.kind in (PinKind.NAMED, PinKind.NAMED_BEFORE)

    @property
    def is_settled(self) -> bool:
        """Whether the user settled its day; a day in a window, and one of an earlier plan, is the planner's choice."""
        return self.is_kept or self.has_named_day

    @property
    def has_settled_theme(self) -> bool:
        """Whether the user settled its theme too; the planner chooses that of a hook whose key date names none."""
        return self.is_settled and (self.is_kept or not self.key_date or self.outside_mix)
