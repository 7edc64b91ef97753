"""What planning works on, and what it makes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from calgen.book.problems import Problem
    from calgen.plan.target_path import Path
    from calgen.strategy import Strategy


NAMED = frozenset({"fixed_day", "offset", "hook", "hook_day"})


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of why a post stands where it stands: the code of its sentence, and the values that fill it."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A key date on its day: to take as a hook, to keep quiet, or to know of."""

    name: str
    day: date
    treatment: str


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days of the plan, `first` to `last` included, and why some of them stay without a post."""

    first: date
    last: date
    closed: Mapping[date, Reason]
    holidays: Mapping[date, str]
    school: Mapping[date, str] = field(default_factory=dict)  # school holidays of the zone
    occasions: tuple[Occasion, ...] = ()  # the key dates, computed or typed
    quiet: Mapping[tuple[str, date], Reason] = field(default_factory=dict)  # days on which a platform says nothing

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def weeks(self) -> tuple[tuple[date, date], ...]:
        """The weeks, Monday to Sunday, cut at both ends of the horizon."""
        found = []
        monday = monday_of(self.first)
        while monday <= self.last:
            found.append((max(monday, self.first), min(monday + timedelta(days=6), self.last)))
            monday += timedelta(days=7)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days of one platform with the number of posts asked (exactly), and planned."""

    platform: str
    first: date
    last: date
    asked: Fraction
    planned: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A post whose day (and theme, or piece of content) is settled before the rest is planned.

    Its platform and theme are in the strategy: with an end, and a weight of 0, where the user has them no more. What a
    kept one leaves empty of format, objective, audience, owner and stage is the planner's choice.
    """

    platform: str
    day: date
    theme: str
    piece: str = ""
    time: dt.time | None = None
    kept: str = ""  # the id of a post of an earlier plan that stays
    subject: str = ""  # the id of its subject
    title: str = ""
    why: tuple[Reason, ...] = ()
    campaign: str = ""
    key_date: str = ""
    bends: bool = False  # the target path follows it: a post beside the mix, by the user's word
    format: str = ""
    objective: str = ""
    audience: str = ""
    owner: str = ""
    stage: str = ""
    made: date | None = None  # the Monday of the week in which the last plan had the hours for it
    was: date | None = None  # where the last plan had it, if the user moved it: nothing new is due there
    held: bool = False  # its theme is the planner's own choice of an earlier plan
    gone: bool = False  # the user removed it: its place stays empty, and counts for the frequency alone
    closed: bool = False  # the user deleted its subject: no other post is given it

    @property
    def places(self) -> tuple[date, ...]:
        """The days that it settles: its own, and the one from which the user moved it."""
        return (self.day,) if self.was is None else (self.day, self.was)

    @property
    def about(self) -> tuple[str, str]:
        """What it is known to be about: its piece, and the id (or else the title) of its subject; both may be empty."""
        return (self.piece, self.subject or ("" if self.piece else self.title))

    @property
    def settled(self) -> bool:
        """Whether the user settled it: kept, or a day that she named; a place in a window is the planner's."""
        return bool(self.kept) or self.named

    @property
    def themed(self) -> bool:
        """Whether its theme is settled too: that of a key date without one is the planner's."""
        return self.settled and (bool(self.kept) or not self.key_date or self.bends)

    @property
    def named(self) -> bool:
        """Whether the user named its day: a piece's fixed day, a campaign's set day, a key date."""
        return any(reason.code in NAMED for reason in self.why)


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, an hour and a platform, before it is known what will be said."""

    platform: str
    day: date
    time: dt.time
    number: int  # the how-manieth of its period, from 1
    of: int
    per: str  # "week" or "month"
    why: tuple[Reason, ...] = ()
    pin: Pin | None = None

    @property
    def theme(self) -> str:
        """The theme that is settled for it, if any."""
        return self.pin.theme if self.pin else ""

    @property
    def beside(self) -> str:
        """The theme to which all of it belongs on the target path, if the user set it beside the mix."""
        return self.pin.theme if self.pin and self.pin.bends else ""

    @property
    def order(self) -> tuple[date, dt.time, str]:
        return (self.day, self.time, self.platform)


class TitleSource(StrEnum):
    """Where the title of a subject comes from."""

    CONTENT = "content"  # a piece of the content tab
    IDEA = "idea"  # one of the theme's ideas
    KEY_DATE = "key_date"  # the key date that its posts take as a hook
    CAMPAIGN = "campaign"  # the campaign that its posts serve
    USER = "user"  # typed into the calendar
    NONE = "none"  # the title is still to be found


@dataclass(frozen=True, slots=True)
class Subject:
    """A row of the editorial calendar: what is told, in posts on several platforms over several days."""

    number: int
    theme: str
    category: str
    title: str  # empty where it is still to be found
    first: date
    last: date
    piece: str = ""
    title_source: TitleSource = TitleSource.NONE
    format: str = ""
    objective: str = ""
    stage: str = ""
    owner: str = ""
    kept: str = ""  # its id in an earlier plan
    campaign: str = ""
    key_date: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the social calendar."""

    day: date
    time: dt.time
    platform: str
    theme: str
    category: str
    subject: int
    format: str = ""
    objective: str = ""
    serves: bool = True
    audience: str = ""
    stage: str = ""
    owner: str = ""
    why: tuple[Reason, ...] = ()
    kept: str = ""
    campaign: str = ""
    key_date: str = ""
    named: bool = False  # the user named its day
    beside: bool = False  # it stands beside the mix: the target path follows it
    status: str = ""  # a code of `choices.status`; empty: as calgen starts it
    made: date | None = None  # the Monday of the week in which its maker has the hours for it

    @property
    def order(self) -> tuple[date, dt.time, str]:
        return (self.day, self.time, self.platform)


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a part of the posts ran from its target path at the worst point, in posts; see `audit.certify`."""

    level: str  # "category" or "theme"
    platform: str  # empty for all of them
    name: str
    asked: float  # posts at the end of the plan
    got: int
    worst: float
    day: date
    limit: float
    least: float  # what the posts that the user settled alone make unavoidable

    @property
    def kept(self) -> bool:
        """Whether the promise is held, or beaten only by what cannot be avoided."""
        return self.worst <= max(self.limit, self.least) + 1e-9


@dataclass(frozen=True, slots=True)
class Work:
    """A plan on its way through the passes; each pass returns a new one."""

    strategy: Strategy
    today: date
    kept: tuple[Pin, ...]
    horizon: Horizon
    earlier: tuple[Pin, ...] = ()  # the posts of an earlier plan that may move, but had better not
    periods: tuple[Period, ...] = ()
    pins: tuple[Pin, ...] = ()
    slots: tuple[Slot, ...] = ()
    posts: tuple[Post, ...] = ()
    subjects: tuple[Subject, ...] = ()
    told: tuple[Problem, ...] = ()
    path: Path | None = None  # the target path, once it is worked out
    closed: bool = False  # nothing at all is to be added: the strategy is the same
    still: bool = False  # all of the earlier plan is to stay, and nothing to be added but what is named
    grows: bool = False  # standing still, it is given what is asked beyond it


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole: posts and subjects in order, what was asked per period, the certificate, and all there is to tell."""

    horizon: Horizon
    periods: tuple[Period, ...]
    posts: tuple[Post, ...]
    subjects: tuple[Subject, ...]
    certificate: tuple[Deviation, ...]
    told: tuple[Problem, ...]
    gone: tuple[Pin, ...] = ()  # what the user removed: places left empty, counted for the frequency
