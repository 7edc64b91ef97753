"""Posts of former periods, which `next --archive` moved away: in an export where days or ids ask for them."""

from __future__ import annotations

import json
import re
from functools import cache

import short_salon
from archived_books import FILE, SECOND, archived, first_published

from calgen.export_records import ExportRequest
from calgen.export_steps import export_calendar

FIRST = short_salon.TODAY


@cache
def second_period() -> bytes:
    return archived(first_published()).after


def posts(data: bytes, **asked: object) -> list[dict[str, str]]:
    request = ExportRequest("json", SECOND, **asked)  # type: ignore[arg-type]
    found: list[dict[str, str]] = json.loads(export_calendar(data, FILE, request, "fr").data)["posts"]
    return found


def test_days_that_are_over_bring_the_posts_of_the_archive() -> None:
    before = {post["id"]: post for post in posts(first_published())}
    assert not {post["id"] for post in posts(second_period())} & set(before)
    for asked in ({"first": FIRST}, {"last": SECOND}):
        found = {post["id"]: post for post in posts(second_period(), **asked)}
        assert set(before) <= set(found)
        assert [found[id_] for id_ in before] == list(before.values())
    days = [post["date"] for post in posts(second_period(), first=FIRST)]
    assert days == sorted(days)


def test_an_id_brings_a_post_of_the_archive() -> None:
    (id_, *_) = (post["id"] for post in posts(first_published()))
    assert [post["id"] for post in posts(second_period(), ids=(id_,))] == [id_]


def test_a_post_of_the_archive_is_not_cancelled_in_a_phone() -> None:
    text = export_calendar(second_period(), FILE, ExportRequest("ics", SECOND), "fr").data.decode()
    assert "CANCELLED" not in text
    before = export_calendar(first_published(), FILE, ExportRequest("ics", SECOND), "fr").data.decode()
    after = export_calendar(second_period(), FILE, ExportRequest("ics", SECOND, first=FIRST), "fr").data.decode()
    old, new = (set(re.findall(r"UID:(\S+)", text)) for text in (before, after))
    assert old <= new
