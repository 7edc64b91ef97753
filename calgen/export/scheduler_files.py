"""A scheduler's import file: its columns, its limits, and the files that posts are written into.

A text goes out as it stands, or not at all: nothing is cut. What a format cannot hold is left with its cause.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from calgen.export.scheduler_notes import Note, post_notes
from calgen.export.scheduler_posts import PINTEREST, Chosen, LeftPost, SchedulerPost
from calgen.strategy.networks import network
from calgen.strategy.text_length import length

_UTF8, _UTF8_WITH_MARK = "utf-8", "utf-8-sig"
_NO_SOCIAL_NETWORKS = frozenset({"newsletter", "blog"})  # platforms of a calendar that no scheduler serves
_LINK = ("http://", "https://")


class Drafts(Enum):
    """How a scheduler imports a post as a draft."""

    NONE = "none"  # it does not
    COLUMN = "column"  # a column says so
    BLANK_DATE = "blank_date"  # a post without a moment is one
    DIALOG = "dialog"  # a box of its import dialog says so, for the whole file


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file: its heading, to the letter, and what it holds of a post."""

    heading: str
    value: Callable[[SchedulerPost], str] = lambda post: ""


Rule = Callable[[SchedulerPost], str]  # why a post cannot be held, a key of `[export.left]`; empty where it can


@dataclass(frozen=True, slots=True)
class SchedulerFormat:
    """The import file of a scheduler, as it was read on a day in its source."""

    key: str  # the word after `--to`
    name: str
    read: date
    source: str
    columns: tuple[FileColumn, ...]
    rows: int | None = None  # most posts a file
    is_by_platform: bool = False  # one file for each
    networks: frozenset[str] = frozenset()  # keys of those that it serves; empty: any
    days_ahead: int | None = None  # most days ahead
    minutes_ahead: int = 0  # least minutes ahead
    minutes_apart: int = 0  # least minutes between two posts
    drafts: Drafts = Drafts.NONE
    has_byte_order_mark: bool = False
    takes_all: bool = False  # a calendar to look at: all posts, whatever their status, are in it
    unique: Callable[[SchedulerPost], str] | None = None  # what no two posts of a file may share
    rules: tuple[Rule, ...] = ()
    ending: str = ".csv"
    has_pictures: bool = True  # a column takes the address of one
    has_boards: bool = False  # a column takes the board of a pin
    is_universal_time: bool = False  # its moments are
    notes: Callable[[Sequence[SchedulerPost]], Iterable[Note]] = lambda posts: ()  # what only its import does
    more_columns: Mapping[str, tuple[FileColumn, ...]] = field(default_factory=dict)  # of a network, behind the others


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to be written: what stands in its name behind the workbook's, its bytes, the ids of its posts."""

    name: str
    data: bytes
    posts: tuple[str, ...]
    events: int = 0  # key dates and tasks beside the posts


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files of an export, and the posts that are in none, with why.

    `notes` are keys of `[export.notes]` in the words files, with their values.
    """

    files: tuple[ExportedFile, ...]
    left: tuple[LeftPost, ...] = ()
    notes: tuple[Note, ...] = field(default_factory=tuple)

    @property
    def posts(self) -> int:
        return sum(len(file.posts) for file in self.files)


def scheduler_files(layout: SchedulerFormat, chosen: Chosen, now: datetime, zone: str = "") -> ExportReport:
    """The files of a scheduler, split by platform and by the most posts a file; `now` is in the calendar's zone."""
    left = list(chosen.left)
    kept: list[SchedulerPost] = []
    for post in chosen.posts:
        cause = _cause(layout, post, kept, now)
        if cause is None:
            kept.append(post)
        else:
            left.append(cause)
    files = [_file(layout, name, posts) for name, posts in _parts(layout, kept)]
    return ExportReport(tuple(files), tuple(left), tuple(_notes(layout, kept, zone)))


def _cause(
    layout: SchedulerFormat, post: SchedulerPost, kept: Sequence[SchedulerPost], now: datetime
) -> LeftPost | None:
    """Why the format cannot hold a post beside those that it holds already."""
    is_served = post.network in layout.networks if layout.networks else post.network not in _NO_SOCIAL_NETWORKS
    if not (is_served or layout.takes_all):
        return LeftPost(post.id, "other_network", {"platform": post.platform})
    if post.is_draft and layout.drafts is Drafts.NONE and not layout.takes_all:
        return LeftPost(post.id, "no_drafts")
    has_moment = not (layout.takes_all or (post.is_draft and layout.drafts is Drafts.BLANK_DATE))
    if has_moment and post.moment < now + timedelta(minutes=layout.minutes_ahead):
        return LeftPost(post.id, "too_soon", {"n": layout.minutes_ahead})
    if layout.days_ahead is not None and post.moment > now + timedelta(days=layout.days_ahead):
        again = post.moment.date() - timedelta(days=layout.days_ahead)
        return LeftPost(post.id, "too_far", {"n": layout.days_ahead, "day": again})
    near = timedelta(minutes=layout.minutes_apart)
    if any(post.moment - other.moment < near for other in kept if _goes_with(layout, post, other)):
        return LeftPost(post.id, "too_near", {"n": layout.minutes_apart})
    unique = layout.unique
    if unique and any(unique(post) == unique(other) for other in kept if _goes_with(layout, post, other)):
        return LeftPost(post.id, "not_unique")
    cause = next(filter(None, (rule(post) for rule in layout.rules)), "")
    if cause:
        return LeftPost(post.id, cause)
    return None if layout.takes_all else over_limit(post)


def _goes_with(layout: SchedulerFormat, post: SchedulerPost, other: SchedulerPost) -> bool:
    return not layout.is_by_platform or post.platform == other.platform


def _parts(layout: SchedulerFormat, posts: Sequence[SchedulerPost]) -> Iterable[tuple[str, list[SchedulerPost]]]:
    """The posts of each file, with what stands in its name behind that of the format."""
    groups: dict[str, list[SchedulerPost]] = {}
    for post in posts:
        groups.setdefault(post.platform if layout.is_by_platform else "", []).append(post)
    for platform, found in sorted(groups.items()):
        size = layout.rows or len(found)
        parts = [found[at : at + size] for at in range(0, len(found), size)]
        for number, part in enumerate(parts, 1):
            yield "-".join(filter(None, (layout.key, platform, str(number) if len(parts) > 1 else ""))), part


def _file(layout: SchedulerFormat, name: str, posts: Sequence[SchedulerPost]) -> ExportedFile:
    columns = (*layout.columns, *(layout.more_columns.get(posts[0].network, ()) if posts else ()))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows([column.value(post) for column in columns] for post in posts)
    coding = _UTF8_WITH_MARK if layout.has_byte_order_mark else _UTF8
    return ExportedFile(f"{name}{layout.ending}", text.getvalue().encode(coding), tuple(post.id for post in posts))


def _notes(layout: SchedulerFormat, posts: Sequence[SchedulerPost], zone: str) -> Iterable[Note]:
    """What a person must know of the files: when the format was read, drafts, the zone, boards, pictures, formulas."""
    yield "read", {"name": layout.name, "day": layout.read}
    drafts = sum(post.is_draft for post in posts)
    if drafts and layout.drafts is Drafts.DIALOG:
        yield "drafts_dialog", {"n": drafts, "name": layout.name}
    if posts and zone and not layout.takes_all:
        yield "zone_utc" if layout.is_universal_time else "zone", {"zone": zone, "name": layout.name}
    if layout.has_boards and any(post.network == PINTEREST and not post.board for post in posts):
        yield "boards", {}
    yield from layout.notes(posts)
    found = post_notes(posts, map(picture_address, posts), has_pictures=layout.has_pictures)
    yield from (note for note in found if not layout.takes_all or note[0] == "formulas")


def picture_address(post: SchedulerPost) -> str:
    """The address of the post's picture; empty where the cell names a file or nothing."""
    return post.image if is_address(post.image) else ""


def is_address(text: str) -> bool:
    """Whether a cell holds the address of something on the web, and nothing else."""
    return text.startswith(_LINK) and not any(sign.isspace() for sign in text)


def has_content(post: SchedulerPost) -> str:
    """A post without a text and without an address of a picture cannot be published."""
    return "" if post.text or is_address(post.image) else "no_text"


def has_text(post: SchedulerPost) -> str:
    return "" if post.text else "no_text"


def has_whole_link(post: SchedulerPost) -> str:
    """An address without `https://` in a column of its own is none for an importer."""
    link = post.link if post.network == PINTEREST else post.link_beside
    return "link_form" if link and not is_address(link) else ""


def over_limit(post: SchedulerPost) -> LeftPost | None:
    """A text that is longer than its network takes, as it goes out, with its link; None where it fits."""
    limits = network(post.platform).limits
    text = post.text if post.network == PINTEREST else post.text_with_link
    if limits is None or length(text, limits) <= limits.characters:
        return None
    return LeftPost(post.id, "over_limit", {"platform": post.platform, "n": limits.characters})
