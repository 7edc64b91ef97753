"""A calendar keeps the words that it has for its choices when calgen calls them otherwise."""

from __future__ import annotations

from calgen.book.grid import Cell
from calgen.book.sheet import StyledCell
from calgen.book.words import load_words
from calgen.calendar import CalendarRow
from calgen.merge.former_words import former_words, in_former_words

EN, FR = load_words("en"), load_words("fr")


def row(**texts: str) -> CalendarRow:
    return CalendarRow("P0001", 7, {key: Cell(text) for key, text in texts.items()})


def test_a_word_of_the_last_run_stays_and_new_rows_have_it_too() -> None:
    former = former_words([(row(category="Interact"), {"category": "Interact"})], EN)
    assert former == {("category", "Engage"): "Interact"}
    shown = in_former_words({"category": StyledCell("Engage"), "theme": StyledCell("Engage")}, former)
    assert {key: cell.value for key, cell in shown.items()} == {"category": "Interact", "theme": "Engage"}


def test_a_word_of_another_language_changes_with_the_language() -> None:
    assert former_words([(row(category="Interact"), {"category": "Interact"})], FR) == {}


def test_a_word_that_the_user_typed_settles_nothing_for_the_others() -> None:
    assert former_words([(row(category="Interact"), {"category": "Engage"})], EN) == {}
    assert former_words([(row(category="Engage"), {"category": "Engage"})], EN) == {}
