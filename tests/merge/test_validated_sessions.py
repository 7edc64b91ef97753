"""Microsoft's validator says of an edited calendar after a run nothing that it did not say before."""

from __future__ import annotations

from functools import cache

import pytest
from sessions import Session
from validator import needs_validator, new_errors, validate_together

pytestmark = needs_validator
SEEDS = range(100, 106)


@cache
def played(seed: int) -> tuple[bytes, bytes]:
    """The workbook of a session as its user saved it, and after the run."""
    session = Session(seed)
    session.play()
    assert session.outcome
    return session.outcome.saved, session.outcome.done.after


@pytest.fixture(scope="module", autouse=True)
def _together() -> None:
    validate_together(data for seed in SEEDS for data in played(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_over_edits_brings_no_error(seed: int) -> None:
    saved, after = played(seed)
    assert new_errors(saved, after) == []
