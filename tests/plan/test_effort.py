"""In samples the search finds what a longer one would, to within three per cent, and each category keeps its limit."""

from __future__ import annotations

import pytest

from benchmarks.effort import SAMPLES, scores
from calgen.files.read.samples import read_sample
from calgen.plan import plan
from calgen.plan.proof.certificate import exceeded
from calgen.plan.themes.score import total_points
from calgen.read import read


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_mix_of_a_sample_keeps_its_limit(sample: str) -> None:
    strategy = read(read_sample(sample)).strategy
    assert strategy.settings.start is not None
    certificate = plan(strategy, (), strategy.settings.start).certificate
    assert [line for line in exceeded(certificate) if line.level == "category"] == []


@pytest.mark.long
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_search_of_ten_times_the_effort_finds_little_more(sample: str) -> None:
    strategy = read(read_sample(sample)).strategy
    usual, longer = (total_points(scores(strategy, times)[0]) for times in (1, 10))
    assert usual <= 1.03 * longer
