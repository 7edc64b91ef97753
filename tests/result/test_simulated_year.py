"""A year of four quarters in an invented world: the bounds that `python -m benchmarks.four_quarters` measures."""

from __future__ import annotations

import pytest

from benchmarks.four_quarters import SAMPLES, world_of
from benchmarks.simulated_year import SimulatedYear

pytestmark = pytest.mark.long


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_year_is_matched_and_nothing_typed_is_lost(sample: str) -> None:
    year = SimulatedYear(sample, world_of(sample, seed=5))
    quarters = [step.quarter for step in year.play()]
    assert set(quarters) == {1, 2, 3, 4}
    assert (year.lost, year.score.wrong) == ([], ())
    assert year.score.exact_found == year.score.exact > 400
    assert year.score.others_found >= 0.95 * year.score.others > 200
