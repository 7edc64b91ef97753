"""The records of a plan: its days and periods, slots, posts and subjects, the draft, and the finished plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from calgen.book.problems import Problem
    from calgen.plan.asked_before import AskedBefore
    from calgen.plan.known_gaps import KnownGaps
    from calgen.plan.pin import Pin
    from calgen.plan.reason import Reason
    from calgen.plan.target.target_path import TargetPath
    from calgen.strategy import Strategy

SUBJECT_LIFE = timedelta(days=14)  # from the first post of a subject to its last, unless a rhythm is longer


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Occasion:
    """A key date on a day, or on all days of a range; `treatment` is "hook", "quiet" or "note"."""

    name: str
    first: date
    last: date
    treatment: str


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days of the plan, `first` to `last` included, and the days on which nothing is posted, with the reason."""

    first: date
    last: date
    closed_days: Mapping[date, Reason]  # on no platform
    holidays: Mapping[date, str]
    school_holidays: Mapping[date, str] = field(default_factory=dict)  # of the zone of the settings
    occasions: tuple[Occasion, ...] = ()  # the key dates, computed or typed
    quiet_days: Mapping[tuple[str, date], Reason] = field(default_factory=dict)  # on one platform
    quiet_everywhere: frozenset[date] = frozenset()  # those of the closed days that are a quiet key date
    absent_days: Mapping[tuple[str, date], Reason] = field(default_factory=dict)  # nobody can publish on a platform
    # (platform, day) with posts of one category alone → that category, and why
    only_category: Mapping[tuple[str, date], tuple[str, Reason]] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def weeks(self) -> tuple[tuple[date, date], ...]:
        """The first and last day of each week, Monday to Sunday, cut at both ends of the horizon."""
        found = []
        monday = monday_of(self.first)
        while monday <= self.last:
            found.append((max(monday, self.first), min(monday + timedelta(days=6), self.last)))
            monday += timedelta(days=7)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Period:
    """A week or month of one platform: the posts that the frequency asks (exactly), and those that are planned."""

    platform: str
    first: date
    last: date
    asked: Fraction
    planned: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, an hour and a platform, before its theme is chosen."""

    platform: str
    day: date
    time: dt.time
    index: int  # of the post within its week or month, from 1
    period_posts: int  # number of posts planned in that week or month
    period_unit: str  # "week" or "month"
    reasons: tuple[Reason, ...] = ()
    pin: Pin | None = None
    earlier: Pin | None = None  # the post of the earlier plan that stood there, on that platform and day
    is_open: bool = False  # kept free for the news of the day: no theme is chosen for it
    variant: str = ""  # "A" or "B" for a post of an A/B pair

    @property
    def settled_theme(self) -> str:
        """The theme of its pin; empty where the theme is still to be chosen."""
        return self.pin.theme if self.pin else ""

    @property
    def theme_outside_mix(self) -> str:
        """The theme to which the whole slot belongs on the target path, where the user set it outside the mix."""
        return self.pin.theme if self.pin and self.pin.outside_mix else ""

    @property
    def sort_key(self) -> tuple[date, dt.time, str]:
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
class Suggestion:
    """A title that calgen proposes for a subject: its angle, and a digest of the words of the user's that it says."""

    text: str
    angle: str
    digest: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A row of the editorial calendar: one subject, with posts on several platforms and days."""

    number: int
    theme: str
    category: str
    title: str  # empty where it is still to be found
    first: date
    last: date
    piece: str = ""  # title of the piece of content
    title_source: TitleSource = TitleSource.NONE
    format: str = ""
    objective: str = ""
    stage: str = ""
    owner: str = ""
    kept_id: str = ""  # its id in the calendar, where the user settled a post of it
    campaign: str = ""
    key_date: str = ""
    suggestions: tuple[Suggestion, ...] = ()  # where its title is still to be found; the first one stands as its title

    @property
    def shown_title(self) -> str:
        """Its title, or the first suggestion of one; empty where there is none."""
        return self.title or (self.suggestions[0].text if self.suggestions else "")


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the social calendar."""

    day: date
    time: dt.time
    platform: str
    theme: str
    category: str
    subject: int  # number of its subject; -1 for an open slot, which has none
    format: str = ""
    objective: str = ""
    serves_mission: bool = True  # its theme has an objective of the platform
    audience: str = ""
    stage: str = ""
    owner: str = ""
    reasons: tuple[Reason, ...] = ()
    kept_id: str = ""  # its id in the calendar, where the user settled it; empty where the planner placed it
    campaign: str = ""
    key_date: str = ""
    has_named_day: bool = False  # the strategy names its day
    outside_mix: bool = False  # the user set it outside the mix: the target path follows it
    status: str = ""  # a code of `choices.status`; empty: the status of a new post
    work_week: date | None = None  # Monday of the week in which its maker has the hours for it
    is_open: bool = False  # a slot that is kept free for the news of the day: it counts for the frequency alone
    is_own: bool = False  # an open one that the user added without a theme: it is free for what she makes of it
    title: str = ""  # of such a post, as the user typed it; other posts have that of their subject
    variant: str = ""  # "A" or "B" for a post of an A/B pair
    is_untouched: bool = False  # a kept one that stands as the last run planned it

    @property
    def sort_key(self) -> tuple[date, dt.time, str]:
        return (self.day, self.time, self.platform)

    @property
    def is_users(self) -> bool:
        """Whether the user settled it; the planner chose all of the others, now or in the last run."""
        return bool(self.kept_id) and not self.is_untouched

    @property
    def is_kept_free(self) -> bool:
        """Whether it is a slot that calgen keeps free for the news of the day."""
        return self.is_open and not self.is_own


@dataclass(frozen=True, slots=True)
class Deviation:
    """The largest gap between the posts of a category or theme and its target path; see `certificate.certify`."""

    level: str  # "category" or "theme"
    platform: str  # empty for all of them
    name: str
    asked: float  # posts at the end of the plan
    planned: int
    worst_gap: float  # posts
    worst_day: date
    limit: float  # posts: the promised bound of the gap
    unavoidable: float  # posts: the gap that the posts settled by the user alone make unavoidable

    @property
    def is_mostly_unavoidable(self) -> bool:
        """Whether what cannot be avoided explains the gap: at least half of it."""
        return self.unavoidable >= self.worst_gap / 2 - 1e-9

    @property
    def is_within_promise(self) -> bool:
        """Whether the gap is within its limit, or beyond it only by what cannot be avoided."""
        return self.worst_gap <= max(self.limit, self.unavoidable) + 1e-9


class GapCause(Enum):
    """Why a platform has not the number of posts that its frequency asks."""

    NO_DAY = "no_day"  # too few: no day is free for them
    SETTLED = "settled"  # too many: the user settled more posts than are asked
    NO_THEME = "no_theme"  # too few: no theme can stand there
    NO_HOURS = "no_hours"  # too few: nobody has the hours, and the settings ask to leave posts out
    LEFT_EMPTY = "left_empty"  # too few: a run that adds no posts has not filled a place that the user emptied


@dataclass(frozen=True, slots=True)
class PostGap:
    """The number of posts that a platform has too few or too many, for one cause."""

    platform: str
    cause: GapCause
    posts: int
    first: date  # the first day, or the first day of the first period, that is concerned
    days: tuple[date, ...] = ()  # in order: the days of the posts, or the first days of the periods that lack them
    posts_of_days: tuple[int, ...] = ()  # and the posts of each

    @classmethod
    def of_days(cls, platform: str, cause: GapCause, posts: Mapping[date, int]) -> PostGap:
        """The gap of some posts by day, or by first day of a period; there is at least one."""
        days = tuple(sorted(posts))
        counts = tuple(posts[day] for day in days)
        return cls(platform, cause, sum(counts), days[0], days, counts)

    @property
    def periods(self) -> int:
        """The number of days, or of periods, that are concerned."""
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Plan:
    """The result: posts and subjects in order, the posts asked per period, the certificate of the mix, the problems."""

    horizon: Horizon
    periods: tuple[Period, ...]
    posts: tuple[Post, ...]
    subjects: tuple[Subject, ...]
    certificate: tuple[Deviation, ...]
    problems: tuple[Problem, ...]
    gaps: tuple[PostGap, ...] = ()
    removed: tuple[Pin, ...] = ()  # posts that the user removed: their places count for the frequency
    known_gaps: KnownGaps | None = None  # what it tells of missing posts, for the next run
    asked_before: AskedBefore | None = None  # what was asked of the days that are over
    path: TargetPath | None = field(default=None, repr=False, compare=False)  # the target path of its posts
    planned_from: Strategy | None = field(default=None, repr=False, compare=False)

    def path_of(self, strategy: Strategy) -> TargetPath | None:
        """The target path of its posts, where the plan was made from this strategy; None where it is another one."""
        return self.path if self.planned_from == strategy else None
