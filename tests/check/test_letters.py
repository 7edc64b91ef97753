"""Four strategies as a strategist reads them: a good one, a weak one, one for companies, and a shop with three tabs.

The letters of the samples stand in tests/result/test_checks.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sheets import book

from calgen.book.problems import Problem, Severity
from calgen.check import advise, check_plan, check_strategy
from calgen.check.advice_order import in_order, of_letter, with_places
from calgen.check.first_advice import first_advice
from calgen.figures.counted_calendar import count_plan
from calgen.figures.verdicts import answers
from calgen.plan import plan
from calgen.read import read
from calgen.view.balance.questions import answer_text

BOOKS = Path(__file__).parents[1] / "letters"
TODAY = date(2027, 2, 8)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is expected of the letter of a strategy: its first three, its warnings, and what it must never say."""

    first: tuple[str, ...]
    warnings: frozenset[str]
    most_notes: int
    forbidden: frozenset[str]
    verdicts: str


FALSE_ALARMS = {
    *("mission_short", "vanity_only", "goal_tenfold", "audience_kind", "audience_elsewhen", "wheel_all"),
    *("brand_absent", "mission_thin", "campaign_no_action", "sales_outside", "cadence_leap", "hours_short"),
    *("nobody_answers", "results_untracked", "platforms_too_many", "objective_unserved", "deadline_outside"),
}
EMPTY_STEPS = {
    *("target_empty", "wheel_none", "strategy_empty", "evaluate_empty", "resources_empty"),
    *("role_blank", "approval_blank", "swot_blank", "brand_words_blank", "stages_missing", "typical_errors"),
}
LETTERS = {
    "good": Letter((), frozenset(), 8, frozenset(FALSE_ALARMS | EMPTY_STEPS), "yes yes yes yes nearly"),
    "b2b": Letter((), frozenset(), 8, frozenset(FALSE_ALARMS | EMPTY_STEPS), "yes yes yes yes nearly"),
    "shop": Letter(
        ("subjects_to_find", "objective_unmeasured"),
        frozenset({"subjects_to_find", "objective_unmeasured"}),
        5,
        frozenset(FALSE_ALARMS | EMPTY_STEPS | {"objectives_too_many", "measures_missing", "business_blank"}),
        "yes yes yes nearly no",
    ),
    "weak": Letter(
        ("hours_unknown", "subjects_to_find", "vanity_only"),
        frozenset(
            {
                *("hours_unknown", "subjects_to_find", "vanity_only", "platforms_unstaffed", "goal_tenfold"),
                *("mission_thin", "typical_errors", "message_empty", "objective_unmeasured", "business_blank"),
                *("target_empty", "wheel_none", "evaluate_empty", "resources_empty"),
            }
        ),
        6,
        frozenset({"tabs_to_come", "mission_short", "measures_missing", "objective_few_posts", "cost_per_result"}),
        "nearly nearly nearly no no",
    ),
}
CASES = pytest.mark.parametrize("name", LETTERS)


@cache
def letter(name: str) -> tuple[tuple[Problem, ...], str, tuple[str, ...]]:
    """The letter of a strategy, the answers of its balance, and the lines under them."""
    found = read(book((BOOKS / f"{name}.md").read_text(encoding="utf-8"), name))
    assert not found.problems
    strategy = found.strategy
    planned = plan(strategy, (), TODAY)
    advice = with_places(advise(strategy, TODAY, found.partial), found.titles)
    problems = (*check_strategy(strategy, found.partial), *advice, *check_plan(strategy, planned, TODAY))
    told = answers(count_plan(strategy, planned))
    lines = tuple(answer_text(found.words, answer) for answer in told)
    return of_letter(in_order(problems, found.titles)), " ".join(answer.verdict for answer in told), lines


@CASES
def test_the_first_three_are_those_that_cost_most(name: str) -> None:
    assert tuple(problem.code for problem in first_advice(letter(name)[0])) == LETTERS[name].first


@CASES
def test_the_letter_warns_of_what_is_wrong_and_of_nothing_else(name: str) -> None:
    told, due = letter(name)[0], LETTERS[name]
    assert {problem.code for problem in told if problem.severity is not Severity.NOTE} == due.warnings
    assert not {problem.code for problem in told} & due.forbidden
    codes = [problem.code for problem in told if problem.severity is Severity.NOTE]
    assert len(codes) <= due.most_notes, codes


@CASES
def test_no_kind_is_told_twice(name: str) -> None:
    codes = [problem.code for problem in letter(name)[0] if problem.code != "owner_replaced"]  # one for each person
    assert len(codes) == len(set(codes))


@CASES
def test_the_balance_says_yes_to_what_holds_alone(name: str) -> None:
    _, verdicts, lines = letter(name)
    assert verdicts == LETTERS[name].verdicts
    limited = [line for line in lines if "Mais " in line]
    assert len(limited) == (3 if name == "weak" else 0)


def test_a_shop_that_begins_is_told_what_comes_next_in_one_remark() -> None:
    told = letter("shop")[0]
    (remark,) = (problem for problem in told if problem.code == "tabs_to_come")
    assert remark.severity is Severity.NOTE
    assert len(told) <= 7


def test_of_two_findings_with_one_cause_the_first_three_name_one() -> None:
    codes = [problem.code for problem in letter("weak")[0]]
    assert {"hours_unknown", "platforms_unstaffed", "resources_empty"} <= set(codes)
