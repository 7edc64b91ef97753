"""Words looked for in what the user wrote: whole, folded, in any language."""

from __future__ import annotations

import pytest

from calgen.book.terms import folded_words, has_term, has_word_of


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("Nombre d'abonnés", ["abonnés"], True),
        ("NOMBRE D’ABONNES", ["abonnés"], True),
        ("désabonnés", ["abonnés"], False),
        ("mentions « J'aime »", ["j'aime"], True),
        ("j aime", ["J’aime"], True),
        ("la place du marché couvert", ["Place du Marché"], True),
        ("place des marchés", ["place du marché"], False),
        ("une place, du marché", ["place du marché"], True),
        ("", ["x"], False),
        ("tout", ["", " "], False),
        ("chiffre d'affaires", ["chiffre d’affaires"], True),
    ],
)
def test_whole_words(text: str, terms: list[str], found: bool) -> None:
    assert has_term(text, terms) is found


def test_a_text_as_words_between_single_spaces() -> None:
    assert folded_words("  Été : l'œuf,\n100 %… ") == " ete l oeuf 100 "
    assert folded_words("") == " "


@pytest.mark.parametrize("text", ["nombre de followers", "nombre d'abonnés", "J'aime", "retweets", "vues", "fans"])
def test_vanity_is_heard_in_any_language(text: str) -> None:
    assert has_word_of(text, "vanity")


@pytest.mark.parametrize(
    "text",
    ["demandes de devis", "new customers", "rendez-vous pris", "newsletter sign-ups", "visites de la page tarifs",
        "taux de clics", "qualified visits", "billets vendus en ligne"],
)  # fmt: skip
def test_what_people_do_is_worth_counting(text: str) -> None:
    assert has_word_of(text, "worth")
