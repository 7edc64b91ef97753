"""Key dates and tasks in an iCalendar: each is one event with an identity that stays, as the workbook has it now."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import icalendar
import short_salon
import workbook_copies

from calgen.book.words import load_words
from calgen.export_records import ExportRequest
from calgen.export_steps import export_calendar

WORDS, FILE, TODAY = load_words("fr"), "salon.xlsx", short_salon.TODAY
Typed = Mapping[tuple[str, str, str], object]  # tab, text in the row, column key → new value


def edited(typed: Typed) -> bytes:
    """The workbook with values in the first row of a tab that holds a text."""
    book: Any = workbook_copies.opened(short_salon.calendar())
    for (tab, text, key), value in typed.items():
        sheet = book[WORDS.title(tab)]
        heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value}
        rows = (row[0].row for row in sheet.iter_rows() if any(text in str(cell.value) for cell in row))
        sheet.cell(next(rows), heads[WORDS.title(tab, key)]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def events(data: bytes, *kinds: str, **asked: object) -> dict[str, dict[str, Any]]:
    """The events that are no posts, by identity."""
    request = ExportRequest("ics", TODAY, events=kinds, **asked)  # type: ignore[arg-type]
    found = {}
    for file in export_calendar(data, FILE, request, "fr").files:
        for event in icalendar.Calendar.from_ical(file.data).walk("VEVENT"):
            id_ = str(event["uid"])
            if not re.match(r"P\d", id_):
                assert id_ not in found
                days = event.decoded("dtstart"), event.decoded("dtend") - timedelta(days=1)
                found[id_] = {"title": str(event["summary"]), "days": days, "status": str(event["status"]),
                              "note": str(event.get("description", "")), "number": int(str(event["sequence"])),
                              "file": file.name}  # fmt: skip
    return found


@cache
def dates() -> dict[str, dict[str, Any]]:
    return events(short_salon.calendar(), "dates")


@cache
def tasks() -> dict[str, dict[str, Any]]:
    return events(short_salon.calendar(), "tasks")


def test_without_asking_there_are_posts_alone() -> None:
    assert events(short_salon.calendar()) == {}


def test_key_dates_are_whole_days_of_the_plan_and_the_weeks_after_it() -> None:
    assert len(dates()) > 3
    assert all(isinstance(day, date) and not isinstance(day, datetime)
               for event in dates().values() for day in event["days"])  # fmt: skip
    last = TODAY + timedelta(weeks=short_salon.WEEKS, days=60)
    assert all(event["days"][1] >= TODAY and event["days"][0] <= last for event in dates().values())
    assert {id_.partition("-")[0] for id_ in dates()} == {"date"}


def test_a_key_date_that_moves_keeps_its_identity() -> None:
    id_, event = next(iter(dates().items()))
    moved = events(edited({("key_dates", event["title"], "date"): "20/01/2027"}), "dates")
    assert moved[id_]["days"] == (date(2027, 1, 20), date(2027, 1, 20))
    assert set(moved) == set(dates())


def test_a_later_export_has_a_higher_number() -> None:
    request = ExportRequest("ics", TODAY + timedelta(days=3), events=("dates",))
    text = export_calendar(short_salon.calendar(), FILE, request, "fr").data.decode()
    assert {event["number"] + 3 for event in dates().values()} <= set(map(int, re.findall(r"SEQUENCE:(\d+)", text)))


def test_tasks_are_those_of_their_tab_without_the_publications() -> None:
    book: Any = workbook_copies.opened(short_salon.calendar())
    sheet = book[WORDS.title("tasks")]
    column = next(cell.column for cell in sheet[4] if cell.value == WORDS.title("tasks", "id"))
    ids = [str(sheet.cell(row, column).value or "") for row in range(5, sheet.max_row + 1)]
    wanted = [id_ for id_ in ids if id_ and not id_.startswith("P")]
    assert len(tasks()) == len(wanted)
    assert all(event["title"].count(" · ") >= 2 for event in tasks().values())
    assert {event["title"].split(" · ")[0] for event in tasks().values()} == {"Chloé", "Sandrine"}


def test_a_tick_a_note_and_a_status_are_as_the_workbook_has_them_now() -> None:
    first = next(event for event in tasks().values() if "Brouillon" in event["title"] or "brouillon" in event["title"])
    post = "P0001"
    changed = events(edited({("tasks", "/2/", "done"): "x", ("tasks", "/2/", "note"): "À voir",
                             ("social", post, "status"): "annulé", ("social", post, "owner"): "Sandrine"}),
                     "tasks")  # fmt: skip
    assert set(changed) == set(tasks())
    ticked = [event for event in changed.values() if event["note"] == "À voir"]
    assert [event["title"].startswith("✓ ") for event in ticked] == [True]
    cancelled = {id_ for id_, event in changed.items() if event["status"] == "CANCELLED"}
    assert cancelled
    assert all(changed[id_]["title"].removeprefix("✓ ").startswith("Sandrine") for id_ in cancelled)
    assert first["title"]


def test_by_person_tasks_are_in_the_persons_calendar_and_by_platform_in_their_own() -> None:
    by_person = events(short_salon.calendar(), "dates", "tasks", by="owner")
    files = {event["file"] for id_, event in by_person.items() if id_.startswith("task")}
    assert files == {"calendar-Chloé.ics", "calendar-Sandrine.ics"}
    by_platform = events(short_salon.calendar(), "dates", "tasks", by="platform")
    assert {event["file"] for event in by_platform.values()} == {
        f"calendar-{WORDS.title(tab)}.ics" for tab in ("key_dates", "tasks")}  # fmt: skip


def test_days_bound_them_too() -> None:
    first = events(short_salon.calendar(), "dates", "tasks", first=TODAY, last=TODAY + timedelta(days=6))
    assert 0 < len(first) < len(dates()) + len(tasks())
    assert all(event["days"][0] <= TODAY + timedelta(days=6) and event["days"][1] >= TODAY for event in first.values())
