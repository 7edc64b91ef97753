"""Workbooks of many shapes are adopted: every cell is accounted for, and the calendars keep what they said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from calendar_kept import assert_strategy_is_kept, calendar_rows, is_same_post, own_columns
from cell_account import assert_every_cell_is_accounted_for, filled_cells
from filled_in import filled_in
from foreign_books import ForeignBook
from foreign_calendars import CALENDARS
from foreign_exports import EXPORTS
from foreign_strategies import STRATEGIES

from calgen import api
from calgen.adopt.report import empty_tabs, missing_columns
from calgen.book.problems import Severity

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

TODAY = date(2026, 12, 1)
BOOKS: dict[str, ForeignBook] = {**STRATEGIES, **CALENDARS, **EXPORTS}


QUICK = ("boulangerie.xlsx", "list.xlsx", "mois.xlsx", "trello.csv")  # one of each kind; the others are long


def quick_and_long(*quick: str) -> list[ParameterSet]:
    """All books, those that are not `quick` in the long run alone."""
    return [pytest.param(name, marks=() if name in quick else pytest.mark.long) for name in BOOKS]


@pytest.mark.parametrize("name", quick_and_long(*QUICK))
def test_every_cell_is_in_the_new_workbook_or_in_the_list(name: str) -> None:
    theirs = BOOKS[name]
    made = api.adopt(theirs.data, name, theirs.asked)
    assert made.adoption.questions == ()
    assert made.words.language == theirs.language
    assert {key: len(records) for key, records in made.adoption.records.items()} == theirs.records
    assert_every_cell_is_accounted_for(filled_cells(theirs.data, name), made)


@pytest.mark.parametrize("name", [*CALENDARS, *EXPORTS])
def test_the_posts_of_a_calendar_keep_their_day_and_platform(name: str) -> None:
    theirs = BOOKS[name]
    records = api.adopt(theirs.data, name, theirs.asked).adoption.records.get("social", ())
    found = {(str(post["date"]), post["platform"], post.get("title") or post.get("text")) for post in records}
    assert found == theirs.posts


# what a check may say of a workbook whose user has still something to fill in
_TO_FILL = {"cell_required", "tab_empty", "date_year", "date_year_unknown"}


@pytest.mark.parametrize("name", quick_and_long(*QUICK))
def test_the_check_finds_no_error_but_what_is_still_to_fill_in(name: str) -> None:
    theirs = BOOKS[name]
    made = api.adopt(theirs.data, name, theirs.asked)
    errors = [problem for problem in api.check(made.data, "new.xlsx").problems if problem.severity is Severity.ERROR]
    assert {problem.code for problem in errors} <= _TO_FILL, [made.words.message(problem) for problem in errors]
    assert bool(errors) == bool(missing_columns(made.adoption) or empty_tabs(made.adoption))
    assert not api.check(filled_in(made), "new.xlsx").stopped


@pytest.mark.parametrize("name", quick_and_long("list.xlsx", "boulangerie.xlsx"))
def test_the_calendar_made_from_it_keeps_what_theirs_says(name: str) -> None:
    theirs = BOOKS[name]
    made = api.adopt(theirs.data, name, theirs.asked)
    run = api.generate(filled_in(made), "new.xlsx", TODAY)
    assert run.plan is not None, [made.words.message(problem) for problem in run.problems][:3]
    assert not {"no_history", "column_back"} & {problem.code for problem in run.problems}
    rows = calendar_rows(run.after, made)
    for post in made.adoption.records.get("social", ()):
        kept = [row for row in rows if is_same_post(row, post)]
        assert kept, post
        assert all(kept[0][column] == post[column] for column in own_columns(made) & post.keys()), post
    assert_strategy_is_kept(run, made)
