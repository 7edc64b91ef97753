"""The posts that are shown to a client: what will be published, and nothing of how it was planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.post_fingerprint import fingerprint as fingerprint
from calgen.export.post_fingerprint import untracked as untracked
from calgen.strategy.network_advice import NETWORK_ADVICE
from calgen.strategy.networks import network

OVER = frozenset({"published", "cancelled"})  # statuses of posts on which nobody decides any more


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands in the page itself, or, without data, its name alone."""

    name: str
    alt_text: str
    kind: str = ""  # such as image/png
    data: bytes = b""
    is_animated: bool = False


@dataclass(frozen=True, slots=True)
class SharedPost:
    """A post as a client sees it; `seen` is the fingerprint of what is shown.

    `visible` is the number of characters of its text that are seen before the network cuts it; None: all.
    """

    id: str
    seen: str
    day: date
    time: time | None
    platform: str
    format: str
    title: str
    text: str
    hashtags: str
    link: str
    campaign: str
    objective: str
    status: str
    picture: Picture | None = None
    visible: int | None = None


@dataclass(frozen=True, slots=True)
class PostSelection:
    """Which posts are shown: of some days, of one platform."""

    first: date
    last: date | None = None
    platform: str = ""


ReadPicture = Callable[[str, str], Picture]  # the cell's text and the alternative text → what can be shown of it


def shared_posts(calendar: ExportedCalendar, asked: PostSelection, read_picture: ReadPicture) -> list[SharedPost]:
    """The posts with a text that are still to come, by day, hour and id."""
    return [_shared(post, read_picture) for post in _asked(calendar, asked) if post.values.get("text")]


def without_text(calendar: ExportedCalendar, asked: PostSelection) -> tuple[str, ...]:
    """The ids of the posts of these days that have no text yet: there is nothing to approve."""
    return tuple(post.id for post in _asked(calendar, asked) if not post.values.get("text"))


def _asked(calendar: ExportedCalendar, asked: PostSelection) -> Iterable[ExportedPost]:
    last = asked.last or date.max
    for post in calendar.posts:
        is_asked = asked.first <= post.day <= last and asked.platform in {"", post.values.get("platform")}
        if is_asked and post.id and post.values.get("status") not in OVER:
            yield post


def _shared(post: ExportedPost, read_picture: ReadPicture) -> SharedPost:
    value = {key: str(text) for key, text in post.values.items()}
    image, advice = value.get("image", ""), NETWORK_ADVICE.get(network(value.get("platform", "")).key)
    return SharedPost(
        post.id,
        fingerprint(post),
        post.day,
        post.time,
        value.get("platform", ""),
        value.get("format", ""),
        value.get("title", ""),
        value.get("text", ""),
        value.get("hashtags", ""),
        untracked(value.get("link", "")),
        value.get("campaign", ""),
        value.get("objective", ""),
        value.get("status", ""),
        read_picture(image, value.get("alt_text", "")) if image else None,
        advice.visible if advice else None,
    )
