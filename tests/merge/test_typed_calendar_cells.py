"""Every column of both calendars, typed into with nonsense and with what nearly makes sense: obeyed, shown or told."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import cache
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from seeds import each_language, few_of
from small_calendar import TODAY, generated, run

from calgen import api
from calgen.book.problems import Problem
from calgen.book.words import load_words
from calgen.figures import mix
from calgen.figures.frequency import by_platform

NONSENSE = "zzz??"
# columns of texts, which are shown as they were typed
FREE = {
    "social": {"account", "title", "mission", "text", "hashtags", "image", "alt_text", "comment", "reason"},
    "editorial": {"title", "brief", "advice", "notes", "consent", "suggestions"},
}
# columns in which any name is taken where the strategy names none: the small one has no audience
UNNAMED = {"audience"}
COLUMNS = [(calendar, key) for calendar in FREE for key in load_words("en").columns(calendar) if key != "id"]


class Typed:
    """A run after values were typed into a calendar, each on a row of its own."""

    def __init__(self, language: str, calendar: str, values: list[tuple[str, Any]]) -> None:
        book = EditedWorkbook(generated(language, 8), Random(1))
        tab = book.tabs[calendar]
        rows = sorted(tab.rows)[:: 1 if len(values) > 20 else 2]
        self.row = {}
        for row, (key, value) in zip(rows, values, strict=False):
            if key in tab.columns:
                tab.cell(row, key).value = value
                self.row[key, str(value)] = row
        self.title = tab.sheet.title
        self.made = run(book.bytes())
        self.after = EditedWorkbook(self.made.after, Random(1)).tabs[calendar]

    def told(self, key: str, value: Any) -> list[Problem]:
        """The problems at a cell, where it stands after the run."""
        place = f"{self.title}!{self.after.cell(self.row[key, str(value)], key).coordinate}"
        return [problem for problem in self.made.problems if str(problem.place) == place]

    def now(self, key: str, value: Any) -> Any:
        """What the cell holds after the run."""
        return self.after.get(self.row[key, str(value)], key)


@cache
def nonsense(language: str, calendar: str) -> Typed:
    return Typed(language, calendar, [(key, f"{NONSENSE} {key}") for of, key in COLUMNS if of == calendar])


@each_language
@pytest.mark.parametrize(("calendar", "key"), COLUMNS)
def test_nonsense_in_any_column_is_shown_or_told(calendar: str, key: str, language: str) -> None:
    typed = nonsense(language, calendar)
    if (key, value := f"{NONSENSE} {key}") not in typed.row:
        pytest.skip("the small calendar has no such column")
    assert typed.now(key, value) == value
    assert bool(typed.told(key, value)) == (key not in FREE[calendar] | UNNAMED)


@each_language
def test_every_column_of_both_calendars_was_typed_into(language: str) -> None:
    found = {(calendar, key) for calendar in FREE for key, _ in nonsense(language, calendar).row}
    assert found == set(COLUMNS)


# column, value → the problem that is told, or none
NEAR: list[tuple[str, Any, str]] = [
    *[("status", word, "") for word in ("✅ Published", "published ", "PUBLISHED!", "Publié", "to-write")],
    *[("status", word, "word_unknown") for word in ("Done", "🚀")],
    *[("time", hour, "") for hour in ("9h30", "9:30 PM", "09.30")],
    *[("time", hour, "cell_unread") for hour in ("25h", "12:75")],
    *[("impressions", figure, "") for figure in ("1.2k", "1 200", 1200, "3K", "~100")],
    *[("clicks", figure, "cell_unread") for figure in ("beaucoup", "5%", -5, "-3", "1.350", "1 050,5", 1.35)],
    *[("conversions", error, "cell_unread") for error in ("#REF!", "=1/0")],
    *[("date", day, "day_outside") for day in (date(2026, 1, 14), date(2028, 1, 11))],
    *[("date", day, "row_without_day") for day in ("w/c 1 Feb", "32/01/2027")],
    *[("variant", letter, "") for letter in ("a", "B")],
    *[("keep", answer, "") for answer in ("x", "OUI", "no")],
    *[("format", word, "") for word in ("PHOTO", "reel", "vidéo courte")],
    *[("url", address, "") for address in ("instagram.com/p/1", "https://x.com/a")],
]


@cache
def near() -> Typed:
    return Typed("en", "social", [(key, value) for key, value, _ in NEAR])


@pytest.mark.parametrize(("key", "value", "code"), NEAR)
def test_what_nearly_makes_sense_is_understood_or_told(key: str, value: Any, code: str) -> None:
    told = {problem.code for problem in near().told(key, value)} - {"published_ahead"}  # told of the day, not the word
    assert told == ({code} if code else set())


def test_a_status_in_another_dress_counts_as_the_status() -> None:
    frequency = [api.balance(near().made.after, "salon.xlsx", TODAY).calendar]
    assert frequency[0]
    assert sum(post.status == "published" for post in frequency[0].posts) == 4


def test_equal_cells_are_told_once_with_their_number() -> None:
    book = EditedWorkbook(generated("en", 8), Random(1))
    rows = sorted(book.social.rows)[:7]
    for row in rows:
        book.social.cell(row, "status").value = "Done"
    found = [problem for problem in run(book.bytes()).problems if problem.code == "word_unknown"]
    assert len(found) == 1
    assert "(and 6 other rows)" in load_words("en").message(found[0])[0]


@pytest.mark.parametrize(
    ("calendar", "cells", "code"),
    few_of([
        ("social", {"title": "A quiet word"}, "row_without_day"),
        ("editorial", {"theme": "Advice"}, "row_without_title"),
        ("social", {"id": "FEBRUARY"}, "row_without_day"),
        ("social", {"text": "Hello"}, "row_without_day"),
    ], 2),
)  # fmt: skip
def test_a_row_that_is_no_record_is_told_and_stays(calendar: str, cells: dict[str, Any], code: str) -> None:
    book = EditedWorkbook(generated("en", 8), Random(1))
    book.write(cells, calendar)
    made = run(book.bytes())
    assert code in [problem.code for problem in made.problems]
    sheet = EditedWorkbook(made.after, Random(1)).tabs[calendar].sheet
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert set(cells.values()) <= texts


@pytest.mark.parametrize("calendar", ["social", "editorial"])
def test_check_tells_the_same_cells(calendar: str) -> None:
    data = EditedWorkbook(generated("en", 8), Random(1))
    tab = data.tabs[calendar]
    row = sorted(tab.rows)[3]
    tab.cell(row, "status").value = "Done"
    codes = {problem.code for problem in api.diagnose(data.bytes(), "salon.xlsx", TODAY).problems}
    assert "word_unknown" in codes


def test_a_post_without_a_category_is_in_no_share_and_told() -> None:
    book = EditedWorkbook(generated("en", 8), Random(1))
    book.write({"date": datetime.combine(date(2027, 1, 20), time()), "platform": "facebook", "theme": "Brand new"})
    made = run(book.bytes())
    assert [problem.code for problem in made.problems if problem.code == "category_missing"] == ["category_missing"]
    counted = api.balance(made.after, "salon.xlsx", TODAY).calendar
    assert counted is not None
    for calendar in (counted, made.calendar):
        assert calendar is not None
        shares = mix.overall(calendar)
        assert sum(share.share for share in shares) == pytest.approx(1)
        assert all(share.category for share in shares)
        assert sum(frequency.planned for frequency in by_platform(calendar)) == 41


@pytest.mark.parametrize(
    ("key", "dress"),
    few_of([("platform", str.upper), ("theme", str.lower), ("theme", str.swapcase), ("owner", str.upper),
            ("format", str.upper), ("objective", str.lower)], 1),
)  # fmt: skip
def test_a_name_in_another_dress_is_written_and_counted_as_the_strategy_spells_it(key: str, dress: Any) -> None:
    book = EditedWorkbook(generated("en", 8), Random(1))
    own, post = book.social.rows, sorted(book.social.rows)[5]
    name = book.social.get(post, key)
    assert name
    typed = dress(name)
    book.social.cell(post, key).value = typed
    made = run(book.bytes())
    after = EditedWorkbook(made.after, Random(1)).social
    assert after.get(post, key) == name
    assert len(after.rows) == len(own)
    assert made.calendar is not None
    assert typed not in {text for names in made.calendar.names.values() for text in names}
    assert not [problem for problem in made.problems if problem.code == "calendar_unknown"]
    assert not run(made.after).changed


@pytest.mark.parametrize(
    ("typed", "figure"), few_of([("1.2k", 1200), ("2.5k", 2500), ("1 200", 1200), ("3K", 3000), (7, 7)], 1)
)
def test_a_figure_typed_as_a_text_becomes_the_number(typed: Any, figure: float) -> None:
    book = EditedWorkbook(generated("en", 8), Random(1))
    post = sorted(book.social.rows)[2]
    book.social.cell(post, "impressions").value = typed
    made = run(book.bytes())
    assert EditedWorkbook(made.after, Random(1)).social.get(post, "impressions") == figure
    assert not run(made.after).changed


def test_an_hour_that_cannot_be_read_leaves_the_planned_one_in_an_export_too() -> None:
    draft = EditedWorkbook(generated("en", 8), Random(1))
    row = sorted(draft.social.rows)[1]
    post, planned = draft.social.get(row, "id"), draft.social.get(row, "time")
    draft.social.cell(row, "time").value = "25h"
    for data in (draft.bytes(), run(draft.bytes()).after):
        posts = json.loads(api.export(data, "salon.xlsx", "json").data)["posts"]
        assert [found["time"] for found in posts if found["id"] == post] == [f"{planned:%H:%M}"]


@each_language
def test_a_day_or_platform_typed_for_a_subject_is_answered_where_its_posts_say_otherwise(language: str) -> None:
    draft = EditedWorkbook(generated(language, 8), Random(1))
    tab = draft.editorial
    moved, same, named = sorted(tab.rows)[2:5]
    tab.cell(moved, "date").value = datetime.combine(date(2027, 2, 19), time())
    tab.cell(same, "date").value = tab.get(same, "date")
    tab.cell(named, "platforms").value = "LinkedIn"
    made = run(draft.bytes())
    told = [str(problem.place) for problem in made.problems if problem.code == "subject_places_nothing"]
    after = EditedWorkbook(made.after, Random(1)).editorial
    expected = {after.cell(moved, "date").coordinate, after.cell(named, "platforms").coordinate}
    assert set(told) == {f"{tab.sheet.title}!{cell}" for cell in expected}
    assert after.get(named, "platforms") == "LinkedIn"


def test_days_and_hours_typed_as_texts_become_real_ones_on_own_rows_too() -> None:
    """Formulas of the balance count the same posts as Python does."""
    book = EditedWorkbook(generated("en", 8), Random(1))
    row, other = sorted(book.social.rows)[2:4]
    book.social.cell(row, "date").value, book.social.cell(row, "time").value = "31-Mar-27", "7 pm"
    book.social.cell(other, "date").value = "bientôt"
    book.write({"date": "20/01/2027", "time": "9h30", "platform": "Facebook", "theme": "Advice"}, inside=False)
    made = run(book.bytes())
    after = EditedWorkbook(made.after, Random(1)).social
    own = max(after.rows)
    cells = [after.cell(*at) for at in ((row, "date"), (row, "time"), (own, "date"), (own, "time"))]
    values = [cell.value for cell in cells]
    days = [datetime.combine(day, time()) for day in (date(2027, 3, 31), date(2027, 1, 20))]
    assert values == [days[0], time(19), days[1], time(9, 30)]
    formats = [cell.number_format for cell in cells]
    assert formats == [after.cell("P0001", key).number_format for key in ("date", "time")] * 2
    assert after.get(other, "date") == "bientôt"
    (told,) = [change.columns for change in made.changes if change.id == row and change.kind == "changed"]
    assert (told["date"], told["time"]) == (("31-Mar-27", "2027-03-31"), ("7 pm", "19:00"))
    assert not run(made.after).changed


DAYS = ("Fri 23/1/2027", "Fri 23/1", "Friday 23 Jan", "vendredi 23 janvier 2027")


@cache
def dated() -> Typed:
    return Typed("en", "social", [("date", value) for value in DAYS])


@pytest.mark.parametrize("value", DAYS)
def test_a_day_with_another_day_of_the_week_is_obeyed_and_told(value: str) -> None:
    typed = dated()
    (problem,) = typed.told("date", value)
    assert problem.code == "date_weekday"
    assert problem.values["taken"] == (date(2027, 1, 23),)
    assert "Saturday" in load_words("en").message(problem)[0]


def test_an_hour_that_cannot_be_read_on_an_own_row_is_none_and_a_short_name_of_a_network_is_near() -> None:
    book = EditedWorkbook(generated("en", 8), Random(1))
    day = datetime.combine(date(2027, 1, 20), time())
    book.write({"date": day, "time": "am", "platform": "IG", "theme": "Advice"})
    told = {problem.code: load_words("en").message(problem) for problem in run(book.bytes()).problems}
    assert "has no hour" in told["cell_unread"][0]
    assert "Instagram" in told["calendar_near"][1]


@pytest.mark.parametrize(("language", "value"), [("fr", "20 janv."), ("en", "Jan 20")])
def test_a_day_without_its_year_is_obeyed_and_told(language: str, value: str) -> None:
    """In the period of the calendar, as in the tabs of the strategy."""
    typed = Typed(language, "social", [("date", value)])
    assert [problem.code for problem in typed.told("date", value)] == ["date_year_taken"]
    number = typed.after.get(typed.row["date", value], "id")
    posts = json.loads(api.export(typed.made.after, "s.xlsx", "json").data)["posts"]
    assert {post["date"] for post in posts if post["id"] == number} == {"2027-01-20"}
