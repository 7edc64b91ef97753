"""Cases, by seeds, by languages or listed: a few in every run, the others in the long one (`pytest -m long`).

Of many seeds the long run takes the first half, so that it ends in time; all of them where `CALGEN_ALL_SEEDS` is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

PART = 1 if os.environ.get("CALGEN_ALL_SEEDS") else 2


def each_seed(few: int, many: int, first: int = 0) -> pytest.MarkDecorator:
    """A case for each of so many seeds: the argument `seed`."""
    quick, long = range(first, first + few), _later(few, many, first)
    return pytest.mark.parametrize("seed", [*quick, *(pytest.param(seed, marks=pytest.mark.long) for seed in long)])


def seed_ranges(few: int, many: int, first: int = 0) -> pytest.MarkDecorator:
    """The same for a test that goes through all seeds, since it counts over them: the argument `seeds`."""
    quick, long = range(first, first + few), _later(few, many, first)
    return pytest.mark.parametrize("seeds", [quick, pytest.param(long, marks=pytest.mark.long)], ids=str)


def _later(few: int, many: int, first: int) -> range:
    """The seeds of the long run."""
    return range(first + few, first + few + -(-(many - few) // PART))


each_language = pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])


def few_of(cases: Iterable[Any], few: int, every: int = 1) -> list[Any]:
    """Cases as they are listed, for `parametrize`: the first few of each `every`-th stand in every run."""
    found = []
    for n, case in enumerate(cases):
        values = case if isinstance(case, tuple) else (case,)
        is_quick = n % every == 0 and n // every < few
        found.append(case if is_quick else pytest.param(*values, marks=pytest.mark.long))
    return found
