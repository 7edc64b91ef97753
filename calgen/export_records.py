"""What `calgen export` is asked for, and what it makes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from calgen.book.words import Words

if TYPE_CHECKING:  # the room of the formats is loaded by the command alone
    from calgen.export.scheduler_files import ExportedFile, ExportReport


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the user asks: a format, days, ids, drafts; `at` is the moment of the export, None for the day's begin."""

    to: str
    today: date
    at: datetime | None = None
    first: date | None = None
    last: date | None = None
    ids: Collection[str] = ()
    drafts: bool = False
    by: str = ""
    template: tuple[str, bytes] | None = None  # a tool's own, by name, instead of a format
    events: Collection[str] = ()  # what an iCalendar holds beside the posts: `dates`, `tasks`
    board: str = ""  # of pins
    mark: bool = False  # the posts that go out become `scheduled` in the workbook


@dataclass(frozen=True, slots=True)
class Exported:
    """A calendar as somebody else's files, with the posts that are in none.

    `left_out` are the numbers of the rows that are no posts, for want of a day or a platform; `without_id` those that
    have no id of their own, where posts must have one. `before` and `after` are the bytes of the workbook, which differ
    where posts were marked.
    """

    report: ExportReport
    ending: str
    words: Words
    left_out: tuple[int, ...] = ()
    without_id: tuple[int, ...] = ()
    before: bytes = b""
    after: bytes = b""
    marked: tuple[str, ...] = ()  # ids of posts that are scheduled now

    @property
    def files(self) -> tuple[ExportedFile, ...]:
        return self.report.files

    @property
    def data(self) -> bytes:
        """The bytes of the first file."""
        return self.files[0].data

    @property
    def posts(self) -> int:
        """The number of posts in all files."""
        return self.report.posts

    @property
    def changed(self) -> bool:
        """Whether the workbook is to be written."""
        return self.before != self.after
