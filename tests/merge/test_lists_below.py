"""A plain list of the user's own below a calendar, after a blank row: it moves as one block, and is no part of it."""

from __future__ import annotations

from typing import Any

import pytest
from plain_ranges import CALENDARS, sound_tables, titled, without_facebook
from small_calendar import FILE, TODAY, day, generated, run, saved, unlocked

from calgen import api
from calgen.book.grid import Grid
from calgen.book.tab_rows import TabRow, rows_of_lists_below, table_end
from calgen.book.words import load_words

pytestmark = pytest.mark.long

LIST = [[f"à moi {row}.{column}" for column in range(6)] for row in range(4)]


def with_list(book: Any, language: str, key: str, gap: int) -> Any:
    """The workbook with a list from column B on, some blank rows below the calendar."""
    sheet = titled(book, language, key)
    top = max(cell.row for cell in sheet["A"] if cell.value) + gap + 1
    for row, texts in enumerate(LIST, top):
        for column, text in enumerate(texts, 2):
            sheet.cell(row, column, text)
    return sheet


def longer(book: Any, language: str) -> Any:
    """The strategy with two weeks more."""
    label = load_words(language).title("settings", "weeks")
    next(cells[1] for cells in titled(book, language, "settings").iter_rows() if cells[0].value == label).value = 6
    return book


@pytest.mark.parametrize("change", [longer, without_facebook, None], ids=["longer", "shorter", "the same"])
@pytest.mark.parametrize("key", CALENDARS)
@pytest.mark.parametrize(("language", "gap", "is_table"), [("fr", 1, True), ("en", 4, True), ("en", 1, False)])
def test_a_list_below_moves_as_one_block(key: str, language: str, gap: int, is_table: bool, change: Any) -> None:
    book = unlocked(generated(language))
    with_list(book, language, key, gap)
    if not is_table:
        titled(book, language, key).tables.clear()
    done = run(saved(change(book, language) if change else book))
    assert not done.stopped
    table = sound_tables(done.after)[key]
    sheet = titled(unlocked(done.after), language, key)
    bottom = sheet[table.ref][-1][0].row
    found = [[cell.value for cell in cells[1:7]] for cells in sheet.iter_rows(min_row=bottom + gap + 1)]
    assert found[:4] == LIST
    assert not any(cell.value for cells in sheet.iter_rows(bottom + 1, bottom + gap) for cell in cells)
    assert not any(cell.value for cells in sheet.iter_rows(min_row=bottom + 1, max_col=1) for cell in cells)


@pytest.mark.parametrize("key", CALENDARS)
def test_rows_with_a_day_stay_rows_of_the_calendar_after_a_blank_one(key: str) -> None:
    book = unlocked(generated("fr"))
    sheet = titled(book, "fr", key)
    last = max(cell.row for cell in sheet["A"] if cell.value)
    column = {cell.value: cell.column for cell in sheet[4]}
    sheet.cell(last + 2, column["Date"], day("2027-01-20"))
    sheet.cell(last + 2, column["Plateforme" if key == "social" else "Titre"], "Facebook")
    done = run(saved(book))
    sound_tables(done.after)
    ids = [cell.value for cell in titled(unlocked(done.after), "fr", key)["A"] if cell.value]
    assert len(ids) == last - 4 + 4 + 1


def test_rows_directly_below_the_calendar_are_the_users_to_plan() -> None:
    book = unlocked(generated("fr"))
    with_list(book, "fr", "editorial", 0)
    done = run(saved(book))
    sheet = titled(unlocked(done.after), "fr", "editorial")
    assert sum(str(cell.value).startswith("S00") for cell in sheet["A"]) == 12 + len(LIST)
    assert not api.generate(done.after, FILE, TODAY).changed


def rows(
    *numbers: int, ids: tuple[int, ...] = (), planned: tuple[int, ...] = (), titled: tuple[int, ...] = ()
) -> list[TabRow]:
    """Rows by their numbers; `planned` have a day and a title, `titled` a title alone."""
    return [TabRow(number, number in ids, number in (*planned, *titled), number in planned) for number in numbers]


@pytest.mark.parametrize(
    ("found", "last", "lists"),
    [
        (rows(5, 6, 8, 9), 6, {8, 9}),
        (rows(5, 6, 7, 9), 6, {9}),
        (rows(5, 6, 8, 9, 11), 6, {8, 9, 11}),
        (rows(5, 6, 8, 9, 11, planned=(9,)), 6, {8, 11}),
        (rows(5, 6, 8, 9, 11, planned=(9,), titled=(8, 11)), 6, {11}),
        (rows(5, 6, 8, 9, ids=(8,)), 6, {9}),
        (rows(5, 6, 7, 8, 9, 10, planned=(9,)), 6, {10}),  # two rows without a day stay directly below
        (rows(5, 6, 7, 8, 9, titled=(7, 8)), 6, {9}),
        (rows(5, 6, 8, 9, ids=(5, 6)), 0, {8, 9}),
        (rows(5, 8, 9, ids=(5, 8)), 0, set()),
        (rows(5, 7), 0, set()),  # no id at all
        ([], 0, set()),
    ],
)
def test_which_rows_are_lists_below(found: list[TabRow], last: int, lists: set[int]) -> None:
    assert rows_of_lists_below(found, last) == lists


def test_the_table_of_a_calendar_is_the_one_over_its_headings() -> None:
    grid = Grid("Calendrier", {}, tables=((4, 1, 16, 20), (4, 30, 40, 31), (18, 1, 21, 4)))
    assert table_end(grid, 4, {1, 2}) == 16
    assert table_end(Grid("Calendrier", {}), 4, {1}) == 0
