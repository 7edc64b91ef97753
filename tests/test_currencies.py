"""Sums of money are printed with the sign that they are typed with; several currencies are told once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from sheets import Changes, changed, english, french

from calgen.book.problems import Severity
from calgen.book.values import Amount
from calgen.book.words import load_words
from calgen.read import Read, read

TABLE = "\n\n| {} | {} | {} |\n| --- | --- | --- |\n| Léa | 10 | |\n| Zoé | 5 | |\n"
FRENCH_TEAM = "\n## Équipe" + TABLE.format("Personne", "Heures par semaine", "Coût")
TEAM = "\n## Team" + TABLE.format("Person", "Hours per week", "Cost")


def _read(budget: str, cost: str, other: str = "", *, is_english: bool = False) -> Read:
    tab, title = ("Team", "Settings") if is_english else ("Équipe", "Réglages")
    workbook = english(TEAM) if is_english else french(FRENCH_TEAM)
    row = 6 if is_english else 5
    changes: Changes = {f"{title}!A{row}": "Budget", f"{title}!B{row}": budget or None,
        f"{tab}!C2": cost or None, f"{tab}!C3": other or None}  # fmt: skip
    return read(changed(workbook, changes))


@pytest.mark.parametrize(
    ("budget", "cost", "french_text", "english_text"),
    [("3 500 €", "18€", "1 200 €", "€1,200"), ("", "65 £/h", "1 200 £", "£1,200"), ("$900", "28", "1 200 $", "$1,200"),
     ("900 EUR", "18 €/h", "1 200 €", "€1,200"), ("900 CHF", "", "1 200 CHF", "CHF 1,200"), ("900", "28", "1 200",
        "1,200")],
)  # fmt: skip
def test_the_sign_that_is_typed_everywhere_is_printed(
    budget: str, cost: str, french_text: str, english_text: str
) -> None:
    for is_english, text in ((False, french_text), (True, english_text)):
        found = _read(budget, cost, is_english=is_english)
        assert not found.problems
        shown = found.words.format_value(Amount(Fraction(1200)))
        assert " ".join(shown.replace("\u202f", " ").split()) == text


@pytest.mark.parametrize("is_english", [False, True])
def test_several_currencies_are_told_once(is_english: bool) -> None:
    found = _read("€3500", "£65/hr", "18€", is_english=is_english)
    tab = "Team" if is_english else "Équipe"
    told = [(problem.code, str(problem.place), problem.severity) for problem in found.problems]
    assert told == [("currencies_mixed", f"{tab}!C2", Severity.NOTE)]
    message, _ = found.words.message(found.problems[0])
    assert "€" in message
    assert "£" in message
    assert found.words.currency == ""


def test_a_small_sum_is_told_in_cents() -> None:
    words = replace(load_words("en"), currency="€")
    shown = [words.format_value(Amount(Fraction(cents, 100))) for cents in (8, 50, 150, 1200)]
    assert shown == ["€0.08", "€0.50", "€1.5", "€12"]
