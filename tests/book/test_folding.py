"""How two spellings of one name are held to be the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calgen.book.folding import fold, tidy, without_invisible


@pytest.mark.parametrize(
    "typed",
    [
        *["Appel à l'action", "APPEL À L’ACTION", "appel a l'action", "Appel à\nl'action", "Appel\u00a0à\u202fl'action",
            " Appel  à l'action "],
        *["Appel à l'action *", "Appel à l'action :", "Appel a\u0300 l'action", "\ufeffAppel à l'action\u200b",
            "Appel à\r\nl'action", "Appel à l‘action"],
        "Appel\u00ad à l'action\u2060",
    ],
)
def test_case_accents_spaces_breaks_and_marks_do_not_matter(typed: str) -> None:
    assert fold(typed) == "appel a l'action"


@pytest.mark.parametrize(("one", "other"), [("Œuvre", "oeuvre"), ("Straße", "STRASSE"),
    ("vidéo‑courte", "video-courte"), ("n°1", "N°1"), ("Ｆacebook", "facebook")])
def test_other_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Thème 1", "Thème 2"), ("a b", "ab"), ("C+", "C"),
    ("Facebook", "Facebook Stories")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Deux  mots ", "Deux mots"),
        ("Une\u00a0ligne\u202f!", "Une ligne !"),
        ("Un\r\nDeux\rTrois", "Un\nDeux\nTrois"),
        (" Un \n\n Deux ", "Un\n\nDeux"),
        ("e\u0301te\u0301\u200b", "été"),
        ("\u202egnirts\u202c", "\u202egnirts\u202c"),
        *[(text, text) for text in ("👩‍🍳", "🏳️‍🌈", "❤️‍🔥", "1️⃣", "🇫🇷", "می‌خواهم", "שלום\u200f!", "क्‍ष", "ประ\u200bเทศ")],
        *[(f"{sign} {sign}Deux mots{sign} {sign}", "Deux mots") for sign in ("\u200b", "\ufeff", "\u2060", "\u00ad")],
        *[(sign, "") for sign in ("\u200b", "\ufeff", "\u200d", "\u200f", " \u200e\n\u200b ")],
        ("Un\u200b\n\ufeffDeux", "Un\nDeux"),
        ("\n\n", ""),
    ],
)
def test_a_text_as_a_person_meant_it(typed: str, meant: str) -> None:
    assert tidy(typed) == meant


@pytest.mark.parametrize("sign", [*"\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"])
@pytest.mark.parametrize("place", ["{}Deux mots", "De{}ux mots", "Deux{} mots", "Deux mots{}", "Deux {} mots"])
def test_invisible_signs_make_no_difference(sign: str, place: str) -> None:
    assert without_invisible(place.format(sign)) == "Deux mots"
    assert fold(place.format(sign)) == "deux mots"


@given(st.text())
def test_folding_and_tidying_twice_change_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(tidy(text)) == fold(text)
    assert without_invisible(tidy(text)) == without_invisible(text)
    assert fold(without_invisible(text)) == fold(text)
