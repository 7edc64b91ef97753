"""A/B pairs in the workbook: their column, and what stays of them after an edit."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
import pytest
import short_salon
from office import unlocked
from test_open_slot_rows import edited, rows, set_setting, type_into

from calgen import api
from calgen.book.words import load_words

WORDS = load_words("fr")
TODAY = short_salon.TODAY
Pairs = dict[tuple[str, str], dict[str, str]]  # (subject, platform) → variant → id of the post


def set_test(book: Any, value: str) -> None:
    """What is tested of each theme."""
    tab = book[WORDS.title("themes")]
    column = next(cell.column for cell in tab[4] if cell.value == WORDS.title("themes", "test"))
    for cells in tab.iter_rows(min_row=5):
        if cells[0].value:
            tab.cell(cells[0].row, column).value = value


@cache
def first_run() -> api.Generated:
    book = unlocked(short_salon.strategy(), values=False)
    set_test(book, "titre")
    set_setting(book, "weeks", 8)
    out = io.BytesIO()
    book.save(out)
    return api.generate(out.getvalue(), "salon.xlsx", TODAY)


def pairs(data: bytes) -> Pairs:
    """The rows with a variant, by subject and platform."""
    found: Pairs = defaultdict(dict)
    for id_, row in rows(data).items():
        if row["variant"]:
            subject = str(row["editorial"]).split('"')[-2] if "HYPERLINK" in str(row["editorial"]) else row["editorial"]
            found[subject, row["platform"]][row["variant"]] = id_
    return dict(found)


def with_new_strategy(edit: Callable[[Any], None] = lambda book: None) -> Callable[[Any], None]:
    """An edit, and a strategy that is no longer the same, though it asks for the same posts."""

    def change(book: Any) -> None:
        edit(book)
        set_setting(book, "budget", 1234)

    return change


def generated(change: Callable[[Any], None]) -> bytes:
    return api.generate(edited(first_run().after, change), "salon.xlsx", TODAY).after


def test_the_column_shows_both_variants_of_a_pair_on_the_same_weekday_and_hour() -> None:
    found = pairs(first_run().after)
    assert found
    table = rows(first_run().after)
    for by_variant in found.values():
        assert sorted(by_variant) == ["A", "B"]
        one, other = (table[by_variant[variant]] for variant in "AB")
        assert one["date"].weekday() == other["date"].weekday()
        assert (one["time"], one["theme"]) == (other["time"], other["theme"])
        assert 7 <= abs((one["date"] - other["date"]).days) <= 28
        assert "variante" in one["reason"].lower()


def test_what_the_period_can_hold_is_told() -> None:
    codes = [problem.code for problem in first_run().problems]
    assert codes.count("test_pairs_short") + codes.count("test_pairs") == len(first_run().strategy.themes)


def test_a_second_run_changes_nothing() -> None:
    data = first_run().after
    assert api.generate(data, "salon.xlsx", TODAY).after == data


def test_under_another_strategy_the_pairs_stand() -> None:
    before, after = pairs(first_run().after), pairs(generated(with_new_strategy()))
    stand = [sorted(sorted(pair.values()) for pair in found.values()) for found in (before, after)]
    assert stand[0] == stand[1]


def test_an_edit_of_one_post_leaves_the_pair() -> None:
    data = first_run().after
    first = min(pairs(data).values(), key=lambda pair: pair["A"])["A"]
    after = generated(with_new_strategy(type_into(first, "text", "Bonjour")))
    assert rows(after)[first]["variant"] == "A"
    assert all(sorted(pair) == ["A", "B"] for pair in pairs(after).values())


def test_where_one_of_two_is_deleted_the_other_is_no_variant_alone() -> None:
    gone = min(pairs(first_run().after).values(), key=lambda pair: pair["A"])["B"]

    def edit(book: Any) -> None:
        tab = book[WORDS.title("social")]
        tab.delete_rows(next(cells[0].row for cells in tab.iter_rows(min_row=5) if cells[0].value == gone))

    after = generated(with_new_strategy(edit))
    assert gone not in rows(after)
    assert all(sorted(pair) == ["A", "B"] for pair in pairs(after).values())


@pytest.mark.long
def test_a_test_that_ends_empties_the_column() -> None:
    assert pairs(generated(lambda book: set_test(book, ""))) == {}


@pytest.mark.long
def test_what_the_user_typed_into_the_column_stays() -> None:
    id_ = next(id_ for id_, row in rows(first_run().after).items() if not row["variant"])
    assert rows(generated(with_new_strategy(type_into(id_, "variant", "C"))))[id_]["variant"] == "C"
    assert openpyxl.load_workbook(io.BytesIO(first_run().after)).sheetnames
