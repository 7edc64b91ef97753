"""The effort to come: the mean of the weeks to come by person, and the subjects that have posts to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from counted import MONDAY, post

from calgen.book.problems import Problem
from calgen.book.words import load_words
from calgen.figures.counted_calendar import CountedCalendar
from calgen.figures.effort import Effort, PersonEffort, effort, effort_record
from calgen.plan.days.horizon import plan_horizon
from calgen.plan.model import Deviation
from calgen.strategy import Strategy
from calgen.strategy.routines import Routine
from calgen.strategy.settings import Settings
from calgen.strategy.team import Person
from calgen.view.lead_sentences import effort_text, promise_text

WEEK = timedelta(days=7)
SETTINGS = Settings(start=MONDAY, weeks=4, country="FR")


def calendar(
    hours: Mapping[tuple[str, int], Any] | None = None, *posts: Any, team: tuple[Person, ...] = (), **more: Any
) -> CountedCalendar:
    """A calendar of four weeks with hours by person and number of the week, from 0."""
    strategy = Strategy(settings=SETTINGS, team=team, **more)
    of_weeks = {(person, MONDAY + n * WEEK): Fraction(found) for (person, n), found in (hours or {}).items()}
    return CountedCalendar(strategy, plan_horizon(SETTINGS, MONDAY), (), posts, of_weeks)


SANDRINE = Person(person="Sandrine", weekly_hours=Fraction(4))
CHLOE = Person(person="Chloé", weekly_hours=Fraction(5))
STUDIO = Person(person="Studio", kind="subcontracted", cost=Fraction(40), weekly_hours=Fraction(9))


@pytest.mark.parametrize(
    ("hours", "today", "due"),
    [
        ({("Sandrine", 0): 8, ("Sandrine", 3): 4, ("Chloé", 1): 2}, MONDAY, {"Sandrine": 3, "Chloé": Fraction(1, 2)}),
        ({("Sandrine", 0): 8, ("Sandrine", 3): 4}, MONDAY + WEEK, {"Sandrine": Fraction(4, 3)}),
        ({("Sandrine", 0): 8, ("Sandrine", 3): 4}, MONDAY + 3 * WEEK + timedelta(6), {"Sandrine": 4}),
        ({("Sandrine", 0): 8, ("Sandrine", 3): 4}, MONDAY + 4 * WEEK, {}),
        ({("Sandrine", 0): 8}, MONDAY - 9 * WEEK, {"Sandrine": 2}),
        ({("", 0): 8, ("Sandrine", 0): 4}, MONDAY, {"Sandrine": 1, "": 2}),
        ({}, MONDAY, {}),
    ],
)
def test_hours_are_the_mean_of_the_weeks_to_come(
    hours: Mapping[tuple[str, int], int], today: date, due: Mapping[str, Fraction]
) -> None:
    found = effort(calendar(hours, team=(SANDRINE, CHLOE)), today)
    assert {row.person: row.content for row in found.people} == due
    assert [row.person for row in found.people] == list(due), "most hours first, nobody's last"


def test_routines_and_the_cost_of_subcontracted_people_are_counted() -> None:
    routine = Routine(task="Répondre", every="week", minutes=Fraction(60), owner="Studio")
    found = effort(calendar({("Studio", 0): 8}, team=(STUDIO, CHLOE), routines=(routine,)), MONDAY)
    assert found.people == (PersonEffort("Studio", Fraction(2), Fraction(1), Fraction(120)),)
    assert effort_record(found)["people"] == [{"person": "Studio", "hours": 3.0, "routines": 1.0, "cost": 120.0}]


def test_subjects_count_while_one_of_their_posts_is_to_come() -> None:
    posts = (
        post(4, subject="S0001"),
        post(5, subject="S0001"),
        post(6, subject="S0002", is_to_find=True),
        post(7, subject="S0002", is_to_find=True),
        post(8, subject="S0003"),
        post(9, subject="#7", is_open=True),
    )
    seen = {day: effort(calendar(None, *posts), date(2027, 1, day)) for day in (1, 5, 6, 8, 9)}
    assert {day: (found.titled, found.to_find) for day, found in seen.items()} == {
        1: (2, 1), 5: (2, 1), 6: (1, 1), 8: (1, 0), 9: (0, 0),
    }  # fmt: skip


def person(name: str, hours: Any, routines: Any = 0, cost: Any = None) -> PersonEffort:
    return PersonEffort(name, Fraction(hours), Fraction(routines), cost)


TWO = (person("Sandrine", "5.8"), person("Chloé", "1.2", "0.6"))
SENTENCES = {
    Effort(TWO, 31, 64): (
        "Environ 6 h par semaine pour Sandrine, 2 h pour Chloé, routines comprises ; "
        "31 sujets sont à vous, 64 restent à trouver.",
        "About 6 hours a week for Sandrine, 2 hours for Chloé, routines included; "
        "31 subjects are yours, 64 still to find.",
    ),
    Effort((person("", "5"),), 1, 1): (
        "Environ 5 h par semaine, sans personne de nommé ; 1 sujet est à vous, 1 reste à trouver.",
        "About 5 hours a week, with nobody named for them; 1 subject is yours, 1 still to find.",
    ),
    Effort((person("Studio", "3", 0, Fraction(120)), person("", "0.1")), 4, 0): (
        "Environ 3 h par semaine pour Studio (environ 120 € par semaine), 30 min sans personne de nommé ; "
        "4 sujets sont à vous, aucun ne reste à trouver.",
        "About 3 hours a week for Studio (about €120 a week), 30 min with nobody named for them; "
        "4 subjects are yours, none still to find.",
    ),
    Effort(tuple(person(name, 3) for name in "ABCDE"), 1, 0): (
        "Environ 3 h par semaine pour A, 3 h pour B, 3 h pour C, 6 h en tout pour 2 autres personnes ; "
        "1 sujet est à vous, aucun ne reste à trouver.",
        "About 3 hours a week for A, 3 hours for B, 3 hours for C, 6 hours in all for 2 others; "
        "1 subject is yours, none still to find.",
    ),
    Effort((), 31, 64, 64): (
        "31 sujets sont à vous, 64 ont des pistes.",
        "31 subjects are yours, 64 have suggestions.",
    ),
    Effort((), 1, 3, 1): (
        "1 sujet est à vous, 1 a des pistes, 2 restent à trouver.",
        "1 subject is yours, 1 has suggestions, 2 still to find.",
    ),
    Effort((), 2, 3): ("2 sujets sont à vous, 3 restent à trouver.", "2 subjects are yours, 3 still to find."),
    Effort((), 0, 0): ("", ""),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("found", SENTENCES, ids=str)
def test_the_effort_is_one_sentence(found: Effort, language: str) -> None:
    words = replace(load_words(language), currency="€")
    plain = effort_text(words, found).replace("\xa0", " ").replace("\u202f", " ")
    assert plain == SENTENCES[found][language == "en"]


def deviation(platform: str, gap: float, limit: float = 1.5) -> Deviation:
    return Deviation("category", platform, "promote", 4.0, 4, gap, MONDAY, limit, 0.0)


HELD = (deviation("Blog", 0.8349), deviation("Instagram", 0.5), deviation("", 1.21, 2.0))


def test_the_promise_is_one_sentence_that_no_post_belies() -> None:
    words, titles = load_words("en"), {"checks": "Checks"}
    assert promise_text(words, (), HELD, titles) == (
        "After each post, the mix stays within 0.84 posts of the expected split on each platform, "
        "and within 1.21 over all of them."
    )
    alone = promise_text(words, (), (HELD[0], deviation("", 0.8349, 2.0)), titles)
    assert alone == "After each post, the mix stays within 0.84 posts of the expected split."
    assert "Checks" in promise_text(words, (), (deviation("Blog", 1.6), HELD[2]), titles)
    values = {"category": "promote", "platform": "Blog", "asked": 4, "planned": 9, "since": ""}
    assert "4 asked and 9 planned" in promise_text(words, (Problem("mix_bent", None, values=values),), HELD, titles)
    assert promise_text(words, (), (), titles) == ""
