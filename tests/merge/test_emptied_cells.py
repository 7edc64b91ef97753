"""Every column of both calendars, emptied: calgen fills it again, or it stays empty and is told.

docs/decisions.md, "What is typed in a calendar".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

import openpyxl
import pytest
from edited_workbook import EditedWorkbook
from filled_book import FILLED, TODAY
from seeds import each_language
from sheets import book
from small_calendar import FILE, generated, saved

from calgen import api
from calgen.book.words import load_words
from calgen.merge.emptied_cells import FILLED_AGAIN, STAY_EMPTY

# columns that calgen leaves to the user, and the letters of A/B pairs, of which this workbook has none
NEVER_FILLED = {"social": {"text", "keep", "image", "alt_text", "comment", "url", "impressions", "engagements",
                           "clicks", "conversions", "variant"}, "editorial": set[str]()}  # fmt: skip
TOLD = {"date": "row_without_day", "platform": "row_without_day", "theme": "theme_emptied",
        "category": "category_missing"}  # fmt: skip
OF_SUBJECTS = {"theme": "theme_emptied"}


@cache
def filled_calendar(language: str) -> bytes:
    """The workbook in which every column holds something, with its calendars in a language."""
    out = openpyxl.Workbook()
    out.remove(out.worksheets[0])
    for grid in book(FILLED.replace("| Français |", f"| {load_words(language).text('locale', 'name')} |")).grids:
        sheet = out.create_sheet(grid.title)
        for (row, column), cell in grid.cells.items():
            sheet.cell(row, column).value = cell.value
    made = api.generate(saved(out), FILE, TODAY)
    assert made.plan, made.problems
    return made.after


class Emptied:
    """A run after one cell of every column of both calendars was emptied, each in a row that holds something there."""

    def __init__(self, language: str) -> None:
        data = filled_calendar(language)
        self.before, draft = (EditedWorkbook(data, Random(1)) for _ in range(2))
        self.rows: dict[tuple[str, str], str] = {}
        for calendar, tab in self.before.tabs.items():
            used: dict[str, int] = {}
            keys = [key for key in tab.columns if key != "id"]
            filled = {key: [row for row in sorted(tab.rows) if tab.get(row, key) not in (None, "")] for key in keys}
            for key in sorted(keys, key=lambda key: len(filled[key])):  # what few rows hold chooses first
                if full := [row for row in filled[key] if used.get(row, 0) < 9]:
                    row = min(full, key=lambda row: used.get(row, 0))
                    used[row] = 9 if key in TOLD else used.get(row, 0) + 1
                    self.rows[calendar, key] = row
                    draft.tabs[calendar].cell(row, key).value = None
        self.made = api.generate(draft.bytes(), FILE, TODAY)
        self.after = EditedWorkbook(self.made.after, Random(1))

    def values(self, calendar: str, key: str) -> tuple[Any, Any]:
        row = self.rows[calendar, key]
        return self.before.tabs[calendar].get(row, key), self.after.tabs[calendar].get(row, key)

    def told(self, calendar: str, key: str) -> set[str]:
        cell = self.after.tabs[calendar].cell(self.rows[calendar, key], key).coordinate
        place = f"{self.after.tabs[calendar].sheet.title}!{cell}"
        return {problem.code for problem in self.made.problems if str(problem.place) == place}


@cache
def emptied(language: str) -> Emptied:
    return Emptied(language)


@each_language
@pytest.mark.parametrize("calendar", ["social", "editorial"])
def test_an_emptied_cell_of_any_column_is_filled_again_or_stays_empty_and_is_told(calendar: str, language: str) -> None:
    found, told = emptied(language), TOLD if calendar == "social" else OF_SUBJECTS
    keys = {key for of, key in found.rows if of == calendar}
    assert set(load_words(language).columns(calendar)) - {"id"} == keys | NEVER_FILLED[calendar]
    for key in keys:
        before, after = found.values(calendar, key)
        codes = found.told(calendar, key)
        if key in told or key in STAY_EMPTY[calendar]:
            assert after is None, key
            assert told.get(key, "cell_emptied") in codes, key
        else:
            assert before, key
            assert after, key
            assert codes == set(), key


@each_language
def test_what_was_filled_again_is_nobodys_edit(language: str) -> None:
    again = api.generate(saved(EditedWorkbook(emptied(language).made.after, Random(1)).book), FILE, TODAY)
    assert [change for change in again.changes if change.kind != "kept"] == []
    filled = {(calendar, key) for calendar, keys in FILLED_AGAIN.items() for key in keys}
    kept = {(change.calendar, key) for change in again.changes for key in change.columns}
    assert kept & filled == set()


@each_language
def test_a_dry_run_tells_what_is_filled_again(language: str) -> None:
    draft = EditedWorkbook(generated(language), Random(1))
    row = sorted(draft.social.rows)[4]
    owner = draft.social.get(row, "owner")
    draft.social.cell(row, "owner").value = None
    changes = [change for change in api.generate(draft.bytes(), FILE, TODAY).changes if change.kind == "changed"]
    assert [(change.id, dict(change.columns)) for change in changes] == [(row, {"owner": ("", owner)})]


def test_a_row_of_which_all_is_cleared_but_its_number_is_not_filled_again() -> None:
    draft = EditedWorkbook(generated("en"), Random(1))
    rows: Mapping[str, str] = {calendar: sorted(tab.rows)[3] for calendar, tab in draft.tabs.items()}
    for calendar, row in rows.items():
        for key in draft.tabs[calendar].columns:
            if key != "id":
                draft.tabs[calendar].cell(row, key).value = None
    after = EditedWorkbook(api.generate(draft.bytes(), FILE, TODAY).after, Random(1))
    for calendar, row in rows.items():
        assert {after.tabs[calendar].get(row, key) for key in ("owner", "format", "status")} == {None}
