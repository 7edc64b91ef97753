"""The calendar as JSON, for programs; its fields and its version stand in `docs/export-json.md`."""

from __future__ import annotations

import json

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost

NAME, VERSION = "calgen.calendar", 1


def write(calendar: ExportedCalendar) -> bytes:
    """One JSON object in UTF-8, two spaces to a level, a line break at its end."""
    found = {
        "format": NAME,
        "version": VERSION,
        "brand": calendar.brand,
        "language": calendar.language,
        "time_zone": calendar.time_zone,
        "posts": [_record(post) for post in calendar.posts],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _record(post: ExportedPost) -> dict[str, str | int | float]:
    """A post: ISO date and hour of the calendar's time zone; a blank cell has no key."""
    place: dict[str, str | int | float] = {"id": post.id, "subject": post.subject, "date": post.day.isoformat()}
    if post.time:
        place["time"] = f"{post.time:%H:%M}"
    return {key: value for key, value in place.items() if value} | dict(post.values)
