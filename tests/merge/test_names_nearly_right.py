"""A name that is nearly right, or several names in one cell, on either calendar: each is answered with its cure."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest
from edited_workbook import EditedWorkbook
from small_calendar import FILE, TODAY, generated, run

from calgen import api
from calgen.book.problems import Problem
from calgen.book.words import load_words
from calgen.figures import hours

NEAR = {
    "fr": {"platform": ("Facbook", "Facebook"), "theme": ("Conseil", "Conseils"), "category": ("Relayr", "Relayer"),
           "format": ("Carousel d'images", "Carrousel"), "objective": ("Faire revenr", "Faire revenir"),
           "owner": ("Sandrin", "Sandrine")},
    "en": {"platform": ("Facbook", "Facebook"), "theme": ("Advise", "Advice"), "category": ("Currate", "Curate"),
           "format": ("Carousell", "Carousel"), "objective": ("Bring bak", "Bring back"), "owner": ("Clhoe", "Chloe")},
}  # fmt: skip
SEVERAL = {
    "fr": {"platform": "Facebook, Instagram", "theme": "Conseils / Voisins",
           "objective": "Faire revenir & Remplir le salon"},
    "en": {"platform": "Facebook, Instagram", "theme": "Advice / Neighbours",
           "objective": "Bring back & Fill the salon"},
}  # fmt: skip
TOGETHER = {"fr": "Chloé + Sandrine", "en": "Chloe and Sandrine"}
CALENDARS = {"social": tuple(NEAR["fr"]), "editorial": ("theme", "category", "format", "objective", "owner")}
CASES = [(language, calendar, key) for language in NEAR for calendar, keys in CALENDARS.items() for key in keys]


@cache
def typed(language: str, calendar: str) -> tuple[api.Generated, dict[str, str]]:
    """A run with each of these names on a row of its own, and the cells."""
    book = EditedWorkbook(generated(language), Random(1))
    tab, cells = book.tabs[calendar], {}
    pairs = [(key, NEAR[language][key][0]) for key in CALENDARS[calendar]]
    pairs += [(key, text) for key, text in SEVERAL[language].items() if key in CALENDARS[calendar]]
    pairs.append(("owner", TOGETHER[language]))
    for row, (key, text) in zip(sorted(tab.rows), pairs, strict=False):
        tab.cell(row, key).value = text
        cells[text] = f"{tab.sheet.title}!{tab.cell(row, key).coordinate}"
    return run(book.bytes()), cells


def told(language: str, calendar: str, text: str) -> list[Problem]:
    made, cells = typed(language, calendar)
    return [problem for problem in made.problems if str(problem.place) == cells[text]]


@pytest.mark.parametrize(("language", "calendar", "key"), CASES)
def test_a_name_that_is_nearly_right_is_answered_with_the_name(language: str, calendar: str, key: str) -> None:
    text, meant = NEAR[language][key]
    (problem,) = [problem for problem in told(language, calendar, text) if problem.code == "calendar_near"]
    assert meant.lower() in load_words(language).message(problem)[1].lower()


@pytest.mark.parametrize(("language", "calendar", "key"), [case for case in CASES if case[2] in SEVERAL["fr"]])
def test_several_names_in_one_cell_are_answered_with_these_names(language: str, calendar: str, key: str) -> None:
    (problem,) = [one for one in told(language, calendar, SEVERAL[language][key]) if one.code == "calendar_several"]
    assert len(_names(problem)) == 2


def _names(problem: Problem) -> Any:
    return problem.values["names"]


@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("language", TOGETHER)
def test_people_who_share_are_no_new_person(language: str, calendar: str) -> None:
    made, _ = typed(language, calendar)
    (problem,) = [one for one in told(language, calendar, TOGETHER[language]) if one.code == "owners_several"]
    assert problem.values["first"] == TOGETHER[language].split()[0]
    for counted in (made.calendar, api.balance(made.after, FILE, TODAY).calendar):
        assert counted
        assert TOGETHER[language] not in hours.people(counted)
