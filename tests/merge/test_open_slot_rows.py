"""Rows kept free for the news of the day, in the workbook: what they show, and what a user makes of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest
import short_salon
import workbook_copies
from office import convert, needs_office, uncounted, unlocked
from seeds import few_of

from calgen import api
from calgen.book.words import load_words
from calgen.figures import frequency, mix

WORDS = load_words("fr")
NEWS = WORDS.text("phrases", "open_slot")
TODAY = short_salon.TODAY


def set_setting(book: Any, key: str, value: object) -> None:
    label = WORDS.title("settings", key)
    cells = next(cells for cells in book[WORDS.title("settings")].iter_rows() if cells[0].value == label)
    cells[1].value = value


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    book = workbook_copies.opened(data)
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def first_run() -> api.Generated:
    book = unlocked(short_salon.strategy(), values=False)
    set_setting(book, "open_slots", "20 %")
    out = io.BytesIO()
    book.save(out)
    return api.generate(out.getvalue(), "salon.xlsx", TODAY)


@cache
def rows(data: bytes) -> dict[str, dict[str, Any]]:
    """The rows of the social calendar by id: values by column key."""
    tab: Any = workbook_copies.opened(data)[WORDS.title("social")]
    keys = {WORDS.title("social", key): key for key in WORDS.columns("social")}
    heads = {cell.column: keys[cell.value] for cell in tab[4] if cell.value in keys}
    cells = ([cell for cell in row if cell.column in heads] for row in tab.iter_rows(min_row=5))
    found = ({heads[cell.column]: cell.value for cell in row} for row in cells)
    return {row["id"]: row for row in found if row["id"]}


def open_rows(data: bytes) -> dict[str, tuple[Any, Any]]:
    """Day and platform of the rows kept free, by id."""
    return {id_: (row["date"].date(), row["platform"]) for id_, row in rows(data).items() if row["title"] == NEWS}


def type_into(id_: str, key: str, value: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        tab = book[WORDS.title("social")]
        column = next(cell.column for cell in tab[4] if cell.value == WORDS.title("social", key))
        row = next(cells[0].row for cells in tab.iter_rows(min_row=5) if cells[0].value == id_)
        tab.cell(row, column).value = value

    return edit


def with_new_strategy(edit: Callable[[Any], None] = lambda book: None) -> Callable[[Any], None]:
    """An edit, and a strategy that is no longer the same."""

    def change(book: Any) -> None:
        edit(book)
        set_setting(book, "over_capacity", WORDS.choice("over_capacity", "thin"))

    return change


def test_the_rows_stand_in_the_social_calendar_and_in_no_other() -> None:
    made = first_run()
    found = {id_: rows(made.after)[id_] for id_ in open_rows(made.after)}
    assert found
    for row in found.values():
        empty = {row[key] for key in ("theme", "category", "format", "editorial", "objective", "campaign", "text")}
        assert empty == {None}
        assert row["owner"]
    book = workbook_copies.opened(made.after)
    editorial = [cell.value for cells in book[WORDS.title("editorial")].iter_rows() for cell in cells]
    assert NEWS not in editorial


def test_month_tasks_and_balance_show_them() -> None:
    book = workbook_copies.opened(first_run().after)
    count = len(open_rows(first_run().after))
    tasks = [cell.value for cells in book[WORDS.title("tasks")].iter_rows() for cell in cells if cell.value]
    assert sum(isinstance(value, str) and f'"{NEWS}"' in value for value in tasks) == count
    month = [cell.value for cells in book[WORDS.title("month")].iter_rows() for cell in cells if cell.value]
    assert sum(isinstance(value, str) and NEWS.split()[0] in value for value in month) == count
    balance = [[cell.value for cell in cells] for cells in book[WORDS.title("balance")].iter_rows()]
    assert any(line[0] == NEWS for line in balance)


def test_they_count_for_the_frequency_and_not_for_the_mix() -> None:
    calendar = first_run().calendar
    assert calendar is not None
    assert all(abs(row.gap) <= 1 for row in frequency.by_platform(calendar))
    assert sum(row.share for row in mix.overall(calendar)) == pytest.approx(1)
    assert sum(row.posts for row in mix.overall(calendar)) == calendar.total - len(open_rows(first_run().after))


def test_the_figures_of_the_file_are_those_of_the_run() -> None:
    made = first_run()
    counted = api.balance(made.after, "salon.xlsx", TODAY).calendar
    assert counted is not None
    assert made.calendar is not None
    assert mix.overall(counted) == mix.overall(made.calendar)
    assert frequency.by_platform(counted) == frequency.by_platform(made.calendar)


def test_they_leave_the_workbook_with_the_others() -> None:
    exported = json.loads(api.export(first_run().after, "salon.xlsx", "json").data)
    assert sum(post.get("title") == NEWS for post in exported["posts"]) == len(open_rows(first_run().after))


def test_a_second_run_changes_nothing() -> None:
    data = first_run().after
    assert api.generate(data, "salon.xlsx", TODAY).after == data
    assert api.generate(data, "salon.xlsx", date(2027, 1, 12)).changes == ()


def test_under_another_strategy_they_stay_where_they_stand() -> None:
    data = first_run().after
    assert open_rows(api.generate(edited(data, with_new_strategy()), "salon.xlsx", TODAY).after) == open_rows(data)


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        ("theme", "Coulisses du salon", with_new_strategy),
        pytest.param("title", "La foire s'installe", lambda edit: edit, marks=pytest.mark.long),
        pytest.param("theme", "Coulisses du salon", lambda edit: edit, marks=pytest.mark.long),
        pytest.param("title", "La foire s'installe", with_new_strategy, marks=pytest.mark.long),
    ],
    ids=["theme, another strategy", "title, same strategy", "theme, same strategy", "title, another strategy"],
)
def test_a_theme_or_title_makes_the_row_hers(change: Any, key: str, value: str) -> None:
    data = first_run().after
    id_ = min(open_rows(data))
    theme = first_run().strategy.themes[0].theme if key == "theme" else value
    made = api.generate(edited(data, change(type_into(id_, key, theme))), "salon.xlsx", TODAY)
    row = rows(made.after)[id_]
    assert (row[key], (row["date"].date(), row["platform"])) == (theme, open_rows(data)[id_])
    assert bool(row["editorial"]) == (key == "theme")  # a title alone gets no theme that she did not write
    assert bool(row["category"]) == (key == "theme")
    others = {other: place for other, place in open_rows(data).items() if other != id_}
    assert others.items() <= open_rows(made.after).items()
    if key == "theme":
        assert row["title"] != NEWS


@pytest.mark.parametrize("key", few_of(["text", "keep"], 1))
def test_what_else_she_types_leaves_it_open(key: str) -> None:
    data = first_run().after
    id_ = min(open_rows(data))
    typed = edited(data, with_new_strategy(type_into(id_, key, "oui")))
    made = api.generate(typed, "salon.xlsx", TODAY)
    assert open_rows(made.after) == open_rows(data)
    assert rows(made.after)[id_][key] == "oui"


@pytest.mark.parametrize(
    "change", few_of([lambda edit: edit, with_new_strategy], 1), ids=["same strategy", "another strategy"]
)
def test_one_that_she_cancels_or_deletes_is_not_replaced(change: Any) -> None:
    data = first_run().after
    cancelled, deleted = sorted(open_rows(data))[:2]

    def edit(book: Any) -> None:
        type_into(cancelled, "status", WORDS.choice("status", "cancelled"))(book)
        tab = book[WORDS.title("social")]
        tab.delete_rows(next(cells[0].row for cells in tab.iter_rows(min_row=5) if cells[0].value == deleted))

    made = api.generate(edited(data, change(edit)), "salon.xlsx", TODAY)
    left = {id_: place for id_, place in open_rows(data).items() if id_ != deleted}
    assert open_rows(made.after) == left
    assert made.plan is not None
    assert sum(post.is_open for post in made.plan.posts) == len(left) - 1


def test_without_the_setting_all_of_them_get_a_theme() -> None:
    data = first_run().after
    made = api.generate(edited(data, lambda book: set_setting(book, "open_slots", None)), "salon.xlsx", TODAY)
    assert open_rows(made.after) == {}
    assert len(rows(made.after)) == len(rows(data))


@needs_office
def test_the_live_figures_of_the_balance_leave_them_out_too() -> None:
    """Counted again by LibreOffice, from a file without stored values."""
    title, data = WORDS.title("balance"), first_run().after
    counted = convert("xlsx", {"open": uncounted(data)})["open"]
    ours, theirs = (unlocked(book, values=True)[title] for book in (data, counted))
    figures = [cell for cells in ours.iter_rows() for cell in cells if isinstance(cell.value, int | float)]
    assert len(figures) > 100
    for cell in figures:
        assert theirs[cell.coordinate].value == pytest.approx(cell.value), cell.coordinate
