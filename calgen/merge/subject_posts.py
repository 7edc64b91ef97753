"""The posts of each subject in the social calendar as it will stand: what the editorial calendar counts and shows."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, time

from calgen.book.cells import as_text
from calgen.book.sheet import StyledCell
from calgen.book.vocabulary import understood_code
from calgen.calendar import CalendarRow, normalized_id
from calgen.merge.edits import Edits
from calgen.merge.merged_rows import MergedCalendar, MergedRow
from calgen.merge.row_matching import id_number

_BLANK = StyledCell()


@dataclass(frozen=True, slots=True)
class SubjectPosts:
    """The posts of a subject: how many are not cancelled (of these in the archive), and the ids of the first and last.

    First and last are those of the posts that are to appear; where none is, those of all its posts.
    """

    count: int
    first: str
    last: str
    archived: int = 0


@dataclass(frozen=True, slots=True)
class _Listed:
    """A post of a subject; one that is cancelled, or lacks its day or platform, does not appear."""

    is_cancelled: bool
    appears: bool
    order: tuple[date, time, str, int]
    id: str


def posts_by_subject(edits: Edits, merged: MergedCalendar) -> Mapping[str, SubjectPosts]:
    """The posts of each subject by its id; `merged` is the social calendar."""
    rows = edits.rows_of("social")
    listed: dict[str, list[_Listed]] = {}
    for row in merged.rows:
        now = rows.get(row.id)
        if subject := _subject(row, now):
            listed.setdefault(subject, []).append(_listed(row, now))
    for id_, old in edits.archived.items():
        if old.subject:
            listed.setdefault(old.subject, []).append(_listed_in_archive(id_, old))
    return {subject: _subject_posts(posts, edits.archived) for subject, posts in listed.items()}


def _listed_in_archive(id_: str, row: CalendarRow) -> _Listed:
    is_cancelled, day = row.code("status") == "cancelled", row.day() or date.max
    order = (day, row.hour() or time(0), row.text("platform"), id_number(id_))
    return _Listed(is_cancelled, not is_cancelled, order, id_)


def _subject(row: MergedRow, now: CalendarRow | None) -> str:
    """The id of a post's subject; a formula of a program that stores no values is read by itself."""
    if now is not None and "editorial" not in row.rewritten and now.cell("editorial").formula:
        return now.subject
    return normalized_id(_text(row, "editorial"))


def _listed(row: MergedRow, now: CalendarRow | None) -> _Listed:
    day, at = (row.cells.get(key, _BLANK).value for key in ("date", "time"))
    if now is not None and "date" in row.kept:
        day = now.day()
    if now is not None and "time" in row.kept:
        at = now.hour()
    is_cancelled = understood_code("status", _text(row, "status")) == "cancelled"
    has_day = isinstance(day, date)
    hour = at if isinstance(at, time) else time(0)
    platform = _text(row, "platform")
    order = (day if isinstance(day, date) else date.max, hour, platform, id_number(row.id))
    return _Listed(is_cancelled, has_day and not is_cancelled and bool(platform), order, row.id)


def _text(row: MergedRow, key: str) -> str:
    return as_text(row.cells.get(key, _BLANK).value)


def _subject_posts(posts: list[_Listed], archived: Container[str]) -> SubjectPosts:
    chosen = sorted([post for post in posts if post.appears] or posts, key=lambda post: post.order)
    count, past = (sum(not post.is_cancelled for post in own)
                   for own in (posts, [post for post in posts if post.id in archived]))  # fmt: skip
    return SubjectPosts(count, chosen[0].id, chosen[-1].id, past)
