"""A row keeps its id wherever it stands on the tab, and though the hidden tab has lost its row."""

from __future__ import annotations

import re
from copy import copy

import pytest
from small_calendar import TODAY, generated, run, saved, unlocked
from workbook_contents import packed, parts

from calgen import api

pytestmark = pytest.mark.long

TITLES = {"social": "Calendrier social", "editorial": "Calendrier éditorial"}
REF = re.compile(rb'(ref="A\d+:[A-Z]+)(\d+)')
CALENDARS = pytest.mark.parametrize("key", TITLES)


def ids(data: bytes, key: str) -> list[str]:
    return [cell.value for (cell,) in unlocked(data)[TITLES[key]].iter_rows(min_row=5, max_col=1) if cell.value]


def with_shorter_table(data: bytes, key: str, by: int) -> bytes:
    """Another program has left the last rows outside the table."""
    held = parts(data)
    for name, xml in held.items():
        if name.startswith("xl/tables/") and b'"calgen_%s"' % key.encode() in xml:
            held[name] = REF.sub(lambda found: b"%s%d" % (found[1], int(found[2]) - by), xml)
    return packed(held)


def with_row_below(data: bytes, key: str, gap: int) -> bytes:
    """A row cut and pasted some rows below the table."""
    book = unlocked(data)
    sheet = book[TITLES[key]]
    last = sheet.max_row
    for cell in sheet[8]:
        target = sheet.cell(last + gap, cell.column)
        target.value, target._style = cell.value, copy(cell._style)
        cell.value = None
    return saved(book)


def with_more_posts(data: bytes) -> bytes:
    book = unlocked(data)
    book["Plateformes"]["D2"] = 4
    return saved(book)


@CALENDARS
@pytest.mark.parametrize("by", [1, 5])
def test_rows_outside_a_table_that_has_become_shorter(key: str, by: int) -> None:
    made = run(with_shorter_table(generated("fr"), key, by), TODAY.replace(day=29))
    assert ids(made.after, key) == ids(generated("fr"), key)
    assert made.changes == ()
    more = with_more_posts(generated("fr"))
    assert ids(run(with_shorter_table(more, key, by)).after, key) == ids(run(more).after, key)


@CALENDARS
def test_rows_of_a_range_that_is_no_table(key: str) -> None:
    book = unlocked(generated("fr"))
    del book[TITLES[key]].tables[f"calgen_{key}"]
    made = run(saved(book))
    assert ids(made.after, key) == ids(generated("fr"), key)


@CALENDARS
@pytest.mark.parametrize("gap", [1, 2, 5])
def test_a_row_below_the_table(key: str, gap: int) -> None:
    made = api.generate(with_row_below(generated("fr"), key, gap), "plan.xlsx", TODAY.replace(day=29))
    assert sorted(ids(made.after, key)) == ids(generated("fr"), key)


@CALENDARS
@pytest.mark.parametrize("lost", [("0005", "0007"), ()])
def test_rows_that_the_hidden_tab_has_lost(key: str, lost: tuple[str, ...]) -> None:
    """A user has written into some rows of it, or into all of them."""
    book = unlocked(generated("fr"))
    for kind, id_, value in book["_calgen"].iter_rows(max_col=3):
        if kind.value == key and (not lost or id_.value.endswith(lost)):
            value.value = "x"
    made = run(saved(book))
    assert ids(made.after, key) == ids(generated("fr"), key)
    assert run(made.after).after == made.after


@CALENDARS
def test_an_id_that_calgen_never_gave_is_replaced(key: str) -> None:
    """A row of the user's own, with a number that she made up."""
    book = unlocked(generated("fr"))
    sheet = book[TITLES[key]]
    at = sheet.max_row + 1
    for cell in sheet[8]:
        sheet.cell(at, cell.column).value = cell.value
    sheet.cell(at, 1).value = f"{ids(generated('fr'), key)[0][0]}0900"
    after = ids(run(saved(book)).after, key)
    new = set(after) - set(ids(generated("fr"), key))
    assert len(after) == len(set(after)) == len(ids(generated("fr"), key)) + 1
    assert {id_[1:] for id_ in new} == {"0901"}
