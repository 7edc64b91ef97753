"""The calendar as iCalendar, read back by a small reader of its own (RFC 5545, 3.1 and 3.3.11)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.icalendar_feed import calendar_files, write
from calgen.plan.days.time_zones import offset_changes

TODAY = datetime(2026, 12, 1, tzinfo=UTC)
TITLE = "Été, c'est ; l'heure \\ 🎄 de \"tout\" " * 4


def calendar(*posts: ExportedPost, zone: str = "Europe/Paris") -> ExportedCalendar:
    return ExportedCalendar("Mèche", "fr", zone, posts, key="0123456789ab")


def post(number: int, at: time | None = time(9), day: date = date(2027, 3, 28), **values: str) -> ExportedPost:
    return ExportedPost(f"P{number:04}", "", day, at, {"platform": "Facebook", **values})


def events(data: bytes) -> list[dict[str, str]]:
    """The events, each property by its name and parameters; folded lines are joined, texts read back."""
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    for part in data.split(b"\r\n"):
        part.removeprefix(b" ").decode()  # no sign is cut in two
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line == "END:VEVENT":
            found[-1]["end"] = ""
        elif found and "end" not in found[-1]:
            found[-1][name] = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
    return found


def test_a_post_is_an_event_in_the_zone_of_the_calendar() -> None:
    (event,) = events(write(calendar(one := post(1, title=TITLE, text="a\nb, c")), [one], TODAY))
    assert event["UID"] == "P0001-0123456789ab@calgen"
    assert event["DTSTART;TZID=Europe/Paris"] == "20270328T090000"
    assert event["DURATION"] == "PT15M"
    assert event["SUMMARY"] == f"Facebook · {TITLE}"
    assert event["DESCRIPTION"] == "a\nb, c"
    assert (event["DTSTAMP"], event["TRANSP"]) == ("20261201T000000Z", "TRANSPARENT")


def test_a_post_without_an_hour_lasts_the_day() -> None:
    (event,) = events(write(calendar(one := post(1, None)), [one], TODAY))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20270328", "20270329")


@pytest.mark.parametrize(("status", "expected"), [
    ("idea", "TENTATIVE"), ("to_review", "TENTATIVE"), ("", "TENTATIVE"), ("approved", "CONFIRMED"),
    ("scheduled", "CONFIRMED"), ("published", "CONFIRMED"), ("cancelled", "CANCELLED"),
])  # fmt: skip
def test_a_status_is_one_of_an_event(status: str, expected: str) -> None:
    (event,) = events(write(calendar(one := post(1, status=status)), [one], TODAY))
    assert event["STATUS"] == expected


def test_the_rules_of_the_zone_stand_in_the_file() -> None:
    text = write(calendar(one := post(1)), [one], TODAY).decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/Paris" in text
    assert "TZOFFSETTO:+0200" in text
    assert write(calendar(zone=""), [], TODAY).count(b"VTIMEZONE") == 0


ZONES = ("Europe/Paris", "Africa/Casablanca", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "Asia/Beirut")


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_are_those_of_the_zone(zone: str) -> None:
    """The last change before a moment, by what the clocks show, gives the time of the zone's own table."""
    changes = offset_changes(zone, date(2026, 12, 30), date(2028, 1, 2))
    there = ZoneInfo(zone)
    for hour in range(0, 365 * 24, 7):
        at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=hour, minutes=11)
        begun = [change for change in changes if change.local - change.before <= at.replace(tzinfo=None)]
        assert begun[-1].after == at.astimezone(there).utcoffset(), at


def test_the_hours_of_an_unknown_zone_are_those_of_the_reader() -> None:
    (event,) = events(write(calendar(one := post(1), zone=""), [one], TODAY))
    assert event["DTSTART"] == "20270328T090000"


def test_one_file_for_each_platform_or_person() -> None:
    posts = (post(1, owner="Ana"), post(2, owner="Bob", platform="X"), post(3, owner="Ana", platform="X"))
    named: dict[str, Any] = {}
    for by in ("", "platform", "owner"):
        named[by] = {file.name: file.posts for file in calendar_files(calendar(*posts), TODAY, by=by)}
    assert named[""] == {"calendar.ics": ("P0001", "P0002", "P0003")}
    assert named["platform"] == {"calendar-Facebook.ics": ("P0001",), "calendar-X.ics": ("P0002", "P0003")}
    assert named["owner"] == {"calendar-Ana.ics": ("P0001", "P0003"), "calendar-Bob.ics": ("P0002",)}


def test_the_sequence_is_that_of_the_row() -> None:
    one = ExportedPost("P0001", "", date(2027, 1, 4), time(9), {"platform": "X"}, sequence=3)
    (event,) = events(write(calendar(one), [one], TODAY))
    assert event["SEQUENCE"] == "3"


def test_the_same_calendar_gives_the_same_bytes() -> None:
    posts = [post(1, theme="b"), post(2, theme="a")]
    assert write(calendar(*posts), posts, TODAY) == write(calendar(*posts), posts, TODAY)
