"""What was asked of the mix and is not planned is told first, with true causes: without them it is not told."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import Changes
from whole import TODAY, shown, whole

from calgen.book.languages import languages
from calgen.book.problems import Problem, Severity
from calgen.book.values import Word
from calgen.book.words import load_words
from calgen.check import check_plan
from calgen.check.advice_order import in_order
from calgen.plan import plan
from calgen.plan.pin import Pin, PinKind
from calgen.read import read

WHOLE_TIME: Changes = {"Opérations!B2": "04/01/2027", "Opérations!C2": "28/02/2027", "Opérations!F2": None}
# name → what bends the mix, what takes it away again, and the phrase and names that tell it
CASES: dict[str, tuple[Changes, Changes, str, tuple[str, ...]]] = {
    "a campaign": (
        {**WHOLE_TIME, "Opérations!G2": "100 %"},
        {"Opérations!C2": "10/01/2027", "Opérations!G2": "10 %"},
        "bent_campaigns",
        ("Galette",),
    ),
    "a season": (
        {"Thèmes!I1": "Début", "Thèmes!I5": "15/02/2027"}, {"Thèmes!I5": None}, "bent_seasons", ("Questions",),
    ),
    "the end of a season": (
        {"Thèmes!I1": "Fin", "Thèmes!I5": "15/01/2027"}, {"Thèmes!I5": None}, "bent_seasons", ("Questions",),
    ),
    "a spacing": (
        {"Thèmes!I1": "Espacement", "Thèmes!I5": "21"}, {"Thèmes!I5": None}, "bent_spacings", ("Questions",),
    ),
    "platforms": (
        {"Thèmes!I1": "Plateformes", "Thèmes!I5": "Facebook"}, {"Thèmes!I5": None}, "bent_places", ("Questions",),
    ),
    "no theme": ({"Thèmes!B5": "Relayer"}, {"Thèmes!B5": "Échanger"}, "bent_bare", ("échanger",)),
    "quiet but for one category": (
        {"Temps forts!A3": "Deuil", "Temps forts!B3": "04/01/2027 - 31/01/2027",
         "Temps forts!C3": "silence sauf échanger"},
        {"Temps forts!B3": "04/01/2027 - 05/01/2027"},
        "bent_dates",
        ("Deuil",),
    ),
}  # fmt: skip


def bent(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.code == "mix_bent"]


def told(problem: Problem, language: str = "fr") -> str:
    return load_words(language).message(problem)[0]


def test_a_plan_near_what_was_asked_is_not_told() -> None:
    assert bent(shown(whole())) == []


@pytest.mark.parametrize("name", CASES)
def test_a_cause_is_named_and_without_it_nothing_is_told(name: str) -> None:
    changes, cure, phrase, names = CASES[name]
    (problem,) = bent(shown(whole(changes)))
    assert problem.severity is Severity.WARNING
    assert str(problem.place).startswith("Dosage!B")
    causes = problem.values["causes"].values["causes"]  # type: ignore[attr-defined]
    assert phrase in {cause.path[1] for cause in causes}
    assert all(one in told(problem) for one in names)
    assert bent(shown(whole({**changes, **cure}))) == []


def test_what_was_asked_and_what_came_are_those_of_the_posts() -> None:
    workbook = whole(CASES["a season"][0])
    strategy = read(workbook).strategy
    made = plan(strategy, (), TODAY)
    (problem,) = bent(check_plan(strategy, made, TODAY))
    share = sum(post.category == "interact" for post in made.posts) / len(made.posts)
    assert problem.values["planned"].value == pytest.approx(share)  # type: ignore[attr-defined]
    assert problem.values["asked"].value == pytest.approx(0.33)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_called_held_beside_it(name: str) -> None:
    assert "mix_held" not in {problem.code for problem in shown(whole(CASES[name][0]))}
    assert "mix_held" in {problem.code for problem in shown(whole({**CASES[name][0], **CASES[name][1]}))}


def test_the_other_categories_that_miss_their_part_are_told_with_it() -> None:
    (problem,) = bent(shown(whole(CASES["a campaign"][0])))
    assert problem.values["category"] == Word("category", "promote")
    assert all(f"{name} (33 % demandés, 0 % prévus)" in told(problem) for name in ("relayer", "échanger"))


def test_it_stands_first_among_the_warnings() -> None:
    found = read(whole({**CASES["a season"][0], "Réglages!B7": None}))
    problems = (Problem("role_blank", None, Severity.WARNING), *shown(whole(CASES["a season"][0])))
    assert in_order((Problem("cell_required"), *problems), found.titles)[1].code == "mix_bent"


def test_only_posts_to_come_are_judged() -> None:
    workbook = whole(CASES["a season"][0])
    strategy = read(workbook).strategy
    made = plan(strategy, (), TODAY)
    in_season, over = date(2027, 2, 15), date(2027, 3, 1)
    assert bent(check_plan(strategy, made, in_season)) == []  # the weeks without the theme are over
    assert bent(check_plan(strategy, made, over)) == []
    (problem,) = bent(check_plan(strategy, made, date(2027, 1, 11)))
    assert load_words("fr").format_value(date(2027, 1, 11)) in told(problem)


def test_posts_that_the_user_settled_are_a_cause_of_their_own() -> None:
    strategy = read(whole()).strategy
    days = plan(strategy, (), TODAY).posts[:28]
    pins = tuple(
        Pin(post.platform, post.day, "Offres", kind=PinKind.KEPT, id=f"P{n:04d}", subject=f"S{n:04d}", time=post.time)
        for n, post in enumerate(days, 1)
    )
    (problem,) = bent(check_plan(strategy, plan(strategy, pins, TODAY), TODAY))
    causes = problem.values["causes"].values["causes"]  # type: ignore[attr-defined]
    assert ("bent_own", len(pins)) in {(cause.path[1], cause.values["n"]) for cause in causes}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", CASES)
def test_it_is_said_in_each_language(name: str, language: str) -> None:
    (problem,) = bent(shown(whole(CASES[name][0])))
    assert "{" not in told(problem, language)
    others = problem.values["others"].values["names"] if problem.values["others"] else ()  # type: ignore[attr-defined]
    assert told(problem, language).count("%") == 2 + 2 * len(others)
