"""Workbooks with something wrong in them by chance: each is taken or refused with a sentence, and no tab is lost."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import hostile_books
import pytest
from hostile_runs import SECONDS, run
from mutants import mutant, users_tabs

from calgen import api

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2027, 1, 4)
COUNT = 40  # the scorecard tries ten thousand, of all samples


@cache
def books() -> tuple[bytes, ...]:
    """What is spoilt: a small strategy and a sample, before and after their first run."""
    small, sample = hostile_books.sound(), api.new("fr", "salon", TODAY)
    return (small, after(small), sample, after(sample))


def after(data: bytes) -> bytes:
    return api.generate(data, "plan.xlsx", TODAY).after


@pytest.mark.long
def test_a_mutant_is_the_same_each_time() -> None:
    made = [mutant(books()[0], seed) for seed in range(40)]
    assert made == [mutant(books()[0], seed) for seed in range(40)]
    assert len(set(made)) > 35


@pytest.mark.parametrize("block", [pytest.param(n, marks=pytest.mark.long) for n in range(4)])
def test_mutants(block: int, tmp_path: Path) -> None:
    for seed in range(block, COUNT, 4):
        at = seed // 4
        data = mutant(books()[at % 2 + (2 if at % 10 > 7 else 0)], seed)
        found = run(tmp_path, data)
        assert found.faults == (), seed
        assert found.seconds <= SECONDS, seed
        if found.after:
            assert users_tabs(found.after) == users_tabs(data), seed
