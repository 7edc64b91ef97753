"""A small calendar whose first period is over and in the archive: where the tests of the archive start from."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import short_salon
from office import unlocked

from calgen import api
from calgen.book.words import load_words
from calgen.next_steps import BegunPeriod, NextRequest, begin_next

FILE = "salon.xlsx"
WORDS = load_words("fr")
SECOND = short_salon.TODAY + timedelta(days=7 * short_salon.WEEKS)
THIRD = SECOND + timedelta(days=7 * short_salon.WEEKS)
Edit = Callable[[Any], None]  # of the workbook in openpyxl


def saved(book: Any) -> bytes:
    """The bytes that openpyxl writes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(sheet: Any) -> dict[str, int]:
    """The columns of a calendar by key."""
    titles = {WORDS.title("social", key): key for key in WORDS.columns("social")}
    return {titles[cell.value]: cell.column for cell in sheet[4] if cell.value in titles}


def published(data: bytes, until: date, edit: Edit | None = None) -> bytes:
    """The workbook with the posts before a day marked as published, and edited."""
    book = unlocked(data, values=False)
    sheet = book[WORDS.title("social")]
    at = columns(sheet)
    for row in range(5, sheet.max_row + 1):
        day = sheet.cell(row, at["date"]).value
        if isinstance(day, datetime) and day.date() < until:
            sheet.cell(row, at["status"]).value = WORDS.choice("status", "published")
    if edit:
        edit(book)
    return saved(book)


def archived(data: bytes, today: date = SECOND) -> BegunPeriod:
    """The next period with the posts before it archived."""
    return begin_next(data, FILE, NextRequest(has_archive=True), today, "fr")


@cache
def first_published() -> bytes:
    """The first period, all of it published."""
    return published(short_salon.calendar(), SECOND)


@cache
def second_period() -> BegunPeriod:
    """The second period, the first one in the archive."""
    return archived(first_published())


def without_archive() -> api.Generated:
    """A run after the tab of the archive was deleted."""
    book = unlocked(second_period().after, values=False)
    del book[WORDS.title("archive")]
    return api.generate(saved(book), FILE, SECOND)


def rows(data: bytes, tab: str) -> dict[str, dict[str, Any]]:
    """The rows of a tab with the columns of the social calendar, by id."""
    sheet = unlocked(data, values=True)[WORDS.title(tab)]
    at = columns(sheet)
    found = ({key: sheet.cell(row, column).value for key, column in at.items()} for row in range(5, sheet.max_row + 1))
    return {row["id"]: row for row in found if row["id"]}
