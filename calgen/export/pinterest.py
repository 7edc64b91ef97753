"""Pinterest's own import file: moments in UTC, two weeks ahead at most, each title once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from calgen.export.scheduler_files import FileColumn, SchedulerFormat, has_whole_link, picture_address
from calgen.export.scheduler_notes import Note
from calgen.export.scheduler_posts import SchedulerPost

_LONGEST_TITLE, _LONGEST_TEXT = 100, 500  # characters


def has_picture(post: SchedulerPost) -> str:
    """A pin is a picture or a video."""
    return "" if picture_address(post) else "no_picture"


def has_title(post: SchedulerPost) -> str:
    """Pinterest tells the pins of a file apart by their titles."""
    return "" if post.title else "no_title"


def fits(post: SchedulerPost) -> str:
    """Pinterest refuses longer titles and descriptions."""
    return "too_long" if len(post.title) > _LONGEST_TITLE or len(post.text) > _LONGEST_TEXT else ""


def doubled_links(posts: Sequence[SchedulerPost]) -> Iterator[Note]:
    """Pins that lead to one address: of these, a report says, the import makes a single pin, without a word."""
    count = Counter(post.link for post in posts if post.link)
    if doubled := sum(times for times in count.values() if times > 1):
        yield "doubled_links", {"n": doubled}


FORMAT = SchedulerFormat(
    "pinterest",
    "Pinterest",
    date(2026, 11, 30),
    "https://help.pinterest.com/en/business/article/bulk-create-video-pins",
    (
        FileColumn("Title", lambda post: post.title),
        FileColumn("Media URL", picture_address),
        FileColumn("Pinterest board", lambda post: post.board),
        FileColumn("Thumbnail"),
        FileColumn("Description", lambda post: post.text),
        FileColumn("Link", lambda post: post.link),
        FileColumn("Publish date", lambda post: f"{post.moment_utc:%Y-%m-%dT%H:%M:%S}"),
        FileColumn("Keywords", lambda post: ",".join(tag.lstrip("#") for tag in post.hashtags.split())),
    ),
    rows=100,
    is_by_platform=True,
    networks=frozenset({"pinterest"}),
    days_ahead=14,
    unique=lambda post: post.title,
    has_boards=True,
    notes=doubled_links,
    is_universal_time=True,
    rules=(has_picture, has_title, fits, has_whole_link),
)
