"""The tab Review: each section, drawn from a review made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_review import drawn_review, made_review, objective, review_context

from calgen.book.languages import languages
from calgen.book.sheet import Sheet
from calgen.learn.progress import PaceState
from calgen.review.model import Review

STATES = {
    "fr": ["▲ en avance", "✓ dans les temps", "▼ en retard", "✕ mal parti", "○ pas de relevé"],
    "en": ["▲ ahead", "✓ on track", "▼ behind", "✕ at risk", "○ no reading"],
}


def drawn(review: Review | None, language: str = "fr") -> Sheet:
    return drawn_review(replace(review_context(language), review=review))


def said(sheet: Sheet) -> list[str]:
    """The texts of the tab, row by row, with plain spaces."""
    texts = (cell.value for _, cell in sorted(sheet.cells.items()))
    return [plain(text) for text in texts if isinstance(text, str)]


def plain(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_begins_with_the_day_and_the_posts_that_have_figures() -> None:
    review = made_review(published=34, with_figures=1)
    assert "Situation au 01/03/2027 : 34 publications sont parues, 1 a des chiffres." in said(drawn(review))
    assert "As of Mar 1, 2027: 34 posts are out, 1 has figures." in said(drawn(review, "en"))


@pytest.mark.parametrize("language", languages())
def test_a_sentence_alone_stands_where_the_last_result_is_gone(language: str) -> None:
    sheet = drawn(None, language)
    words = review_context(language).words
    assert " ".join(said(sheet)[2:]) == plain(words.text("review", "nothing"))


@pytest.mark.parametrize("language", languages())
def test_the_state_of_an_objective_is_a_sign_a_word_and_a_colour(language: str) -> None:
    objectives = tuple(objective(state.value, state=state) for state in PaceState)
    sheet = drawn(made_review(objectives=objectives), language)
    shown = {cell.value: cell.style for cell in sheet.cells.values() if cell.value in STATES[language]}
    assert list(shown) == STATES[language]
    assert len({(style.fill, style.color) for style in shown.values()}) >= 4


def test_an_objective_shows_its_last_reading_beside_its_goal_and_its_paces() -> None:
    sheet = drawn(made_review(objectives=(objective(),)))
    row = next(row for (row, column), cell in sheet.cells.items() if column == 1 and cell.value == "Remplir le salon")
    values = [sheet.cells[row, column].value for column in range(2, 9)]
    assert values == ["rendez-vous", 51.0, objective().readings[0].day, 90.0, 0.4, 0.45, 0.5]
