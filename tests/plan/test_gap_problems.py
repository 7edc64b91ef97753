"""Posts missing or too many are a field of the plan, and each gap has its problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from small_strategies import MONDAY, platform, strategy, theme

from calgen.book.languages import languages
from calgen.book.problems import Severity
from calgen.book.values import Phrase, Span
from calgen.book.words import load_words
from calgen.plan import plan
from calgen.plan.model import GapCause, Horizon, PostGap
from calgen.plan.proof.gap_problems import gap_problems
from calgen.strategy.key_dates import KeyDate
from calgen.strategy.team import Person


@pytest.mark.parametrize(
    ("cause", "code", "severity"),
    [
        (GapCause.NO_DAY, "frequency_short", Severity.WARNING),
        (GapCause.SETTLED, "frequency_over", Severity.NOTE),
        (GapCause.NO_THEME, "no_theme_left", Severity.WARNING),
        (GapCause.NO_HOURS, "thinned", Severity.WARNING),
    ],
)
def test_each_cause_has_its_problem(cause: GapCause, code: str, severity: Severity) -> None:
    days = Horizon(MONDAY, MONDAY + timedelta(days=27), {}, {})
    (problem,) = gap_problems(strategy(), (PostGap("Blog", cause, 3, MONDAY, (MONDAY,), (3,)),), (), days)
    assert (problem.code, problem.severity) == (code, severity)
    assert {"platform": "Blog", "n": 3, "first": MONDAY}.items() <= problem.values.items()


def test_posts_that_are_left_out_for_want_of_hours_are_a_gap() -> None:
    one = strategy(platform(count="2"), theme("Un"), over_capacity="thin")
    person = Person(person="Ana", weekly_hours=Fraction(1))
    found = plan(replace(one, team=(person,)), (), MONDAY)
    gaps = [gap for gap in found.gaps if gap.cause is GapCause.NO_HOURS]
    assert [(gap.platform, gap.posts + len(found.posts)) for gap in gaps] == [("Blog", 8)]
    assert [problem.values["n"] for problem in found.problems if problem.code == "thinned"] == [gaps[0].posts]


# What is missing → its remedy, and the strategy in which the cause is taken away.
AWAY = (MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
MOURNING = KeyDate(name="Deuil", date=Span(*AWAY), treatment="quiet")
ANA = Person(person="Ana", weekly_hours=Fraction(40))
REMEDIES = {
    "nobody there": (
        replace(strategy(platform(count="3"), theme("Un")), team=(replace(ANA, days_off=(AWAY,)),)),
        replace(strategy(platform(count="3"), theme("Un")), team=(ANA,)),
        "short_of_people",
    ),
    "quiet days": (
        replace(strategy(platform(count="3"), theme("Un")), key_dates=(MOURNING,)),
        strategy(platform(count="3"), theme("Un")),
        "short_of_open_days",
    ),
    "too little room": (
        strategy(replace(platform(count="9"), days=(0, 1, 2), max_per_day=2), theme("Un")),
        strategy(replace(platform(count="9"), days=(0, 1, 2), max_per_day=3), theme("Un")),
        "short_of_room",
    ),
}


@pytest.mark.parametrize("name", REMEDIES)
def test_the_cure_is_that_of_the_cause_and_helps(name: str) -> None:
    short, cured, remedy = REMEDIES[name]
    (problem,) = (one for one in plan(short, (), MONDAY).problems if one.code == "frequency_short")
    told = problem.values["remedy"]
    assert isinstance(told, Phrase)
    assert told.path == ("phrases", remedy)
    for language in languages():
        assert "{" not in "".join(load_words(language).message(problem))
    assert "frequency_short" not in {one.code for one in plan(cured, (), MONDAY).problems}
