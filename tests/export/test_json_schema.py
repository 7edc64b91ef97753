"""The calendar as JSON keeps to its schema in `docs/`, whatever stands in the workbook."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from exported_posts import exported_posts
from hypothesis import given
from hypothesis import strategies as st

from calgen.export import json_calendar
from calgen.export.calendar_posts import CODES, TEXTS, ExportedCalendar, ExportedPost

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "calendar.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
KEY = "0123456789ab"


def faults(data: bytes) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in VALIDATOR.iter_errors(json.loads(data))]


def calendar(*posts: ExportedPost, zone: str = "Europe/Paris") -> ExportedCalendar:
    return ExportedCalendar("Mèche", "fr", zone, posts, key=KEY)


def test_the_schema_is_sound_and_names_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert {*TEXTS, *CODES} <= set(SCHEMA["$defs"]["post"]["properties"])
    assert set(json.loads(json_calendar.write(calendar()))) == set(SCHEMA["required"]) == set(SCHEMA["properties"])
    assert SCHEMA["properties"]["version"]["const"] == json_calendar.VERSION


@given(exported_posts())
def test_any_post_keeps_to_it_and_comes_back_as_it_was(posts: list[ExportedPost]) -> None:
    data = json_calendar.write(calendar(*posts))
    assert faults(data) == []
    for record, post in zip(json.loads(data)["posts"], posts, strict=True):
        assert {key: record[key] for key in post.values} == dict(post.values)
        assert (record["date"], record["time"]) == (post.day.isoformat(), f"{post.time:%H:%M}")
        assert re.fullmatch("[0-9a-f]{32}", record["fingerprint"])


def fingerprint(**values: str) -> str:
    at = {"day": "2027-01-04", "time": "09:00", **values}
    shown = {key: value for key, value in at.items() if key not in {"day", "time"}}
    day, hour = date.fromisoformat(at["day"]), time.fromisoformat(at["time"])
    post = ExportedPost("P1", "", day, hour, {"platform": "X", "text": "a", **shown})
    return str(json.loads(json_calendar.write(calendar(post)))["posts"][0]["fingerprint"])


@pytest.mark.parametrize(("values", "changes"), [
    ({"day": "2027-01-05"}, True), ({"time": "09:01"}, True), ({"text": "b"}, True), ({"title": "b"}, True),
    ({"image": "b.png"}, True), ({"link": "https://a.example"}, True), ({"status": "approved"}, False),
    ({"owner": "Ana"}, False), ({"url": "https://x.example/1"}, False),
])  # fmt: skip
def test_a_fingerprint_changes_with_what_is_published(values: dict[str, str], changes: bool) -> None:
    assert (fingerprint(**values) != fingerprint()) == changes


@pytest.mark.parametrize(("local", "moment"), [
    ("2027-03-28T01:59", "2027-03-28T01:59:00+01:00"), ("2027-03-28T03:00", "2027-03-28T03:00:00+02:00"),
    ("2027-03-28T02:30", "2027-03-28T02:30:00+01:00"),  # a time that this day lacks
    ("2027-10-31T02:30", "2027-10-31T02:30:00+02:00"),  # a time that this day has twice
    ("2027-10-31T03:00", "2027-10-31T03:00:00+01:00"),
])  # fmt: skip
def test_a_moment_has_the_offset_of_its_day(local: str, moment: str) -> None:
    at = datetime.fromisoformat(local)
    post = ExportedPost("P1", "", at.date(), at.time(), {"platform": "X"})
    assert json.loads(json_calendar.write(calendar(post)))["posts"][0]["moment"] == moment


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 -- local moments
       st.sampled_from(["Europe/Paris", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca"]))  # fmt: skip
def test_a_moment_is_that_of_the_zone(at: datetime, zone: str) -> None:
    at = at.replace(second=0, microsecond=0)
    post = ExportedPost("P1", "", at.date(), at.time(), {"platform": "X"})
    found: dict[str, Any] = json.loads(json_calendar.write(calendar(post, zone=zone)))["posts"][0]
    assert datetime.fromisoformat(found["moment"]) == at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_without_a_zone_or_an_hour_there_is_no_moment() -> None:
    posts = (ExportedPost("P1", "", date(2027, 1, 4), time(9), {"platform": "X"}),)
    assert "moment" not in json.loads(json_calendar.write(calendar(*posts, zone="")))["posts"][0]
    whole_day = ExportedPost("P1", "", date(2027, 1, 4), None, {"platform": "X"})
    assert "moment" not in json.loads(json_calendar.write(calendar(whole_day)))["posts"][0]
