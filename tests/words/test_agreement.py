"""Words that agree with a number or a list have two forms; `test_specimens.py` looks at those of each problem."""

from __future__ import annotations

import re
from fractions import Fraction
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

from calgen.book.languages import entry, languages
from calgen.book.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBS = {
    *("is", "has", "does", "takes", "needs", "keeps", "holds", "points"),
    *("covers", "publishes", "repeats", "comes", "as", "this"),
}
# a number, and a noun that stands in the plural whatever the number: never one, or said of a limit
NEVER_ONE = {
    *("too_many_rows", "audiences_too_many", "wheel_all", "wheel_too_many", "wheel_none", "one_call", "cadence_unlike"),
    *(
        "platforms_too_many",
        "objectives_too_many",
        "platforms_unstaffed",
        "mission_twice",
        "goal_tenfold",
        "too_big_parts",
        "too_big_cells",
        "too_big_merge",
        "too_big_formats",
        "too_big_strings",
    ),
    *("too_big_text", "too_big_texts", "too_many_formats"),
}
SHARES_BEFORE = {"mix_bent", "open_slots_kept", "category_bare", "mix_lowered", "mix_raised", "campaigns_beyond_all",
    "promise_bent", "bent_other"}  # fmt: skip
INVARIABLE = {"in_months", "owner_away", "nobody_makes", "mix_least"}  # « 1 fois »


@pytest.mark.parametrize("language", languages())
def test_no_number_stands_before_a_noun_that_is_always_in_the_plural(language: str) -> None:
    def leaves(table: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        if isinstance(table, dict) and "one" not in table:
            for key, value in table.items():
                yield from leaves(value, (*path, key))
        elif isinstance(table, str):
            yield path, table

    tables = ("reasons", "labels", "cli", "problems", "phrases", "present", "diff")
    shown = {key: entry(language, key) for key in tables}
    plural = re.compile(r"\{(?!file|name|holder|platform|twin|person|id|table)\w+\} (?:autres? )?([^\W\d_]+[sx])\b")
    known = NEVER_ONE | SHARES_BEFORE | INVARIABLE
    found = [
        (path, noun)
        for path, text in leaves(shown, ())
        for noun in plural.findall(text)
        if noun not in VERBS and not known & set(path) and noun not in ("des", "ses", "dans")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("la mission de {x}", "Instagram", "la mission d'Instagram"),
        ("la mission de {x}", "Émile", "la mission d'Émile"),
        ("la mission de {x}", "LinkedIn", "la mission de LinkedIn"),
        ("la mission de {x}", "YouTube", "la mission de YouTube"),
        ("ce que {x} dit", "Ana", "ce qu'Ana dit"),
        ("le {x} du mois", "article", "l'article du mois"),
        ("la {x}", "équipe", "l'équipe"),
        ("plus de {x}", "", "plus de "),
        ("plus de {x}", 8, "plus de 8"),
    ],
)
def test_french_cuts_a_short_word_before_a_vowel(template: str, value: object, expected: str) -> None:
    words = load_words("fr")
    shown = {"x": words.format_value(value)}
    assert words.locale.elided(template, shown).format(**shown) == expected


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (5001, "5001", "5001"),
        (2_000_000, "2\u00a0000\u00a0000", "2,000,000"),
        (12_345.67, "12\u00a0345,67", "12,345.67"),
        (-0.001, "0", "0"),
        (-0.5, "-0,5", "-0.5"),
    ],
)
def test_large_numbers_are_cut_into_thousands(value: float, french: str, english: str) -> None:
    assert [load_words(language).number(value) for language in ("fr", "en")] == [french, english]


def test_the_cure_of_a_mission_says_d_instagram() -> None:
    texts = {"category": "Relayer", "platform": "Instagram"}
    assert "mission d'Instagram" in load_words("fr").text("problems", "mission_short", "cure", **texts)


@pytest.mark.parametrize(
    ("language", "hours", "expected"),
    [("fr", Fraction(1, 6), "10 min"), ("en", Fraction(1, 6), "10 min"), ("fr", 2.5, "2,5 h"), ("en", 1, "1 hour"),
     ("en", 2.5, "2.5 hours"), ("fr", 0, "0 h"), ("fr", Fraction(59, 60), "59 min")],
)  # fmt: skip
def test_less_than_an_hour_of_work_is_said_in_minutes(language: str, hours: float, expected: str) -> None:
    assert load_words(language).work_time(hours) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "2e 3e 4e 11e 12e 21e 22e 101e 111e"), ("en", "2nd 3rd 4th 11th 12th 21st 22nd 101st 111th")],
)
def test_a_place_in_a_row(language: str, expected: str) -> None:
    numbers = (2, 3, 4, 11, 12, 21, 22, 101, 111)
    assert " ".join(map(load_words(language).locale.format_ordinal, numbers)) == expected


@pytest.mark.parametrize(("language", "said"), [("fr", "2e passage ici"), ("en", "2nd time here")])
def test_the_reason_of_a_repeat_says_which_one_it_is(language: str, said: str) -> None:
    assert load_words(language).text("reasons", "outing", "a", number=2, days=30).startswith(said)


@pytest.mark.parametrize("language", languages())
def test_every_agreement_has_two_forms(language: str) -> None:
    def leaves(table: Any) -> Iterator[str]:
        for value in table.values() if isinstance(table, dict) else table if isinstance(table, list) else [table]:
            if isinstance(value, dict | list):
                yield from leaves(value)
            else:
                yield str(value)

    for text in leaves({key: value for key, value in entry(language).items() if key not in ("formats", "tabs")}):
        for _, name, spec, _ in Formatter().parse(text):
            if name and spec and "02d" not in spec and spec not in ("work", "shell", "ordinal"):
                forms = spec.removeprefix("=").split("|")  # of none, where it is said in words; of one; of several
                assert len(set(forms)) == len(forms) in (2, 3), text
