"""Blank rows at the end of a table that the user lengthened, and a row of hers after emptied ones: each stays known."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from openpyxl.worksheet.table import Table
from seeds import each_language
from small_calendar import FILE, SETTINGS, TODAY, generated, run, unlocked

from calgen import api, merge


def lengthened(book: EditedWorkbook, rows: int) -> int:
    """The last row of the social calendar's table, which now has so many blank rows more."""
    (table,) = [own for own in book.social.sheet.tables.values() if isinstance(own, Table)]
    start, end = table.ref.split(":")
    last = int("".join(filter(str.isdigit, end)))
    column = "".join(filter(str.isalpha, end))
    table.ref = f"{start}:{column}{last + rows}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    return last


@each_language
@pytest.mark.parametrize("has_own", [False, True])
def test_each_post_stands_in_the_row_that_the_other_tabs_name(
    language: str, has_own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One week more adds posts below the blank rows, or in them."""
    book, found = EditedWorkbook(generated(language), Random(1)), list[tuple[str, ...]]()
    last = lengthened(book, 4)
    if has_own:
        book.social.sheet.cell(last + 3, book.social.columns["title"]).value = "Plus tard"
    settings = next(sheet for sheet in book.book if sheet.title in SETTINGS)
    settings.cell(6, 2).value += 1
    real = merge.ids_by_row

    def seen(*arguments: Any) -> tuple[str, ...]:
        found.append(real(*arguments))
        return found[-1]

    monkeypatch.setattr(merge, "ids_by_row", seen)
    made = api.generate(book.bytes(), FILE, TODAY)
    assert made.plan
    after = EditedWorkbook(made.after, Random(1)).social
    column, top = after.columns["id"], min(after.rows.values())
    expected = found[-1]
    stand = [after.sheet.cell(top + at, column).value or "" for at in range(len(expected))]
    assert stand == list(expected)
    assert len(expected) > len(book.social.rows)


@each_language
def test_a_row_with_a_title_alone_after_two_emptied_ones_is_told(language: str) -> None:
    book = EditedWorkbook(generated(language), Random(1))
    tab, last = book.social, max(book.social.rows.values())
    for number in (last - 1, last):
        for cell in tab.sheet[number]:
            cell.value = None
    tab.sheet.cell(last + 1, tab.columns["title"]).value = "Plus tard"
    made = run(book.bytes())
    (told,) = [problem for problem in made.problems if problem.code == "row_without_day"]
    assert told.place
    sheet = unlocked(made.after)[told.place.tab]
    row = int("".join(filter(str.isdigit, told.place.cell)))
    assert "Plus tard" in [cell.value for cell in sheet[row]]
