"""Frequencies as people type them, in both languages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from sheets import change, changed, english, french

from calgen.book.frequencies import frequency
from calgen.book.problems import Severity
from calgen.book.values import Cadence, Interpreted, Title, Unreadable
from calgen.check import check_plan, check_strategy
from calgen.plan import plan
from calgen.read import read
from calgen.strategy.platforms import Platform

F = Fraction
MEANT = {
    Cadence(F(3)): ("≈ 3", "~3", "environ 3", "about 3", "3 posts", "3 publications", "3x", "x3", "trois par semaine",
        "three a week", "x 3 par semaine", "à peu près 3 par semaine", "3 stories per week", "3 fois/sem."),
    Cadence(F(1, 2)): ("every other week", "une semaine sur deux", "1 semaine sur 2", "one week in two",
        "every second week",
        "fortnightly", "every fortnight", "tous les quinze jours", "tous les 15 jours", "par quinzaine",
        "1 fois toutes les 2 semaines", "once every two weeks", "1 week out of 2", "1 / 2 semaines"),
    Cadence(F(2)): ("2x/semaine", "twice a week", "deux fois par semaine", "4 par quinzaine", "2 fois / sem"),
    Cadence(F(5)): ("5 jours sur 7", "5j/7", "5 days a week", "5 days out of 7", "5 jours par semaine", "5 j/sem."),
    Cadence(F(1), "day"): ("daily", "quotidien", "tous les jours", "chaque jour", "once a day"),
    Cadence(F(1, 2), "day"): ("every other day", "un jour sur deux", "one day in two", "every 2 days"),
    Cadence(F(1), "month"): ("3 par trimestre", "3 a quarter", "12 par an", "12 per year", "6 par semestre", "mensuel"),
    Cadence(F(1, 2), "month"): ("every other month", "un mois sur deux", "6 a year"),
    Cadence(F(2, 3)): ("⅔", "2 posts every 3 weeks"),
    Cadence(F(1, 5)): ("1/5", "une semaine sur cinq"),
    Cadence(F(0)): ("0", "0 par jour", "pause", "en pause", "paused", "aucune", "none"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), [(text, meant) for meant, texts in MEANT.items() for text in texts])
@pytest.mark.parametrize("decimal_comma", [True, False])
def test_frequencies(typed: str, meant: Cadence, decimal_comma: bool) -> None:
    assert frequency(typed, decimal_comma) == meant


@pytest.mark.parametrize(
    ("typed", "middle"),
    [
        *[(text, Cadence(F(5, 2))) for text in ("2 à 3 par semaine", "2-3 per week", "2–3", "2 ou 3/semaine", "2 to 3",
            "entre 2 et 3 par semaine", "between two and three a week", "environ 2 à 3 par semaine")],
        *[(text, Cadence(F(3, 2), "day")) for text in ("1 à 2 par jour", "1-2 a day", "1 or 2/day")],
        ("1 to 2 a month", Cadence(F(3, 2), "month")),
        ("3 à 5", Cadence(F(4))),
        ("0,5 à 1 par semaine", Cadence(F(3, 4))),
    ],
)
def test_of_a_range_the_middle_is_taken_and_told(typed: str, middle: Cadence) -> None:
    assert frequency(typed, decimal_comma=True) == Interpreted(middle, "cadence_between", {"taken": middle})


@pytest.mark.parametrize("typed", ["5/7", "7/7", "2/5", "3 / 7", "3/4", "2/3"])
def test_a_fraction_that_may_count_days_is_no_frequency(typed: str) -> None:
    count, of = map(int, typed.split("/"))
    assert frequency(typed, decimal_comma=True) == Unreadable("cadence_fraction", {"count": count, "of": of})


@pytest.mark.parametrize(("typed", "days"), [("en semaine", 5), ("weekdays", 5), ("week-end", 2), ("lun mer ven", 3),
    ("Mo-Fr", 5), ("lundi au vendredi", 5)])
def test_days_are_no_frequency(typed: str, days: int) -> None:
    values = {"n": days, "days": Title("platforms", "days")}
    assert frequency(typed, decimal_comma=True) == Unreadable("cadence_days", values)


@pytest.mark.parametrize("typed", ["souvent", "2 and 3", "3 à 2", "2 ou", "1 jour sur 0", "bimonthly", "3 par salon",
    "when we can", "-", "2,5,1"])  # fmt: skip
def test_what_is_no_frequency(typed: str) -> None:
    assert frequency(typed, decimal_comma=True) == Unreadable("cadence_unread")


@pytest.mark.parametrize("typed", [0, "0", "pause", "0 par mois"])
def test_a_platform_with_a_pause_has_no_post_and_is_told_of_once(typed: int | str) -> None:
    found = read(change(french(), "Plateformes!D3", typed))
    notes = [(problem.code, str(problem.place), problem.severity) for problem in found.problems]
    assert notes == [("cadence_pause", "Plateformes!D3", Severity.NOTE)]
    assert not found.stopped
    start = found.strategy.settings.start
    assert start
    posts = plan(found.strategy, (), start).posts
    assert {post.platform for post in posts} == {"Facebook"}
    assert [row.platform for row in found.strategy.platforms if row.is_paused] == ["Instagram"]


PAUSED = french("""
## Temps forts

| Nom | Date | Traitement | Plateformes |
| --- | --- | --- | --- |
| Portes ouvertes | 13/01/2027 | publier | Instagram |

## Contenus

| Titre | Thème | Publication le | Plateformes |
| --- | --- | --- | --- |
| Le guide | Conseils | 14/01/2027 | Instagram |

## Opérations

| Opération | Début | Fin | Thèmes | Plateformes | Jours repères |
| --- | --- | --- | --- | --- | --- |
| Soldes | 06/01/2027 | 20/01/2027 | Coulisses | Instagram | J, J+3 |
| Portraits | 06/01/2027 | 20/01/2027 | Coulisses | Instagram, Facebook | J |
""")


def test_what_needs_a_platform_with_a_pause_is_told() -> None:
    changes = {"Plateformes!D3": "0", "Thèmes!D1": "Plateformes", "Thèmes!D4": "Instagram"}
    found = read(changed(PAUSED, changes))
    today = date(2027, 1, 4)
    made = plan(found.strategy, (), today)
    told = (*check_strategy(found.strategy, found.partial), *check_plan(found.strategy, made, today))
    warnings = [problem for problem in told if problem.severity is Severity.WARNING]
    others = ("leads_short", "subjects_to_find")  # of the platform that is at work
    places = {str(problem.place): problem.code for problem in warnings if problem.code not in others}
    assert places == {"Thèmes!D4": "platforms_paused", "Opérations!E2": "platforms_paused",
        "Contenus!C2": "piece_no_home", "Temps forts!A2": "hook_no_home"}  # fmt: skip
    assert {post.platform for post in made.posts} == {"Facebook"}


def test_a_middle_is_planned_in_turns() -> None:
    found = read(change(english(), "Platforms!D2", "2 to 3 a week"))
    assert [(problem.code, str(problem.place)) for problem in found.problems] == [("cadence_between", "Platforms!D2")]
    start = found.strategy.settings.start
    assert start
    posts = [post for post in plan(found.strategy, (), start).posts if post.platform == "Facebook"]
    weeks = [sum((post.day - start).days // 7 == week for post in posts) for week in range(4)]
    assert sorted(weeks) == [2, 2, 3, 3]


def test_a_pause_is_before_any_day() -> None:
    resting = Platform(platform="X", mission="m", objectives=("o",), cadence=Cadence(F(0)))
    assert resting.last_day is not None
    assert resting.last_day.year == 1
