"""What the browser page asks and is answered: the same bytes as the functions of the api, and plain records."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import decided_salon
import pytest
import reviewed_salon
from written_strategies import calendar, days_of, typed

import calgen
from calgen.adapt_steps import adapt
from calgen.book.languages import entry, languages
from calgen.cli_export import FORMATS
from calgen.decide_steps import decide
from calgen.files.read.samples import sample_names
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
    for action in set(ACTIONS) - {"new"}:
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


def test_a_review_is_shown_and_its_accepted_proposal_goes_into_the_strategy() -> None:
    salon = reviewed_salon.reviewed()
    shown, _ = asked("check", salon)
    assert shown["review"]["title"] == "Bilan"
    sections = {section["key"]: section for section in shown["review"]["sections"]}
    assert {"objectives", "platforms"} <= set(sections)
    assert all(len(row) == len(section["headings"]) for section in sections.values() for row in section["rows"])
    assert ["Instagram", "1", "1", "1200", "0", "0", "0"] in sections["platforms"]["rows"]
    none, files = asked("adapt", salon)
    assert (len(none["lines"]), files) == (1, [])
    accepted = reviewed_salon.edited(salon, reviewed_salon.answered(reviewed_salon.weight()))
    adapted, files = asked("adapt", accepted)
    assert files == [adapt(accepted, "a.xlsx", date.fromisoformat(TODAY), "en").after]
    assert len(adapted["lines"]) == 2
    assert reviewed_salon.cells(files[0], [reviewed_salon.WEIGHT]) == [2.5]
    assert asked("generate", files[0])[0]["review"]["head"]


def test_an_approval_comes_into_the_calendar() -> None:
    data = decided_salon.written()
    name, answers = decided_salon.answers({"P0001": "approved", "P0002": "refused"}, {"P0002": "Trop long"})
    day = decided_salon.TODAY.isoformat()
    shown, files = asked("decide", data, answers, other_name=name, today=day)
    assert files == [decide(data, "a.xlsx", (name, answers), decided_salon.TODAY, "fr").after]
    assert (shown["changed"], shown["files"]) == (True, ["a.xlsx"])
    assert decided_salon.rows(files[0])["P0001"]["status"] == "Validé"
    assert "Trop long" in " ".join(shown["lines"])
    assert "--" not in " ".join(shown["lines"])


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
    assert set(ACTIONS) == {"new", "check", "generate", "adapt", "export", "share", "decide"}


# what a browser does not have, or the page does not carry
ABSENT = ("click", "rich", "pygments", "filelock", "pandas", "numpy", "openpyxl", "fcntl", "multiprocessing", "http")
JOURNEY = """
import json, sys
for name in {absent!r}: sys.modules[name] = None
import calgen.export_steps, calgen.share_steps, calgen.decide_steps
from calgen.page_steps import respond
asked = json.dumps({{"name": "a.xlsx", "today": "2027-01-11", "sample": "salon"}})
_, (data,) = respond("new", b"", b"", asked)
print(json.loads(respond("check", data, b"", asked)[0])["stopped"])
"""


def test_nothing_is_imported_that_a_browser_lacks() -> None:
    code = JOURNEY.format(absent=ABSENT)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("False", "")


@pytest.mark.parametrize("language", languages())
def test_every_sample_and_format_can_be_chosen(language: str) -> None:
    assert set(entry(language, "page", "samples")) == set(sample_names())
    assert set(entry(language, "page", "formats")) == set(FORMATS)
    script = (Path(__file__).parents[2] / "page" / "page.mjs").read_text(encoding="utf-8")
    listed = re.search(r"FORMATS = \[([^]]+)\]", script)
    assert listed
    assert set(re.findall(r"\w+", listed[1])) == set(FORMATS)


@pytest.mark.parametrize("language", languages())
def test_every_sentence_of_the_page_is_used(language: str) -> None:
    folder = Path(__file__).parents[2] / "page"
    names = ("index.html", "page.mjs", "view.mjs", "build")
    sources = "".join((folder / name).read_text(encoding="utf-8") for name in names)
    keys = [key for key, value in entry(language, "page").items() if isinstance(value, str)]
    assert [key for key in keys if not re.search(rf"\b{key}\b", sources)] == []
