"""The tab of tasks: everything that the calendars ask for, once, with the days that the editorial calendar says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from made_samples import STARTS, Made, made
from openpyxl.formula import Tokenizer
from seeds import few_of
from written_workbook import TOP, Book, Row, as_day

from calgen import api

SAMPLES = pytest.mark.parametrize("sample", few_of(STARTS, 2))
MAKING = ("brief_draft", "draft", "draft_review", "prepare")
STEPS = ("brief", "review", *MAKING)


def kind(book: Book, row: Row) -> str:
    """The code of a row's task."""
    words = {word: code for code, word in book.words.choices("task").items()}
    return words[str(row["task"]).split(book.words.text("phrases", "colon"))[0]]


def of_kind(book: Book, *kinds: str) -> list[Row]:
    return [row for row in book.rows("tasks") if kind(book, row) in kinds]


def subject_of(book: Book, row: Row) -> str:
    """The id of the subject to which a row's link leads."""
    return book.jump(book.formula("tasks", row["row"], "subject")).id


def by_subject(book: Book) -> dict[str, list[Row]]:
    """The steps of each subject."""
    found = defaultdict(list)
    for row in of_kind(book, *STEPS):
        found[subject_of(book, row)].append(row)
    return found


@SAMPLES
def test_every_post_is_published_once_by_its_owner_on_its_day(sample: str) -> None:
    book = made(sample).book
    due = [(row["id"], row["date"], row["time"], row["platform"], row["owner"], row["status"]) for row in book.social]
    rows = of_kind(book, "publish")
    got = [(row["post"], row["date"], row["time"], row["platform"], row["person"], row["status"]) for row in rows]
    assert sorted(got) == sorted(due)
    for row in rows:
        assert subject_of(book, row) == row["post"]
        assert book.social[_rank(book, row)]["id"] == row["post"]


def _rank(book: Book, row: Row) -> int:
    return int(book.tab("tasks").cell(row["row"], book.columns("tasks")["row"]).value) - 1


@SAMPLES
def test_the_editorial_calendar_and_the_tasks_say_the_same_days(sample: str) -> None:
    book = made(sample).book
    steps = by_subject(book)
    assert set(steps) == {row["id"] for row in book.editorial}
    for subject in book.editorial:
        drafts = [row["date"] for row in steps[subject["id"]] if kind(book, row) in MAKING]
        reviews = [row["date"] for row in steps[subject["id"]] if kind(book, row) not in ("brief", *MAKING[:2])]
        assert subject["draft_due"] == min(drafts)
        assert subject["review_due"] == min(reviews)
        briefs = [row["date"] for row in steps[subject["id"]] if kind(book, row) in ("brief", "brief_draft", "prepare")]
        assert min(briefs) <= subject["draft_due"] <= subject["review_due"] <= subject["date"]


@SAMPLES
def test_hours_are_counted_once_per_making_and_against_the_person_s_week(sample: str) -> None:
    book = made(sample).book
    efforts = {row["format"]: row["effort"] for row in book.rows("formats")}
    own = {row["title"]: row["effort"] for row in book.rows("content")}
    titles = {row["id"]: row["title"] for row in book.editorial}
    weeks: dict[tuple[str, date], float] = defaultdict(float)
    for row in of_kind(book, *MAKING):
        effort = own.get(titles[subject_of(book, row)])
        due = efforts[row["format"]] if effort is None else effort
        assert row["hours"] == row["production_hours"] == pytest.approx(due)
        weeks[row["person"], row["week"]] += row["hours"]
    for row in of_kind(book, *MAKING):
        assert row["hours_asked"] == pytest.approx(weeks[row["person"], row["week"]])
    assert all(row["production_hours"] is None for row in book.rows("tasks") if kind(book, row) not in MAKING)


@SAMPLES
def test_the_weeks_that_the_checks_call_short_are_those_in_red(sample: str) -> None:
    one = made(sample)
    short = {
        (str(problem.values["person"]), monday)
        for problem in one.done.problems
        if problem.code == "hours_short"
        for monday in _weeks(problem.values["weeks"])
    }
    rows = of_kind(one.book, *MAKING)
    over = [row for row in rows if row["hours_asked"] > row["hours_available"] + 0.001]
    red = {(row["person"], as_day(row["week"])) for row in over}
    assert red == short


def _weeks(runs: Any) -> Iterable[date]:
    """The Mondays of runs of weeks."""
    for run in runs:
        yield from (run.first + timedelta(days=n) for n in range(0, (run.last - run.first).days + 1, 7))


def shown_routine(book: Book, row: Row) -> str:
    """A routine as its tasks show it, with its tool, its criteria and its threshold."""
    keys = [key for key in ("tool", "criteria", "threshold") if row.get(key)]
    colon = book.words.text("phrases", "colon")
    parts = [f"{book.words.title('routines', key)}{colon}{row[key]}" for key in keys]
    return " · ".join([str(row["task"]), *parts])


@SAMPLES
def test_the_accounts_of_an_objective_are_done_on_its_deadline(sample: str) -> None:
    book = made(sample).book
    shown = {(row["date"], row["person"]) for row in of_kind(book, "routine") if not row["hours"]}
    last = max(row["date"] for row in book.rows("social"))
    due = {(row["deadline"], row["owner"]) for row in book.rows("objectives") if row["deadline"] and row["goal"]}
    assert {(day, owner) for day, owner in due if day <= last} <= shown


@SAMPLES
def test_routines_come_back_on_their_days_with_their_minutes(sample: str) -> None:
    book = made(sample).book
    listed = {shown_routine(book, row): row for row in book.rows("routines")}
    daily = [row for row in listed.values() if row["every"] == book.words.choice("every", "day")]
    listed |= {str(row["task"]): row for row in daily}  # from the second day on
    rows = [row for row in of_kind(book, "routine") if row["hours"]]
    said = {text: [text] if text in listed else text.split(" · ") for text in {row["subject"] for row in rows}}
    assert {name for names in said.values() for name in names} <= set(listed)
    for row in rows:
        parts = [listed[name] for name in said[row["subject"]]]
        assert {row["person"]} == {of["owner"] for of in parts}
        assert row["hours"] == pytest.approx(sum(of["minutes"] or 0 for of in parts) / 60)
        assert f"!A{parts[0]['row']}" in book.formula("tasks", row["row"], "subject")
    for of in daily:
        shown = [listed[name] for row in rows for name in said[row["subject"]]]
        assert shown.count(of) > 4 * book.settings["weeks"] / 2
        assert [row["subject"] for row in rows].count(shown_routine(book, of)) == 1


def later(sample: str, days: int) -> Made:
    """A sample planned on a day after its first: some of the work is late by then."""
    before = api.new("fr", sample, STARTS[sample])
    return Made(sample, before, api.generate(before, f"{sample}.xlsx", STARTS[sample] + timedelta(days=days)))


@pytest.mark.parametrize(("sample", "days"), [("salon", 0), ("saas", 3), ("musee", 9)])
def test_what_is_late_stands_first_then_the_days_in_order(sample: str, days: int) -> None:
    one, today = later(sample, days), STARTS[sample] + timedelta(days=days)
    rows = one.book.rows("tasks")
    states = {word: code for code, word in one.book.words.choices("task_state").items()}
    told = [states[row["state"]] for row in rows]
    late, over = told.count("late"), told.count("over")
    assert late > 0
    assert set(told[:late]) == {"late"}
    assert set(told[len(told) - over :]) <= {"over"}
    for part in (rows[:late], rows[late : len(rows) - over], rows[len(rows) - over :]):
        days_of = [row["date"] for row in part]
        assert days_of == sorted(days_of)
    assert all((as_day(row["date"]) or today) < today for row in rows[:late])
    line = str(one.book.tab("tasks").cell(3, 1).value)
    template = one.book.words.text("labels", "tasks_summary")
    assert line == template.format(late=late, today=told.count("today"), week=told.count("week"))


@SAMPLES
def test_no_formula_of_the_tab_is_longer_than_a_spreadsheet_takes(sample: str) -> None:
    sheet = made(sample).book.written("tasks")
    for row in sheet.iter_rows(min_row=TOP - 1, max_row=TOP + 400):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                assert len(cell.value) < 8000
                texts = [item.value for item in Tokenizer(cell.value).items if item.subtype == "TEXT"]
                assert all(len(text) <= 257 for text in texts)
