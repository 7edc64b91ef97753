"""Words that need no glossary: those that were replaced come back in no sentence, and are still understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from calgen.book.folding import fold
from calgen.book.languages import entry, languages
from calgen.book.vocabulary import column_titles, understood_code

REPLACED = {  # what no sentence says any more
    "fr": [
        *(r"trajectoires?", r"inévitables?", r"la maison", r"hors mission", r"une unité", r"jours? repères?"),
        *(r"parutions? n°", r"toujours bon(?:ne)?s?", r"primaires?", r"jamais vraiment", r"personne n'a donné"),
        *(r"s'essouffle", r"dosages?", r"opérations?", r"missions? de la roue"),
    ],
    "en": [
        *(r"target paths?", r"unavoidable", r"the (?:whole )?house(?:'s)?", r"off mission", r"one unit", r"each unit"),
        *(r"(?:to|worth) mend(?:ing)?", r"what we would say", r"outing", r"flattering", r"interacts?", r"cadences?"),
        *(r"never, really", r"answers no more", r"out of breath", r"too far from us", r"missions? of the wheel"),
    ],
}
UNDERSTOOD = [  # a list of choices, a former word, and what it still means
    ("priority", "primaire", "primary"),
    ("wheel_priority", "Primaire", "primary"),
    ("category", "Interact", "interact"),
    ("approach", "Inform the house", "internal"),
]
TITLES = [  # a tab, a former title of one of its columns, and the column
    ("platforms", "Cadence", "cadence"),
    ("content", "Toujours bon", "evergreen"),
    ("campaigns", "Jours repères", "offsets"),
    ("campaigns", "Set days", "offsets"),
    ("campaigns", "Countdown", "offsets"),
]
NOT_SAID = ("former", "also", "choices", "lists", "reading", "adopt", "countries", "networks", "locale")


def sentences(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text that is shown, with its path; words that are only understood are left out."""
    if isinstance(table, dict):
        for key, value in table.items():
            if key not in NOT_SAID or (key == "also" and isinstance(value, str | dict)):  # of a problem, a sentence
                yield from sentences(value, (*path, key))
    elif isinstance(table, list):
        for number, value in enumerate(table):
            yield from sentences(value, (*path, str(number)))
    elif isinstance(table, str):
        yield path, table


@pytest.mark.parametrize("language", languages())
def test_no_word_that_was_replaced_stands_in_a_sentence(language: str) -> None:
    replaced = re.compile(rf"(?<![\w{{])(?:{'|'.join(REPLACED[language])})(?![\w}}])", re.IGNORECASE)
    texts = list(sentences(entry(language)))
    assert len(texts) > 1000
    found = [(".".join(path), wrong[0]) for path, text in texts for wrong in [replaced.search(text)] if wrong]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("language", languages())
def test_the_first_word_of_a_choice_is_none_that_was_replaced(language: str) -> None:
    replaced = re.compile(rf"(?:{'|'.join(REPLACED[language])})", re.IGNORECASE)
    choices = entry(language, "choices")
    first = [(of, code, spelled[0]) for of, codes in choices.items() for code, spelled in codes.items()]
    assert [found for found in first if replaced.fullmatch(found[2])] == []


@pytest.mark.parametrize(("of", "word", "code"), UNDERSTOOD)
def test_a_former_word_is_understood(of: str, word: str, code: str) -> None:
    assert understood_code(of, word) == code


@pytest.mark.parametrize(("tab", "title", "column"), TITLES)
def test_a_former_title_is_understood(tab: str, title: str, column: str) -> None:
    assert column_titles(tab)[fold(title)] == column
