"""Workbooks of many shapes are adopted: every cell is accounted for, and the calendars keep what they said."""

from __future__ import annotations

import pytest
from cell_account import assert_every_cell_is_accounted_for, filled_cells
from foreign_books import ForeignBook
from foreign_calendars import CALENDARS
from foreign_strategies import STRATEGIES

from calgen import api

BOOKS: dict[str, ForeignBook] = {**STRATEGIES, **CALENDARS}


QUICK = ("boulangerie.xlsx", "list.xlsx", "mois.xlsx", "trello.csv")  # one of each kind; the others are long


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.long) for name in BOOKS]
)
def test_every_cell_is_in_the_new_workbook_or_in_the_list(name: str) -> None:
    theirs = BOOKS[name]
    made = api.adopt(theirs.data, name, theirs.asked)
    assert made.adoption.questions == ()
    assert made.words.language == theirs.language
    assert {key: len(records) for key, records in made.adoption.records.items()} == theirs.records
    assert_every_cell_is_accounted_for(filled_cells(theirs.data, name), made)


@pytest.mark.parametrize("name", CALENDARS)
def test_the_posts_of_a_calendar_keep_their_day_and_platform(name: str) -> None:
    theirs = CALENDARS[name]
    records = api.adopt(theirs.data, name, theirs.asked).adoption.records.get("social", ())
    found = {(str(post["date"]), post["platform"], post.get("title") or post.get("text")) for post in records}
    assert found == theirs.posts
