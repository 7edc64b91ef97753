"""Three suggestions a subject, none twice, the same ones as long as the words that they say stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from sheets import book
from small_angles import ANGLES

from calgen.book.folding import fold
from calgen.book.words import load_words
from calgen.plan import plan as make_plan
from calgen.plan.model import Plan, Subject, Suggestion, TitleSource
from calgen.read import read
from calgen.strategy import Strategy
from calgen.strategy.campaigns import Campaign
from calgen.strategy.content import Piece
from calgen.suggestions import with_suggestions
from calgen.suggestions.angles import Angles
from calgen.suggestions.choosing import WRITTEN_FIRST

WORDS = load_words("fr")


BOOK = """
## Réglages

| Réglage | Valeur |
| --- | --- |
| Début | 04/01/2027 |
| Semaines | {weeks} |

## Objectifs

| Objectif | Indicateur |
| --- | --- |
| Remplir le salon | rendez-vous |

## Plateformes

| Plateforme | Mission | Objectifs | Fréquence |
| --- | --- | --- | --- |
| Facebook | Garder le lien | Remplir le salon | 2 |
| Instagram | Faire envie | Remplir le salon | 3 |

## Thèmes

| Thème | Catégorie | Idées | Message | Preuve |
| --- | --- | --- | --- | --- |
{themes}
"""
THEMES = """| Coulisses | Promouvoir | Le matin<br>Le soir | | |
| Conseils | Relayer | | Un geste suffit. | Dix ans de métier. |
| Questions | Échanger | | | |"""


@cache
def planned(themes: str = THEMES, weeks: int = 8) -> tuple[Strategy, Plan]:
    """A strategy and its plan: two themes that say something, and one with a name alone."""
    rows = read(book(BOOK.format(themes=themes, weeks=weeks))).strategy
    assert rows.settings.start
    return rows, make_plan(rows, (), rows.settings.start)


def suggested(rows: Strategy, plan: Plan, **more: Any) -> Plan:
    return with_suggestions(rows, plan, WORDS, angles=ANGLES, **more)


def texts(subject: Subject) -> list[str]:
    return [row.text for row in subject.suggestions]


def standing(plan: Plan) -> dict[int, tuple[Suggestion, ...]]:
    return {row.number: row.suggestions for row in plan.subjects}


def test_each_subject_without_a_title_has_three_suggestions_and_none_is_said_twice() -> None:
    rows, plan = planned()
    found = suggested(rows, plan)
    every = [fold(text) for subject in found.subjects for text in texts(subject)]
    assert {len(row.suggestions) for row in found.subjects if not row.title} == {3}
    assert len(every) == len(set(every)) > 20
    assert not {fold(row.title) for row in plan.subjects if row.title} & set(every)
    assert {len(row.suggestions) for row in found.subjects if row.title} <= {0}


def test_what_a_theme_does_not_say_is_not_made_up() -> None:
    rows, plan = planned()
    for subject in suggested(rows, plan).subjects:
        for row in subject.suggestions:
            assert row.angle not in ("proof", "message") or subject.theme == "Conseils"
            assert row.angle != "told" or subject.theme == "Questions"
            assert row.angle not in ("day", "campaign", "product", "story")


def test_ideas_pieces_and_typed_titles_are_never_suggested() -> None:
    taken = ("Questions : les coulisses", "Coulisses : la question du jour", "conseils : UNE ERREUR à éviter")
    rows = replace(planned()[0], content=(Piece(title=taken[0], theme="Questions"),))
    rows = replace(rows, themes=(*rows.themes[:2], replace(rows.themes[2], ideas=(taken[1],))))
    found = suggested(rows, planned()[1], taken=taken[2:])
    assert not {fold(text) for row in found.subjects for text in texts(row)} & set(map(fold, taken))


def test_titles_of_a_theme_do_not_have_one_angle_twice_in_a_row() -> None:
    rows, plan = planned()
    found = with_suggestions(rows, plan, WORDS)
    for name in ("Coulisses", "Conseils", "Questions"):
        angles = [row.suggestions[0].angle for row in found.subjects if row.theme == name and row.suggestions]
        assert len(angles) > 4
        assert all(one != other for one, other in pairwise(angles))
    used = Counter(row.suggestions[0].angle for row in found.subjects if row.suggestions)
    assert len(used) >= 6


def test_suggestions_stand_when_the_plan_is_made_again() -> None:
    rows, plan = planned()
    first = suggested(rows, plan)
    gone = {row.number for row in [row for row in plan.subjects if not row.title][3:7]}
    fewer = replace(plan, subjects=tuple(row for row in plan.subjects if row.number not in gone))
    again = suggested(rows, fewer, standing=standing(first))
    before = {row.number: texts(row) for row in first.subjects}
    assert all(texts(row) == before[row.number] for row in again.subjects)
    titled = tuple(replace(row, title="À moi") if row.number in gone else row for row in plan.subjects)
    again = suggested(rows, replace(plan, subjects=titled), standing=standing(first))
    assert all(texts(row) == before[row.number] for row in again.subjects if row.number not in gone)


def test_a_changed_word_changes_the_suggestions_that_say_it_alone() -> None:
    rows, plan = planned()
    first = suggested(rows, plan)
    themes = (replace(row, message="Trois gestes.") if row.message else row for row in rows.themes)
    other = replace(rows, themes=tuple(themes))
    again = suggested(other, plan, standing=standing(first))
    changed = 0
    for one, two in zip(first.subjects, again.subjects, strict=True):
        for before, after in zip(one.suggestions, two.suggestions, strict=True):
            assert before.angle == after.angle
            assert (before.text == after.text) == (before.angle != "message")
            changed += before.text != after.text
    assert changed
    settled = {row.number for row in plan.subjects}
    assert suggested(other, plan, standing=standing(first), settled=settled).subjects == first.subjects


def test_invisible_signs_typed_into_a_text_change_no_suggestion_but_stand_in_it() -> None:
    """A version that read texts without these signs had suggested the same; nor do they make a title too long."""
    rows, plan = planned("| Seul | Promouvoir | | Un geste\u200f suffit. | |", 40)
    bare = replace(rows, themes=tuple(replace(row, message="Un geste suffit.") for row in rows.themes))
    first = suggested(bare, plan)
    again = suggested(rows, plan, standing=standing(first))
    assert [[row.angle for row in subject.suggestions] for subject in first.subjects] == [
        [row.angle for row in subject.suggestions] for subject in again.subjects
    ]
    assert [texts(row) for row in again.subjects] == [texts(row) for row in suggested(rows, plan).subjects]
    said = [text for row in again.subjects for text in texts(row) if "geste\u200f" in text]
    assert any("(deuxième partie)" in text for text in said)
    assert not any("geste " in text for row in again.subjects for text in texts(row))


@pytest.mark.parametrize("angles", [Angles(), ANGLES])
def test_a_language_without_angles_and_a_plan_without_gaps_stay_as_they_are(angles: Any) -> None:
    rows, plan = planned()
    full = replace(plan, subjects=tuple(replace(row, title=f"T{row.number}") for row in plan.subjects))
    assert with_suggestions(rows, full, WORDS, angles=angles) is full
    assert with_suggestions(rows, plan, WORDS, angles=Angles()) is plan


def test_what_is_used_up_goes_on_in_parts() -> None:
    rows, plan = planned("| Seul | Promouvoir | | | |", 40)
    found = suggested(rows, plan)
    every = [text for row in found.subjects for text in texts(row)]
    assert {len(row.suggestions) for row in found.subjects} == {3}
    assert len(every) == len(set(map(fold, every))) > 300
    assert any("(deuxième partie)" in text for text in every)


def test_a_part_goes_on_what_an_earlier_subject_has_as_its_title() -> None:
    rows, plan = planned("| Seul | Promouvoir | | | |", 40)
    title = "Seul : les coulisses"  # that the user has taken over
    mine = tuple(replace(row, title=title) if row.number == plan.subjects[0].number else row for row in plan.subjects)
    first = suggested(rows, replace(plan, subjects=mine))
    begun = {fold(row.title or row.suggestions[0].text): row.first for row in first.subjects}
    parts = [(row.first, text) for row in first.subjects for text in texts(row) if text.endswith("partie)")]
    early = min(row.first for row in plan.subjects)
    bases = [(day, fold(text[: text.rindex(" (")])) for day, text in parts if day > early]
    assert len(bases) > 100
    assert [(day, base) for day, base in bases if begun.get(base, day) >= day] == []


def test_a_part_does_not_go_on_with_what_is_over() -> None:
    rows, plan = planned("| Seul | Promouvoir | | | |", 12)
    day = plan.subjects[0].first
    piece = Piece(title="Le programme", theme="Seul", expires=day)
    sales = Campaign(campaign="Soldes", start=day, end=day, themes=("Seul",))
    rows = replace(rows, content=(piece,), campaigns=(sales,))
    told: tuple[dict[str, Any], ...] = ({"key_date": "Noël"}, {"campaign": "Soldes"}, {"piece": "Le programme"}, {})
    for number, fields in enumerate(told):
        first = replace(plan.subjects[0], title="Le programme", title_source=TitleSource.CONTENT, **fields)
        found = suggested(rows, replace(plan, subjects=(first, *plan.subjects[1:])))
        goes_on = any("« Le programme » : la suite" in map(fold_spaces, texts(row)) for row in found.subjects)
        assert goes_on is (number == len(told) - 1), fields


def fold_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_first_weeks_of_a_long_calendar_have_suggestions_of_their_own() -> None:
    """Parts of what is told are for later subjects."""
    rows, plan = planned(weeks=78)
    subjects = with_suggestions(rows, plan, WORDS).subjects
    begins = min(row.first for row in subjects)
    near = [text for row in subjects if row.first - begins < WRITTEN_FIRST for text in texts(row)]
    every = [text for row in subjects for text in texts(row)]
    assert len(near) > 20
    assert not any(text.endswith("partie)") for text in near)
    assert any(text.endswith("partie)") for text in every)
