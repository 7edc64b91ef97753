"""A program keeps the values of calgen's formulas alone: what the user typed stays, the rest is calgen's."""

from __future__ import annotations

from typing import Any

import pytest
from office import unlocked as opened
from seeds import few_of
from small_calendar import FILE, TODAY, generated, run, saved

from calgen import api
from calgen.calendar import canonical_text

SOCIAL, EDITORIAL = "Calendrier social", "Calendrier éditorial"


def without_formulas(data: bytes, *typed: tuple[str, str, Any]) -> bytes:
    """The calendars with the values of their formulas, and what a user typed after that: tab, address, value."""
    book, values = opened(data, values=False), opened(data, values=True)
    for title in (SOCIAL, EDITORIAL):
        for row in book[title].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = values[title][cell.coordinate].value
    for title, address, value in typed:
        book[title][address] = value
    return saved(book)


def formulas(data: bytes, title: str) -> dict[str, str]:
    return {cell.coordinate: cell.value for row in opened(data, values=False)[title].iter_rows() for cell in row
            if cell.data_type == "f"}  # fmt: skip


def address(data: bytes, title: str, heading: str, row: int) -> str:
    cells = opened(data, values=False)[title][4]
    return next(f"{cell.column_letter}{row}" for cell in cells if cell.value == heading)


@pytest.mark.parametrize("title", [SOCIAL, EDITORIAL])
def test_they_come_back(title: str) -> None:
    made = run(without_formulas(generated("fr")))
    assert formulas(made.after, title) == formulas(generated("fr"), title) != {}
    assert made.changes == ()
    assert run(made.after).after == made.after


@pytest.mark.parametrize(("title", "heading"), few_of([(SOCIAL, "Sujet"), (SOCIAL, "Jour"), (EDITORIAL, "Semaine")], 1))
def test_what_the_user_typed_over_one_stays(title: str, heading: str) -> None:
    data = generated("fr")
    place = address(data, title, heading, 7)
    made = run(without_formulas(data, (title, place, "À moi")))
    assert opened(made.after, values=False)[title][place].value == "À moi"
    assert formulas(made.after, title).keys() == formulas(data, title).keys() - {place}
    assert run(made.after).after == made.after


def test_no_post_counts_as_edited() -> None:
    """A changed strategy may move posts as if the formulas were there."""
    data = generated("fr")
    plain = without_formulas(data)
    books = [opened(one, values=False) for one in (data, plain)]
    for book in books:
        book["Plateformes"]["D2"] = 4
    moved, expected = (api.generate(saved(book), FILE, TODAY).changes for book in reversed(books))
    assert {(change.kind, change.id) for change in moved} == {(change.kind, change.id) for change in expected}


def test_a_single_formula_that_is_gone_was_typed_over() -> None:
    data = generated("fr")
    place = address(data, SOCIAL, "Sujet", 7)
    book = opened(data, values=False)
    book[SOCIAL][place] = opened(data, values=True)[SOCIAL][place].value
    made = run(saved(book))
    assert place not in formulas(made.after, SOCIAL)


@pytest.mark.parametrize(("text", "canonical"), [
    ("07:30:00", "07:30"), ("2027-01-05 00:00:00", "2027-01-05"), ("25:30:00", "25:30:00"), ("07:30:10", "07:30:10"),
    ("Rendez-vous à 07:30:00", "Rendez-vous à 07:30:00"), ("07:30", "07:30"), (":00", ":00"),
])  # fmt: skip
def test_a_time_that_a_program_wrote_as_text_is_that_time(text: str, canonical: str) -> None:
    assert canonical_text(text) == canonical
