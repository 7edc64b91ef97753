"""Places that a platform lacks by the user's own hand are told once, by the finding that counts more of them."""

from __future__ import annotations

import pytest

from calgen.book.problems import Place, Problem, Severity
from calgen.check.advice_order import in_order


def _problem(code: str, n: int, platform: str = "Blog") -> Problem:
    return Problem(code, Place("Plateformes", "G5"), Severity.NOTE, {"platform": platform, "n": n})


@pytest.mark.parametrize(
    ("left", "made", "told"), [(1, 1, "left"), (2, 1, "left"), (1, 2, "made"), (0, 1, "made"), (1, 0, "left")]
)
def test_one_place_is_told_once(left: int, made: int, told: str) -> None:
    problems = [
        *([_problem("holes_made", made)] if made else []),
        *([_problem("frequency_left", left)] if left else []),
    ]
    others = [_problem("frequency_over", 1), _problem("holes_made", 3, "Autre")]
    found = {(one.code, one.values["platform"]) for one in in_order([*problems, *others], {})}
    code = {"left": "frequency_left", "made": "holes_made"}[told]
    assert found == {(code, "Blog"), ("frequency_over", "Blog"), ("holes_made", "Autre")}
