"""`calgen next`: the period after, on hand-made workbooks in both languages; past posts stay, and numbers go on."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from small_calendar import FILE, SETTINGS, START, WEEKS, generated, saved, typed, unlocked

from calgen import api
from calgen.book.problems import Refused
from calgen.files.read import guard
from calgen.next_steps import BegunPeriod, NextRequest, begin_next

END = START + timedelta(days=7 * WEEKS - 1)
SECOND = END + timedelta(days=1)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
KEYS = ("platform", "date", "time", "theme", "title", "status", "text", "editorial")


def begun(data: bytes, today: date = SECOND, weeks: int | None = None, start: date | None = None) -> BegunPeriod:
    """One `calgen next`."""
    return begin_next(data, FILE, NextRequest(weeks, start), today, "fr")


@cache
def second(language: str) -> BegunPeriod:
    """The period after the first one, begun on its first day."""
    return begun(generated(language))


def rows(data: bytes) -> dict[str, dict[str, Any]]:
    """The rows of the social calendar by id."""
    social = EditedWorkbook(data, Random(1)).social
    return {id_: {key: social.get(id_, key) for key in KEYS} for id_ in social.rows if id_.startswith("P")}


def settings(data: bytes, language: str) -> dict[str, Any]:
    """The values of the settings by label."""
    sheet = unlocked(data)[SETTINGS[0 if language == "fr" else 1]]
    return {str(row[0].value): row[1].value for row in sheet.iter_rows()}


@LANGUAGES
def test_the_start_moves_on_and_all_other_cells_of_the_strategy_stay(language: str) -> None:
    before, after = (settings(data, language) for data in (generated(language), second(language).after))
    changed = {label: value for label, value in after.items() if before[label] != value}
    assert list(changed.values()) == [datetime.combine(SECOND, datetime.min.time())]
    books = unlocked(generated(language)), unlocked(second(language).after)
    own = [title for title in books[0].sheetnames if title in ("Plateformes", "Platforms", "Thèmes", "Themes")]
    assert len(own) == 2
    for title in own:
        cells = [[(cell.coordinate, cell.value) for row in book[title].iter_rows() for cell in row] for book in books]
        assert cells[0] == cells[1]


@LANGUAGES
def test_past_posts_stay_and_the_numbers_go_on(language: str) -> None:
    before, after = rows(generated(language)), rows(second(language).after)
    assert {id_: after[id_] for id_ in before} == before
    new = [id_ for id_ in after if id_ not in before]
    assert len(new) == len(before)  # as many weeks, and the same frequency
    assert min(new) > max(before)
    assert all(SECOND <= after[id_]["date"].date() < SECOND + timedelta(days=28) for id_ in new)


@LANGUAGES
def test_a_start_typed_by_hand_makes_the_same_calendar(language: str) -> None:
    book = unlocked(generated(language))
    sheet = book[SETTINGS[0 if language == "fr" else 1]]
    cell = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime))
    cell.value = SECOND
    by_hand = api.generate(saved(book), FILE, SECOND)
    assert rows(by_hand.after) == rows(second(language).after)
    run = second(language).run
    assert run
    assert run.calendar
    assert by_hand.calendar
    assert by_hand.calendar.posts == run.calendar.posts
    assert by_hand.plan
    assert run.plan
    assert by_hand.plan.certificate == run.plan.certificate


def test_another_length_is_written_and_planned() -> None:
    made = begun(generated("fr"), weeks=2)
    assert [(edit.before, edit.after) for edit in made.cells] == [("04/01/2027", "01/02/2027"), ("4", "2")]
    assert settings(made.after, "fr")["Semaines"] == 2
    assert max(row["date"].date() for row in rows(made.after).values()) < SECOND + timedelta(days=14)


def test_posts_to_come_stay_where_the_next_period_is_begun_early() -> None:
    before = rows(generated("fr"))
    made = rows(begun(generated("fr"), today=START + timedelta(days=17), start=SECOND).after)
    assert {id_: made[id_] for id_ in before} == before
    assert len(made) == 2 * len(before)


def test_what_is_not_noted_as_published_is_counted() -> None:
    made = second("fr")
    assert made.unpublished == len(rows(generated("fr")))
    assert made.days_over == 0
    late = begun(generated("fr"), today=SECOND + timedelta(days=10))
    assert late.days_over == 10


# -- what is refused ---------------------------------------------------------------------------------------------------


def refusal(data: bytes, today: date, start: date | None = None) -> Any:
    with pytest.raises(Refused) as refused:
        begun(data, today=today, start=start)
    return refused.value.problem


def test_before_the_end_of_the_period() -> None:
    problem = refusal(generated("fr"), END - timedelta(days=6))
    to_come = [row for row in rows(generated("fr")).values() if row["date"].date() >= END - timedelta(days=6)]
    assert problem.code == "next_too_early"
    assert (problem.values["n"], problem.values["posts"]) == (7, len(to_come))
    assert str(problem.place).startswith("Réglages!")
    assert refusal(generated("fr"), END).values["n"] == 1


def test_twice() -> None:
    made = begun(generated("fr"), today=END - timedelta(days=6), start=SECOND)
    assert refusal(made.after, END - timedelta(days=6)).code == "next_twice"
    assert refusal(made.after, END, start=SECOND + timedelta(days=7)).code == "next_twice"
    assert refusal(second("fr").after, SECOND).code == "next_too_early"


@pytest.mark.parametrize("start", [START, START - timedelta(days=7)])
def test_backwards(start: date) -> None:
    assert refusal(generated("fr"), SECOND, start).code == "next_goes_back"


def test_a_period_that_is_over_already() -> None:
    problem = refusal(generated("fr"), SECOND + timedelta(days=29))
    assert problem.code == "next_is_over"
    assert date.fromisoformat(problem.values["start"]) >= SECOND + timedelta(days=29)


def test_a_start_that_was_changed_since_the_last_run() -> None:
    book = unlocked(generated("fr"))
    cells = (cell for row in book["Réglages"].iter_rows() for cell in row)
    next(cell for cell in cells if isinstance(cell.value, datetime)).value = SECOND
    assert refusal(saved(book), SECOND).code == "next_start_typed"


def test_a_start_that_is_a_formula() -> None:
    data = with_formula(generated("fr"))
    problem = refusal(data, SECOND)
    assert (problem.code, problem.place.tab) == ("cell_is_formula", "Réglages")


def with_formula(data: bytes) -> bytes:
    """The same first day, by a formula with its value."""
    workbook = guard.open_workbook(data, FILE)
    part = next(sheet.part for sheet in workbook.sheets if sheet.title == "Réglages")
    serial = (START - date(1899, 12, 30)).days
    xml, count = re.subn(b"<v>%d</v>" % serial, b"<f>DATE(2027,1,4)</f><v>%d</v>" % serial, workbook.package.read(part))
    assert count == 1
    workbook.package.write(part, xml)
    return workbook.package.to_bytes()


def test_no_calendar_yet() -> None:
    assert refusal(typed("fr"), SECOND).code == "no_calendar"
