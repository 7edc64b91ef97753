"""Findings of one kind in a column are one line with their places, and say what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from specimens import SPECIMENS

from calgen.book.languages import entry, languages
from calgen.book.problems import Place, Problem, Severity
from calgen.book.words import load_words
from calgen.check.advice_order import in_order
from calgen.check.joined_findings import ALIKE


def hours_full(row: int, platform: str, n: int = 2, tab: str = "Plateformes") -> Problem:
    values = {"platform": platform, "n": n, "first": date(2027, 1, row)}
    return Problem("hours_full", Place(tab, f"I{row}"), Severity.WARNING, values)


def test_what_is_alike_is_one_line_with_its_places_and_what_differs() -> None:
    found = [hours_full(5, "Facebook"), hours_full(6, "Instagram", 1), hours_full(8, "X", 7)]
    (told,) = in_order(found, {"platforms": "Plateformes"})
    words = load_words("fr")
    assert words.format_value(told.cells) == "Plateformes!I5, I6, I8"
    message, cure = words.message(told)
    assert message.startswith(words.message(found[0])[0])
    more = message.replace("\xa0", " ").partition("De même : ")[2]
    assert more == "Instagram : 1, le 06/01/2027 ; X : 7, d'abord le 08/01/2027."
    assert cure == words.message(found[0])[1]
    assert in_order((told,), {"platforms": "Plateformes"}) == (told,)


def test_what_differs_in_gravity_column_or_cause_is_told_apart() -> None:
    of_others = replace(hours_full(6, "X"), severity=Severity.NOTE), hours_full(6, "X", tab="Autre")
    assert len(in_order((hours_full(5, "Facebook"), *of_others), {"platforms": "Plateformes"})) == 3
    days = [date(2027, 1, 4)]
    away = [
        Problem("nobody_there", Place("Équipe", f"H{n}"), Severity.WARNING, {"platforms": ("X",), "n": n, "days": days})
        for n in (5, 6)
    ]
    people = [replace(one, values={**one.values, "people": (name,)}) for one, name in zip(away, "AB", strict=True)]
    assert len(in_order(people, {"team": "Équipe"})) == 2


def test_of_what_has_no_phrase_only_three_equal_ones_are_one() -> None:
    found = [Problem("role_blank", Place("Réglages", f"B{n}"), Severity.NOTE, {"n": 1}) for n in (1, 2, 3)]
    assert len(in_order(found[:2], {})) == 2
    (told,) = in_order(found, {})
    assert told.values == {"n": 1}
    assert [place.cell for place in told.others] == ["B2", "B3"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", ALIKE)
def test_each_kind_has_its_phrase_and_the_values_that_it_names(code: str, language: str) -> None:
    (specimen,) = (one.problem() for one in SPECIMENS if one.code == code)
    assert specimen.place
    assert set(ALIKE[code]) <= set(specimen.values)
    below = replace(specimen, place=Place(specimen.place.tab, f"{specimen.place.cell.rstrip('0123456789')}99"))
    (told,) = in_order((specimen, below), {"one": specimen.place.tab})
    words = load_words(language)
    message = words.message(told)[0]
    assert message.startswith(words.message(specimen)[0])
    assert words.text("problems", code, "also", **specimen.values) in message
    assert "also" in entry(language, "problems", code)
