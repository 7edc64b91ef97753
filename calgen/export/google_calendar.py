"""Google Calendar's import file, for those who ask for one: imported twice, its events double."""

from __future__ import annotations

from datetime import date, timedelta

from calgen.export.scheduler_files import FileColumn, SchedulerFormat
from calgen.export.scheduler_posts import SchedulerPost

_MINUTES = 15


def _subject(post: SchedulerPost) -> str:
    return " · ".join(filter(None, (post.platform, post.title)))


FORMAT = SchedulerFormat(
    "google",
    "Google Calendar",
    date(2026, 11, 30),
    "https://support.google.com/calendar/answer/37118",
    (
        FileColumn("Subject", _subject),
        FileColumn("Start Date", lambda post: f"{post.moment:%m/%d/%Y}"),
        FileColumn("Start Time", lambda post: f"{post.moment:%I:%M %p}"),
        FileColumn("End Date", lambda post: f"{post.moment + timedelta(minutes=_MINUTES):%m/%d/%Y}"),
        FileColumn("End Time", lambda post: f"{post.moment + timedelta(minutes=_MINUTES):%I:%M %p}"),
        FileColumn("All Day Event", lambda post: "False"),
        FileColumn("Description", lambda post: post.text_with_link),
        FileColumn("Location"),
        FileColumn("Private"),
    ),
    takes_all=True,
)
