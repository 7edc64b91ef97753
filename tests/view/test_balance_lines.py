"""Lines of the balance beside its tables: the situation, the hours of replies, the budget by mechanic, the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from filled_book import TODAY, filled

from calgen.figures.counted_calendar import count_plan
from calgen.figures.market import OWN, market_rows
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.read import read
from calgen.strategy import Strategy
from calgen.view import balance
from calgen.view.tabs import titles
from calgen.view.view_context import ViewContext

FOUND = read(filled())
MADE = plan(FOUND.strategy, (), TODAY)


def texts(strategy: Strategy) -> set[str]:
    ids = assign_ids(MADE, Edits())
    context = ViewContext(strategy, MADE, ids, FOUND.words, titles(FOUND.words, {}), today=TODAY)
    sheet = balance.sheet(context, count_plan(strategy, MADE, ids.posts, ids.subjects))
    return {str(cell.value).replace("\u00a0", " ") for cell in sheet.cells.values() if isinstance(cell.value, str)}


@pytest.mark.parametrize(
    ("situation", "line"),
    [
        ("criticised", "Situation : critiquée. Passent d'abord : Aider les clients, Dialoguer avec les clients ; "
         "aucun rôle principal n'en fait partie."),
        ("", ""),
    ],
)  # fmt: skip
def test_the_wheel_says_what_the_situation_asks_for_first(situation: str, line: str) -> None:
    settings = replace(FOUND.strategy.settings, situation=situation)
    said = [text for text in texts(replace(FOUND.strategy, settings=settings)) if text.startswith("Situation")]
    assert [text.lower() for text in said] == ([line.lower()] if line else [])


def test_the_hours_of_replies_stand_beside_the_mix() -> None:
    line = "Aux publications qui échangent s'ajoutent 50 min de réponses et d'animation par semaine (onglet Routines)."
    assert line in texts(FOUND.strategy)
    assert not [one for one in texts(replace(FOUND.strategy, routines=())) if one.startswith("Aux publications")]


def test_the_budget_of_campaigns_is_told_by_mechanic() -> None:
    assert [one for one in texts(FOUND.strategy) if "mécanique" in one and "450" in one]


def test_the_place_among_others_has_a_row_for_each() -> None:
    rows = market_rows(FOUND.strategy)
    assert [(row.platform, row.kind, row.name) for row in rows] == [
        ("Facebook", OWN, ""), ("Facebook", "competitor", "Nadège"), ("Facebook", "competitor", "Express"),
        ("Instagram", OWN, ""), ("Google", "customers", "Avis Google"),
    ]  # fmt: skip
    assert rows[0].followers == 800
    shown = next(text for text in texts(FOUND.strategy) if "Ce qui marche" in text and "Les vidéos" in text)
    assert "Ce qu'il vise : recruter" in shown
    assert "Sa réputation : répond à tous" in shown
