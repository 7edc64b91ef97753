"""The calendar as iCalendar (RFC 5545), for phones and mail programs: each post is an event that keeps its identity.

What is exported again replaces what was imported before: `UID` stays, `SEQUENCE` grows where a row has changed. Of two
events of one number the later `DTSTAMP` counts (RFC 5546, 2.1.5). Key dates and tasks have no number in the workbook:
theirs is the day of the export.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import icalendar

from calgen.export.calendar_posts import ExportedCalendar, ExportedEvent, ExportedPost
from calgen.export.scheduler_files import ExportedFile, is_address
from calgen.plan.days.time_zones import offset_changes

PREFIX = "calendar"  # of the names of its files, behind that of the workbook
_FIRST_SEQUENCE = date(2020, 1, 1)  # the day of the number 0 of key dates and tasks
_MINUTES = 15  # an event without length is not seen in the month view of some programs
_CONTROLS = {code: None for code in (*range(9), *range(11, 32), 127) if code != 13}  # no sign of a text (RFC 5545, 3.1)
_STATUSES = {"cancelled": "CANCELLED", "approved": "CONFIRMED", "scheduled": "CONFIRMED", "published": "CONFIRMED"}


def calendar_files(calendar: ExportedCalendar, at: datetime, *, by: str = "") -> list[ExportedFile]:
    """One file; or one for each platform or person that has posts (`by` is `platform` or `owner`).

    `at` is the moment of the export in universal time. Key dates, and tasks beside calendars by platform, are files of
    their own then.
    """
    groups: dict[str, tuple[list[ExportedPost], list[ExportedEvent]]] = {}
    gone = calendar.gone if by in {"", "platform"} else ()
    for post in (*calendar.posts, *gone):
        groups.setdefault(str(post.values.get(by, "")) if by else "", ([], []))[0].append(post)
    for event in calendar.events:
        name = event.person if by == "owner" and event.person else event.calendar if by else ""
        groups.setdefault(name, ([], []))[1].append(event)
    return [
        ExportedFile(
            "-".join(filter(None, (PREFIX, name))) + ".ics",
            write(calendar, posts, at, name, events),
            tuple(post.id for post in posts),
            len(events),
        )
        for name, (posts, events) in sorted(groups.items())
    ]


def write(
    calendar: ExportedCalendar,
    posts: Iterable[ExportedPost],
    at: datetime,
    name: str = "",
    events: Iterable[ExportedEvent] = (),
) -> bytes:
    """A calendar of these posts and events. Hours stand in the calendar's zone, whose rules stand in the file; without
    a zone the hours are those of whoever reads it."""
    found = icalendar.Calendar()
    found.add("prodid", "-//calgen//calgen//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", icalendar.vText(_plain(" · ".join(filter(None, (calendar.brand, name))))))
    listed = list(posts)
    if calendar.time_zone and any(post.time for post in listed):
        days = [post.day for post in listed]
        first, last = date(min(days).year - 1, 12, 30), date(max(days).year + 1, 1, 2)
        found.add("x-wr-timezone", calendar.time_zone)
        found.add_component(_zone_rules(calendar.time_zone, first, last))
    for post in listed:
        found.add_component(_event(calendar, post, at))
    for event in events:
        found.add_component(_whole_days(calendar, event, at))
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


def _event(calendar: ExportedCalendar, post: ExportedPost, at: datetime) -> icalendar.Event:
    value = {key: _plain(str(text)) for key, text in post.values.items()}
    event = icalendar.Event()
    event.add("uid", f"{post.id}-{calendar.key}@calgen")
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", post.sequence)
    _add_time(event, calendar, post)
    event.add("summary", " · ".join(filter(None, (value.get("platform"), value.get("title")))))
    if text := _description(value):
        event.add("description", text)
    if value.get("theme"):
        event.add("categories", [value["theme"]])
    if address := next(filter(is_address, (value.get("url", ""), value.get("link", ""))), ""):
        event.add("url", address)
    event.add("status", _STATUSES.get(value.get("status", ""), "TENTATIVE"))
    event.add("transp", "TRANSPARENT")  # a post does not make anybody busy
    return event


def _whole_days(calendar: ExportedCalendar, shown: ExportedEvent, at: datetime) -> icalendar.Event:
    """A key date or a task: from its first day to its last, the day after which is the end (RFC 5545, 3.6.1)."""
    event = icalendar.Event()
    event.add("uid", f"{shown.id}-{calendar.key}@calgen")
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", max(0, (at.date() - _FIRST_SEQUENCE).days))
    event.add("dtstart", shown.first)
    event.add("dtend", shown.last + timedelta(days=1))
    event.add("summary", _plain(shown.title))
    if shown.note:
        event.add("description", _plain(shown.note))
    event.add("categories", [shown.calendar])
    event.add("status", "CANCELLED" if shown.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
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


def _plain(text: str) -> str:
    """A text without control signs, which some programs refuse a whole file for; line breaks and tabs stay."""
    return text.translate(_CONTROLS)


def _description(value: dict[str, str]) -> str:
    parts = (value.get("text"), value.get("hashtags"), value.get("link"))
    return "\n\n".join(filter(None, parts))
