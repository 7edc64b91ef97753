"""The calendar as JSON, for programs; its fields and its version stand in `docs/export-json.md`, its schema in
`docs/calendar.schema.json`."""

from __future__ import annotations

import json
from datetime import datetime

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.post_fingerprint import fingerprint
from calgen.plan.days.time_zones import aware

NAME, VERSION = "calgen.calendar", 1


def write(calendar: ExportedCalendar) -> bytes:
    """One JSON object in UTF-8, two spaces to a level, a line break at its end."""
    found = {
        "format": NAME,
        "version": VERSION,
        "brand": calendar.brand,
        "language": calendar.language,
        "calendar": calendar.key,
        "time_zone": calendar.time_zone,
        "posts": [_record(post, calendar.time_zone) for post in calendar.posts],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _record(post: ExportedPost, zone: str) -> dict[str, str | int | float]:
    """A post: ISO day and hour of the calendar's time zone, and both as one moment; a blank cell has no key."""
    place: dict[str, str | int | float] = {"id": post.id, "subject": post.subject, "date": post.day.isoformat()}
    if post.time:
        place["time"] = f"{post.time:%H:%M}"
        moment = aware(datetime.combine(post.day, post.time), zone)
        place["moment"] = moment.isoformat() if moment.tzinfo else ""
    place["fingerprint"] = fingerprint(post)
    return {key: value for key, value in place.items() if value} | dict(post.values)
