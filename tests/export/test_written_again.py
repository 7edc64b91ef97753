"""Write, then read by a strict reader of another hand: every post comes back as it was, in every format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from exported_posts import NOW, exported_posts
from hypothesis import given, settings
from hypothesis import strategies as st

from calgen.export import SCHEDULERS, ExportOptions, file_format
from calgen.export.calendar_posts import ExportedCalendar, ExportedPost
from calgen.export.filled_template import filled_template, read_template
from calgen.export.scheduler_files import ExportReport
from calgen.export.scheduler_posts import PostChoice, chosen_posts

ZONE = ZoneInfo("Europe/Paris")
Row = Mapping[str, str]
_FORMS: Mapping[str, tuple[str, Callable[[Row], str], str]] = {  # format → form of its moments, their text, its text
    "buffer": ("%Y-%m-%d %H:%M", lambda row: row["Posting Time"], "Text"),
    "publer": ("%Y/%m/%d %H:%M", lambda row: row["Date - Intl. format or prompt"], "Text"),
    "metricool": ("%Y-%m-%d %H:%M:%S", lambda row: f"{row['Date']} {row['Time']}", "Text"),
    "vista": ("%Y-%m-%d %H:%M", lambda row: row["time"], "message"),
    "highlevel": ("%Y-%m-%d %H:%M:%S", lambda row: row["postAtSpecificTime (YYYY-MM-DD HH:mm:ss)"], "content"),
    "sprout": ("%d/%m/%Y %H:%M", lambda row: f"{row['date']} {row['time_24hr']}", "message_text"),
    "google": ("%m/%d/%Y %I:%M %p", lambda row: f"{row['Start Date']} {row['Start Time']}", "Description"),
}
MAY_LEAVE = {"separator", "not_unique", "too_long", "too_near", "no_text"}


def calendar(posts: list[ExportedPost]) -> ExportedCalendar:
    return ExportedCalendar("Mèche", "fr", "Europe/Paris", tuple(posts), key="0123456789ab")


def records(data: bytes, separator: str = ",") -> list[list[str]]:
    """RFC 4180, sign by sign: a quote begins a cell alone and ends one alone; rows end with CR LF."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    found, row, cell, at = list[list[str]](), list[str](), "", 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while text[end] != '"' or text[end + 1 : end + 2] == '"':
                end += 2 if text[end] == '"' else 1
            cell, at = text[at + 1 : end].replace('""', '"'), end + 1
        else:
            end = at
            while text[end] not in f"{separator}\r\n":
                assert text[end] != '"', "a bare quote"
                end += 1
            cell, at = text[at:end], end
        row.append(cell)
        if text[at] == separator:
            at += 1
            continue
        assert text[at : at + 2] == "\r\n", "a bare line break"
        found.append(row)
        row, at = [], at + 2
    return found


def rows(report: ExportReport) -> list[dict[str, str]]:
    found = []
    for file in report.files:
        heads, *lines = records(file.data)
        assert lines == list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""), strict=True))[1:]
        found += [dict(zip(heads, line, strict=True)) for line in lines]
    return found


def expected(post: ExportedPost) -> str:
    text, link = str(post.values["text"]), str(post.values.get("link", ""))
    return text if not link or link in text else f"{text}\n\n{link}"


@pytest.mark.parametrize("key", _FORMS)
@given(posts=exported_posts())
@settings(max_examples=25)
def test_posts_come_back_from_every_scheduler(key: str, posts: list[ExportedPost]) -> None:
    report = file_format(key).make(calendar(posts), ExportOptions(NOW))
    left = {post.id: post.cause for post in report.left}
    assert set(left.values()) <= MAY_LEAVE
    assert [id_ for file in report.files for id_ in file.posts] == [post.id for post in posts if post.id not in left]
    form, moment, text = _FORMS[key]
    for row, post in zip(rows(report), [post for post in posts if post.id not in left], strict=True):
        assert post.time
        assert datetime.strptime(moment(row), form) == datetime.combine(post.day, post.time)  # noqa: DTZ007
        beside = {row.get("link"), row.get("link (OGmetaUrl)")} - {None, ""}
        assert row[text] == (str(post.values["text"]) if beside & {post.values.get("link")} else expected(post))


@given(posts=exported_posts("Pinterest"))
@settings(max_examples=25)
def test_pins_come_back(posts: list[ExportedPost]) -> None:
    report = file_format("pinterest").make(calendar(posts), ExportOptions(NOW))
    left = {post.id: post.cause for post in report.left}
    assert set(left.values()) <= {"no_picture", "too_long", "not_unique"}
    for row, post in zip(rows(report), [post for post in posts if post.id not in left], strict=True):
        assert post.time
        at = datetime.strptime(row["Publish date"], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
        assert at.astimezone(ZONE).replace(tzinfo=None) == datetime.combine(post.day, post.time)
        assert (row["Title"], row["Description"]) == (post.values["title"], post.values["text"])
        assert row["Link"] == post.values.get("link", "")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(posts=exported_posts())
@settings(max_examples=25)
def test_posts_come_back_from_a_filled_template(separator: str, posts: list[ExportedPost]) -> None:
    template = separator.join(("Texte", "Date", "Heure", "À moi", "Lien")) + "\r\n"
    chosen = chosen_posts(calendar(posts), PostChoice(NOW))
    report = filled_template(read_template(template.encode(), "t.csv"), chosen)
    (file,) = report.files
    heads, *lines = records(file.data, separator)
    assert heads == ["Texte", "Date", "Heure", "À moi", "Lien"]
    for line, post in zip(lines, posts, strict=True):
        assert line[0] == post.values["text"]
        assert f"{post.day} {post.time}" == f"{line[1]} {line[2]}"
        link = post.values.get("link", "")
        assert line[3:] == ["", "" if link and str(link) in line[0] else link]


@given(posts=exported_posts(), days=st.integers(0, 200))
@settings(max_examples=50)
def test_events_come_back_from_icalendar(posts: list[ExportedPost], days: int) -> None:
    report = file_format("ics").make(calendar(posts), ExportOptions(NOW - timedelta(days=days)))
    (file,) = report.files
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in file.data.split(b"\r\n"))
    events = list(icalendar.Calendar.from_ical(file.data).walk("VEVENT"))
    assert len({str(event["uid"]) for event in events}) == len(posts)
    for event, post in zip(events, posts, strict=True):
        assert post.time
        begin: Any = event.decoded("dtstart")
        assert begin.astimezone(UTC) == datetime.combine(post.day, post.time, ZONE).astimezone(UTC)
        assert str(event["summary"]) == as_text_value(f"Facebook · {post.values['title']}")
        parts = (post.values.get("text"), post.values.get("link"))
        assert str(event["description"]) == as_text_value("\n\n".join(str(part) for part in parts if part))


def as_text_value(text: str) -> str:
    """A text as RFC 5545 can hold it: any line break is one line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_every_scheduler_is_read_again() -> None:
    assert {layout.key for layout in SCHEDULERS} == {*_FORMS, "pinterest"}
