"""Cases, by seeds, by languages or listed: a few in every run, the others in the long one (`pytest -m long`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def each_seed(few: int, many: int, first: int = 0) -> pytest.MarkDecorator:
    """A case for each of so many seeds: the argument `seed`."""
    quick, long = range(first, first + few), range(first + few, first + many)
    return pytest.mark.parametrize("seed", [*quick, *(pytest.param(seed, marks=pytest.mark.long) for seed in long)])


def seed_ranges(few: int, many: int, first: int = 0) -> pytest.MarkDecorator:
    """The same for a test that goes through all seeds, since it counts over them: the argument `seeds`."""
    quick, long = range(first, first + few), range(first + few, first + many)
    return pytest.mark.parametrize("seeds", [quick, pytest.param(long, marks=pytest.mark.long)], ids=str)


each_language = pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])


def few_of(cases: Iterable[Any], few: int, every: int = 1) -> list[Any]:
    """Cases as they are listed, for `parametrize`: the first few of each `every`-th stand in every run."""
    found = []
    for n, case in enumerate(cases):
        values = case if isinstance(case, tuple) else (case,)
        is_quick = n % every == 0 and n // every < few
        found.append(case if is_quick else pytest.param(*values, marks=pytest.mark.long))
    return found
