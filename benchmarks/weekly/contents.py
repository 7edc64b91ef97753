"""A workbook as openpyxl shows it: the rows of its calendars by id, and the tables of the strategy by heading."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from small_calendar import unlocked
from workbook_contents import ContentRow, WorkbookContents

import benchmarks.scorecard_results  # noqa: F401 -- lets the helpers of the tests be imported
from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.vocabulary import choice_codes
from calgen.book.words import load_words

LETTERS = {"social": "P", "editorial": "S"}
TOKEN = re.compile(r"\w[\w ]* n° \d+-\d+ ✓")
"""A text that a user typed, as EditedWorkbook.token makes it."""
SETTLED = frozenset({"approved", "scheduled", "published"})
"""Statuses of which no run moves a post."""


def code_of(key: str, value: Any) -> str:
    """The code of a word of a list, in whatever language; the word itself where it is none."""
    return choice_codes(key).get(fold(str(value or "")), str(value or ""))


def titles_of(tab: str, key: str = "") -> set[str]:
    """The folded titles of a tab, or of a column of it, in every language."""
    found = {load_words(one).title(tab, key) if key else load_words(one).title(tab) for one in languages()}
    return {fold(title) for title in found}


def day_of(row: ContentRow) -> date | None:
    """The day of a post."""
    value = row.cells.get("date")
    if isinstance(value, int):  # typed without the format of a day
        return date(1899, 12, 30) + timedelta(days=value)
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def status_of(row: ContentRow) -> str:
    """The code of its status."""
    return code_of("status", row.cells.get("status"))


@dataclass(repr=False)
class BookContents:
    """A workbook of calgen's: formulas and typed values by `calendars`, stored values by `values`."""

    data: bytes

    @cached_property
    def calendars(self) -> WorkbookContents:
        return WorkbookContents(self.data)

    @cached_property
    def values(self) -> Any:
        return unlocked(self.data, values=True)

    def rows(self, tab: str) -> list[ContentRow]:
        """The rows of a calendar from top to bottom."""
        return self.calendars.lines[tab]

    def ids(self, tab: str) -> list[str]:
        """Its ids from top to bottom; a note below the table may stand in their column."""
        return [id_ for id_ in self.calendars.ids(tab) if not TOKEN.fullmatch(id_)]

    @cached_property
    def doubled(self) -> set[tuple[str, str]]:
        """The ids that stand on several rows: of rows that were copied."""
        return {(tab, id_) for tab in LETTERS for id_, n in Counter(self.ids(tab)).items() if n > 1}

    @cached_property
    def archived(self) -> list[dict[str, Any]]:
        """The posts of the archive: id, subject, day and status as their cells show them."""
        sheet, keys = self.input_tab("archive", values=True), ("id", "editorial", "date", "status")
        if sheet is None:
            return []
        head, columns = head_of(sheet, "social", keys)
        rows = range(head + 1, sheet.max_row + 1)
        found = [{key: sheet.cell(row, column).value for key, column in columns.items()} for row in rows]
        return [row for row in found if re.fullmatch(r"P\d{4,}", str(row["id"] or ""))]

    def input_tab(self, tab: str, *, values: bool = False) -> Any:
        """An input tab; None where there is none."""
        book = self.values if values else self.calendars.book
        return next((sheet for sheet in book.worksheets if fold(sheet.title) in titles_of(tab)), None)

    def table(self, tab: str, *keys: str) -> list[dict[str, Any]]:
        """The rows of an input tab, by these keys of its columns; those whose first key is blank are left out."""
        sheet = self.input_tab(tab, values=True)
        if sheet is None:
            return []
        head, columns = head_of(sheet, tab, keys)
        rows = [
            {key: sheet.cell(row, column).value for key, column in columns.items()}
            for row in range(head + 1, sheet.max_row + 1)
        ]
        return [row for row in rows if row.get(keys[0]) not in (None, "")]

    def setting(self, key: str) -> Any:
        """The value of a setting; None where it is blank."""
        sheet = self.input_tab("settings", values=True)
        rows = sheet.iter_rows(max_col=2, values_only=True)
        return next((row[1] for row in rows if fold(str(row[0] or "")) in titles_of("settings", key)), None)


def head_of(sheet: Any, tab: str, keys: tuple[str, ...]) -> tuple[int, dict[str, int]]:
    """The row of the headings of an input tab, and the columns of these keys. Raises StopIteration where none is."""
    known = {title: key for key in keys for title in titles_of(tab, key)}
    for cells in sheet.iter_rows(max_row=12):
        texts = {cell.column: fold(re.sub(r"\s*\*$", "", str(cell.value or ""))) for cell in cells}
        if any(text in titles_of(tab, keys[0]) for text in texts.values()):
            return cells[0].row, {known[text]: column for column, text in texts.items() if text in known}
    raise StopIteration(tab)
