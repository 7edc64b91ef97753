"""Values said in words, in both languages."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

import pytest

from calgen.book.folding import fold
from calgen.book.languages import languages
from calgen.book.locale import locale
from calgen.book.problems import Place, Problem
from calgen.book.values import Amount, Cadence, Hours, Labelled, Percent, Span, Title, ValueChange, Word
from calgen.book.vocabulary import choice_codes, column_titles, tab_titles
from calgen.book.words import load_words
from calgen.strategy import TABS

F = Fraction


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (None, "", ""),
        ("Thèmes", "Thèmes", "Thèmes"),
        (True, "Oui", "Yes"),
        (False, "Non", "No"),
        (3, "3", "3"),
        (2.5, "2,5", "2.5"),
        (F(1, 3), "0,33", "0.33"),
        (100.0, "100", "100"),
        (-0.001, "0", "0"),
        (date(2027, 9, 5), "05/09/2027", "Sep 5, 2027"),
        (time(9, 5), "9h05", "9:05 AM"),
        (time(0), "0h00", "12:00 AM"),
        (time(12), "12h00", "12:00 PM"),
        (time(21, 30), "21h30", "9:30 PM"),
        (Hours(time(9, 30), time(9, 30)), "9h30", "9:30 AM"),
        (Hours(time(12), time(14)), "12h00-14h00", "12:00 PM-2:00 PM"),
        (Percent(F(1, 3)), "33,3 %", "33.3%"),
        (Percent(F(1, 2)), "50 %", "50%"),
        (Title("themes"), "Thèmes", "Themes"),
        (Title("themes", "category"), "Catégorie", "Category"),
        (Word("category", "curate"), "relayer", "curate"),
        (Word("category", "Formation"), "formation", "formation"),
        (Word("audience_kind", "b2b"), "B2B", "B2B"),
        (Place("Thèmes", "B3"), "Thèmes!B3", "Thèmes!B3"),
        (Place("Thèmes"), "Thèmes", "Thèmes"),
        (("a", 2, F(1, 2)), "a, 2, 0,5", "a, 2, 0.5"),
        ((), "", ""),
        ((Labelled("a", F(1, 2)), Labelled("b", 2)), "a : 0,5 ; b : 2", "a: 0.5; b: 2"),
        (Amount(F(27078)), "27 078", "27,078"),
        (Amount(1234567), "1 234 567", "1,234,567"),
        (Amount(8.6), "8,6", "8.6"),
        (Amount(F(1500)), "1 500", "1,500"),
        (ValueChange(F(1, 2), 3), "0,5 → 3", "0.5 → 3"),
        (Labelled("Instagram", Cadence(F(7))), "Instagram : 7 par semaine", "Instagram: 7 a week"),
        (Span(date(2027, 1, 4), date(2027, 1, 18)), "04/01/2027 – 18/01/2027", "Jan 4, 2027 – Jan 18, 2027"),
        (Span(date(2027, 1, 4), date(2027, 1, 4)), "04/01/2027", "Jan 4, 2027"),
    ],
)
def test_a_value_is_written_in_the_readers_language(value: object, french: str, english: str) -> None:
    in_words = [load_words(language).format_value(value).replace("\u00a0", " ") for language in ("fr", "en")]
    assert in_words == [french, english]


def test_a_value_without_words_is_a_bug_and_says_so() -> None:
    with pytest.raises(TypeError):
        load_words("fr").format_value(object())


@pytest.mark.parametrize(
    ("cadence", "french", "english"),
    [
        (Cadence(F(3)), "3 par semaine", "3 a week"),
        (Cadence(F(1, 2)), "0,5 par semaine", "0.5 a week"),
        (Cadence(F(1), "day"), "1 par jour", "1 a day"),
        (Cadence(F(2), "month"), "2 par mois", "2 a month"),
    ],
)
def test_a_cadence_is_said_as_one_would_type_it(cadence: Cadence, french: str, english: str) -> None:
    assert (load_words("fr").format_value(cadence), load_words("en").format_value(cadence)) == (french, english)


def test_french_counts_less_than_two_as_one() -> None:
    said = [
        load_words(language).message(Problem("rows_hidden", values={"n": n}))[0]
        for language in ("fr", "en")
        for n in (1, 2)
    ]
    assert [text.split(" ", 1)[1].split()[0] for text in said] == ["ligne", "lignes", "hidden", "hidden"]
    assert said[2:] == ["1 hidden row is read like the others.", "2 hidden rows are read like the others."]


def test_a_sentence_begins_with_a_capital_unless_it_begins_with_a_name() -> None:
    off = {"name": "a", "worst": 2, "day": date(2027, 1, 4), "limit": 1.5, "explained": "", "others": ""}
    everywhere = Problem("mix_off", values={"platform": Word("everywhere", "all"), **off})
    assert load_words("fr").message(everywhere)[0].startswith("Toutes les plateformes")
    assert load_words("fr").message(Problem("mix_off", values={"platform": "eBay", **off}))[0].startswith("eBay")
    assert (
        load_words("en").message(Problem("file_exists", values={"file": "plan.xlsx"}))[0] == "plan.xlsx already exists."
    )


def test_french_double_signs_keep_their_word() -> None:
    message, _ = load_words("fr").message(Problem("tab_missing", values={"tab": Title("themes")}))
    assert message == "L'onglet «\u00a0Thèmes\u00a0» manque."


def test_every_tab_and_column_that_is_read_has_its_title_and_is_found_by_it() -> None:
    for language in languages():
        for tab in TABS:
            assert tab_titles()[fold(load_words(language).title(tab.key))][0] == tab.key
            titles = column_titles(tab.key)
            assert {titles[fold(load_words(language).title(tab.key, column.key))] for column in tab.columns} == {
                column.key for column in tab.columns
            }


def test_every_choice_that_a_column_takes_is_a_list_of_words() -> None:
    lists = {column.of for tab in TABS for column in tab.columns if column.kind == "choice"}
    assert lists
    for of in lists:
        assert all(set(load_words(language).choices(of)) == set(choice_codes(of).values()) for language in languages())


def test_a_language_is_known_by_its_name_in_any_language() -> None:
    assert {choice_codes("language")[name] for name in ("francais", "french", "fr")} == {"fr"}
    names = {language: locale(language).name for language in languages()}
    assert all(load_words(language).choices("language") == names for language in languages())
