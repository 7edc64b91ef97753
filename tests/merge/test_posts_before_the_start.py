"""A start that the user puts off leaves posts before the period, of the user's own platforms too: the run goes on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
import workbook_copies
from edited_workbook import EditedWorkbook
from small_calendar import FILE, SETTINGS, START, generated, run, saved, unlocked

from calgen import api
from calgen.book.words import load_words


@pytest.mark.parametrize(("language", "settings"), [("fr", SETTINGS[0]), ("en", SETTINGS[1])])
def test_a_platform_that_stands_before_the_period_alone_is_shown(language: str, settings: str) -> None:
    draft = EditedWorkbook(generated(language), Random(1))
    tab = draft.social
    first = min(tab.rows, key=lambda row: tab.get(row, "date"))
    tab.cell(first, "platform").value = "Instagram, Facebook"
    tab.cell(first, "date").value = datetime.combine(START, time())
    book = unlocked(run(draft.bytes()).after)
    type_start(book, settings, START + timedelta(days=14))
    made = api.generate(saved(book), FILE, START + timedelta(days=10))
    assert made.changed
    month = workbook_copies.opened(made.after)[load_words(language).title("month")]
    assert "Instagram, Facebook" in {cell.value for row in month.iter_rows() for cell in row}


def type_start(book: Any, settings: str, day: date) -> None:
    """Another first day in the settings."""
    cells = (cell for row in book[settings].iter_rows() for cell in row)
    next(cell for cell in cells if isinstance(cell.value, datetime)).value = day


def rows_before(data: bytes, day: date) -> dict[str, tuple[object, ...]]:
    """The rows of posts before a day: platform, day, hour, theme, title."""
    social = EditedWorkbook(data, Random(1)).social
    keys = ("platform", "date", "time", "theme", "title", "text")
    rows = {id_: tuple(social.get(id_, key) for key in keys) for id_ in social.rows if id_.startswith("P")}
    return {id_: row for id_, row in rows.items() if row[1].date() < day}


SECOND = START + timedelta(days=28)


def test_posts_to_come_of_the_period_before_stay() -> None:
    before, today = generated("fr"), START + timedelta(days=16)
    book = unlocked(before)
    type_start(book, SETTINGS[0], SECOND)
    made = run(saved(book), today)
    assert rows_before(made.after, SECOND) == rows_before(before, SECOND)
    book = unlocked(made.after)
    book["Plateformes"]["D2"].value = 4  # more posts on Facebook
    again = run(saved(book), today + timedelta(days=1))
    assert rows_before(again.after, SECOND) == rows_before(before, SECOND)
    assert again.calendar
    assert again.calendar.posts_before == len(rows_before(before, SECOND))
    assert again.calendar.total > made.calendar.total  # type: ignore[union-attr]


def test_a_start_put_off_before_it_leaves_no_posts_of_calgen_s_behind() -> None:
    book = unlocked(generated("fr"))
    type_start(book, SETTINGS[0], SECOND)
    assert rows_before(run(saved(book)).after, SECOND) == {}
