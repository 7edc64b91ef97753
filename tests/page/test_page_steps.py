"""What the browser page asks and is answered: the same bytes as the functions of the api, and plain records."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from written_strategies import calendar, days_of, typed

import calgen
from calgen.book.languages import languages
from calgen.page_steps import ACTIONS, respond

TODAY = "2027-01-11"


def asked(action: str, data: bytes, other: bytes = b"", **more: str) -> tuple[dict[str, Any], list[bytes]]:
    shown, files = respond(action, data, other, json.dumps({"name": "a.xlsx", "today": TODAY} | more))
    return json.loads(shown), files


@cache
def made(language: str) -> bytes:
    return calendar(language)


def test_an_empty_workbook_is_that_of_the_command() -> None:
    for language in languages():
        shown, files = asked("new", b"", name="b.xlsx", language=language)
        assert shown["files"] == ["b.xlsx"]
        assert files == [calgen.new(language)]


@pytest.mark.parametrize("language", ["english", "french"])
def test_a_calendar_is_shown_in_the_language_of_its_workbook(language: str) -> None:
    code = language[:2]
    shown, files = asked("check", made(language), language="en" if code == "fr" else "fr")
    assert shown["language"] == code
    assert not files
    assert not shown["stopped"]
    assert [answer["verdict"] for answer in shown["balance"]]
    days = [day for month in shown["months"] for week in month["weeks"] for day in week if day]
    found = {post["id"]: day["day"] for day in days for post in day["posts"]}
    assert found == {id_: day.isoformat() for id_, day in days_of(made(language)).items()}
    assert all(len(week) == 7 for month in shown["months"] for week in month["weeks"])


def test_a_run_has_the_bytes_of_the_command_and_says_what_it_changes() -> None:
    first = min(days_of(made("english")))
    edited = typed(made("english"), {(first, "text"): "Come and see us"}, "Social calendar")
    shown, files = asked("generate", edited, today="2027-01-18")
    assert files == [calgen.generate(edited, "a.xlsx", date(2027, 1, 18)).after]
    assert shown["changes"]
    again, none = asked("generate", files[0], today="2027-01-18")
    assert (again["changed"], none) == (False, [])


def test_a_refusal_is_an_answer_with_its_cure() -> None:
    for action in ("check", "generate", "export", "share", "decide"):
        shown, files = asked(action, b"PK, but no workbook", to="ics")
        assert shown["stopped"]
        assert not files
        assert all(problem["message"] and problem["cure"] for problem in shown["problems"])


def test_an_error_has_its_tab_cell_and_cure() -> None:
    shown, _ = asked("check", calgen.new("fr"))
    errors = [problem for problem in shown["problems"] if problem["severity"] == "error"]
    assert errors
    assert all(problem["cure"] for problem in errors)
    assert shown["stopped"]
    assert "months" not in shown


def test_an_export_has_the_bytes_of_the_command() -> None:
    shown, files = asked("export", made("english"), to="json")
    assert files == [calgen.export(made("english"), "a.xlsx", "json", today=date.fromisoformat(TODAY)).data]
    assert shown["files"] == ["a.json"]
    assert shown["lines"]


def test_answers_of_a_client_come_back_through_the_page() -> None:
    last = max(days_of(made("english")).items(), key=lambda item: item[::-1])[0]
    with_text = typed(made("english"), {(last, "text"): "Come and see us"}, "Social calendar")
    shown, (page, form) = asked("share", with_text)
    assert shown["files"] == ["a-share.html", "a-share.xlsx"]
    assert page.startswith(b"<!doctype html>")
    decided, none = asked("decide", with_text, form, other_name="a-share.xlsx")
    assert not none
    assert decided["lines"]


def test_every_action_is_tried_here() -> None:
    assert set(ACTIONS) == {"new", "check", "generate", "export", "share", "decide"}
