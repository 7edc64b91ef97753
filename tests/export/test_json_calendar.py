"""The calendar as JSON: what stands in the workbook, in codes and ISO days, the same bytes each time."""

from __future__ import annotations

import json
import re
from datetime import date, time
from pathlib import Path

from sheets import french
from social_calendar import social_calendar

from calgen.book.result_figures import RESULTS
from calgen.book.vocabulary import choice_codes
from calgen.export import json_calendar
from calgen.export.calendar_posts import CODES, TEXTS, ExportedCalendar, ExportedPost, calendar_posts
from calgen.read import read

PAGE = (Path(__file__).parents[2] / "docs" / "export-json.md").read_text(encoding="utf-8")


def calendar(*posts: ExportedPost) -> ExportedCalendar:
    return ExportedCalendar("Mèche rebelle", "fr", "Europe/Paris", posts)


def test_a_post_is_a_record_without_blanks() -> None:
    values = {"platform": "Facebook", "text": 'Dire « "oui" »\n🎄'}
    post = ExportedPost("P0001", "", date(2027, 1, 4), time(18, 30), values)
    (found,) = json.loads(json_calendar.write(calendar(post)))["posts"]
    assert len(found.pop("fingerprint")) == 32
    moment = {"date": "2027-01-04", "time": "18:30", "moment": "2027-01-04T18:30:00+01:00"}
    assert found == {"id": "P0001", **moment, **values}


def test_a_post_without_an_hour_has_no_time() -> None:
    (found,) = json.loads(json_calendar.write(calendar(ExportedPost("P1", "S1", date(2027, 1, 4), None, {}))))["posts"]
    assert len(found.pop("fingerprint")) == 32
    assert found == {"id": "P1", "subject": "S1", "date": "2027-01-04"}


def test_results_go_out_as_numbers() -> None:
    tab = social_calendar({"impressions": "1,2k", "engagements": "5 %", "clicks": "1,200", "conversions": ""})
    (post,) = calendar_posts(read(french()).strategy, tab, {}).posts
    assert {key: post.values.get(key) for key in RESULTS} == {
        **dict.fromkeys(RESULTS), "impressions": 1200, "clicks": 1200}  # fmt: skip


def test_every_field_and_code_stands_on_its_page() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    empty = json.loads(json_calendar.write(calendar()))
    codes = {code for of in CODES for code in choice_codes(of).values()}
    assert {*TEXTS, *CODES, *RESULTS, *empty, *codes, "id", "subject", "date", "time", "moment", "fingerprint"} <= named
