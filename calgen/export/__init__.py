"""A calendar as somebody else's file: one small module per format, all of them in `FORMATS`.

A format gets the posts as they stand in the workbook, with the user's edits, and returns the files, and the posts that
are in none of them with why. Nothing is cut: a file holds a post whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

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
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
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

    if options.ids or options.first or options.last:
        calendar = replace(calendar, gone=())
    return ExportReport(tuple(icalendar_feed.calendar_files(calendar, options.now.date(), by=options.by)))


def _scheduler(layout: SchedulerFormat) -> FileFormat:
    def make(calendar: ExportedCalendar, options: ExportOptions) -> ExportReport:
        chosen = chosen_posts(calendar, PostChoice(options.now, options.ids, options.drafts, layout.takes_all))
        return scheduler_files(layout, chosen, options.now)

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
    """The posts of the days that are asked for. Raises Refused where an id is asked for that is not there."""
    unknown = sorted(options.ids - {post.id for post in calendar.posts})
    if unknown:
        raise Refused("export_id_unknown", ids=tuple(unknown))
    first, last = options.first or date.min, options.last or date.max
    return tuple(post for post in calendar.posts if first <= post.day <= last)
