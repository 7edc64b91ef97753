"""The posts of a calendar as schedulers take them: one text, one moment, addresses of media."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.plan.days.time_zones import in_zone, missing_hours
from calgen.strategy.networks import network

APPROVED, TO_REVIEW, SCHEDULED = "approved", "to_review", "scheduled"
PINTEREST = "pinterest"  # key of the network whose posts are pinned to a board
UNAPPROVED = frozenset({"not_approved", TO_REVIEW, SCHEDULED})  # causes that the status of a post alone gives
_WITHOUT_LINKS = frozenset({"instagram", "stories", "tiktok"})  # an address in a text is no link there


@dataclass(frozen=True, slots=True)
class SchedulerPost:
    """A post that may be scheduled; `moment` is in the calendar's time zone, without saying so, `moment_utc` in UTC.

    `text` is the post's text with its hashtags; the address stands in `link` alone.
    """

    id: str
    platform: str
    network: str
    moment: datetime
    moment_utc: datetime
    text: str
    title: str = ""
    link: str = ""
    image: str = ""
    alt_text: str = ""
    hashtags: str = ""
    is_draft: bool = False
    is_all_day: bool = False  # without an hour: in a calendar to look at alone
    board: str = ""  # of a pin

    @property
    def link_beside(self) -> str:
        """The address for a column of its own: where the network makes a link of it and it is not in the text."""
        return "" if self.link in self.text or self.network in _WITHOUT_LINKS else self.link

    @property
    def text_with_link(self) -> str:
        """The text with its address on a line of its own, where the network makes a link of it and it is not there."""
        return "\n\n".join(filter(None, (self.text, self.link_beside)))


@dataclass(frozen=True, slots=True)
class LeftPost:
    """A post that a file does not hold, and why: a key of `[export.left]` in the words files, with its values."""

    id: str
    cause: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostChoice:
    """Which posts are asked for: by id (then those that are scheduled already too), or all that are approved."""

    now: datetime  # in the calendar's time zone, without saying so
    ids: frozenset[str] = frozenset()
    drafts: bool = False
    takes_all: bool = False  # whatever its status, and past ones too
    board: str = ""  # of pins


@dataclass(frozen=True, slots=True)
class Chosen:
    """The posts that may be scheduled, by moment and id, and those that may not, with why."""

    posts: tuple[SchedulerPost, ...]
    left: tuple[LeftPost, ...]


def chosen_posts(calendar: ExportedCalendar, choice: PostChoice) -> Chosen:
    """The posts that are approved, still to come, and complete enough for a scheduler.

    Posts that are asked for by id may be scheduled already. What is not approved yet is left with its status, never
    with silence; published and cancelled posts are no candidates.
    """
    found: list[SchedulerPost] = []
    left: list[LeftPost] = []
    for post in calendar.posts:
        if choice.ids and post.id not in choice.ids:
            continue
        if choice.takes_all:
            if post.values.get("status") != "cancelled":
                found.append(_scheduler_post(post, calendar.time_zone, choice))
            continue
        cause = _cause(post, choice, calendar.time_zone)
        if cause is not None:
            left.append(cause)
        elif str(post.values.get("status", "")) not in {"published", "cancelled"}:
            found.append(_scheduler_post(post, calendar.time_zone, choice))
    found.sort(key=lambda post: (post.moment, post.id))
    return Chosen(tuple(found), tuple(left))


def _cause(post: ExportedPost, choice: PostChoice, zone: str) -> LeftPost | None:
    """Why a post may not go out; None where it may, or is over anyway."""
    status = str(post.values.get("status", ""))
    if status in {"published", "cancelled"}:
        return LeftPost(post.id, status) if choice.ids else None
    if status == SCHEDULED and not choice.ids:
        return LeftPost(post.id, "scheduled")
    if status not in {APPROVED, SCHEDULED} and not (choice.drafts and status == TO_REVIEW):
        return LeftPost(post.id, "to_review" if status == TO_REVIEW else "not_approved")
    if post.time is None:
        return LeftPost(post.id, "no_hour")
    if datetime.combine(post.day, post.time) <= choice.now:
        return LeftPost(post.id, "past", {"day": post.day})
    missing = missing_hours(zone, post.day)
    if missing and missing[0] <= post.time < missing[1]:
        return LeftPost(post.id, "hour_missing", {"day": post.day, "time": post.time})
    return None


def _scheduler_post(post: ExportedPost, zone: str, choice: PostChoice) -> SchedulerPost:
    moment = datetime.combine(post.day, post.time or time(0))
    value = {key: str(text) for key, text in post.values.items()}
    platform, hashtags = value.get("platform", ""), value.get("hashtags", "")
    text = value.get("text", "")
    missing = [tag for tag in hashtags.split() if tag not in text.split()]
    whole = "\n\n".join(part for part in (text, " ".join(missing)) if part) if text else ""
    key = network(platform).key
    return SchedulerPost(
        post.id,
        platform,
        key,
        moment,
        in_zone(moment, zone, "UTC"),
        whole,
        value.get("title", ""),
        value.get("link", ""),
        value.get("image", ""),
        value.get("alt_text", ""),
        hashtags,
        value.get("status") == TO_REVIEW,
        post.time is None,
        choice.board if key == PINTEREST else "",
    )
