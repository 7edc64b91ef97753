"""Rows of the user's below the social calendar: each problem names the row where it stands after the run."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

from edited_workbook import EditedWorkbook
from small_calendar import FILE, TODAY, day, generated, run

from calgen import api
from calgen.book.problems import Problem, Severity

DAY = day("2027-01-13")
# below the table, after a blank row: a post, rows whose day or platform cannot be read, a total, a list of her own
ROWS: tuple[dict[str, Any], ...] = (
    {"date": DAY, "platform": "Facebook", "title": "Story ✓"},
    {"date": DAY, "title": "Expo ✓"},
    {"date": "mi-mars", "platform": "Facebook", "title": "Repas ✓"},
    {"date": "bientôt", "platform": "instagram", "title": "Portes ✓"},
    {"date": "2 et 3 avril", "title": "Foire ✓"},
    {"date": DAY, "platform": "Pinterest", "title": "Tableau ✓"},
    {"title": "TOTAL ✓"},
    {"date": "Date", "platform": "Plateforme", "title": "Titre ✓"},
)
TOLD = {
    "Expo ✓": ("platform", Severity.NOTE),
    "Repas ✓": ("date", Severity.WARNING),
    "Portes ✓": ("date", Severity.WARNING),
    "Foire ✓": ("date", Severity.NOTE),
}


def typed() -> EditedWorkbook:
    """The rows below the table, an hour that cannot be read in it, and a day that was emptied."""
    book = EditedWorkbook(generated("fr"), Random(1))
    book.social.cell("P0012", "date").value = "fin janvier"
    book.social.cell("P0014", "time").value = "le matin"
    sheet, columns = book.social.sheet, book.social.columns
    below = max(cell.row for cell in sheet["A"] if cell.value) + 2
    for number, cells in enumerate(ROWS, below):
        for key, value in cells.items():
            sheet.cell(number, columns[key]).value = value
    return book


@cache
def made() -> api.Generated:
    return run(typed().bytes())


def place_of(data: bytes, title: str, key: str) -> str:
    """The cell of a column in the row that has a title."""
    tab = EditedWorkbook(data, Random(1)).social
    row = next(cells for cells in tab.sheet.iter_rows() if any(cell.value == title for cell in cells))
    return f"{tab.sheet.title}!{row[tab.columns[key] - 1].coordinate}"


def told(problems: tuple[Problem, ...]) -> dict[str, Severity]:
    found = [problem for problem in problems if problem.code == "row_without_day"]
    return {str(place): problem.severity for problem in found for place in (problem.place, *problem.others)}


def test_problems_of_rows_in_the_table_name_the_row_in_the_written_file() -> None:
    tab = EditedWorkbook(made().after, Random(1)).social
    undated = f"{tab.sheet.title}!{tab.cell('P0012', 'date').coordinate}"
    assert undated in told(made().problems)
    hours = [str(problem.place) for problem in made().problems if problem.code == "cell_unread"]
    assert hours == [f"{tab.sheet.title}!{tab.cell('P0014', 'time').coordinate}"]


def test_rows_below_whose_day_or_platform_cannot_be_read_are_told_where_they_stand_then() -> None:
    tab = EditedWorkbook(made().after, Random(1)).social
    undated = f"{tab.sheet.title}!{tab.cell('P0012', 'date').coordinate}"
    expected = {place_of(made().after, title, key): severity for title, (key, severity) in TOLD.items()}
    assert told(made().problems) == expected | {undated: Severity.WARNING}


def test_check_tells_them_where_they_stand_now_and_after_the_run() -> None:
    for data in (typed().bytes(), made().after):
        found = told(api.diagnose(data, FILE, TODAY).problems)
        assert {place_of(data, title, key) for title, (key, _) in TOLD.items()} <= set(found)


def test_a_second_run_changes_nothing_and_a_row_that_comes_below_asks_for_one() -> None:
    assert not run(made().after).changed
    book = EditedWorkbook(made().after, Random(1))
    last = book.social.sheet.max_row + 2
    book.social.sheet.cell(last, book.social.columns["date"]).value = "mi-mai"
    book.social.sheet.cell(last, book.social.columns["title"]).value = "Kermesse ✓"
    again = run(book.bytes())
    assert place_of(again.after, "Kermesse ✓", "date") in told(again.problems)
