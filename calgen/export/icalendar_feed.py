"""The calendar as iCalendar (RFC 5545), for phones and mail programs: each post is an event that keeps its identity.

What is exported again replaces what was imported before: `UID` stays, `SEQUENCE` grows where a row has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.scheduler_files import ExportedFile
from calgen.plan.days.time_zones import offset_changes

_MINUTES = 15  # an event without length is not seen in the month view of some programs
_STATUSES = {"cancelled": "CANCELLED", "approved": "CONFIRMED", "scheduled": "CONFIRMED", "published": "CONFIRMED"}


def calendar_files(calendar: ExportedCalendar, today: date, *, by: str = "") -> list[ExportedFile]:
    """One file; or one for each platform or person that has posts (`by` is `platform` or `owner`)."""
    groups: dict[str, list[ExportedPost]] = {}
    gone = calendar.gone if by in {"", "platform"} else ()
    for post in (*calendar.posts, *gone):
        groups.setdefault(str(post.values.get(by, "")) if by else "", []).append(post)
    return [
        ExportedFile(
            "-".join(filter(None, ("calendar", name))) + ".ics",
            write(calendar, posts, today, name),
            tuple(post.id for post in posts),
        )
        for name, posts in sorted(groups.items())
    ]


def write(calendar: ExportedCalendar, posts: Iterable[ExportedPost], today: date, name: str = "") -> bytes:
    """A calendar of these posts. Hours stand in the calendar's zone, whose rules stand in the file; without a zone the
    hours are those of whoever reads it."""
    found = icalendar.Calendar()
    found.add("prodid", "-//calgen//calgen//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", " · ".join(filter(None, (calendar.brand, name))))
    listed = list(posts)
    if calendar.time_zone and any(post.time for post in listed):
        days = [post.day for post in listed]
        first, last = date(min(days).year - 1, 12, 30), date(max(days).year + 1, 1, 2)
        found.add("x-wr-timezone", calendar.time_zone)
        found.add_component(_zone_rules(calendar.time_zone, first, last))
    for post in listed:
        found.add_component(_event(calendar, post, today))
    return bytes(found.to_ical())


def _zone_rules(zone: str, first: date, last: date) -> icalendar.Timezone:
    """Each change of the clocks on its own (RFC 5545, 3.6.5): every program reads that, and no zone needs a rule."""
    rules = icalendar.Timezone()
    rules.add("tzid", zone)
    for change in offset_changes(zone, first, last):
        part = icalendar.TimezoneDaylight() if change.is_summer else icalendar.TimezoneStandard()
        part.add("dtstart", change.local)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        rules.add_component(part)
    return rules


def _event(calendar: ExportedCalendar, post: ExportedPost, today: date) -> icalendar.Event:
    value = {key: str(text) for key, text in post.values.items()}
    event = icalendar.Event()
    event.add("uid", f"{post.id}-{calendar.key}@calgen")
    event.add("dtstamp", datetime.combine(today, time(0), UTC))
    event.add("sequence", post.sequence)
    _add_time(event, calendar, post)
    event.add("summary", " · ".join(filter(None, (value.get("platform"), value.get("title")))))
    if text := _description(value):
        event.add("description", text)
    if value.get("theme"):
        event.add("categories", [value["theme"]])
    if address := value.get("url") or value.get("link"):
        event.add("url", address)
    event.add("status", _STATUSES.get(value.get("status", ""), "TENTATIVE"))
    event.add("transp", "TRANSPARENT")  # a post does not make anybody busy
    return event


def _add_time(event: icalendar.Event, calendar: ExportedCalendar, post: ExportedPost) -> None:
    """A moment of fifteen minutes; the whole day where the post has no hour."""
    if post.time is None:
        event.add("dtstart", post.day)
        event.add("dtend", post.day + timedelta(days=1))
        return
    moment = datetime.combine(post.day, post.time)
    event.add("dtstart", moment, parameters={"TZID": calendar.time_zone} if calendar.time_zone else {})
    event.add("duration", timedelta(minutes=_MINUTES))


def _description(value: dict[str, str]) -> str:
    parts = (value.get("text"), value.get("hashtags"), value.get("link"))
    return "\n\n".join(filter(None, parts))
