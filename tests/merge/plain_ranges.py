"""Calendars without their tables, as SheetJS leaves them, and what a run must make of them."""

from __future__ import annotations

from typing import Any

from small_calendar import FILE, TODAY, generated, unlocked

from calgen import api
from calgen.book.words import load_words

CALENDARS = ("social", "editorial")
LANGUAGES = ("fr", "en")


def titled(book: Any, language: str, key: str) -> Any:
    """The tab of a key."""
    return book[load_words(language).title(key)]


def as_ranges(language: str) -> Any:
    """The workbook with its calendars as plain ranges, opened."""
    book = unlocked(generated(language))
    for key in CALENDARS:
        titled(book, language, key).tables.clear()
    return book


def without_facebook(book: Any, language: str) -> Any:
    """The strategy without a platform: posts go, and rows move up."""
    sheet = titled(book, language, "platforms")
    sheet.delete_rows(next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "Facebook"))
    return book


def sound_tables(data: bytes) -> dict[str, Any]:
    """The tables of both calendars by key, from their headings to the last row with an id, with their filter."""
    found = {}
    for sheet in unlocked(data):
        for name in {f"calgen_{key}" for key in CALENDARS} & {*sheet.tables}:
            table = sheet.tables[name]
            cells = sheet[table.ref]
            assert [column.name for column in table.tableColumns] == [cell.value for cell in cells[0]]
            ids = [cell.row for cell in sheet["A"] if str(cell.value)[1:].isdecimal()]
            assert cells[-1][0].row == max(ids)
            assert table.autoFilter.ref == table.ref
            found[name.removeprefix("calgen_")] = table
    assert not api.generate(data, FILE, TODAY).changed
    return found
