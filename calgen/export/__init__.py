"""A calendar as somebody else's file: one small module per format, all of them in `FORMATS`.

A format gets the posts as they stand in the workbook, with the user's edits, and returns the files, and the posts that
are in none of them with why. Nothing is cut: a file holds a post whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from calgen.book.problems import Refused
from calgen.export import (
    buffer,
    google_calendar,
    highlevel,
    json_calendar,
    metricool,
    pinterest,
    publer,
    sprout,
    vista,
)
from calgen.export.calendar_posts import ExportedCalendar, ExportedEvent, ExportedPost
from calgen.export.scheduler_files import ExportedFile, ExportReport, SchedulerFormat, scheduler_files
from calgen.export.scheduler_posts import PostChoice, chosen_posts


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What of the calendar is asked for; `now` is in the calendar's time zone, without saying so."""

    now: datetime
    first: date | None = None
    last: date | None = None
    ids: frozenset[str] = field(default_factory=frozenset)
    drafts: bool = False
    by: str = ""  # of an iCalendar: `platform` or `owner`, for one file each
    at: datetime | None = None  # the moment of the export in universal time; None: the begin of the day of `now`
    board: str = ""  # of pins

    @property
    def asks_days(self) -> bool:
        """Whether days or posts are named: then those of the archive count too."""
        return bool(self.first or self.last or self.ids)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format: the word after `--to`, the ending of its files, and the function that makes them."""

    key: str
    ending: str
    make: Callable[[ExportedCalendar, ExportOptions], ExportReport]


def _json(calendar: ExportedCalendar, _: ExportOptions) -> ExportReport:
    ids = tuple(post.id for post in calendar.posts)
    return ExportReport((ExportedFile(".json", json_calendar.write(calendar), ids),))


def _icalendar(calendar: ExportedCalendar, options: ExportOptions) -> ExportReport:
    from calgen.export import icalendar_feed  # its package is loaded for it alone

    if options.asks_days:
        calendar = replace(calendar, gone=())
    at = options.at or datetime.combine(options.now.date(), time(0), UTC)
    return ExportReport(tuple(icalendar_feed.calendar_files(calendar, at, by=options.by)))


def _scheduler(layout: SchedulerFormat) -> FileFormat:
    def make(calendar: ExportedCalendar, options: ExportOptions) -> ExportReport:
        choice = PostChoice(options.now, options.ids, options.drafts, layout.takes_all, options.board)
        return scheduler_files(layout, chosen_posts(calendar, choice), options.now, calendar.time_zone)

    return FileFormat(layout.key, layout.ending, make)


SCHEDULERS: tuple[SchedulerFormat, ...] = tuple(
    module.FORMAT for module in (buffer, publer, metricool, pinterest, vista, highlevel, sprout, google_calendar)
)
FORMATS: tuple[FileFormat, ...] = (
    FileFormat("ics", ".ics", _icalendar),
    FileFormat("json", ".json", _json),
    *map(_scheduler, SCHEDULERS),
)


def file_format(key: str) -> FileFormat:
    """The format of a key. Raises Refused where there is none."""
    known = {found.key: found for found in FORMATS}
    if key not in known:
        raise Refused("format_unknown", name=key, names=tuple(known))
    return known[key]


def asked_posts(calendar: ExportedCalendar, options: ExportOptions) -> tuple[ExportedPost, ...]:
    """The posts of the days and ids that are asked for. Raises Refused for an id that is not there."""
    unknown = sorted(options.ids - {post.id for post in calendar.posts})
    if unknown:
        raise Refused("export_id_unknown", ids=tuple(unknown))
    first, last = options.first or date.min, options.last or date.max
    posts = (post for post in calendar.posts if first <= post.day <= last)
    return tuple(post for post in posts if not options.ids or post.id in options.ids)


def asked_events(calendar: ExportedCalendar, options: ExportOptions) -> tuple[ExportedEvent, ...]:
    """The key dates and tasks of the days that are asked for."""
    first, last = options.first or date.min, options.last or date.max
    return tuple(event for event in calendar.events if event.first <= last and first <= event.last)
