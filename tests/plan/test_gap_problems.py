"""Posts missing or too many are a field of the plan, and each gap has its problem."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from small_strategies import MONDAY, platform, strategy, theme

from calgen.book.problems import Severity
from calgen.plan import plan
from calgen.plan.model import GapCause, PostGap
from calgen.plan.proof.gap_problems import gap_problems
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
    (problem,) = gap_problems(strategy(), (PostGap("Blog", cause, 3, MONDAY, 2),))
    assert (problem.code, problem.severity) == (code, severity)
    assert {"platform": "Blog", "n": 3, "first": MONDAY}.items() <= problem.values.items()


def test_posts_that_are_left_out_for_want_of_hours_are_a_gap() -> None:
    one = strategy(platform(count="2"), theme("Un"), over_capacity="thin")
    person = Person(person="Ana", weekly_hours=Fraction(1))
    found = plan(replace(one, team=(person,)), (), MONDAY)
    gaps = [gap for gap in found.gaps if gap.cause is GapCause.NO_HOURS]
    assert [(gap.platform, gap.posts + len(found.posts)) for gap in gaps] == [("Blog", 8)]
    assert [problem.values["n"] for problem in found.problems if problem.code == "thinned"] == [gaps[0].posts]
