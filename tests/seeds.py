"""Random cases by their seeds: a few in every run, the others in the long one (`pytest -m long`)."""

from __future__ import annotations

import pytest


def each_seed(few: int, many: int, first: int = 0) -> pytest.MarkDecorator:
    """A case for each of so many seeds: the argument `seed`."""
    quick, long = range(first, first + few), range(first + few, first + many)
    return pytest.mark.parametrize("seed", [*quick, *(pytest.param(seed, marks=pytest.mark.long) for seed in long)])


def seed_ranges(few: int, many: int, first: int = 0) -> pytest.MarkDecorator:
    """The same for a test that goes through all seeds, since it counts over them: the argument `seeds`."""
    quick, long = range(first, first + few), range(first + few, first + many)
    return pytest.mark.parametrize("seeds", [quick, pytest.param(long, marks=pytest.mark.long)], ids=str)
