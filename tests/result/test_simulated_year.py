"""Half a year in an invented world: plan, edits, results, readings, review, adapt, next, and so on.

The bounds are those that `python -m benchmarks.four_quarters` measures, the promises those of `python -m
benchmarks.quarters`, which plays the commands of four quarters and looks at every state of the file.
"""

from __future__ import annotations

from functools import cache

import pytest
from validator import needs_validator, new_errors, validate_together

from benchmarks.four_quarters import played, true_effects, world_of
from benchmarks.quarters import QuarterlyYear
from benchmarks.simulated_year import SimulatedYear, YearStep
from calgen.book.words import load_words

COMMANDS = ("generate", "results", "adapt", "next")


@cache
def quarters() -> tuple[QuarterlyYear, list[YearStep]]:
    """A quarter of the salon by commands, and the beginning of the next, and its steps."""
    year = QuarterlyYear("salon", world_of("salon", 5, true_effects("salon", 5, 0.4)), quarters=1)
    return year, list(year.play())


@pytest.mark.long
def test_a_year_is_matched_and_nothing_typed_is_lost() -> None:
    year = played(SimulatedYear("saas", world_of("saas", seed=5), quarters=2))
    assert (year.lost, year.score.wrong) == ([], ())
    assert year.score.exact_found == year.score.exact > 200
    assert year.score.others_found >= 0.95 * year.score.others > 100
    assert len(year.proposals) == 2


@pytest.mark.long
def test_the_quarters_of_the_salon_keep_every_promise() -> None:
    year, steps = quarters()
    assert (year.faults, year.lost, year.score.wrong) == ([], [], ())
    assert year.score.others_found >= 0.95 * year.score.others > 100
    assert {(step.quarter, step.name) for step in steps} >= {(n, name) for n in (1,) for name in COMMANDS}
    titles = [load_words("fr").title(key) for key in ("review", "readings")]
    assert set(titles) <= set(year.tab_titles())


@pytest.mark.long
@needs_validator
def test_every_command_of_the_year_leaves_a_valid_file() -> None:
    steps = [step for step in quarters()[1] if step.name in COMMANDS]
    validate_together(data for step in steps for data in (step.before, step.after))
    assert [(step.quarter, step.name, found) for step in steps if (found := new_errors(step.before, step.after))] == []
