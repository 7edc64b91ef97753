"""Google Calendar's import file, for those who ask for one: imported twice, its events double."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from calgen.export.scheduler_files import FileColumn, SchedulerFormat
from calgen.export.scheduler_posts import SchedulerPost

_MINUTES = 15


def _subject(post: SchedulerPost) -> str:
    return " · ".join(filter(None, (post.platform, post.title)))


def _end(post: SchedulerPost) -> datetime:
    """The end of an event; that of a whole day is the day itself, unlike in an iCalendar."""
    return post.moment if post.is_all_day else post.moment + timedelta(minutes=_MINUTES)


FORMAT = SchedulerFormat(
    "google",
    "Google Calendar",
    date(2026, 11, 30),
    "https://support.google.com/calendar/answer/37118",
    (
        FileColumn("Subject", _subject),
        FileColumn("Start Date", lambda post: f"{post.moment:%m/%d/%Y}"),
        FileColumn("Start Time", lambda post: "" if post.is_all_day else f"{post.moment:%I:%M %p}"),
        FileColumn("End Date", lambda post: f"{_end(post):%m/%d/%Y}"),
        FileColumn("End Time", lambda post: "" if post.is_all_day else f"{_end(post):%I:%M %p}"),
        FileColumn("All Day Event", lambda post: "True" if post.is_all_day else "False"),
        FileColumn("Description", lambda post: post.text_with_link),
        FileColumn("Location"),
        FileColumn("Private"),
    ),
    takes_all=True,
)
