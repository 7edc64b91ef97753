"""What the review asks for: an objective that falls behind is told in time, and each indicator is read."""

from __future__ import annotations

from datetime import date

import pytest
from made_review import made_review, objective
from whole import whole

from calgen.check.results import check_review
from calgen.learn.progress import PaceState
from calgen.read import read

STRATEGY = read(whole()).strategy
LATER = date(2027, 2, 15)


def told(today: date = LATER, **fields: object) -> list[tuple[str, str, str]]:
    found = made_review(today=today, objectives=(objective("Remplir le salon", **fields),))
    problems = check_review(STRATEGY, found)
    return [(problem.code, str(problem.place), problem.severity) for problem in problems]


@pytest.mark.parametrize(
    ("state", "severity"),
    [(PaceState.AT_RISK, "warning"), (PaceState.BEHIND, "note"), (PaceState.ON_TRACK, ""), (PaceState.AHEAD, "")],
)
def test_an_objective_off_track_is_told_at_its_goal(state: PaceState, severity: str) -> None:
    expected = [("off_track", "Objectifs!F2", severity)] if severity else []
    assert told(state=state) == expected


def test_what_is_over_can_be_rectified_no_more() -> None:
    assert told(state=PaceState.MISSED, deadline=date(2027, 2, 14)) == []
    assert told(state=PaceState.REACHED, deadline=date(2027, 2, 14)) == []


def test_the_parts_are_told_as_percentages_in_the_language_of_the_reader() -> None:
    found = made_review(today=LATER, objectives=(objective("Remplir le salon"),))
    (problem,) = check_review(STRATEGY, found)
    assert "40 % du chemin est fait" in " ".join(read(whole()).words.message(problem))


def test_an_indicator_that_nobody_read_is_told_four_weeks_after_the_first_day() -> None:
    assert told(readings=(), state=PaceState.UNKNOWN) == [("reading_missing", "Objectifs!D2", "note")]
    assert told(date(2027, 1, 31), readings=(), state=PaceState.UNKNOWN) == []
    assert told(readings=(), state=PaceState.UNKNOWN, goal=None) == []


def test_without_a_review_nothing_is_said() -> None:
    assert check_review(STRATEGY, None) == ()
